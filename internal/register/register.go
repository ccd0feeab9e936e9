// Package register is the engine of registers 台账 as data: typed fields, states, who may move a
// record from one to the next, the deadlines that start, the papers that come out. A register is a
// YAML file in assets/registers; nothing here knows a particular one.
package register

import (
	"qingjiao/i18n"
	"qingjiao/internal/rule"
)

// Definition is one register as its file describes it.
type Definition struct {
	ID          string
	Title       i18n.Text
	Gist        i18n.Text // what it is for; shown when it is empty, with what to do
	Scope       string    // "matter" or "firm"
	NameField   string    // the field that names a record to a person
	Fields      []Field
	States      []State // the first is where a new record begins
	Transitions []Transition
	Columns     []string // fields shown in the table, in order; "state" among them
	Documents   []string // templates that can be made for a record ("D03")
}

// Field is one typed column.
type Field struct {
	Name      string
	Label     i18n.Text
	Help      i18n.Text
	Type      rule.Type
	Options   []Option
	Required  bool
	Pattern   string // regular expression a text must match
	Max       int    // longest text in characters (default 200), or largest number
	Personal  bool   // holds personal data: never in the journal, masked in lists where Mask says so
	When      string // condition over the record's own fields; "" always
	Reference string // id of a register whose record it names
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
}

// Values are a record's fields by name: bool, int64, string or []string. An absent field is empty.
type Values map[string]any
