package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"qingjiao/internal/clock"
	"qingjiao/internal/ui/widgets"
)

// patience is how long work may go on after a lock was asked for.
const patience = 3 * time.Second

// moment is how long work lasts before it is shown.
const moment = 400 * time.Millisecond

// lookEvery is how often the watch looks whether a hand moved.
const lookEvery = 5 * time.Second

// watch locks the vault when no hand was on the program for a while.
type watch struct {
	p    *Program
	last time.Time
	hand any
	stop func()
}

func newWatch(p *Program) *watch { return &watch{p: p, last: clock.System(), stop: func() {}} }

// touch notes a hand.
func (w *watch) touch() { w.last = clock.System() }

// start looks again and again while a vault is open.
func (w *watch) start() {
	w.stop()
	w.stop = w.p.run.After(lookEvery, func() {
		if w.p.env.App == nil {
			return
		}
		w.see(clock.System())
		if w.p.env.App != nil {
			w.start()
		}
	})
}

// see locks when the time without a hand is over. Work under way counts as a hand.
func (w *watch) see(now time.Time) {
	if h := widgets.Hand(w.p.win.Canvas().Focused()); h != nil && h != w.hand {
		w.hand = h
		w.touch()
		return
	}
	if w.p.shell != nil && w.p.shell.busy() {
		w.touch()
		return
	}
	idle := time.Duration(w.p.prefs.Idle) * time.Minute
	if idle > 0 && now.Sub(w.last) >= idle {
		w.p.lock()
	}
}

// touchable lies under everything. The pointer asks it for a cursor at every move, before what lies
// over it, and that is how the watch sees a hand.
type touchable struct {
	widget.BaseWidget
	w       *watch
	content fyne.CanvasObject
}

func newTouch(w *watch, content fyne.CanvasObject) *touchable {
	t := &touchable{w: w, content: content}
	t.ExtendBaseWidget(t)
	return t
}

// Cursor is for Fyne.
func (t *touchable) Cursor() desktop.Cursor {
	t.w.touch()
	return desktop.DefaultCursor
}

// CreateRenderer is for Fyne.
func (t *touchable) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(t.content)
}
