package page

import (
	"context"
	"os"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"qingjiao/internal/register"
	"qingjiao/internal/rule"
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

func (r *Registers) columns() []widgets.GridColumn {
	d := r.view.Definition
	var out []widgets.GridColumn
	for _, name := range r.order() {
		c := widgets.GridColumn{Width: -1, Least: 96, Sort: true}
		if name == stateColumn {
			c.Title, c.Width = r.env.T("registerpage.state"), 140
		} else if f, ok := d.Field(name); ok {
			c.Title = r.env.In(f.Label)
			switch f.Type {
			case rule.Date:
				c.Width = 108
			case rule.Int, rule.Money:
				c.Right, c.Width = true, 96
			case rule.Bool:
				c.Width = 84
			}
			if name == d.NameField {
				c.Width, c.Least = -2, 140
			}
		}
		out = append(out, c)
	}
	return out
}

// order are the columns: what names a record, its state, then the others as the register has them.
func (r *Registers) order() []string {
	d := r.view.Definition
	out := []string{d.NameField, stateColumn}
	columns := d.Columns
	if own, ok := r.chosen[d.ID]; ok {
		columns = own
	}
	for _, name := range columns {
		if name != d.NameField && name != stateColumn {
			out = append(out, name)
		}
	}
	return out
}

// choose lets a person pick the columns of the table, in the order of the register's fields.
func (r *Registers) choose() {
	d := r.view.Definition
	on := map[string]bool{}
	for _, name := range r.order() {
		on[name] = true
	}
	list := widgets.Column(10)
	for _, f := range d.Fields {
		if f.Name != d.NameField {
			list.Add(widgets.Check(r.env.In(f.Label), on[f.Name], func(v bool) { on[f.Name] = v }))
		}
	}
	widgets.Ask(r.env.Window.Canvas(), widgets.DialogWords{Title: r.env.T("registerpage.columns"), Yes: r.env.T("registerpage.show"), No: r.env.T("page.cancel")},
		widgets.FixedHeight(360, widgets.NewScroll(list)), func() bool {
			r.pick(on)
			return true
		})
}

// pick shows the columns that are on.
func (r *Registers) pick(on map[string]bool) {
	d := r.view.Definition
	own := []string{}
	for _, f := range d.Fields {
		if on[f.Name] && f.Name != d.NameField {
			own = append(own, f.Name)
		}
	}
	r.chosen[d.ID], r.column = own, -1
	r.show()
}

// stateColumn is the column of a register that shows the state.
const stateColumn = "state"

func (r *Registers) cell(row, col int) widgets.Cell {
	d := r.view.Definition
	order := r.order()
	if row >= len(r.rows) || col >= len(order) {
		return widgets.Cell{}
	}
	x, name := r.rows[row], order[col]
	if name == stateColumn {
		return widgets.Cell{Text: r.env.In(x.State.Label), Tone: stateTone(x.State.Tone), Pill: true}
	}
	return widgets.Cell{Text: r.words(name, x.Values[name]), Bold: name == d.NameField}
}

// words is a value as people read it.
func (r *Registers) words(field string, v any) string {
	f, _ := r.view.Definition.Field(field)
	label := func(value string) string {
		for _, o := range f.Options {
			if o.Value == value {
				return r.env.In(o.Label)
			}
		}
		return value
	}
	switch x := v.(type) {
	case nil:
		return ""
	case bool:
		if x {
			return r.env.T("page.yes")
		}
		return r.env.T("page.no")
	case int64:
		if f.Type == rule.Money {
			return widgets.Yuan(x)
		}
		return widgets.Count(x)
	case []string:
		out := make([]string, len(x))
		for i, s := range x {
			out[i] = label(s)
		}
		return strings.Join(out, r.env.T("page.comma"))
	case string:
		return label(x)
	}
	return ""
}

// stateTone is the tone that data names.
func stateTone(tone string) widgets.Tone {
	switch tone {
	case "done":
		return widgets.Done
	case "attention":
		return widgets.Attention
	case "blocked":
		return widgets.Blocked
	case "info":
		return widgets.Info
	}
	return widgets.Plain
}

// filter chooses and orders the rows shown.
func (r *Registers) filter() {
	d := r.view.Definition
	any := false
	for _, on := range r.states {
		any = any || on
	}
	q := strings.ToLower(strings.TrimSpace(r.query))
	r.rows = nil
	for _, x := range r.view.Records {
		if any && !r.states[x.State.ID] {
			continue
		}
		hit := q == ""
		for _, f := range d.Fields {
			hit = hit || strings.Contains(strings.ToLower(r.words(f.Name, x.Values[f.Name])), q)
		}
		if hit {
			r.rows = append(r.rows, x)
		}
	}
	if order := r.order(); r.column >= 0 && r.column < len(order) {
		name := order[r.column]
		slices.SortStableFunc(r.rows, func(a, b service.RecordView) int {
			n := r.compare(name, a, b)
			if r.desc {
				return -n
			}
			return n
		})
	}
	r.count.SetText(r.env.T("registerpage.count", "n", len(r.view.Records), "shown", len(r.rows)))
	r.grid.SetRows(len(r.rows))
	for i, x := range r.rows {
		if x.ID == r.record {
			r.grid.Select(i)
		}
	}
}

func (r *Registers) compare(column string, a, b service.RecordView) int {
	if column == stateColumn {
		index := func(x service.RecordView) int {
			return slices.IndexFunc(r.view.Definition.States, func(s register.State) bool { return s.ID == x.State.ID })
		}
		return index(a) - index(b)
	}
	if x, ok := a.Values[column].(int64); ok {
		y, _ := b.Values[column].(int64)
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return 0
	}
	return strings.Compare(r.words(column, a.Values[column]), r.words(column, b.Values[column]))
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
