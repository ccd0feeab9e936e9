package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// Column puts objects under one another at full width with a gap between. Nil objects are left
// out; one object in Grow takes the height that is over.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&column{gap: gap}, compact(objects)...)
}

type column struct {
	gap float32
	known
}

func (l *column) heightFor(objects []fyne.CanvasObject, w float32) float32 {
	var h float32
	vs := visible(objects)
	for i, o := range vs {
		if i > 0 {
			h += l.gap
		}
		h += HeightFor(o, w)
	}
	return h
}

func (l *column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var w float32
	for _, o := range visible(objects) {
		w = max(w, o.MinSize().Width)
	}
	return fyne.NewSize(w, l.heightFor(objects, l.or(w)))
}

func (l *column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	over := size.Height - l.heightFor(objects, size.Width)
	var y float32
	for _, o := range visible(objects) {
		h := HeightFor(o, size.Width)
		if g := growing(o); g > 0 && over > 0 {
			h += over
			over = 0
		}
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, h))
		y += h + l.gap
	}
}

// Row puts objects side by side, centred in height; those in Grow share the width that is over.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&row{gap: gap}, compact(objects)...)
}

// RowTop is Row with its objects at the top.
func RowTop(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&row{gap: gap, top: true}, compact(objects)...)
}

// RowFill is Row with its objects at full height.
func RowFill(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&row{gap: gap, fill: true}, compact(objects)...)
}

type row struct {
	gap       float32
	top, fill bool
	known
}

func (l *row) widths(vs []fyne.CanvasObject, w float32) []float32 {
	out := make([]float32, len(vs))
	left, shares := w-l.gap*float32(max(0, len(vs)-1)), float32(0)
	for i, o := range vs {
		if g := growing(o); g > 0 {
			shares += g
			continue
		}
		out[i] = o.MinSize().Width
		left -= out[i]
	}
	for i, o := range vs {
		if g := growing(o); g > 0 {
			out[i] = max(0, left*g/shares)
		}
	}
	return out
}

func (l *row) heightFor(objects []fyne.CanvasObject, w float32) float32 {
	var h float32
	vs := visible(objects)
	for i, cw := range l.widths(vs, w) {
		h = max(h, HeightFor(vs[i], cw))
	}
	return h
}

func (l *row) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var w float32
	for i, o := range visible(objects) {
		if i > 0 {
			w += l.gap
		}
		w += o.MinSize().Width
	}
	return fyne.NewSize(w, l.heightFor(objects, l.or(w)))
}

func (l *row) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	vs := visible(objects)
	var x float32
	for i, cw := range l.widths(vs, size.Width) {
		h := size.Height
		if !l.fill {
			h = min(size.Height, HeightFor(vs[i], cw))
		}
		y := (size.Height - h) / 2
		if l.top {
			y = 0
		}
		vs[i].Move(fyne.NewPos(x, y))
		vs[i].Resize(fyne.NewSize(cw, h))
		x += cw + l.gap
	}
}

// Wrap puts objects side by side and goes on in a new line where the width ends.
func Wrap(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&wrap{gap: gap}, compact(objects)...)
}

type wrap struct {
	gap float32
	known
}

func (l *wrap) place(objects []fyne.CanvasObject, w float32, put bool) float32 {
	var x, y, line float32
	for _, o := range visible(objects) {
		m := o.MinSize()
		if x > 0 && x+m.Width > w {
			x, y, line = 0, y+line+l.gap, 0
		}
		if put {
			o.Move(fyne.NewPos(x, y))
			o.Resize(fyne.NewSize(min(m.Width, w), m.Height))
		}
		x += m.Width + l.gap
		line = max(line, m.Height)
	}
	return y + line
}

func (l *wrap) heightFor(objects []fyne.CanvasObject, w float32) float32 {
	return l.place(objects, w, false)
}

func (l *wrap) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var w float32
	for _, o := range visible(objects) {
		w = max(w, o.MinSize().Width)
	}
	return fyne.NewSize(w, l.place(objects, l.or(w), false))
}

func (l *wrap) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.place(objects, size.Width, true)
}

// Space is an empty object of that size.
func Space(w, h float32) fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(w, h))
	return r
}

// Spacer is an empty object that takes what is over in a Row or Column.
func Spacer() fyne.CanvasObject { return Grow(Space(0, 0)) }
