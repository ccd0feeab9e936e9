// Package register is the engine of registers 台账 as data: typed fields, states, who may move a
// record from one to the next, the deadlines that start, the papers that come out. A register is a
// YAML file in assets/registers; nothing here knows a particular one.
package register

import (
	"regexp"

	"qingjiao/i18n"
	"qingjiao/internal/rule"
)

// Definition is one register as its file describes it.
type Definition struct {
	ID          string
	Title       i18n.Text
	Gist        i18n.Text // what it is for; shown when it is empty, with what to do
	Scope       string    // ScopeMatter or ScopeFirm
	NameField   string    // the field that names a record to a person
	Fields      []Field
	States      []State // the first is where a new record begins
	Transitions []Transition
	Columns     []string // fields shown in the table, in order; "state" among them
	Documents   []string // templates that can be made for a record ("D03")

	// Order lists fields whose days or times must not run backwards, Differ fields that must name
	// different people. Both are looked at when a record moves; empty fields are passed over.
	Order  [][]string
	Differ [][]string

	patterns map[string]*regexp.Regexp // by field name, anchored at both ends
	when     map[string]*rule.Program  // by field name
}

// Scopes: a register belongs to a matter, or to the firm and so to all its matters.
const (
	ScopeMatter = "matter"
	ScopeFirm   = "firm"
)

// Field is one typed column.
type Field struct {
	Name      string
	Label     i18n.Text
	Help      i18n.Text
	Type      rule.Type
	Options   []Option
	Required  bool
	Pattern   string    // regular expression the whole of a text must match
	Hint      i18n.Text // the pattern in words, with an example; there is one where there is a pattern
	Max       int       // longest text in characters (default 200), or largest number (money in fen)
	Personal  bool      // holds personal data: never in the journal, an error or a log
	When      string    // condition over the record's own fields; "" always
	Reference string    // register whose records are offered; the value is the record's name, so that a paper reads by itself
}

// Option is one value of an enum field; only the value is stored.
type Option struct {
	Value string
	Label i18n.Text
}

// State of a record. Tone is done, attention, blocked, info or plain: how the window colours it.
type State struct {
	ID    string
	Label i18n.Text
	Tone  string
	Final bool
}

// Transition moves a record. Needs lists fields that must be filled, Attach whether a file must be attached.
type Transition struct {
	ID     string
	Label  i18n.Text // what the button says: 登记已签署
	From   []string
	To     string
	Roles  []string // roles that may; empty: all
	Needs  []string
	Attach bool
	Clock  string // clock id that starts (law clocks), "" none
	Reason bool   // a written reason is asked

	Where map[string][]string // enum fields that must hold one of the values
}

// Values are a record's fields by name: bool, int64, string or []string. An absent field is empty.
type Values map[string]any
