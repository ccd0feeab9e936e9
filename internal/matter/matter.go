// Package matter is one company transfer 转让案: what is known of it, the interview that finds it
// out, and the legal path that follows.
package matter

import (
	"regexp"

	"qingjiao/i18n"
	"qingjiao/internal/clock"
	"qingjiao/internal/law"
	"qingjiao/internal/rule"
)

// Mode is how the company changes hands. The list is closed: law.md §1.2's table, as data in
// assets/law/paths.yaml.
type Mode string

// The modes.
const (
	Share      Mode = "SHARE"       // 股权转让
	ShareDD    Mode = "SHARE.DD"    // 股权转让：尽职调查阶段
	ShareInt   Mode = "SHARE.INT"   // 股权转让：交割后并入集团
	Asset      Mode = "ASSET"       // 资产转让
	List       Mode = "LIST"        // 单独转让客户名单
	MergeAbs   Mode = "MERGE.ABS"   // 吸收合并
	MergeNew   Mode = "MERGE.NEW"   // 新设合并
	Split      Mode = "SPLIT"       // 分立
	DissolveT  Mode = "DISSOLVE.T"  // 解散清算，有承接方
	DissolveD  Mode = "DISSOLVE.D"  // 解散清算，无承接方
	Bankrupt   Mode = "BANKRUPT"    // 破产清算
	Sole       Mode = "SOLE"        // 个体工商户变更经营者
	StoreBrand Mode = "STORE.BRAND" // 门店转让：品牌方是处理者
	StoreShop  Mode = "STORE.SHOP"  // 门店转让：门店是处理者
)

// Governing is which rule governs the hand-over.
type Governing string

// The governing rules.
const (
	NoTransfer Governing = "none"    // the processor does not change
	Art22      Governing = "art22"   // PIPL 22: tell name and contact of the recipient
	Art23      Governing = "art23"   // PIPL 23: five items and separate consent
	Art21      Governing = "art21"   // PIPL 21: entrusted processing
	Art20      Governing = "art20"   // PIPL 20: joint processing
	Delete     Governing = "delete"  // PIPL 47: no recipient, delete
	Blocked    Governing = "blocked" // may not go ahead as it stands
	Open       Governing = "open"    // facts are missing
)

// Duty is whether something must be done.
type Duty string

// The degrees of duty.
const (
	Must        Duty = "must"
	Recommended Duty = "recommended"
	NotNeeded   Duty = "no"
	Depends     Duty = "depends"
)

// Requirement is one column of the decision table: the duty, in words, with its basis.
type Requirement struct {
	Duty Duty
	Text i18n.Text
	Law  []law.Ref
}

// Reason is one step of the decision, in the order the engine asks (law.md §1.2).
type Reason struct {
	Text i18n.Text
	Law  []law.Ref
}

// Path is the legal path 法律路径 of a matter on a day: a pure result of the facts and the law.
type Path struct {
	Mode      Mode
	Governing Governing
	Certainty string // "H" text is clear, "M" prevailing practice, "L" contested: ask counsel
	Notice    Requirement
	Consent   Requirement
	Contract  Requirement
	PIA       Requirement
	Export    Requirement
	Reasons   []Reason
	Warnings  []Reason // criminal thresholds, important data, missing facts that matter
	Missing   []string // facts without which it cannot be certain
	Override  *Override
	AsOf      clock.Date
}

// Override is a counsel's recorded opinion that replaces the governing article where the law is
// contested. The engine's own result stays visible beside it.
type Override struct {
	From, To Governing
	Counsel  string // name and firm
	Opinion  string // the reasoning, in words
	On       clock.Date
	By       string // member who recorded it
}

// Fact describes one thing to be known (assets/interview/facts.yaml).
type Fact struct {
	rule.Var
	Label   i18n.Text
	Options []Option
	Unit    i18n.Text
	Derived bool // follows from others; it is not asked

	pattern *regexp.Regexp
	upper   bool
}

// Option is a value of a fact with its words. Only the value is ever stored.
type Option struct {
	Value string
	Label i18n.Text
	Gist  i18n.Text // one line of explanation
}

// Chapter is a part of the interview.
type Chapter struct {
	ID        string
	Title     i18n.Text
	Questions []Question
	Summary   []Conclusion // 小结: what follows from the answers
}

// Question asks for one fact, or for a few that belong together (Fields, e.g. a party's name and contact).
type Question struct {
	ID     string
	Ask    i18n.Text
	Help   i18n.Text
	Why    i18n.Text // 为什么问这个
	Law    []law.Ref
	Fact   string   // single question
	Fields []string // or a small form
	When   string   // condition; "" always
	Skip   bool     // 暂不清楚 allowed

	needs []string // facts without which it is not answered
}

// Conclusion is a sentence shown when its condition holds.
type Conclusion struct {
	When string
	Text i18n.Text
	Law  []law.Ref
}
