package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"qingjiao/internal/clock"
	"qingjiao/internal/service"
	"qingjiao/internal/ui/page"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
)

// shell is what stands around the screens of an open vault: the rail of six places, the bar above
// with search, language and lock, the tabs of a matter, and the line below.
type shell struct {
	p    *Program
	env  *page.Env
	root *fyne.Container

	at      page.Place
	screen  page.Screen
	name    string                 // of the matter shown
	kept    map[string]page.Screen // screens of the matter shown, by tab
	going   []page.Place           // where a person came from
	works   []widgets.Work         // under way
	saved   time.Time
	stale   bool // something was written since the screen was read
	cancel  func()
	waiting func()

	title, status *widgets.Text
	line          *widgets.Line
	toasts        *widgets.Toasts
	workBar       *fyne.Container
	dialog        *widgets.Dialog
}

func newShell(p *Program) *shell {
	s := &shell{p: p, env: p.env, root: widgets.Column(0), kept: map[string]page.Screen{}, waiting: func() {}}
	s.toasts = widgets.NewToasts(p.run)
	p.env.Say = s.toasts.Say
	p.env.Go = s.goTo
	p.env.Saved = s.wasSaved
	s.cancel = p.env.App.OnChange(s.changed)
	s.goTo("home")
	return s
}

// leave stops listening to the vault.
func (s *shell) leave() {
	s.cancel()
	s.waiting()
	if s.dialog != nil {
		s.dialog.Hide()
	}
}

// goTo shows a place. A tab of the matter shown keeps what a person was doing in it.
func (s *shell) goTo(where string, more ...string) {
	place := page.ReadPlace(where, more...)
	if s.screen != nil && s.at != place {
		s.going = append(s.going, s.at)
		if len(s.going) > 50 {
			s.going = s.going[1:]
		}
	}
	s.open(place)
}

// back goes where a person came from.
func (s *shell) back() {
	if n := len(s.going); n > 0 {
		place := s.going[n-1]
		s.going = s.going[:n-1]
		s.open(place)
	}
}

func (s *shell) open(place page.Place) {
	s.p.win.Canvas().Unfocus() // fields save what stands in them
	if place.Matter != s.at.Matter {
		clear(s.kept)
		s.name = ""
	}
	s.at = place
	if kept, ok := s.kept[place.Tab]; ok && place.Matter != "" {
		s.screen = kept
		s.screen.Reload()
	} else {
		s.screen = newScreen(s.env, place)
		if place.Matter != "" {
			s.kept[place.Tab] = s.screen
		}
	}
	if o, ok := s.screen.(page.Opener); ok && place.More != "" {
		o.Open(place.More)
	}
	s.show()
	if f, ok := s.screen.(page.Focuser); ok {
		f.Focus()
	}
	if place.Matter != "" && s.name == "" {
		s.readName()
	}
}

// readName finds what the matter is called, for the bar above.
func (s *shell) readName() {
	id := s.at.Matter
	var row service.MatterRow
	s.env.Run.Run(s.env.T("page.loading"), func(ctx context.Context, _ widgets.Progress) (err error) {
		row, err = s.env.App.Matter(ctx, id)
		return err
	}, func(err error) {
		if err == nil && s.at.Matter == id {
			s.name = row.Name
			s.title.SetText(s.heading())
		}
	})
}

// heading is what stands in the bar above.
func (s *shell) heading() string {
	if s.at.Matter != "" {
		return s.name
	}
	return s.screen.Title()
}

// show lays the screen into the frame.
func (s *shell) show() {
	top := fyne.CanvasObject(s.topBar())
	if s.at.Matter != "" {
		top = widgets.Column(0, top, s.tabs())
	}
	middle := widgets.Frame(top, s.statusBar(), nil, nil, s.screen.Content())
	s.root.Objects = []fyne.CanvasObject{widgets.Grow(widgets.Over(
		widgets.Frame(nil, nil, widgets.RowFill(0, s.rail(), widgets.VLine()), nil, middle), s.toasts.Layer))}
	s.root.Refresh()
}

// rebuild shows everything anew, for another language or theme; a person stays where they are.
func (s *shell) rebuild() {
	s.p.win.SetTitle(s.env.T("shell.name"))
	current := s.at
	for tab := range s.kept {
		if tab != current.Tab {
			delete(s.kept, tab)
		}
	}
	s.screen.Reload()
	s.show()
}

// tabs are the parts of a matter, in the order of the work.
func (s *shell) tabs() fyne.CanvasObject {
	var choices []widgets.Choice
	for _, t := range matterTabs() {
		choices = append(choices, widgets.Choice{Value: t, Label: s.env.T("shell.tab." + t)})
	}
	id := s.at.Matter
	tabs := widgets.NewTabs(choices, s.at.Tab, func(t string) { s.goTo("matter:" + id + ":" + t) })
	return widgets.Ground(theme.Surface, widgets.Column(0, widgets.Inset(0, 24, 0, 24, widgets.Row(0, tabs)), widgets.HLine()))
}

// changed hears of writes from any goroutine: the screen is read anew a moment later.
func (s *shell) changed(c service.Change) {
	if s.env.Run.Inline {
		return
	}
	fyne.Do(func() {
		s.wasSaved()
		if s.at.Matter == "" && c.What != "" && !s.stale {
			s.stale = true
			s.waiting = s.env.Run.After(300*time.Millisecond, func() {
				s.stale = false
				if s.p.shell == s && s.at.Matter == "" && len(s.works) == 0 {
					s.screen.Reload()
				}
			})
		}
	})
}

// wasSaved notes that everything is written.
func (s *shell) wasSaved() {
	s.saved = clock.System()
	if s.status != nil {
		s.status.SetText(s.savedWords())
	}
}
