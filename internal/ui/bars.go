package ui

import (
	"fyne.io/fyne/v2"

	"qingjiao/internal/clock"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
	"qingjiao/internal/vault"
)

// topBar holds the title, search, the language and the lock.
func (s *shell) topBar() fyne.CanvasObject {
	s.title = widgets.Section(s.heading()).Cut()
	var back fyne.CanvasObject
	if s.at.Matter != "" || s.at.Name == "new" {
		back = widgets.IconButton("chevron-left", func() { s.goTo("matters") })
	}
	search := widgets.NewPress(widgets.FixedWidth(220, widgets.Inset(6, 12, 6, 12,
		widgets.Row(8, widgets.Icon("search", theme.Second), widgets.Grow(widgets.Body(s.env.T("shell.search")).SetInk(theme.Second)),
			widgets.Note(s.env.T("shell.search_key"))))),
		func(widgets.State) widgets.Look { return widgets.Look{Fill: theme.Surface, Stroke: theme.Line} }, s.search)
	row := widgets.Row(12, back, widgets.Grow(s.title), search, languageSwitch(s.env), widgets.IconButton("lock", s.p.lock))
	return widgets.Ground(theme.Surface, widgets.Column(0, widgets.FixedHeight(51, widgets.Inset(0, 16, 0, 24, row)), widgets.HLine()))
}

// statusBar says that everything is saved, who works in which vault, and what goes on.
func (s *shell) statusBar() fyne.CanvasObject {
	me, info := s.env.App.Me(), s.env.App.Info()
	who := s.env.T("door.member", "name", me.Name, "role", s.env.T(roleKey(me.Role)))
	if me.ID == vault.RecoveryID {
		who = s.env.T("shell.by_recovery")
	}
	s.status = widgets.Note(s.savedWords()).SetInk(theme.Done)
	s.line = widgets.NewLine()
	s.workBar = widgets.Row(12)
	s.workBar.Hide()
	row := widgets.Row(28, s.status, widgets.Note(who), widgets.Note(s.env.T("shell.vault", "name", info.Name)),
		widgets.Spacer(), s.workBar,
		widgets.Note(s.env.T("shell.law_date", "day", string(s.env.App.Law().PackDate()))), widgets.Note(s.env.T("shell.offline")))
	bar := widgets.Ground(theme.Surface, widgets.Column(0, widgets.HLine(), widgets.FixedHeight(29, widgets.Inset(0, 24, 0, 24, row))))
	s.showWork()
	return bar
}

func (s *shell) savedWords() string {
	if s.saved.IsZero() {
		return s.env.T("shell.all_saved")
	}
	return s.env.T("shell.saved", "time", s.saved.In(clock.Beijing).Format("15:04"))
}

// work hears of work under way.
func (s *shell) work(w widgets.Work) {
	for i := range s.works {
		if s.works[i].ID == w.ID {
			if w.Over {
				s.works = append(s.works[:i], s.works[i+1:]...)
			} else {
				s.works[i] = w
			}
			s.later()
			return
		}
	}
	if !w.Over {
		s.works = append(s.works, w)
	}
	s.later()
}

// busy tells whether something long goes on.
func (s *shell) busy() bool {
	for _, w := range s.works {
		if w.Total > 0 {
			return true
		}
	}
	return false
}

// later shows work that lasts longer than a moment; short work does not flicker.
func (s *shell) later() {
	if len(s.works) == 0 || s.workBar == nil || s.workBar.Visible() {
		s.showWork()
		return
	}
	s.env.Run.After(moment, s.showWork)
}

func (s *shell) showWork() {
	if s.workBar == nil {
		return
	}
	if len(s.works) == 0 {
		s.workBar.Hide()
		s.workBar.Objects = nil
		return
	}
	w := s.works[len(s.works)-1]
	words := w.What
	if w.Total > 0 {
		words = s.env.T("shell.work", "what", w.What, "percent", w.Done*100/w.Total)
	}
	s.line.Set(w.Done, w.Total)
	s.workBar.Objects = []fyne.CanvasObject{widgets.Note(words), widgets.FixedWidth(120, s.line)}
	if w.Cancel != nil {
		s.workBar.Objects = append(s.workBar.Objects, widgets.LinkTone(widgets.Plain, s.env.T("page.cancel"), w.Cancel))
	}
	s.workBar.Show()
	s.workBar.Refresh()
}
