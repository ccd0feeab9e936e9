package page

import "strings"

// Place is where a person is in the program: "home", "matters", "new", "registers", "papers", "laws",
// "settings", or a tab of a matter.
type Place struct {
	Name   string
	Matter string // id, in a matter
	Tab    string // overview, interview, checklist, data, registers, papers, journal
	More   string // narrows it: a question, a point, a register, a template
}

// ReadPlace reads "home" or "matter:<id>:<tab>", and what narrows it. A tab may itself carry what
// narrows it: tasks lead to "interview:mode", "register:access", "document:D03", "checklist".
func ReadPlace(where string, more ...string) Place {
	p := Place{}
	if len(more) > 0 {
		p.More = more[0]
	}
	name, rest, _ := strings.Cut(where, ":")
	p.Name = name
	if name != "matter" {
		if p.More == "" {
			p.More = rest
		}
		return p
	}
	id, tab, _ := strings.Cut(rest, ":")
	tab, narrow, _ := strings.Cut(tab, ":")
	if narrow != "" {
		p.More = narrow
	}
	p.Matter = id
	switch tab {
	case "":
		tab = "overview"
	case "register":
		tab = "registers"
	case "document":
		tab = "papers"
	}
	p.Tab = tab
	return p
}

// String is the place without what narrows it.
func (p Place) String() string {
	if p.Name != "matter" {
		return p.Name
	}
	return "matter:" + p.Matter + ":" + p.Tab
}
