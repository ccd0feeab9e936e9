package matter

import (
	"fmt"
	"slices"

	"qingjiao/internal/law"
	"qingjiao/internal/rule"
)

var governings = []Governing{NoTransfer, Art22, Art23, Art21, Art20, Delete, Blocked, Open}

// pathsCheck keeps the first thing that is wrong.
type pathsCheck struct {
	schema *Schema
	lib    *law.Library
	by     string
	err    error
}

func (c *pathsCheck) require(ok bool, what string) {
	if !ok && c.err == nil {
		c.err = fmt.Errorf("%s: %s", c.by, what)
	}
}

func (c *pathsCheck) text(zh, en string) {
	c.require(zh != "" && en != "", "words are missing in a language")
}

func (c *pathsCheck) refs(refs []law.Ref) {
	for _, r := range refs {
		_, _, err := c.lib.Resolve(r, c.lib.PackDate())
		c.require(err == nil, "no article "+r.String())
	}
}

func (c *pathsCheck) compile(src string) *rule.Program {
	p, err := c.schema.Rules.Compile(src)
	if err != nil {
		c.require(false, err.Error())
	}
	return p
}

func (c *pathsCheck) columns(k columns, all bool) {
	c.require(k.Certainty == "" || slices.Contains([]string{"H", "M", "L"}, k.Certainty), "unknown certainty")
	c.require(k.Governing == "" || slices.Contains(governings, k.Governing), "unknown rule")
	for _, r := range []*requirementFile{k.Notice, k.Consent, k.Contract, k.PIA} {
		c.require(r != nil || !all, "a column is missing")
		if r != nil {
			c.require(slices.Contains(duties, r.Duty), "unknown duty")
			c.text(r.Zh, r.En)
			c.refs(r.Law)
		}
	}
}

func (c *pathsCheck) step(x stepFile) step {
	c.text(x.Zh, x.En)
	c.refs(x.Law)
	return step{x, c.compile(x.When)}
}
