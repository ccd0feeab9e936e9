package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qingjiao/internal/clock"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/uitest"
	"qingjiao/internal/ui/widgets"
)

// over opens something over a window and compares what is seen.
func over(t *testing.T, name string, w, h float32, build func() fyne.CanvasObject, open func(fyne.Window)) {
	t.Helper()
	for _, v := range []theme.Variant{theme.Light, theme.Dark} {
		t.Run(string(v), func(t *testing.T) {
			win := uitest.Window(t, v, w, h, func() fyne.CanvasObject { return widgets.Ground(theme.Paper, widgets.Pad(24, build())) })
			open(win)
			uitest.Golden(t, name+"-"+string(v), win)
		})
	}
}

func TestOpenSelectLooks(t *testing.T) {
	var s *widgets.Select
	over(t, "select-open", 420, 240, func() fyne.CanvasObject {
		s = widgets.NewSelect("user", "成员", []widgets.Choice{{Value: "1", Label: "陈立", Gist: "负责人"}, {Value: "2", Label: "周敏", Gist: "经办人"}, {Value: "3", Label: "林悦", Gist: "经办人"}}, "2", nil)
		return widgets.Column(0, s)
	}, func(fyne.Window) { test.Tap(s) })
}

func TestDialogLooks(t *testing.T) {
	over(t, "dialog", 640, 420, func() fyne.CanvasObject { return widgets.Title("销毁清册") }, func(w fyne.Window) {
		widgets.Confirm(w.Canvas(), widgets.DialogWords{Title: "销毁 37 个文件", Text: "销毁后不能恢复。保险库中的副本已另行封存，保留期届满前不受影响。",
			Yes: "销毁 37 个文件", No: "取消", Danger: true, Type: "销毁", TypeNote: "请输入“销毁”二字确认"}, func() {})
	})
}

func TestCalendarLooks(t *testing.T) {
	over(t, "calendar", 360, 420, func() fyne.CanvasObject { return widgets.Column(0, widgets.NewDateField(words(), "2026-11-05", nil)) },
		func(w fyne.Window) { test.TapCanvas(w.Canvas(), fyne.NewPos(228, 44)) })
}

func TestCalendarPicks(t *testing.T) {
	uitest.App(t, theme.Light)
	got := ""
	f := widgets.NewDateField(words(), "2026-11-05", nil)
	f.OnChange = func(d clock.Date) { got = string(d) }
	w := uitest.Window(t, theme.Light, 360, 420, show(widgets.Column(0, f)))
	test.TapCanvas(w.Canvas(), fyne.NewPos(204, 20))
	if w.Canvas().Overlays().Top() == nil {
		t.Fatal("the calendar is not open")
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(30, 46+12+34+32+15)) // first cell of the first week
	if got != "2026-10-26" {
		t.Errorf("picked %q", got)
	}
}

// A toast is seen, and takes neither the keyboard nor the click that comes next.
func TestToastIsInNobodysWay(t *testing.T) {
	toasts := widgets.NewToasts(&widgets.Runner{Inline: true})
	pressed := false
	over(t, "toast", 480, 200, func() fyne.CanvasObject {
		return widgets.Over(widgets.Column(0, widgets.Title("首页"), widgets.Spacer(), widgets.Primary("继续", func() { pressed = true }), widgets.Space(0, 52)), toasts.Layer)
	}, func(w fyne.Window) {
		toasts.Say(widgets.Done, "已导出 1,204 行")
		if w.Canvas().Overlays().Top() != nil {
			t.Error("it lies over the window as something of its own")
		}
		for y := float32(50); y < 200; y += 10 {
			test.TapCanvas(w.Canvas(), fyne.NewPos(240, y))
		}
		if !pressed {
			t.Error("the button under it was not pressed")
		}
	})
}
