package cli

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"qingjiao/internal/errs"
	"qingjiao/internal/rule"
	"qingjiao/internal/service"
)

func (t *terminal) matterCommands() *cobra.Command {
	return t.group("matter", "cli.matter",
		t.matterNew(),
		t.command("list", "cli.matter.list", t.matterList),
		t.command("show MATTER", "cli.matter.show", t.matterShow),
	)
}

func (t *terminal) matterNew() *cobra.Command {
	var file, name string
	c := t.command("new", "cli.matter.new", func(ctx context.Context, _ []string) error {
		facts := rule.Facts{}
		if file != "" {
			n, f, err := readFacts(file)
			if err != nil {
				return err
			}
			facts = f
			if name == "" {
				name = n
			}
		}
		if name == "" {
			return errs.New(errs.Invalid, "cli.matter_name")
		}
		return t.withApp(ctx, func(a *service.App) error {
			id, err := a.NewMatter(ctx, name, facts)
			if err != nil {
				return err
			}
			return t.print(map[string]string{"id": id, "name": name}, func() { fmt.Fprintln(t.Stdout, id) })
		})
	})
	c.Flags().StringVar(&file, "facts", "", t.T("cli.flag.facts"))
	c.Flags().StringVar(&name, "name", "", t.T("cli.flag.matter_name"))
	return c
}

type matterRow struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Mode    string `json:"mode"`
	Stage   int    `json:"stage"`
	Met     int    `json:"met"`
	Total   int    `json:"total"`
	Blocker string `json:"blocker,omitempty"`
	Locked  bool   `json:"locked,omitempty"`
	Updated string `json:"updated"`
}

func (t *terminal) matterRow(m service.MatterRow) matterRow {
	r := matterRow{ID: m.ID, Name: m.Name, Mode: string(m.Mode), Stage: m.StageNo, Blocker: m.Blocker.In(t.lang), Locked: m.Locked}
	for _, s := range m.Stages {
		r.Met += s.Met
		r.Total += s.Total
	}
	if !m.Updated.IsZero() {
		r.Updated = m.Updated.Format(time.RFC3339)
	}
	return r
}

func (t *terminal) matterList(ctx context.Context, _ []string) error {
	return t.withApp(ctx, func(a *service.App) error {
		all, err := a.Matters(ctx)
		if err != nil {
			return err
		}
		rows := []matterRow{}
		for _, m := range all {
			rows = append(rows, t.matterRow(m))
		}
		return t.print(rows, func() {
			lines := [][]string{{t.T("cli.col.id"), t.T("cli.col.name"), t.T("cli.col.mode"), t.T("cli.col.met")}}
			for i, m := range rows {
				lines = append(lines, []string{m.ID, m.Name, all[i].ModeName.In(t.lang), fmt.Sprintf("%d/%d", m.Met, m.Total)})
			}
			table(t.Stdout, lines)
		})
	})
}

type matterDetail struct {
	matterRow
	Facts     rule.Facts `json:"facts"`
	Governing string     `json:"governing"`
	Certainty string     `json:"certainty"`
	Missing   []string   `json:"missing,omitempty"`
}

func (t *terminal) matterShow(ctx context.Context, args []string) error {
	return t.withMatter(ctx, args[0], func(a *service.App, m service.MatterRow) error {
		facts, err := a.Facts(ctx, m.ID)
		if err != nil {
			return err
		}
		path, err := a.Path(ctx, m.ID)
		if err != nil {
			return err
		}
		d := matterDetail{t.matterRow(m), facts, string(path.Governing), path.Certainty, path.Missing}
		return t.print(d, func() {
			table(t.Stdout, [][]string{
				{t.T("cli.col.id"), m.ID}, {t.T("cli.col.name"), m.Name}, {t.T("cli.col.mode"), m.ModeName.In(t.lang)},
				{t.T("cli.col.path"), t.T("cli.path." + string(path.Governing))},
				{t.T("cli.col.met"), fmt.Sprintf("%d/%d", d.Met, d.Total)},
			})
			for _, r := range path.Reasons {
				fmt.Fprintln(t.Stdout, "  "+clean(r.Text.In(t.lang)))
			}
			for _, w := range path.Warnings {
				fmt.Fprintln(t.Stdout, "! "+clean(w.Text.In(t.lang)))
			}
			fmt.Fprintln(t.Stdout)
			var lines [][]string
			for _, name := range sortedKeys(facts) {
				lines = append(lines, []string{name, fmt.Sprint(facts[name])})
			}
			table(t.Stdout, lines)
		})
	})
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
