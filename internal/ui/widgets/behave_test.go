package widgets_test

import (
	"context"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"qingjiao/internal/errs"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/uitest"
	"qingjiao/internal/ui/widgets"
)

func TestThemeChangesWhileOpen(t *testing.T) {
	win := uitest.Window(t, theme.Light, 900, 520, func() fyne.CanvasObject { return widgets.Ground(theme.Paper, widgets.Pad(24, rows())) })
	win.Canvas().Capture()
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Dark))
	test.ApplyTheme(t, theme.New(theme.Dark))
	if d := uitest.Difference(win.Canvas().Capture(), picture(t, "rows-dark")); d > 0.002 {
		t.Errorf("%.1f %% of the window did not follow the theme", d*100)
	}
}

func picture(t *testing.T, name string) image.Image {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func blank() fyne.CanvasObject { return widgets.Space(0, 0) }

func show(o fyne.CanvasObject) func() fyne.CanvasObject { return func() fyne.CanvasObject { return o } }

func key(n fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: n} }

func TestButtonTakesKeys(t *testing.T) {
	uitest.App(t, theme.Light)
	n := 0
	b := widgets.Primary("打开", func() { n++ })
	w := uitest.Window(t, theme.Light, 300, 100, show(b))
	w.Canvas().Focus(b)
	b.TypedKey(key(fyne.KeyReturn))
	b.TypedKey(key(fyne.KeySpace))
	test.Tap(b)
	b.Enable(false)
	test.Tap(b)
	b.TypedKey(key(fyne.KeyReturn))
	if n != 3 {
		t.Errorf("pressed %d times, want 3", n)
	}
}

func TestEntry(t *testing.T) {
	uitest.App(t, theme.Light)
	var seen, sent string
	e := widgets.NewEntry("姓名").SetMax(4)
	e.OnChange, e.OnSubmit = func(s string) { seen = s }, func(s string) { sent = s }
	w := uitest.Window(t, theme.Light, 300, 100, show(e))
	e.SetText("旧")
	if seen != "" {
		t.Error("SetText must not tell OnChange")
	}
	e.SetText("")
	w.Canvas().Focus(e.Focusable())
	test.Type(e.Focusable(), "李𬭚长名五字")
	if e.Text() != "李𬭚长名" || seen != "李𬭚长名" {
		t.Errorf("text %q, told %q", e.Text(), seen)
	}
	e.Focusable().TypedKey(key(fyne.KeyReturn))
	if sent != "李𬭚长名" {
		t.Errorf("submitted %q", sent)
	}
}

func TestSelectByKeyboard(t *testing.T) {
	uitest.App(t, theme.Light)
	got := ""
	s := widgets.NewSelect("", "选择", []widgets.Choice{{Value: "a", Label: "甲"}, {Value: "b", Label: "乙"}, {Value: "c", Label: "丙"}}, "a", func(v string) { got = v })
	w := uitest.Window(t, theme.Light, 400, 300, show(widgets.Column(0, s)))
	w.Canvas().Focus(s)
	s.TypedKey(key(fyne.KeyDown))
	for _, k := range []fyne.KeyName{fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn} {
		w.Canvas().Focused().TypedKey(key(k))
	}
	if got != "c" || s.Value() != "c" {
		t.Errorf("chose %q, value %q", got, s.Value())
	}
}

func TestSelectEscapeLeavesValue(t *testing.T) {
	uitest.App(t, theme.Light)
	s := widgets.NewSelect("", "选择", []widgets.Choice{{Value: "a", Label: "甲"}, {Value: "b", Label: "乙"}}, "a", nil)
	w := uitest.Window(t, theme.Light, 400, 300, show(widgets.Column(0, s)))
	test.Tap(s)
	w.Canvas().Focused().TypedKey(key(fyne.KeyDown))
	w.Canvas().Focused().TypedKey(key(fyne.KeyEscape))
	if s.Value() != "a" || w.Canvas().Overlays().Top() != nil {
		t.Errorf("value %q, list still open: %v", s.Value(), w.Canvas().Overlays().Top() != nil)
	}
}

func TestOptions(t *testing.T) {
	uitest.App(t, theme.Light)
	cs := []widgets.Choice{{Value: "a", Label: "甲"}, {Value: "b", Label: "乙"}, {Value: "c", Label: "丙"}}
	for _, tt := range []struct {
		many bool
		keys string
		want []string
	}{
		{false, "12", []string{"b"}}, {true, "13", []string{"a", "c"}}, {true, "131", []string{"c"}}, {false, "9x0", nil},
	} {
		var told []string
		o := widgets.NewOptions(cs, nil, tt.many, func(vs []string) { told = vs })
		for _, r := range tt.keys {
			o.Key(r)
		}
		if d := cmp.Diff(tt.want, told); d != "" {
			t.Errorf("%q: %s", tt.keys, d)
		}
	}
}

