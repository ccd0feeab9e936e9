package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"qingjiao/internal/ui/page"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
)

// railPlace is one of the six places of the rail.
type railPlace struct{ name, icon string }

func railPlaces() []railPlace {
	return []railPlace{
		{"home", "house"}, {"matters", "briefcase-business"}, {"registers", "table-2"},
		{"papers", "file-text"}, {"laws", "scale"}, {"settings", "sliders-horizontal"},
	}
}

// matterTabs are the parts of a matter.
func matterTabs() []string {
	return []string{"overview", "interview", "checklist", "data", "registers", "papers", "journal"}
}

// newScreen makes the screen of a place; an unknown one is home.
func newScreen(env *page.Env, p page.Place) page.Screen {
	if p.Name == "matter" {
		switch p.Tab {
		case "interview":
			return page.NewInterview(env, p.Matter)
		case "checklist":
			return page.NewChecklist(env, p.Matter)
		case "data":
			return page.NewData(env, p.Matter)
		case "journal":
			return page.NewJournal(env, p.Matter)
		case "registers":
			return page.NewRegisters(env, p.Matter)
		case "papers":
			return page.NewPapers(env, p.Matter)
		}
		return page.NewOverview(env, p.Matter)
	}
	switch p.Name {
	case "matters":
		return page.NewMatters(env, "")
	case "registers", "papers":
		return page.NewMatters(env, p.Name)
	case "new":
		return page.NewBeginning(env)
	case "laws":
		return page.NewLaws(env)
	case "settings":
		return page.NewSettings(env)
	}
	return page.NewHome(env)
}

// rail is the six places at the left, with words.
func (s *shell) rail() fyne.CanvasObject {
	here := s.at.Name
	if here == "matter" || here == "new" {
		here = "matters"
	}
	col := widgets.Column(4, widgets.FixedHeight(56, widgets.Sized(s.env.T("shell.brand"), 18, true).SetInk(theme.Accent).Centred()))
	for _, r := range railPlaces() {
		ink := theme.Second
		if r.name == here {
			ink = theme.Accent
		}
		word := widgets.Note(s.env.T("shell.place." + r.name)).Centred().SetInk(ink)
		icon := widgets.Row(0, widgets.Spacer(), widgets.Icon(r.icon, ink), widgets.Spacer())
		press := widgets.NewPress(widgets.Inset(8, 0, 7, 0, widgets.Column(4, icon, word)), widgets.ListLook, func() { s.goTo(r.name) })
		press.SetSelected(r.name == here)
		col.Add(press)
	}
	return widgets.Ground(theme.Surface, widgets.FixedWidth(88, widgets.Inset(4, 8, 8, 8, col)))
}

// keys are those that work everywhere: Ctrl+K, Ctrl+N, Ctrl+L, Alt+1…6, in a
// matter Ctrl+1…7, Alt+Left; what the focused widget
// leaves goes to the screen.
func (p *Program) keys() {
	c := p.win.Canvas()
	on := func(key fyne.KeyName, mod fyne.KeyModifier, f func(*shell)) {
		c.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: mod}, func(fyne.Shortcut) {
			p.watch.touch()
			if p.shell != nil {
				f(p.shell)
			}
		})
	}
	on(fyne.KeyK, fyne.KeyModifierShortcutDefault, (*shell).search)
	on(fyne.KeyL, fyne.KeyModifierShortcutDefault, func(*shell) { p.lock() })
	on(fyne.KeyN, fyne.KeyModifierShortcutDefault, func(s *shell) { s.goTo("new") })
	for i, t := range matterTabs() {
		on(fyne.KeyName(rune('1'+i)), fyne.KeyModifierShortcutDefault, func(s *shell) {
			if s.at.Matter != "" {
				s.goTo("matter:" + s.at.Matter + ":" + t)
			}
		})
	}
	on(fyne.KeyLeft, fyne.KeyModifierAlt, (*shell).back)
	for i, r := range railPlaces() {
		on(fyne.KeyName(rune('1'+i)), fyne.KeyModifierAlt, func(s *shell) { s.goTo(r.name) })
	}
	c.SetOnTypedKey(func(k *fyne.KeyEvent) {
		p.watch.touch()
		if s := p.shell; s != nil {
			if keyed, ok := s.screen.(page.Keyed); ok {
				keyed.TypedKey(k)
			}
		}
	})
	c.SetOnTypedRune(func(r rune) {
		p.watch.touch()
		if s := p.shell; s != nil {
			if keyed, ok := s.screen.(page.Keyed); ok {
				keyed.TypedRune(r)
			}
		}
	})
}
