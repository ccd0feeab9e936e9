package page

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"qingjiao/internal/law"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
)

// Laws is the library of law that the program was built with: statutes and what their articles say
// in short, deadlines, and the numbers at which duties begin. Each tells how sure we are of it.
type Laws struct {
	env    *Env
	at     string // id of a statute, or one of the lists
	query  string
	search *widgets.Entry
	rail   *fyne.Container
	body   *fyne.Container
	root   *fyne.Container
}

// The lists beside the statutes.
const (
	lawClocks     = "clocks"
	lawThresholds = "thresholds"
)

// NewLaws shows the library of law.
func NewLaws(env *Env) *Laws {
	l := &Laws{env: env, at: "PIPL", root: widgets.Column(0)}
	l.Reload()
	return l
}

// Title is the place's name.
func (l *Laws) Title() string { return l.env.T("shell.place.laws") }

// Content is what the screen shows.
func (l *Laws) Content() fyne.CanvasObject { return l.root }

// Open goes to a statute.
func (l *Laws) Open(id string) {
	if _, ok := l.env.App.Law().Statute(id); ok || id == lawClocks || id == lawThresholds {
		l.at = id
	}
	l.Reload()
}

// Reload shows the library in the language of the window.
func (l *Laws) Reload() {
	l.search = widgets.EntryIcon("search", l.env.T("page.laws.search"))
	l.search.SetText(l.query)
	l.search.OnChange = func(s string) { l.query = s; l.fill() }
	l.rail, l.body = widgets.Column(2), widgets.Column(16)
	l.fill()
	left := widgets.Ground(theme.Paper, widgets.FixedWidth(280, widgets.Inset(20, 12, 20, 12,
		widgets.Column(12, l.search, widgets.Grow(widgets.NewScroll(l.rail))))))
	l.root.Objects = []fyne.CanvasObject{widgets.Grow(widgets.Frame(nil, nil, widgets.RowFill(0, left, widgets.VLine()), nil,
		widgets.NewScroll(widgets.Inset(28, 40, 28, 40, l.body))))}
	l.root.Refresh()
}

func (l *Laws) fill() {
	l.rail.Objects = nil
	pick := func(id, label string, count int) {
		n := ""
		if count > 0 {
			n = fmt.Sprint(count)
		}
		l.rail.Add(widgets.NavRow("", widgets.Plain, label, n, id == l.at, func() { l.at = id; l.fill() }))
	}
	lib := l.env.App.Law()
	q := strings.ToLower(strings.TrimSpace(l.query))
	if q == "" {
		pick(lawClocks, l.env.T("page.laws.clocks"), len(lib.Clocks()))
		pick(lawThresholds, l.env.T("page.laws.thresholds"), len(lib.Thresholds()))
		l.rail.Add(widgets.Space(0, 8))
	}
	for _, s := range lib.Statutes() {
		if n := l.hits(s, q); q == "" || n > 0 {
			pick(s.ID, l.env.In(s.Short), n)
		}
	}
	l.rail.Refresh()
	l.body.Objects = nil
	switch l.at {
	case lawClocks:
		l.clocks()
	case lawThresholds:
		l.thresholds()
	default:
		if s, ok := lib.Statute(l.at); ok {
			l.statute(s, q)
		}
	}
	l.body.Refresh()
}

// hits counts the articles of a statute whose words contain the query.
func (l *Laws) hits(s law.Statute, q string) int {
	if q != "" && strings.Contains(strings.ToLower(l.env.In(s.Name)+l.env.In(s.Short)+s.Number), q) {
		return max(1, len(s.Articles))
	}
	n := 0
	for _, a := range s.Articles {
		if l.says(a, q) {
			n++
		}
	}
	return n
}

func (l *Laws) says(a law.Article, q string) bool {
	for _, v := range a.Versions {
		if strings.Contains(strings.ToLower(a.No+" "+l.env.In(v.Gist)), q) {
			return true
		}
	}
	return false
}

