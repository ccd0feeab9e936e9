package page

import (
	"context"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"qingjiao/internal/service"
	"qingjiao/internal/ui/widgets"
)

// Data takes customer files into the vault and shows what is in them, column by column.
type Data struct {
	env  *Env
	id   string
	name string
	sets []service.DatasetView
	at   string // record of the data set shown
	root *fyne.Container
}

// NewData is the customer data of a matter.
func NewData(env *Env, matterID string) *Data {
	d := &Data{env: env, id: matterID, root: widgets.Column(0)}
	d.Reload()
	return d
}

// Title is the matter's name.
func (d *Data) Title() string { return d.name }

// Content is what the screen shows.
func (d *Data) Content() fyne.CanvasObject { return d.root }

// Reload reads the data sets again.
func (d *Data) Reload() {
	var sets []service.DatasetView
	var m service.MatterRow
	d.env.Do("page.loading", func(ctx context.Context, _ widgets.Progress) (err error) {
		if m, err = d.env.App.Matter(ctx, d.id); err != nil {
			return err
		}
		sets, err = d.env.App.Datasets(ctx, d.id)
		return err
	}, func() { d.sets, d.name = sets, m.Name; d.show() })
}

// shown is the data set chosen, or the newest.
func (d *Data) shown() (service.DatasetView, bool) {
	for _, s := range d.sets {
		if s.RecordID == d.at {
			return s, true
		}
	}
	if n := len(d.sets); n > 0 {
		return d.sets[n-1], true
	}
	return service.DatasetView{}, false
}

func (d *Data) show() {
	choose := widgets.PrimaryIcon("upload", d.env.T("page.data.choose"), d.choose)
	s, ok := d.shown()
	if !ok {
		d.put(widgets.Page(widgets.Column(24, widgets.Space(0, 40), widgets.Empty("upload", d.env.T("page.data.empty"), choose),
			widgets.Middle(560, widgets.Remark(widgets.Info, d.env.T("page.data.safe"), d.env.T("page.data.safe_note"), d.env.T("page.data.csv_only"))))))
		return
	}
	var list fyne.CanvasObject
	if len(d.sets) > 1 {
		var choices []widgets.Choice
		for _, x := range d.sets {
			choices = append(choices, widgets.Choice{Value: x.RecordID, Label: x.File})
		}
		list = widgets.FixedWidth(320, widgets.NewSelect("file-lock", "", choices, s.RecordID, func(v string) { d.at = v; d.show() }))
	}
	meta := d.env.T("page.data.meta", "encoding", strings.ToUpper(s.Encoding), "rows", widgets.Count(s.Rows), "columns", len(s.Columns), "sha", short(s.SHA256))
	head := widgets.Row(12, widgets.Grow(widgets.Row(16, widgets.Section(s.File), widgets.Note(meta))), list, choose)
	grid := widgets.NewGrid([]widgets.GridColumn{
		{Title: d.env.T("page.data.column"), Width: -2, Least: 120}, {Title: d.env.T("page.data.sample"), Width: -4, Least: 200},
		{Title: d.env.T("page.data.kind"), Width: -2, Least: 120}, {Title: d.env.T("page.data.class"), Width: 220},
		{Title: d.env.T("page.data.filled"), Width: 110, Right: true},
	}, len(s.Columns), func(row, col int) widgets.Cell { return d.cell(s, row, col) })
	foot := widgets.Row(12, widgets.Grow(widgets.Note(d.env.T("shell.then", "what", d.env.T("page.data.every_cell"), "do", d.env.T("page.data.csv_only"))).Cut()),
		widgets.Link(d.env.T("page.data.record"), func() { d.env.Go("matter:"+d.id+":registers", "datasets") }))
	d.put(widgets.Pad(24, widgets.Column(16, head, d.figures(s), widgets.Grow(grid), foot)))
}

func (d *Data) put(o fyne.CanvasObject) {
	d.root.Objects = []fyne.CanvasObject{widgets.Grow(o)}
	d.root.Refresh()
}

// figures are the numbers that decide what the law wants, in words.
func (d *Data) figures(s service.DatasetView) fyne.CanvasObject {
	people := func(n int64) string { return d.env.T("page.data.people", "n", widgets.Count(n)) }
	tone := func(n int64, t widgets.Tone) widgets.Tone {
		if n > 0 {
			return t
		}
		return widgets.Plain
	}
	return widgets.Figures(
		widgets.Figure(widgets.Plain, people(s.Persons), d.env.T("page.data.persons", "rows", widgets.Count(s.Rows), "again", widgets.Count(max(0, s.Rows-s.Persons)))),
		widgets.Figure(tone(s.Sensitive, widgets.Blocked), people(s.Sensitive), d.env.T("page.data.sensitive")),
		widgets.Figure(tone(s.Minors14, widgets.Blocked), people(s.Minors14), d.env.T("page.data.minors14")),
		widgets.Figure(tone(s.Minors18, widgets.Attention), people(s.Minors18), d.env.T("page.data.minors18")),
		widgets.Figure(tone(s.Findings, widgets.Attention), d.env.T("page.data.cells", "n", widgets.Count(s.Findings)), d.env.T("page.data.findings")))
}

func (d *Data) cell(s service.DatasetView, row, col int) widgets.Cell {
	c := s.Columns[row]
	switch col {
	case 0:
		return widgets.Cell{Text: c.Name, Bold: true}
	case 1:
		return widgets.Cell{Text: strings.Join(c.Sample, d.env.T("page.comma")), Soft: true}
	case 2:
		return widgets.Cell{Text: d.env.T("pii." + c.Kind)}
	case 3:
		tone := map[string]widgets.Tone{"sensitive": widgets.Blocked, "general": widgets.Info, "none": widgets.Plain}[c.Class]
		return widgets.Cell{Text: d.env.T("class." + c.Class), Tone: tone, Pill: true}
	}
	return widgets.Cell{Text: widgets.Count(c.Filled), Soft: true}
}

func (d *Data) choose() {
	widgets.AskPath(d.env.Window, d.env.Run, widgets.FileWish{Title: d.env.T("page.data.choose"), Ext: []string{"csv", "txt"}}, d.Drop)
}

// Drop takes a customer file into the vault.
func (d *Data) Drop(path string) {
	if ext := strings.ToLower(filepath.Ext(path)); ext != ".csv" && ext != ".txt" {
		widgets.Confirm(d.env.Window.Canvas(), widgets.DialogWords{Title: d.env.T("page.data.not_csv"), Text: d.env.T("page.data.not_csv_note"), Yes: d.env.T("page.ok")}, func() {})
		return
	}
	var set service.DatasetView
	d.env.Do("page.data.importing", func(ctx context.Context, p widgets.Progress) (err error) {
		set, err = d.env.App.ImportData(ctx, d.id, path, p)
		return err
	}, func() {
		d.at = set.RecordID
		d.env.saved()
		d.env.Toast("page.data.done", "n", widgets.Count(set.Rows))
		d.Reload()
	})
}
