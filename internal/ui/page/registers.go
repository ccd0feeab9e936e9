package page

import (
	"context"
	"os"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"qingjiao/internal/register"
	"qingjiao/internal/service"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
)

// Registers shows the registers of a matter as tables; a record opens at the right and is edited in
// place.
type Registers struct {
	env  *Env
	id   string
	name string

	all    []service.RegisterSummary
	at     string // register shown
	view   service.RegisterView
	refs   map[string][]string // names of records by register, for fields that point to one
	states map[string]bool     // states shown; none: all
	chosen map[string][]string // columns chosen by a person, by register
	query  string
	column int // sorted by; -1 as entered
	desc   bool
	rows   []service.RecordView // shown, in order
	record string               // open at the right
	one    service.RecordView

	grid   *widgets.Grid
	count  *widgets.Text
	detail *fyne.Container
	root   *fyne.Container
}

// NewRegisters is the registers of a matter.
func NewRegisters(env *Env, matterID string) *Registers {
	r := &Registers{env: env, id: matterID, states: map[string]bool{}, chosen: map[string][]string{}, column: -1, root: widgets.Column(0)}
	r.Reload()
	return r
}

// Title is the matter's name.
func (r *Registers) Title() string { return r.name }

// Content is what the screen shows.
func (r *Registers) Content() fyne.CanvasObject { return r.root }

// Open shows a register.
func (r *Registers) Open(reg string) {
	if reg != r.at {
		r.at, r.record, r.query, r.column = reg, "", "", -1
		clear(r.states)
	}
	r.Reload()
}

// Reload reads the register again and keeps filter, order and the open record.
func (r *Registers) Reload() {
	var all []service.RegisterSummary
	var view service.RegisterView
	var one service.RecordView
	var m service.MatterRow
	at, record, refs := r.at, r.record, map[string][]string{}
	r.env.Do("page.loading", func(ctx context.Context, _ widgets.Progress) (err error) {
		if m, err = r.env.App.Matter(ctx, r.id); err != nil {
			return err
		}
		if all, err = r.env.App.Registers(ctx, r.id); err != nil || len(all) == 0 {
			return err
		}
		if !slices.ContainsFunc(all, func(s service.RegisterSummary) bool { return s.ID == at }) {
			at = all[0].ID
		}
		if view, err = r.env.App.Register(ctx, r.id, at); err != nil {
			return err
		}
		for _, f := range view.Definition.Fields {
			if f.Reference != "" && refs[f.Reference] == nil {
				other, err := r.env.App.Register(ctx, r.id, f.Reference)
				if err != nil {
					return err
				}
				for _, x := range other.Records {
					refs[f.Reference] = append(refs[f.Reference], x.Name)
				}
			}
		}
		if record != "" {
			one, err = r.env.App.Record(ctx, r.id, at, record)
		}
		return err
	}, func() {
		r.all, r.view, r.at, r.one, r.refs, r.name = all, view, at, one, refs, m.Name
		r.show()
	})
}

func (r *Registers) show() {
	rail := widgets.Column(2)
	for _, s := range r.all {
		rail.Add(widgets.NavRow("", widgets.Plain, r.env.In(s.Title), strconv.Itoa(s.Records), s.ID == r.at, func() { r.Open(s.ID) }))
	}
	left := widgets.Ground(theme.Paper, widgets.FixedWidth(190, widgets.Inset(20, 12, 20, 12, rail)))
	r.detail = widgets.Column(20)
	var right fyne.CanvasObject
	if r.record != "" {
		r.fillDetail()
		right = widgets.RowFill(0, widgets.VLine(), widgets.Ground(theme.Surface, widgets.FixedWidth(372, widgets.NewScroll(widgets.Inset(20, 20, 24, 20, r.detail)))))
	}
	r.root.Objects = []fyne.CanvasObject{widgets.Grow(widgets.Frame(nil, nil, widgets.RowFill(0, left, widgets.VLine()), right,
		widgets.Inset(20, 20, 20, 20, r.table())))}
	r.root.Refresh()
}

