// Package law knows statutes and their articles as they stood on any day, the deadlines they set,
// and the numbers at which duties begin. All of it is data in assets/law; each fact carries how
// sure it is and where it was read. Nothing in it is legal advice.
package law

import (
	"qingjiao/i18n"
	"qingjiao/internal/clock"
)

// Confidence is how sure a fact of law is.
type Confidence string

// The tags, from the strongest.
const (
	Verified   Confidence = "V"   // read in the full text
	Secondary  Confidence = "V~"  // supported by a secondary or partial text only
	KnownHigh  Confidence = "K:h" // from knowledge, not verified; high, medium, low
	KnownMed   Confidence = "K:m"
	KnownLow   Confidence = "K:l"
	Interprets Confidence = "I" // our interpretation or recommendation, not a rule of law
)

// Ref points to an article: Statute is the id of a statute in the library ("PIPL"), Article its
// number as written ("23", "13(1)(2)", "" for the whole). In data it is written "PIPL 23".
type Ref struct {
	Statute string
	Article string
}

// Statute is a law, regulation, rule, interpretation or standard.
type Statute struct {
	ID       string
	Name     i18n.Text // 中华人民共和国个人信息保护法
	Short    i18n.Text // 个人信息保护法
	Kind     string    // law, regulation, rule, interpretation, standard, foreign
	Number   string    // 国务院令第790号, GB/T 35273-2020
	From     clock.Date
	To       clock.Date // "" while in force
	Gist     i18n.Text  // of the whole, for those cited as a whole; may be empty
	Articles []Article

	Confidence Confidence // where an article does not say otherwise
	Source     string
}

// Article has versions over time, not overlapping.
type Article struct {
	No       string
	Versions []Version
}

// Version is an article as it stands from From until the day before To.
type Version struct {
	From, To   clock.Date
	Gist       i18n.Text // our paraphrase, never the official wording
	Confidence Confidence
	Source     string
}
