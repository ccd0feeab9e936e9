// Package document turns a lawyer's Markdown template with typed front matter, and a matter's
// values, into the document model that typeset prints. Adding a paper means adding two files to
// assets/templates.
package document

import (
	"qingjiao/i18n"
	"qingjiao/internal/rule"
)

// Template is one paper in both languages.
type Template struct {
	ID       string // catalogue number: "D03"
	Title    i18n.Text
	Gist     i18n.Text // when it is used
	Subject  string    // register whose record it is made for ("access"), "" for the matter itself
	When     string    // condition under which a matter needs it; "" always
	Fields   []Field
	Elements []Element // what the law or the checklist of law.md §8 wants in it
	Law      []string  // references, "PIPL 23"
}

// Field is a value the paper needs. From says where the program already knows it:
// "fact:seller_name", "record:name", "party:seller.name", "count:persons", "today", "firm", "number".
type Field struct {
	Name     string
	Label    i18n.Text
	Type     rule.Type // text, date, money, int, bool, enum; "party" and "list" for structures
	Options  []i18n.Text
	Required bool
	From     string
	Default  i18n.Text
	Help     i18n.Text
}

// Element is a required part of a paper: the anchor or words that prove its presence, and the
// condition that switches it off.
type Element struct {
	ID     string
	Label  i18n.Text
	When   string
	Anchor string // id of a block that must be there
}

// Blank is a field still empty.
type Blank struct {
	Field Field
	Count int // places it stands in
}
