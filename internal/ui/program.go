// Package ui is the window: the way in, the shell with its six places, and what happens to the
// window as a whole (language, theme, lock). The screens are in page, their pieces in widgets.
package ui

import (
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"qingjiao/i18n"
	"qingjiao/internal/service"
	"qingjiao/internal/ui/page"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
	"qingjiao/internal/vault"
)

// Options are what the program's start decides.
type Options struct {
	Config  string    // folder for this machine's settings; "" keeps none
	Data    string    // folder in which new vaults are suggested
	Vault   string    // vault to offer first; "" the latest
	Lang    i18n.Lang // language until a person chooses one
	Version string
	View    func(path string) // opens a file with the system's program for it
	Inline  bool              // work happens in the caller's goroutine, for tests
}

// Program is the running window.
type Program struct {
	app   fyne.App
	win   fyne.Window
	opt   Options
	prefs *prefs
	theme *theme.Theme
	run   *widgets.Runner
	env   *page.Env
	door  *door
	shell *shell
	watch *watch
}

// New makes the window with the way in. It is not shown yet.
func New(app fyne.App, opt Options) *Program {
	p := &Program{app: app, opt: opt, run: &widgets.Runner{Inline: opt.Inline}}
	settings := ""
	if opt.Config != "" {
		settings = filepath.Join(opt.Config, "settings.json")
	}
	p.prefs = loadPrefs(settings, opt.Lang)
	p.theme = theme.New(p.prefs.Variant)
	app.Settings().SetTheme(p.theme)
	p.win = app.NewWindow(i18n.T(p.prefs.Lang, "shell.name"))
	p.win.SetPadded(false)
	p.win.Resize(fyne.NewSize(1280, 800))
	p.win.CenterOnScreen()
	p.env = &page.Env{Lang: p.prefs.Lang, Run: p.run, Window: p.win, Version: opt.Version, View: opt.View,
		Go: func(string, ...string) {}, Look: p.look, SetLook: p.setLook}
	p.watch = newWatch(p)
	p.win.SetCloseIntercept(p.close)
	p.win.SetOnDropped(p.dropped)
	dir := opt.Vault
	if dir == "" && len(p.prefs.Vaults) > 0 {
		dir = p.prefs.Vaults[0].Dir
	}
	p.enter(dir)
	app.Lifecycle().SetOnStarted(func() {
		if p.door != nil {
			p.door.focus() // a field takes the keyboard only once the window stands
		}
	})
	return p
}

// Window is the program's window.
func (p *Program) Window() fyne.Window { return p.win }

// Env is what screens see of the program.
func (p *Program) Env() *page.Env { return p.env }

// enter shows the way in, with a vault to open.
func (p *Program) enter(dir string) {
	p.shell = nil
	p.env.App = nil
	p.door = newDoor(p, dir)
	p.run.OnWork = p.door.work
	p.set(p.door.root)
	p.win.SetTitle(i18n.T(p.env.Lang, "shell.name"))
	p.keys()
	p.door.focus()
}

// set shows content in the window, under what watches for a hand.
func (p *Program) set(content fyne.CanvasObject) {
	p.win.SetContent(newTouch(p.watch, widgets.Ground(theme.Paper, content)))
}

// opened goes from the way in to the first screen.
func (p *Program) opened(a *service.App, member string) {
	p.env.App = a
	if member != vault.RecoveryID && a.Dir() != p.samplePlace() {
		p.prefs.opened(a.Dir(), member)
	}
	p.door = nil
	p.shell = newShell(p)
	p.run.OnWork = p.shell.work
	p.set(p.shell.root)
	p.keys()
	p.watch.touch()
	p.watch.start()
}

// lock saves what is being typed, ends what is under way and closes the vault.
func (p *Program) lock() {
	if p.env.App == nil {
		return
	}
	a := p.env.App
	p.win.Canvas().Unfocus() // fields save what stands in them
	for _, o := range p.win.Canvas().Overlays().List() {
		p.win.Canvas().Overlays().Remove(o)
	}
	p.shell.leave()
	p.run.Settle(patience, func() {
		err := a.Lock()
		p.enter(a.Dir())
		if err != nil {
			p.door.fail(err)
		}
	})
}

// close ends the program once everything is saved.
func (p *Program) close() {
	if p.env.App == nil {
		p.win.Close()
		return
	}
	a := p.env.App
	p.win.Canvas().Unfocus()
	p.run.Settle(patience, func() {
		_ = a.Lock() // what is written is written; there is no one left to tell
		p.win.Close()
	})
}

// dropped hands files to the screen that takes them.
func (p *Program) dropped(_ fyne.Position, uris []fyne.URI) {
	if p.shell == nil {
		return
	}
	d, ok := p.shell.screen.(page.Dropper)
	if !ok {
		return
	}
	for _, u := range uris {
		if u.Scheme() == "file" {
			d.Drop(u.Path())
		}
	}
}

func (p *Program) look() page.Look {
	return page.Look{Lang: p.prefs.Lang, Variant: p.prefs.Variant, Idle: p.prefs.Idle}
}

// setLook changes language, theme or idle time at once and keeps it.
func (p *Program) setLook(l page.Look) {
	variant, lang := l.Variant != p.prefs.Variant, l.Lang != p.prefs.Lang
	p.prefs.Lang, p.prefs.Variant, p.prefs.Idle = l.Lang, l.Variant, l.Idle
	p.prefs.save()
	p.env.Lang = l.Lang
	if variant {
		p.theme = p.theme.With(l.Variant)
		p.app.Settings().SetTheme(p.theme)
	}
	if !variant && !lang {
		return
	}
	if p.shell != nil {
		p.shell.rebuild()
		return
	}
	p.door.show()
}

// samplePlace is where the sample vault lives.
func (p *Program) samplePlace() string {
	base := p.opt.Data
	if base == "" {
		base = os.TempDir()
	}
	return filepath.Join(base, i18n.T(i18n.ZH, "door.sample.folder"))
}
