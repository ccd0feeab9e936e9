package widgets_test

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"

	"qingjiao/internal/typeset"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/uitest"
	"qingjiao/internal/ui/widgets"
)

func paper(t testing.TB, draft string) typeset.Pages {
	t.Helper()
	run := func(s string) []typeset.Run { return []typeset.Run{{Text: s}} }
	d := &typeset.Document{Title: "员工保密协议", Header: "员工保密协议", Number: "示例-D03-2026-0001", Lang: typeset.ZH, Draft: draft,
		Note: "法规库 2026-11-01　本文书不构成法律意见", QR: "示例-D03-2026-0001"}
	d.First = append(d.First, typeset.Block{Kind: typeset.KeyValues, Pairs: []typeset.Pair{
		{Key: run("甲方"), Value: run("上海示例信息咨询有限公司")}, {Key: run("乙方"), Value: run("王某")}}})
	for range 6 {
		d.First = append(d.First,
			typeset.Block{Kind: typeset.Heading, Label: "第一条", Runs: run("客户信息的范围")},
			typeset.Block{Kind: typeset.Clause, Label: "1.1", Runs: run("本协议所称“客户信息”，是指甲方以书面、口头、电子数据或者其他任何形式向乙方披露的姓名、住址、联系方式、交易习惯；编号为 HT-2024-0173 的合同（API documentation）亦在此列。")},
			typeset.Block{Kind: typeset.Item, Level: 1, Label: "（1）", Runs: run("不得私自复制、拍照、转发；不得存入个人手机、网盘。")})
	}
	pages, err := typeset.Layout(d)
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

func TestPagesLook(t *testing.T) {
	both(t, "pages", 700, 800, func() fyne.CanvasObject {
		return widgets.Column(0, widgets.Grow(widgets.NewPages(widgets.NewSheets(paper(t, "草稿")))))
	})
}

// Ink on a sheet, as a share of its pixels.
func ink(img image.Image) float64 {
	b, n := img.Bounds(), 0
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if r, _, _, _ := img.At(x, y).RGBA(); r < 0x8000 {
				n++
			}
		}
	}
	return float64(n) / float64(b.Dx()*b.Dy())
}

func TestSheets(t *testing.T) {
	s := widgets.NewSheets(paper(t, ""))
	if s.Len() < 1 || s.Ratio() < 1.41 || s.Ratio() > 1.42 {
		t.Fatalf("%d sheets of ratio %v", s.Len(), s.Ratio())
	}
	if got := ink(s.Draw(0, 600, 848)); got < 0.01 || got > 0.3 {
		t.Errorf("ink covers %.3f of the sheet", got)
	}
	for _, i := range []int{-1, s.Len(), 9999} {
		if got := ink(s.Draw(i, 60, 84)); got != 0 {
			t.Errorf("sheet %d is not blank", i)
		}
	}
}

func TestHostilePictureIsLeftOut(t *testing.T) {
	page := typeset.Page{W: 100, H: 100, Ops: []typeset.Op{{Kind: typeset.Picture, X2: 50, Y2: 50, PNG: []byte("\x89PNG\r\n\x1a\nbroken")}}}
	if got := ink(widgets.NewSheets(typeset.Pages{page}).Draw(0, 50, 50)); got != 0 {
		t.Errorf("ink %v", got)
	}
}

func TestPagesWithoutSource(t *testing.T) {
	p := widgets.NewPages
	w := uitest.Window(t, theme.Light, 300, 300, func() fyne.CanvasObject { return p(nil) })
	if w.Canvas().Capture() == nil {
		t.Error("nothing drawn")
	}
}

func BenchmarkSheet(b *testing.B) {
	pages := paper(b, "")
	s := widgets.NewSheets(pages)
	for i := 0; b.Loop(); i++ {
		s.Draw(0, 760+i%16, 1075) // another width each time, so that nothing is remembered
	}
}
