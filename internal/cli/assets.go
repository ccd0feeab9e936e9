package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"qingjiao/assets"
	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
	"qingjiao/internal/law"
	"qingjiao/internal/rule"
	"qingjiao/internal/service"
)

func (t *terminal) assetsCommands() *cobra.Command {
	return t.group("assets", "cli.assets", t.command("check", "cli.assets.check", t.assetsCheck))
}

type assetRow struct {
	What string `json:"what"`
	N    int    `json:"n"`
}

// assetsCheck loads everything the program reads, each part by its own strict rules, then resolves
// what one part says of another. Every fault is told; the exit code is that of the first.
func (t *terminal) assetsCheck(context.Context, []string) error {
	c, err := service.LoadContent(assets.FS)
	if err != nil {
		return errs.Wrap(err, errs.Invalid, "cli.assets_bad", "cause", clean(err.Error()))
	}
	refs, faults := references(c, clock.DateOf(clock.System()))
	faults = append(faults, evidence(c)...)
	if len(faults) > 0 {
		return errs.New(errs.Invalid, "cli.assets_bad", "cause", strings.Join(faults, "; "))
	}
	questions := 0
	for _, ch := range c.Interview.Chapters {
		questions += len(ch.Questions)
	}
	rows := []assetRow{
		{"law", len(c.Laws.Statutes())}, {"facts", len(c.Facts.Facts)}, {"interview", questions},
		{"checklist", len(c.Points.Points())}, {"registers", len(c.Registers.List())}, {"templates", len(c.Papers.List())}, {"refs", refs},
	}
	return t.print(rows, func() {
		for _, r := range rows {
			t.say("cli.assets.ok", "what", t.T("cli.assets."+r.What), "n", r.N)
		}
	})
}

// references resolves every article that a point, gate, question or paper names, on the day.
func references(c *service.Content, on clock.Date) (n int, faults []string) {
	resolve := func(by string, r law.Ref) {
		n++
		if _, _, err := c.Laws.Resolve(r, on); err != nil {
			faults = append(faults, fmt.Sprintf("%s: %s %s: %v", by, r.Statute, r.Article, err))
		}
	}
	for _, r := range c.Points.Refs() {
		resolve(r.By, r.Ref)
	}
	for _, ch := range c.Interview.Chapters {
		for _, q := range ch.Questions {
			for _, r := range q.Law {
				resolve("question "+q.ID, r)
			}
		}
	}
	for _, p := range c.Papers.List() {
		for _, s := range p.Law {
			r, err := law.Parse(s)
			if err != nil {
				faults = append(faults, p.ID+": "+err.Error())
				continue
			}
			resolve(p.ID, r)
		}
	}
	return n, faults
}

// evidence resolves the papers, registers, states and fields that the checklist's rules name.
func evidence(c *service.Content) (faults []string) {
	known := map[string]bool{}
	for _, d := range c.Points.Documents() {
		known[d.ID] = true
	}
	for by, programs := range c.Points.Expressions() {
		for _, p := range programs {
			for _, call := range p.Calls() {
				if fault := unresolved(c, known, call); fault != "" {
					faults = append(faults, by+": "+fault)
				}
			}
		}
	}
	return faults
}

func unresolved(c *service.Content, papers map[string]bool, call rule.Call) string {
	arg := func(i int) string {
		if i < len(call.Args) {
			return call.Args[i]
		}
		return ""
	}
	switch call.Func {
	case "issued":
		if !papers[arg(0)] {
			return "no paper " + arg(0)
		}
	case "attached":
		if _, ok := c.Points.Point(arg(0)); !ok {
			return "no point " + arg(0)
		}
	case "records", "in_state", "filled":
		d, ok := c.Registers.Get(arg(0))
		if !ok {
			return "no register " + arg(0)
		}
		if _, ok := d.State(arg(1)); call.Func == "in_state" && !ok {
			return "register " + arg(0) + " has no state " + arg(1)
		}
		if _, ok := d.Field(arg(1)); call.Func == "filled" && !ok {
			return "register " + arg(0) + " has no field " + arg(1)
		}
	}
	return ""
}
