package ui

import (
	"fyne.io/fyne/v2"

	"qingjiao/i18n"
	"qingjiao/internal/service"
	"qingjiao/internal/ui/page"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
	"qingjiao/internal/vault"
)

// doorWidth is the width of what stands in the middle of the way in.
const doorWidth = 400

// door is the way in: a vault is opened, made, or opened with its recovery key.
type door struct {
	p    *Program
	root *fyne.Container
	mode func() fyne.CanvasObject // what is shown now

	dir  string
	info vault.Info
	here bool // there is a vault in dir

	member  string
	secret  *widgets.Entry
	first   *widgets.Entry // gets the keyboard
	trouble *widgets.Para
	line    *widgets.Line
	hint    *widgets.Text
	button  *widgets.Button
	wrong   int // wrong passphrases in a row
	cancel  func()

	made *service.App // a vault just made, not yet gone into
	key  vault.RecoveryKey
}

func newDoor(p *Program, dir string) *door {
	d := &door{p: p, root: widgets.Column(0), line: widgets.NewLine(), cancel: func() {}}
	d.choose(dir)
	d.mode = d.unlockView
	d.show()
	return d
}

func (d *door) t(key string, args ...any) string { return d.p.env.T(key, args...) }

// choose turns to the vault in a folder.
func (d *door) choose(dir string) {
	d.dir, d.info, d.here, d.wrong = dir, vault.Info{}, false, 0
	if dir == "" {
		return
	}
	info, err := vault.ReadInfo(dir)
	if err != nil {
		return
	}
	d.info, d.here = info, true
	last, _ := d.p.prefs.lastOpened(dir)
	d.member = ""
	for _, m := range info.Members {
		if d.member == "" || m.ID == last.Member {
			d.member = m.ID
		}
	}
}

// show builds the screen anew.
func (d *door) show() {
	d.trouble = widgets.Paragraph("").SetInk(theme.Blocked)
	d.trouble.Hide()
	d.first, d.button, d.hint = nil, nil, nil
	body := widgets.Column(0,
		widgets.Sized(d.t("shell.brand"), 34, true).SetInk(theme.Accent), widgets.Space(0, 2),
		widgets.Note(d.t("shell.motto")), widgets.Space(0, 40), d.mode())
	corner := widgets.Row(16, widgets.Spacer(), languageSwitch(d.p.env))
	d.root.Objects = []fyne.CanvasObject{widgets.Grow(widgets.Frame(widgets.Inset(16, 24, 0, 24, corner), nil, nil, nil,
		widgets.NewScroll(widgets.Column(0, widgets.Space(0, 48), widgets.Middle(doorWidth, body), widgets.Space(0, 40)))))}
	d.root.Refresh()
	d.focus()
}

// turn goes to another of its views.
func (d *door) turn(mode func() fyne.CanvasObject) { d.mode = mode; d.show() }

func (d *door) focus() {
	if d.first != nil {
		d.p.win.Canvas().Focus(d.first.Focusable())
	}
}

// fail says in place what happened, what is safe and what to do.
func (d *door) fail(err error) {
	what, do := d.p.env.Explain(err)
	if do != "" {
		what = d.t("shell.then", "what", what, "do", do)
	}
	d.say(what)
}

func (d *door) say(s string) {
	d.trouble.SetText(s)
	if s == "" {
		d.trouble.Hide()
	} else {
		d.trouble.Show()
	}
	d.root.Refresh()
}

// work shows how far deriving a key or making the sample has come.
func (d *door) work(w widgets.Work) {
	if w.Over {
		d.line.Hide()
		if d.hint != nil {
			d.hint.SetText("")
		}
		return
	}
	d.line.Set(w.Done, w.Total)
	if d.hint != nil {
		d.hint.SetText(w.What)
	}
}

// enable lets the leading button be pressed, or not while work goes on.
func (d *door) enable(on bool) {
	if d.button != nil {
		d.button.Enable(on)
	}
}

// languageSwitch is 中 / EN: it changes the window at once.
func languageSwitch(env *page.Env) fyne.CanvasObject {
	return widgets.Link(env.T("shell.languages"), func() {
		l := env.Look()
		if l.Lang == i18n.ZH {
			l.Lang = i18n.EN
		} else {
			l.Lang = i18n.ZH
		}
		env.SetLook(l)
	})
}
