package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"qingjiao/internal/ui/theme"
)

// Scroll shows what is higher than the space; its content flows at the width there is.
type Scroll struct {
	widget.BaseWidget
	inner *container.Scroll
	hold  *single
}

// NewScroll is a vertical scroll.
func NewScroll(content fyne.CanvasObject) *Scroll {
	s := &Scroll{hold: &single{lean: true}}
	s.inner = container.NewVScroll(container.New(s.hold, content))
	s.ExtendBaseWidget(s)
	return s
}

// Page is a screen's content with the margin of a page, scrolled.
func Page(content fyne.CanvasObject) *Scroll { return NewScroll(Pad(theme.Margin, content)) }

// Offset is how far it is scrolled, to be kept when a screen is rebuilt.
func (s *Scroll) Offset() float32 { return s.inner.Offset.Y }

// SetOffset scrolls there.
func (s *Scroll) SetOffset(y float32) { s.inner.ScrollToOffset(fyne.NewPos(0, y)) }

// CreateRenderer is for Fyne.
func (s *Scroll) CreateRenderer() fyne.WidgetRenderer { return &scrollRenderer{s} }

type scrollRenderer struct{ s *Scroll }

func (r *scrollRenderer) Layout(size fyne.Size) {
	r.s.hold.known.width = size.Width
	r.s.inner.Resize(size)
	r.s.inner.Refresh()
}
func (r *scrollRenderer) MinSize() fyne.Size { return fyne.NewSize(64, 64) }
func (r *scrollRenderer) Refresh()           { r.Layout(r.s.Size()) }
func (r *scrollRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.s.inner}
}
func (r *scrollRenderer) Destroy() {}