// table is the register with what filters it.
func (r *Registers) table() fyne.CanvasObject {
	d := r.view.Definition
	add := widgets.PrimaryIcon("plus", r.env.T("registerpage.add"), r.add)
	head := widgets.RowTop(12, widgets.Grow(widgets.Column(4, widgets.Section(r.env.In(d.Title)), widgets.Paragraph(r.env.In(d.Gist)).Small())), add)
	if len(r.view.Records) == 0 {
		return widgets.Column(16, widgets.RowTop(12, widgets.Grow(widgets.Section(r.env.In(d.Title)))),
			widgets.Empty("table-2", r.env.In(d.Gist), add))
	}
	var chips []widgets.Choice
	for _, s := range d.States {
		n := 0
		for _, x := range r.view.Records {
			if x.State.ID == s.ID {
				n++
			}
		}
		if n > 0 {
			chips = append(chips, widgets.Choice{Value: s.ID, Label: r.env.T("registerpage.chip", "state", r.env.In(s.Label), "n", n)})
		}
	}
	search := widgets.EntryIcon("search", r.env.T("registerpage.search"))
	search.SetText(r.query)
	search.OnChange = func(s string) { r.query = s; r.filter() }
	r.count = widgets.Note("")
	r.grid = widgets.NewGrid(r.columns(), 0, r.cell)
	r.grid.OnOpen = func(row int) {
		if row < len(r.rows) && r.rows[row].ID != r.record {
			r.record = r.rows[row].ID
			r.Reload()
		}
	}
	r.grid.OnSort = func(col int, desc bool) { r.column, r.desc = col, desc; r.filter() }
	r.filter()
	tools := widgets.Row(12, widgets.FixedWidth(220, search), widgets.Grow(widgets.Chips(chips, r.states, func(v string, on bool) {
		r.states[v] = on
		r.filter()
	})))
	foot := widgets.Row(12, r.count, widgets.Spacer(), widgets.Link(r.env.T("registerpage.columns"), r.choose), widgets.Link(r.env.T("registerpage.csv"), func() { r.export("csv") }), widgets.Link(r.env.T("registerpage.xlsx"), func() { r.export("xlsx") }))
	return widgets.Column(14, head, tools, widgets.Grow(r.grid), foot)
}

// add asks what the new record is called; the rest is filled in at the right.
func (r *Registers) add() {
	d := r.view.Definition
	f, _ := d.Field(d.NameField)
	name := widgets.NewEntry("").SetMax(200)
	widgets.Ask(r.env.Window.Canvas(), widgets.DialogWords{Title: r.env.T("registerpage.add_title", "title", r.env.In(d.Title)),
		Text: r.env.T("registerpage.add_note"), Yes: r.env.T("registerpage.add"), No: r.env.T("page.cancel")},
		widgets.Field(r.env.In(f.Label), r.env.In(f.Help), name), func() bool {
			if strings.TrimSpace(name.Text()) == "" {
				name.SetError(r.env.T("registerpage.no_name"))
				return false
			}
			var one service.RecordView
			r.env.Do("page.saving", func(ctx context.Context, _ widgets.Progress) (err error) {
				one, err = r.env.App.AddRecord(ctx, r.id, r.at, register.Values{d.NameField: name.Text()})
				return err
			}, func() { r.record = one.ID; r.env.saved(); r.Reload() })
			return true
		})
	name.Focus()
}

// export writes the register where the person says.
func (r *Registers) export(format string) {
	name := r.env.In(r.view.Definition.Title) + "." + format
	widgets.AskPath(r.env.Window, r.env.Run, widgets.FileWish{Title: r.env.T("registerpage." + format), Save: true, Name: name, Ext: []string{format}}, func(path string) {
		at := r.at
		r.env.Do("registerpage.exporting", func(ctx context.Context, _ widgets.Progress) error {
			f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
			if err != nil {
				return err
			}
			err = r.env.App.ExportRegister(ctx, r.id, at, format, string(r.env.Lang), f)
			if e := f.Close(); err == nil {
				err = e
			}
			return err
		}, func() { r.env.Toast("registerpage.exported") })
	})
}
