package service

import (
	"fmt"
	"io/fs"

	"qingjiao/assets"
	"qingjiao/internal/checklist"
	"qingjiao/internal/clock"
	"qingjiao/internal/document"
	"qingjiao/internal/law"
	"qingjiao/internal/matter"
	"qingjiao/internal/register"
	"qingjiao/internal/rule"
)

// Content is everything the program reads rather than compiles: law, interview, checklist,
// registers, papers and the calendar, loaded and checked against each other. It does not change.
type Content struct {
	Laws      *law.Library
	Facts     *matter.Schema
	Interview *matter.Interview
	Paths     *matter.Paths
	Points    *checklist.Set
	Registers *register.Set
	Papers    *document.Library
	Calendar  *clock.Calendar

	conditions map[string]*rule.Program // of questions, summaries and papers, by source
}

// LoadContent reads and checks the content of fsys, whose folders are law, interview, checklist,
// registers, templates and calendar. Errors name the file.
func LoadContent(fsys fs.FS) (*Content, error) {
	c := &Content{}
	var err error
	for _, part := range []struct {
		name string
		load func() error
	}{
		{"calendar", func() error { c.Calendar, err = clock.LoadCalendar(fsys); return err }},
		{"law", func() error { c.Laws, err = law.Load(fsys); return err }},
		{"facts", func() error { c.Facts, err = matter.LoadFacts(fsys); return err }},
		{"interview", func() error { c.Interview, err = matter.LoadInterview(fsys, c.Facts, c.Laws); return err }},
		{"paths", func() error { c.Paths, err = matter.LoadPaths(fsys, c.Facts, c.Laws); return err }},
		{"registers", func() error { c.Registers, err = register.Load(fsys); return err }},
		{"checklist", func() error { c.Points, err = checklist.Load(fsys, c.Facts.Rules); return err }},
		{"papers", func() error { c.Papers, err = document.Load(fsys, c.Facts.Rules); return err }},
	} {
		if err := part.load(); err != nil {
			return nil, fmt.Errorf("%s: %w", part.name, err)
		}
	}
	return c, c.compile()
}

// compile checks every condition once, so that nothing fails while a person works.
func (c *Content) compile() error {
	c.conditions = map[string]*rule.Program{}
	add := func(by, src string) error {
		p, err := c.Facts.Rules.Compile(src)
		if err != nil {
			return fmt.Errorf("%s: %w", by, err)
		}
		c.conditions[src] = p
		return nil
	}
	for _, ch := range c.Interview.Chapters {
		for _, q := range ch.Questions {
			if err := add("question "+q.ID, q.When); err != nil {
				return err
			}
		}
		for _, s := range ch.Summary {
			if err := add("summary of "+ch.ID, s.When); err != nil {
				return err
			}
		}
	}
	for _, t := range c.Papers.List() {
		if err := add("paper "+t.ID, t.When); err != nil {
			return err
		}
	}
	for _, d := range deadlines() {
		if _, ok := c.Laws.Clock(d.clock); !ok {
			return fmt.Errorf("deadline %s: no such clock", d.clock)
		}
		if v, ok := c.Facts.Rules.Var(d.fact); !ok || v.Type != rule.Date {
			return fmt.Errorf("deadline %s: %s is not a date", d.clock, d.fact)
		}
		if err := add("deadline "+d.clock, d.when); err != nil {
			return err
		}
	}
	return nil
}

func loadContent() (*Content, error) { return LoadContent(assets.FS) }
