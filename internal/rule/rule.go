// Package rule evaluates conditions written as data: which question to ask, when a checklist point
// applies, whether its evidence is there, whether a gate is open. Expressions are expr-lang over
// typed facts and a fixed set of evidence functions; they are checked when the data is loaded.
package rule

import "qingjiao/internal/clock"

// Type is the type of a fact.
type Type string

// The types of facts and of register fields.
const (
	Bool  Type = "bool"
	Int   Type = "int"
	Enum  Type = "enum"  // one of Options
	Multi Type = "multi" // any of Options, a list
	Text  Type = "text"
	Date  Type = "date"  // 2006-01-02
	Money Type = "money" // fen, as an integer
)

// Var is one fact that expressions may name.
type Var struct {
	Name    string
	Type    Type
	Options []string // Enum and Multi
}

// Facts are what is known of a matter, by name. A fact that is absent is unknown (暂不清楚), which
// is not the same as false. Values are bool, int64, string (enum, text, date) or []string.
type Facts map[string]any

// Tri is a truth value with room for what is not known yet.
type Tri int

// The truth values. The zero value is Unknown, so that nothing is met by accident.
const (
	Unknown Tri = iota
	No
	Yes
)

// Evidence answers what has been done in a matter. The service gives it; tests give a map.
type Evidence interface {
	Issued(doc string) int              // issued papers of catalogue number doc ("D03")
	Records(register string) int        // records of a register that are not withdrawn
	InState(register, state string) int // of them in a state
	Filled(register, field string) int  // of them with the field filled (true for bool fields)
	Attached(point string) int          // evidence files or signed confirmations at a checklist point
	Decided(what string) bool           // a recorded decision: "path", "override", "plan"
	Count(what string) int              // numbers: "datasets", "persons", "sensitive", "open_requests"
	Today() clock.Date                  // Beijing day
}