func (l *Laws) statute(s law.Statute, q string) {
	meta := []string{}
	if s.Number != "" {
		meta = append(meta, s.Number)
	}
	meta = append(meta, l.env.T("page.laws.from", "day", string(s.From)))
	if s.To != "" {
		meta = append(meta, l.env.T("page.laws.to", "day", string(s.To)))
	}
	l.body.Add(heading(l.env.In(s.Name), strings.Join(meta, l.env.T("shell.dot"))))
	l.body.Add(widgets.Paragraph(l.env.T("page.laws.gist")).Small())
	if l.env.In(s.Gist) != "" {
		l.body.Add(widgets.Paragraph(l.env.In(s.Gist)))
	}
	all := q != "" && strings.Contains(strings.ToLower(l.env.In(s.Name)+l.env.In(s.Short)+s.Number), q)
	var rows []fyne.CanvasObject
	for _, a := range s.Articles {
		if q != "" && !all && !l.says(a, q) {
			continue
		}
		for i := len(a.Versions) - 1; i >= 0; i-- {
			rows = append(rows, l.article(s, a, a.Versions[i], len(a.Versions) > 1))
		}
	}
	if len(rows) > 0 {
		l.body.Add(widgets.MostWidth(760, widgets.Card(rows...)))
	}
}

func (l *Laws) article(s law.Statute, a law.Article, v law.Version, many bool) fyne.CanvasObject {
	cite := l.env.App.Cite([]law.Ref{{Statute: s.ID, Article: a.No}})
	name := a.No
	if len(cite) > 0 {
		name = strings.TrimSpace(strings.TrimPrefix(l.env.In(cite[0].Text), l.env.In(s.Short)))
	}
	words := widgets.Column(3, widgets.Paragraph(l.env.In(v.Gist)))
	if many {
		period := l.env.T("page.laws.from", "day", string(v.From))
		if v.To != "" {
			period += l.env.T("shell.dot") + l.env.T("page.laws.to", "day", string(v.To))
		}
		words.Add(widgets.Note(period))
	}
	return widgets.Inset(12, 16, 12, 16, widgets.RowTop(16, widgets.FixedWidth(136, widgets.Paragraph(name).Small().SetInk(theme.Ink)),
		widgets.Grow(words), l.sure(v.Confidence)))
}

// sure is the pill that tells how sure a fact of law is; none where it was read in the full text.
func (l *Laws) sure(c law.Confidence) fyne.CanvasObject {
	if c == law.Verified || c == "" {
		return nil
	}
	return widgets.Pill(widgets.Attention, l.env.T("page.confidence_short."+string(c)))
}

func (l *Laws) clocks() {
	l.body.Add(heading(l.env.T("page.laws.clocks"), l.env.T("page.laws.clocks_note")))
	var rows []fyne.CanvasObject
	for _, c := range l.env.App.Law().Clocks() {
		words := widgets.Column(3, widgets.Paragraph(l.env.In(c.Duty)), widgets.Paragraph(l.env.T("page.laws.when", "what", l.env.In(c.Trigger))).Small())
		words.Add(widgets.Paragraph(l.cited(c.Law)).Small())
		rows = append(rows, widgets.Inset(12, 16, 12, 16, widgets.RowTop(16, widgets.FixedWidth(136, widgets.Paragraph(l.period(c)).Small().SetInk(theme.Ink)),
			widgets.Grow(words), l.sure(c.Confidence))))
	}
	l.body.Add(widgets.MostWidth(760, widgets.Card(rows...)))
}

// period is a clock's time in words: within 15 working days, at least three years.
func (l *Laws) period(c law.Clock) string {
	time := ""
	switch c.Unit {
	case "immediately":
		return l.env.T("page.laws.immediately")
	case "yearly":
		time = c.Date
	default:
		time = l.env.T("page.unit."+c.Unit, "n", c.N)
	}
	return l.env.T("page.sense."+c.Sense, "time", time)
}

func (l *Laws) thresholds() {
	l.body.Add(heading(l.env.T("page.laws.thresholds"), l.env.T("page.laws.thresholds_note")))
	var rows []fyne.CanvasObject
	for _, t := range l.env.App.Law().Thresholds() {
		numbers := make([]string, len(t.Values))
		for i, v := range t.Values {
			numbers[i] = widgets.Count(v)
		}
		words := widgets.Column(3, widgets.Paragraph(l.env.In(t.Of)), widgets.Paragraph(l.env.In(t.Effect)).Small(), widgets.Paragraph(l.cited(t.Law)).Small())
		rows = append(rows, widgets.Inset(12, 16, 12, 16, widgets.RowTop(16,
			widgets.FixedWidth(136, widgets.Paragraph(strings.Join(numbers, l.env.T("page.slash"))).Small().SetInk(theme.Ink)),
			widgets.Grow(words), l.sure(t.Confidence))))
	}
	l.body.Add(widgets.MostWidth(760, widgets.Card(rows...)))
}

func (l *Laws) cited(refs []law.Ref) string {
	var out []string
	for _, c := range l.env.App.Cite(refs) {
		out = append(out, l.env.In(c.Text))
	}
	return strings.Join(out, l.env.T("page.comma"))
}