func TestConfirmKeys(t *testing.T) {
	words := widgets.DialogWords{Title: "锁定", Text: "现在锁定。", Yes: "锁定", No: "取消"}
	for _, tt := range []struct {
		name   string
		key    fyne.KeyName
		danger bool
		want   int
		open   bool
	}{
		{"enter", fyne.KeyReturn, false, 1, false}, {"escape", fyne.KeyEscape, false, 0, false}, {"danger", fyne.KeyReturn, true, 0, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := uitest.Window(t, theme.Light, 640, 400, blank)
			n, ws := 0, words
			ws.Danger = tt.danger
			widgets.Confirm(w.Canvas(), ws, func() { n++ })
			w.Canvas().OnTypedKey()(key(tt.key))
			if n != tt.want || (w.Canvas().Overlays().Top() != nil) != tt.open {
				t.Errorf("agreed %d times, open %v", n, w.Canvas().Overlays().Top() != nil)
			}
		})
	}
}

func TestDangerIsTyped(t *testing.T) {
	w := uitest.Window(t, theme.Light, 640, 400, blank)
	n := 0
	widgets.Confirm(w.Canvas(), widgets.DialogWords{Title: "销毁", Yes: "销毁 37 个文件", No: "取消", Danger: true, Type: "销毁", TypeNote: "请输入：销毁"}, func() { n++ })
	f := w.Canvas().Focused()
	if f == nil {
		t.Fatal("the field has no focus")
	}
	test.Type(f, "销")
	f.TypedKey(key(fyne.KeyReturn))
	if n != 0 {
		t.Fatal("agreed too early")
	}
	test.Type(f, "毁")
	f.TypedKey(key(fyne.KeyReturn))
	if n != 1 {
		t.Errorf("agreed %d times", n)
	}
}

func TestGridReachesTheLastRow(t *testing.T) {
	uitest.App(t, theme.Light)
	const n = 1_000_000
	seen := map[int]bool{}
	g := widgets.NewGrid([]widgets.GridColumn{{Title: "行", Width: -1}}, n, func(r, c int) widgets.Cell { seen[r] = true; return widgets.Cell{Text: "x"} })
	opened := -1
	g.OnOpen = func(r int) { opened = r }
	uitest.Window(t, theme.Light, 600, 400, show(g))
	clear(seen)
	g.Select(n - 1)
	if !seen[n-1] || len(seen) > 40 {
		t.Errorf("last row drawn: %v; rows drawn: %d", seen[n-1], len(seen))
	}
	if opened != -1 {
		t.Error("Select must not open")
	}
}

func TestGridSort(t *testing.T) {
	uitest.App(t, theme.Light)
	var got []string
	g := widgets.NewGrid([]widgets.GridColumn{{Title: "甲", Width: 100, Sort: true}}, 0, nil)
	g.OnSort = func(c int, desc bool) {
		if desc {
			got = append(got, "down")
		} else {
			got = append(got, "up")
		}
	}
	w := uitest.Window(t, theme.Light, 300, 200, show(g))
	test.TapCanvas(w.Canvas(), fyne.NewPos(30, 18))
	test.TapCanvas(w.Canvas(), fyne.NewPos(30, 18))
	if d := cmp.Diff([]string{"up", "down"}, got); d != "" {
		t.Error(d)
	}
}

func TestRunnerInline(t *testing.T) {
	r := &widgets.Runner{Inline: true}
	boom := errors.New("boom")
	var got error
	r.Run("x", func(context.Context, widgets.Progress) error { return boom }, func(err error) { got = err })
	if !errors.Is(got, boom) {
		t.Errorf("got %v", got)
	}
	r.Run("x", func(context.Context, widgets.Progress) error { panic("broken") }, func(err error) { got = err })
	if !errs.Is(got, errs.Internal) {
		t.Errorf("a panic became %v", got)
	}
}

func TestWrappedTextGetsItsHeight(t *testing.T) {
	uitest.App(t, theme.Light)
	p := widgets.Paragraph("资产转让是把客户信息提供给另一家公司。每个人都要知道对方是谁、做什么用，并单独点头。")
	under := widgets.Body("下一行")
	col := widgets.Column(8, p, under)
	w := uitest.Window(t, theme.Light, 200, 400, show(col))
	w.Canvas().Capture()
	if want := p.HeightFor(200) + 8; under.Position().Y != want || want < 60 {
		t.Errorf("next line at %v, want %v", under.Position().Y, want)
	}
}
