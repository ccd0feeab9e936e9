package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"qingjiao/internal/ui/theme"
)

// Line is a thin progress line, 3 high. Without a total it shows a piece at the place of the count.
type Line struct {
	widget.BaseWidget
	done, total int64
}

// NewLine is a hidden progress line.
func NewLine() *Line {
	l := &Line{}
	l.ExtendBaseWidget(l)
	l.Hide()
	return l
}

// Set shows how far it is; total 0 is unknown.
func (l *Line) Set(done, total int64) {
	l.done, l.total = done, total
	l.Show()
	l.Refresh()
}

// CreateRenderer is for Fyne.
func (l *Line) CreateRenderer() fyne.WidgetRenderer {
	return &lineRenderer{l: l, ground: canvas.NewRectangle(color.Transparent), part: canvas.NewRectangle(nil)}
}

type lineRenderer struct {
	l            *Line
	ground, part *canvas.Rectangle
}

func (r *lineRenderer) Layout(size fyne.Size) {
	r.ground.FillColor, r.part.FillColor = theme.Color(theme.Line), theme.Color(theme.Accent)
	r.ground.Resize(size)
	share, from := float32(0.3), float32(0.35)
	if r.l.total > 0 {
		share, from = min(1, float32(r.l.done)/float32(r.l.total)), 0
	}
	r.part.Move(fyne.NewPos(size.Width*from, 0))
	r.part.Resize(fyne.NewSize(size.Width*share, size.Height))
}
func (r *lineRenderer) MinSize() fyne.Size { return fyne.NewSize(40, 3) }
func (r *lineRenderer) Refresh() {
	r.Layout(r.l.Size())
	r.ground.Refresh()
	r.part.Refresh()
}
func (r *lineRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.part}
}
func (r *lineRenderer) Destroy() {}
