package ui

import (
	"context"
	"strings"

	"qingjiao/internal/service"
	"qingjiao/internal/ui/widgets"
)

// found is a thing that search leads to.
type found struct {
	icon, title, note string
	open              func()
}

// mostFound is how many results are shown.
const mostFound = 8

// search finds places, matters, checklist points and statutes by a piece of their words.
func (s *shell) search() {
	if s.dialog != nil {
		return
	}
	var all []found
	for _, r := range railPlaces() {
		all = append(all, found{r.icon, s.env.T("shell.place." + r.name), "", func() { s.goTo(r.name) }})
	}
	if id := s.at.Matter; id != "" {
		for _, t := range matterTabs() {
			all = append(all, found{"chevron-right", s.env.T("shell.tab." + t), s.name, func() { s.goTo("matter:" + id + ":" + t) }})
		}
		for _, p := range s.env.App.Content().Points.Points() {
			all = append(all, found{"list-checks", s.env.In(p.Title), p.ID, func() { s.goTo("matter:"+id+":checklist", p.ID) }})
		}
	}
	for _, st := range s.env.App.Law().Statutes() {
		all = append(all, found{"scale", s.env.In(st.Short), st.Number, func() { s.goTo("laws", st.ID) }})
	}
	var matters []service.MatterRow
	s.env.Run.Run(s.env.T("page.loading"), func(ctx context.Context, _ widgets.Progress) (err error) {
		matters, err = s.env.App.Matters(ctx)
		return err
	}, func(err error) {
		for _, m := range matters {
			all = append([]found{{"briefcase-business", m.Name, s.env.In(m.ModeName), func() { s.goTo("matter:" + m.ID + ":overview") }}}, all...)
		}
	})
	s.palette(func() []found { return all })
}

// palette is the box of search with its results.
func (s *shell) palette(all func() []found) {
	entry := widgets.EntryIcon("search", s.env.T("shell.search_hint"))
	results := widgets.Column(0)
	var hits []found
	leave := func(f func()) {
		if s.dialog != nil {
			s.dialog.Hide()
		}
		if f != nil {
			f()
		}
	}
	show := func(q string) {
		hits = match(all(), q)
		results.Objects = nil
		for _, h := range hits {
			results.Add(widgets.ListRow(h.icon, widgets.Plain, h.title, h.note, func() { leave(h.open) }))
		}
		if len(hits) == 0 {
			results.Add(widgets.Inset(16, 16, 16, 16, widgets.Note(s.env.T("shell.nothing"))))
		}
		results.Refresh()
	}
	entry.OnChange = show
	entry.OnSubmit = func(string) {
		if len(hits) > 0 {
			leave(hits[0].open)
		}
	}
	show("")
	s.dialog = widgets.Show(s.p.win.Canvas(), widgets.FixedWidth(560, widgets.Pad(16,
		widgets.Column(12, entry, widgets.FixedHeight(400, widgets.NewScroll(results))))))
	s.dialog.OnHide = func() { s.dialog = nil }
	entry.Focus()
}

// match are the things whose words contain every piece of the query, the earliest match first.
func match(all []found, query string) []found {
	pieces := strings.Fields(strings.ToLower(query))
	var first, then []found
	for _, f := range all {
		words := strings.ToLower(f.title + " " + f.note)
		ok := true
		for _, p := range pieces {
			ok = ok && strings.Contains(words, p)
		}
		switch {
		case !ok:
		case len(pieces) > 0 && strings.HasPrefix(words, pieces[0]):
			first = append(first, f)
		default:
			then = append(then, f)
		}
	}
	out := append(first, then...)
	if len(out) > mostFound {
		out = out[:mostFound]
	}
	return out
}
