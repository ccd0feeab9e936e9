package page

import (
	"slices"
	"strings"

	"qingjiao/internal/register"
	"qingjiao/internal/rule"
	"qingjiao/internal/service"
	"qingjiao/internal/ui/widgets"
)

// columns are the columns of the table, with room for what stands in them.
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
