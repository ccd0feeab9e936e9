// Package checklist holds the points a transfer has to satisfy, and computes for each whether it
// applies and whether its evidence is there. Nothing is ticked by hand that can be computed.
package checklist

import (
	"qingjiao/i18n"
	"qingjiao/internal/clock"
	"qingjiao/internal/law"
)

// Stage is one of the seven stages of the work.
type Stage string

// The stages, in order: 准备 · 分类 · 保密 · 告知同意 · 交接 · 销毁 · 复盘.
const (
	Prepare     Stage = "prepare"
	Classify    Stage = "classify"
	Secrecy     Stage = "secrecy"
	Notify      Stage = "notify"
	Handover    Stage = "handover"
	Destruction Stage = "destruction"
	Review      Stage = "review"
)

// Point is one checklist point, as its data file describes it.
type Point struct {
	ID        string // "4.1", "C.3"
	Section   int    // 1–20; 0 for the six closing insights
	Stage     Stage
	Title     i18n.Text // one line in plain words
	Ask       i18n.Text // what it asks, for an owner without legal training
	Law       []law.Ref
	When      string // condition; "" always
	Strict    bool   // mandatory rather than recommended
	Owner     string // OWN, PIPO, LEGAL, IT, BIZ, HR, FIN, BUYER
	Evidence  []Proof
	Documents []string // catalogue numbers that it yields
	Gates     []string // gates that it holds closed
	SameAs    string   // this point is done where that one is done; it has no evidence of its own
	Do        Action   // what to do now
}

// Proof is one piece of evidence a point needs: an expression over facts and evidence functions.
type Proof struct {
	ID    string
	Label i18n.Text
	When  string // condition for it to be asked at all; "" always
	Rule  string
}

// Action leads to where the work is done. Where is a place in the program: "interview" or
// "interview:<question>", "register:<id>", "document:<D03>", "data", "attach", "vault:backup", "journal".
type Action struct {
	Label i18n.Text
	Where string
}

// Status of a point.
type Status string

// The statuses.
const (
	Met       Status = "met"        // every proof is there
	Partly    Status = "partly"     // some are
	Todo      Status = "todo"       // none is
	Confirmed Status = "confirmed"  // a person confirmed it by hand, with a reason
	Waived    Status = "waived"     // a person said it does not apply, with a reason
	NotNeeded Status = "not_needed" // its condition is false
)

// Override is a person's decision about a point.
type Override struct {
	Point  string
	Kind   Status // Confirmed or Waived
	Reason string
	By     string
	On     clock.Date
}

// ProofState is a piece of evidence as it stands.
type ProofState struct {
	Proof
	Present bool
}

// State is a point as it stands in a matter.
type State struct {
	Point
	Status    Status
	Uncertain bool // facts it depends on are unknown; it is shown as if it applied
	Proofs    []ProofState
	Override  *Override
}

// Step is a step of no return.
type Step string

// The steps that gates stop.
const (
	Release Step = "release" // a package leaves for the other side
	Destroy Step = "destroy" // customer information is destroyed
	Certify Step = "certify" // the destruction certificate is issued
)

// Gate blocks a step of no return (G1–G9 before a package is released, H1–H4 before destruction,
// H5 before the certificate).
type Gate struct {
	ID    string
	Stops Step
	Title i18n.Text
	Opens i18n.Text // what opens it
	When  string    // condition for it to exist; "" always
	Rule  string    // expression that opens it beside its points; "" points only
	Law   []law.Ref
}

// GateState is a gate as it stands: open only when its rule is true and all its points are met,
// confirmed, waived or not needed.
type GateState struct {
	Gate
	Open       bool
	Needed     bool
	Uncertain  bool     // facts its condition depends on are unknown; it stands as if needed
	RuleHolds  bool     // its own rule, which nobody can override, keeps it closed
	Holds      []string // ids of points that keep it closed
	Overridden []string // ids of points that it passes only because a person confirmed or waived them
}
