package page

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"qingjiao/internal/checklist"
	"qingjiao/internal/service"
	"qingjiao/internal/ui/widgets"
)

const confirmed = checklist.Confirmed

// Matters are all matters of the firm, those under way first. It also asks which matter's registers
// or papers a person wants to see.
type Matters struct {
	env    *Env
	tab    string // where a matter opens; "" at its overview
	rows   []service.MatterRow
	query  string
	search *widgets.Entry
	list   *fyne.Container
	root   *fyne.Container
}

// NewMatters lists the matters; each opens at tab.
func NewMatters(env *Env, tab string) *Matters {
	m := &Matters{env: env, tab: tab, list: widgets.Column(16), root: widgets.Column(0)}
	m.Reload()
	return m
}

func (m *Matters) place() string {
	if m.tab == "" {
		return "matters"
	}
	return m.tab
}

// Title is the place's name.
func (m *Matters) Title() string { return m.env.T("shell.place." + m.place()) }

// Content is what the screen shows.
func (m *Matters) Content() fyne.CanvasObject { return m.root }

// Reload reads the matters again.
func (m *Matters) Reload() {
	var rows []service.MatterRow
	m.env.Do("page.loading", func(ctx context.Context, _ widgets.Progress) (err error) {
		rows, err = m.env.App.Matters(ctx)
		return err
	}, func() { m.rows = rows; m.show() })
}

func (m *Matters) show() {
	begin := widgets.PrimaryIcon("plus", m.env.T("page.home.new"), func() { m.env.Go("new") })
	if len(m.rows) == 0 {
		m.put(widgets.Empty("briefcase-business", m.env.T("page.home.empty"), begin))
		return
	}
	m.search = widgets.EntryIcon("search", m.env.T("page.matters.search"))
	m.search.SetText(m.query)
	m.search.OnChange = func(s string) { m.query = s; m.fill() }
	if m.tab != "" {
		begin = nil
	}
	var right fyne.CanvasObject
	if begin != nil {
		right = begin
	}
	m.fill()
	m.put(widgets.Column(16, widgets.Row(12, widgets.Grow(heading(m.env.T("page."+m.place()+".title"), m.env.T("page."+m.place()+".note"))),
		widgets.FixedWidth(260, m.search), right), m.list))
}

// fill shows the matters whose words contain the query.
func (m *Matters) fill() {
	tab := m.tab
	if tab == "" {
		tab = "overview"
	}
	var open, closed []fyne.CanvasObject
	for _, r := range m.rows {
		words := strings.ToLower(r.Name + " " + r.Seller + " " + r.Buyer + " " + m.env.In(r.ModeName))
		if !strings.Contains(words, strings.ToLower(strings.TrimSpace(m.query))) {
			continue
		}
		if r.Closed {
			closed = append(closed, matterRow(m.env, r, tab))
		} else {
			open = append(open, matterRow(m.env, r, tab))
		}
	}
	m.list.Objects = nil
	if len(open)+len(closed) == 0 {
		m.list.Add(widgets.Note(m.env.T("shell.nothing")))
	}
	if len(open) > 0 {
		m.list.Add(widgets.Card(open...))
	}
	if len(closed) > 0 {
		m.list.Add(widgets.Section(m.env.T("page.matter.closed")))
		m.list.Add(widgets.Card(closed...))
	}
	m.list.Refresh()
}

func (m *Matters) put(o fyne.CanvasObject) {
	m.root.Objects = []fyne.CanvasObject{widgets.Grow(widgets.Page(o))}
	m.root.Refresh()
}

// Beginning begins a matter: its name, then the interview.
type Beginning struct {
	env  *Env
	name *widgets.Entry
	root *fyne.Container
}

// NewBeginning asks for the name of a new matter.
func NewBeginning(env *Env) *Beginning {
	b := &Beginning{env: env, root: widgets.Column(0)}
	b.Reload()
	return b
}

// Title is the place's name.
func (b *Beginning) Title() string { return b.env.T("page.home.new") }

// Content is what the screen shows.
func (b *Beginning) Content() fyne.CanvasObject { return b.root }

// Reload shows the question in the language of the window and keeps what was typed.
func (b *Beginning) Reload() {
	typed := ""
	if b.name != nil {
		typed = b.name.Text()
	}
	b.name = widgets.NewEntry(b.env.T("page.begin.hint")).SetMax(60)
	b.name.SetText(typed)
	b.name.OnSubmit = func(string) { b.begin() }
	body := widgets.Column(24,
		heading(b.env.T("page.begin.title"), b.env.T("page.begin.note")),
		widgets.MostWidth(640, widgets.Field(b.env.T("page.begin.name"), b.env.T("page.begin.name_note"), b.name)),
		widgets.MostWidth(640, widgets.Remark(widgets.Info, b.env.T("page.begin.next"), b.env.T("page.begin.next_note"))))
	foot := widgets.Column(0, widgets.HLine(), widgets.Inset(14, 48, 14, 48, widgets.Row(12,
		widgets.Secondary(b.env.T("page.cancel"), func() { b.env.Go("matters") }), widgets.Spacer(),
		widgets.Primary(b.env.T("page.begin.go"), b.begin))))
	b.root.Objects = []fyne.CanvasObject{widgets.Grow(widgets.Frame(nil, foot, nil, nil, widgets.NewScroll(widgets.Inset(28, 48, 28, 48, body))))}
	b.root.Refresh()
}

// Focus gives the keyboard to the name.
func (b *Beginning) Focus() { b.name.Focus() }

// TypedKey goes on with Enter.
func (b *Beginning) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter {
		b.begin()
	}
}

// TypedRune is for Keyed.
func (b *Beginning) TypedRune(rune) {}

func (b *Beginning) begin() {
	name := strings.TrimSpace(b.name.Text())
	if name == "" {
		b.name.SetError(b.env.T("page.begin.no_name"))
		b.name.Focus()
		return
	}
	var id string
	b.env.Do("page.begin.making", func(ctx context.Context, _ widgets.Progress) (err error) {
		id, err = b.env.App.NewMatter(ctx, name, nil)
		return err
	}, func() { b.env.Go("matter:" + id + ":interview") })
}
