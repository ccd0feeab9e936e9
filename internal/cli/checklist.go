package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"qingjiao/internal/checklist"
	"qingjiao/internal/service"
)

var stages = []checklist.Stage{
	checklist.Prepare, checklist.Classify, checklist.Secrecy, checklist.Notify, checklist.Handover, checklist.Destruction, checklist.Review,
}

type pointRow struct {
	ID        string     `json:"id"`
	Stage     string     `json:"stage"`
	Title     string     `json:"title"`
	Status    string     `json:"status"`
	Uncertain bool       `json:"uncertain,omitempty"`
	Strict    bool       `json:"strict"`
	Proofs    []proofRow `json:"proofs,omitempty"`
	Override  string     `json:"override,omitempty"`
}

type proofRow struct {
	ID      string `json:"id"`
	Label   string `json:"label"`
	Present bool   `json:"present"`
}

type gateRow struct {
	ID    string   `json:"id"`
	Title string   `json:"title"`
	Open  bool     `json:"open"`
	Holds []string `json:"holds,omitempty"`
}

type checklistReport struct {
	Matter string     `json:"matter"`
	Points []pointRow `json:"points"`
	Gates  []gateRow  `json:"gates"`
}

func (t *terminal) checklistCommand() *cobra.Command {
	return t.command("checklist MATTER", "cli.checklist", func(ctx context.Context, args []string) error {
		return t.withMatter(ctx, args[0], func(a *service.App, m service.MatterRow) error {
			v, err := a.Checklist(ctx, m.ID)
			if err != nil {
				return err
			}
			r := t.checklistReport(v)
			return t.print(r, func() { t.showChecklist(r, v) })
		})
	})
}

func (t *terminal) checklistReport(v service.ChecklistView) checklistReport {
	r := checklistReport{Matter: v.MatterID, Points: []pointRow{}, Gates: []gateRow{}}
	for _, s := range v.States {
		p := pointRow{ID: s.ID, Stage: string(s.Stage), Title: s.Title.In(t.lang), Status: string(s.Status), Uncertain: s.Uncertain, Strict: s.Strict}
		for _, e := range s.Proofs {
			p.Proofs = append(p.Proofs, proofRow{e.ID, e.Label.In(t.lang), e.Present})
		}
		if s.Override != nil {
			p.Override = s.Override.Reason
		}
		r.Points = append(r.Points, p)
	}
	for _, g := range v.Gates {
		if g.Needed {
			r.Gates = append(r.Gates, gateRow{g.ID, g.Title.In(t.lang), g.Open, g.Holds})
		}
	}
	return r
}

func (t *terminal) showChecklist(r checklistReport, v service.ChecklistView) {
	for _, stage := range stages {
		tally := v.Stages[stage]
		fmt.Fprintf(t.Stdout, "%s  %d/%d\n", t.T("cli.stage."+string(stage)), tally.Met, tally.Total)
		var lines [][]string
		for _, p := range r.Points {
			if p.Stage == string(stage) && p.Status != string(checklist.NotNeeded) {
				lines = append(lines, []string{"  " + p.ID, t.T("cli.status." + p.Status), p.Title})
			}
		}
		table(t.Stdout, lines)
	}
	fmt.Fprintln(t.Stdout, t.T("cli.gates"))
	var lines [][]string
	for _, g := range r.Gates {
		key := "cli.gate.closed"
		if g.Open {
			key = "cli.gate.open"
		}
		lines = append(lines, []string{"  " + g.ID, t.T(key), g.Title})
	}
	table(t.Stdout, lines)
}
