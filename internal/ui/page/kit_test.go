package page

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qingjiao/i18n"
	"qingjiao/internal/clock"
	"qingjiao/internal/service"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/uitest"
	"qingjiao/internal/ui/widgets"
)

// TestMain locks the sample vault at the end and takes it away.
func TestMain(m *testing.M) {
	code := m.Run()
	if kept.app != nil {
		_ = kept.app.Lock()
		_ = os.RemoveAll(kept.dir)
	}
	os.Exit(code)
}

// kept is the sample vault that pages are looked at with; it is made once.
var kept struct {
	once sync.Once
	app  *service.App
	dir  string
	err  error
	ids  map[string]string // matters by name
}

// day is the day on which all pictures were taken.
var day = time.Date(2026, 11, 23, 1, 30, 0, 0, time.UTC)

func sample(t testing.TB) *service.App {
	t.Helper()
	kept.once.Do(func() {
		if kept.dir, kept.err = os.MkdirTemp("", "qingjiao-pages-"); kept.err != nil {
			return
		}
		var ticks atomic.Int64 // a second a look, so that what came first stands first
		ctx := clock.Carry(context.Background(), func() time.Time { return day.Add(time.Duration(ticks.Add(1)) * time.Second).In(clock.Beijing) })
		kept.app, kept.err = service.Sample(ctx, filepath.Join(kept.dir, "vault"), nil)
		if kept.err != nil {
			return
		}
		kept.ids = map[string]string{}
		rows, err := kept.app.Matters(context.Background())
		kept.err = err
		for _, r := range rows {
			kept.ids[r.Name] = r.ID
		}
	})
	if kept.err != nil {
		t.Fatal(kept.err)
	}
	return kept.app
}

// stage is a screen in a window of its own, with the vault behind it.
type stage struct {
	env  *Env
	win  fyne.Window
	gone []string // places that the screen led to
}

// on shows a screen in a window of 1192 × 719, what the shell leaves of 1280 × 800.
func on(t *testing.T, v theme.Variant, lang i18n.Lang, build func(*Env) Screen) (*stage, Screen) {
	t.Helper()
	app := sample(t)
	uitest.App(t, v)
	s := &stage{win: test.NewTempWindow(t, widgets.Space(0, 0))}
	s.win.SetPadded(false)
	look := Look{Lang: lang, Variant: v, Idle: 10}
	s.env = &Env{App: app, Lang: lang, Run: &widgets.Runner{Inline: true}, Window: s.win, Version: "0.1.0",
		Go:   func(where string, more ...string) { s.gone = append(s.gone, ReadPlace(where, more...).String()) },
		Look: func() Look { return look }, SetLook: func(l Look) { look = l }}
	screen := build(s.env)
	s.win.SetContent(widgets.Ground(theme.Paper, screen.Content()))
	s.win.Resize(fyne.NewSize(1192, 719))
	if f, ok := screen.(Focuser); ok {
		f.Focus()
	}
	return s, screen
}

// pictures compares a screen with its pictures: Chinese and English, light and dark.
func pictures(t *testing.T, name string, build func(*Env) Screen) {
	t.Helper()
	for _, p := range []struct {
		lang i18n.Lang
		v    theme.Variant
	}{{i18n.ZH, theme.Light}, {i18n.ZH, theme.Dark}, {i18n.EN, theme.Light}, {i18n.EN, theme.Dark}} {
		t.Run(string(p.lang)+"-"+string(p.v), func(t *testing.T) {
			s, _ := on(t, p.v, p.lang, build)
			s.win.Canvas().Unfocus()
			uitest.Golden(t, name+"-"+string(p.lang)+"-"+string(p.v), s.win)
		})
	}
}
