// Package page holds the screens, one file each. A screen loads a plain state from the services,
// shows it in widgets, and calls one service method an action; it holds no rules and no SQL, and it
// gets what it needs through its constructor.
package page

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"qingjiao/i18n"
	"qingjiao/internal/service"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
)

// Screen is a place in the program. Reload shows the newest state and keeps what a person was doing.
type Screen interface {
	Title() string
	Content() fyne.CanvasObject
	Reload()
}

// Keyed is a screen that answers keys the focused widget leaves.
type Keyed interface {
	TypedKey(*fyne.KeyEvent)
	TypedRune(rune)
}

// Opener is a screen within which a place can be named: a question, a point, a register, a paper.
type Opener interface{ Open(what string) }

// Focuser is a screen with a field that should have the keyboard once it is shown.
type Focuser interface{ Focus() }

// Dropper is a screen that takes files dropped on the window.
type Dropper interface{ Drop(path string) }

// Look is what a person set for this machine.
type Look struct {
	Lang    i18n.Lang
	Variant theme.Variant
	Idle    int // minutes without a hand on it before the vault locks; 0 never
}

// Env is what a screen may use of the program around it.
type Env struct {
	App    *service.App
	Lang   i18n.Lang
	Run    *widgets.Runner
	Window fyne.Window

	// Go leads to a place: "home", "matters", "matter:<id>:<tab>", "new" and so on; what follows
	// narrows it ("register", "access").
	Go func(where string, more ...string)
	// Saved tells the status bar that everything is written.
	Saved func()
	// Say shows a short word that goes away. It may be nil.
	Say func(tone widgets.Tone, words string)
	// View opens a file with the program the system has for it. It may be nil.
	View func(path string)
	// Look and SetLook are the settings of this machine. They may be nil.
	Look    func() Look
	SetLook func(Look)
	// Version of the program.
	Version string
}

// T is the word under key in the language of the window.
func (e *Env) T(key string, args ...any) string { return e.quoted(i18n.T(e.Lang, key, args...)) }

// In is a text of the data in the language of the window.
func (e *Env) In(t i18n.Text) string { return e.quoted(t.In(e.Lang)) }

// Explain is what happened and what to do, in the language of the window.
func (e *Env) Explain(err error) (what, do string) {
	what, do = service.Explain(e.Lang, err)
	return e.quoted(what), e.quoted(do)
}

// quoted straightens quotation marks in English: the typeface of the window has them as wide as Han.
func (e *Env) quoted(s string) string {
	if e.Lang == i18n.EN {
		return straight.Replace(s)
	}
	return s
}

var straight = strings.NewReplacer("\u2018", "'", "\u2019", "'", "\u201c", `"`, "\u201d", `"`)

// Do calls a service beside the window; then shows the error, or goes on. What is said while it runs
// is the word under key.
func (e *Env) Do(key string, work func(ctx context.Context, p widgets.Progress) error, then func()) {
	e.Run.Run(e.T(key), work, func(err error) {
		if err != nil {
			e.Fail(err)
			return
		}
		if then != nil {
			then()
		}
	})
}

// saved tells the status bar, where there is one.
func (e *Env) saved() {
	if e.Saved != nil {
		e.Saved()
	}
}

// Fail says what happened, what is safe and what to do.
func (e *Env) Fail(err error) {
	if err == nil {
		return
	}
	what, do := e.Explain(err)
	widgets.Confirm(e.Window.Canvas(), widgets.DialogWords{Title: what, Text: do, Yes: e.T("page.ok")}, func() {})
}

// Toast says a short word that goes away.
func (e *Env) Toast(key string, args ...any) {
	e.say(widgets.Done, e.T(key, args...))
}

// Hint says a short word about what is wanted first.
func (e *Env) Hint(key string, args ...any) {
	e.say(widgets.Info, e.T(key, args...))
}

func (e *Env) say(tone widgets.Tone, words string) {
	if e.Say != nil {
		e.Say(tone, words)
	}
}
