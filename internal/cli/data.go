package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"qingjiao/internal/service"
)

func (t *terminal) dataCommands() *cobra.Command {
	return t.group("data", "cli.data",
		t.command("add MATTER FILE", "cli.data.add", t.dataAdd),
		t.command("list MATTER", "cli.data.list", t.dataList),
	)
}

type datasetRow struct {
	ID        string      `json:"id"`
	Name      string      `json:"name"`
	File      string      `json:"file"`
	SHA256    string      `json:"sha256"`
	Encoding  string      `json:"encoding"`
	Rows      int64       `json:"rows"`
	Persons   int64       `json:"persons"`
	Sensitive int64       `json:"sensitive"`
	Minors14  int64       `json:"minors14"`
	Minors18  int64       `json:"minors18"`
	Findings  int64       `json:"findings"`
	Columns   []columnRow `json:"columns"`
}

type columnRow struct {
	Name   string `json:"name"`
	Kind   string `json:"kind"`
	Class  string `json:"class"`
	Filled int64  `json:"filled"`
}

func datasetOf(d service.DatasetView) datasetRow {
	r := datasetRow{d.RecordID, d.Name, d.File, d.SHA256, d.Encoding, d.Rows, d.Persons, d.Sensitive, d.Minors14, d.Minors18, d.Findings, []columnRow{}}
	for _, c := range d.Columns {
		r.Columns = append(r.Columns, columnRow{c.Name, c.Kind, c.Class, c.Filled})
	}
	return r
}

func (t *terminal) dataAdd(ctx context.Context, args []string) error {
	return t.withMatter(ctx, args[0], func(a *service.App, m service.MatterRow) error {
		p, done := t.progress("cli.data.reading")
		d, err := a.ImportData(ctx, m.ID, args[1], p)
		done()
		if err != nil {
			return err
		}
		return t.print(datasetOf(d), func() { t.showDataset(d) })
	})
}

func (t *terminal) dataList(ctx context.Context, args []string) error {
	return t.withMatter(ctx, args[0], func(a *service.App, m service.MatterRow) error {
		all, err := a.Datasets(ctx, m.ID)
		if err != nil {
			return err
		}
		rows := []datasetRow{}
		for _, d := range all {
			rows = append(rows, datasetOf(d))
		}
		return t.print(rows, func() {
			for _, d := range all {
				t.showDataset(d)
			}
		})
	})
}

func (t *terminal) showDataset(d service.DatasetView) {
	fmt.Fprintf(t.Stdout, "%s  %s  %s\n", d.RecordID, clean(d.Name), d.Encoding)
	t.say("cli.data.counts", "persons", d.Persons, "rows", d.Rows, "sensitive", d.Sensitive, "minors", d.Minors14, "findings", d.Findings)
	var lines [][]string
	for _, c := range d.Columns {
		lines = append(lines, []string{"  " + c.Name, t.T("pii." + c.Kind), t.T("class." + c.Class), fmt.Sprint(c.Filled)})
	}
	table(t.Stdout, lines)
}
