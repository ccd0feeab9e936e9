// Package document turns a lawyer's Markdown template with typed front matter, and a matter's
// values, into the document model that typeset prints. Adding a paper means adding two files to
// assets/templates: D03.zh.md, whose front matter describes the paper, and D03.en.md, its English.
//
// Load reads them, Gather collects the values of one matter, Render makes the document and lists
// what is still blank, Check proves element by element that nothing the law wants is missing.
package document

import (
	"qingjiao/i18n"
	"qingjiao/internal/rule"
)

// List is the type of a field whose value is rows: []map[string]any, one entry a column.
const List rule.Type = "list"

// Template is one paper in both languages.
type Template struct {
	ID       string // catalogue number: "D03"
	Version  int    // grows when the wording changes; printed at the foot
	Title    i18n.Text
	Gist     i18n.Text // when it is used
	Subject  string    // register whose record it is made for ("access"), "" for the matter itself
	When     string    // condition under which a matter needs it; "" always
	Internal bool      // a paper of the program itself, such as the recovery sheet; not in List
	Fields   []Field
	Elements []Element // what the law or the checklist of elements wants in it
	Law      []string  // references, "PIPL 23"

	numbering  numbering
	switches   map[string]*rule.Program
	conditions map[string]*rule.Program // of elements, by id
	bodies     map[i18n.Lang]*body
}

// Field is a value the paper needs. From says where the program already knows it:
// "fact:seller_name", "record:name", "list:datasets", "path:governing", "today", "firm", "number";
// "" is for a person to fill in. A field without a label is a fact that only decides which clauses
// stand; its label is that of the fact.
type Field struct {
	Name     string
	Label    i18n.Text
	Type     rule.Type // text, date, money, int, bool, enum, multi, or List
	Options  []Choice  // of enum and multi
	Required bool
	From     string
	Default  string // as it would be typed: "24", "2026-11-23", an option's value
	Help     i18n.Text
	Columns  []Column            // of List
	Where    map[string][]string // of List: only rows whose column has one of the values
}

// Column is a column of a List field.
type Column struct {
	Name     string
	Type     rule.Type
	Options  []Choice
	Required bool // an empty cell is a blank; otherwise it prints a dash
}

// Choice is the value of an enum with its words: what a Source gives for choices whose words the
// template does not know.
type Choice struct {
	Value string
	Label i18n.Text
}

// Element is a required part of a paper: the anchor that proves its presence, and the condition
// outside which it is not wanted.
type Element struct {
	ID     string
	Label  i18n.Text
	When   string // over facts and fields; "" always
	Anchor string // id of a block that must be there
}

// MissingElement is an element that is wanted and not there.
type MissingElement struct {
	Element
	Unknown []string // facts that must be known before it can be decided; nil when it is plainly absent
}

// Blank is a field still empty.
type Blank struct {
	Field   Field
	Count   int  // places it stands in; 0 where it only decides which clauses stand
	Decides bool // while it is not known, the clauses that depend on it are left out
}

// Values are what Render fills in, by field name. A value is string, bool, int or int64 (money in
// fen), clock.Date or a string 2006-01-02, []string, Choice, []Choice, i18n.Text, or for a List
// []map[string]any with such values by column name. Absent, nil and "" are empty. Gather makes them.
type Values map[string]any
