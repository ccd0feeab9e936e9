package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// single is the layout of a container around one object (or several over one another).
type single struct {
	top, right, bottom, left float32
	width, height            float32 // fixed, 0 for free
	most                     float32 // widest, 0 for free
	share                    float32 // of what is over in a row or column
	centre                   bool
	lean                     bool // minimum width is nothing
	known
}

func (l *single) inner(w float32) float32 {
	w -= l.left + l.right
	if l.most > 0 {
		w = min(w, l.most)
	}
	return w
}

func (l *single) heightFor(objects []fyne.CanvasObject, w float32) float32 {
	if l.height > 0 {
		return l.height
	}
	var h float32
	for _, o := range visible(objects) {
		h = max(h, HeightFor(o, l.inner(w)))
	}
	return h + l.top + l.bottom
}

func (l *single) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var w float32
	for _, o := range visible(objects) {
		w = max(w, o.MinSize().Width)
	}
	w += l.left + l.right
	if l.lean {
		w = 0
	}
	if l.width > 0 {
		w = l.width
		l.known.width = w
	}
	return fyne.NewSize(w, l.heightFor(objects, l.or(w)))
}

func (l *single) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.known.width = size.Width
	w := l.inner(size.Width)
	x := l.left
	if l.centre {
		x += (size.Width - l.left - l.right - w) / 2
	}
	for _, o := range visible(objects) {
		h := size.Height - l.top - l.bottom
		y := l.top
		if l.centre && l.most > 0 {
			need := HeightFor(o, w)
			y += max(0, (h-need)/2)
			h = min(h, need)
		}
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
}

func growing(o fyne.CanvasObject) float32 {
	if c, ok := o.(*fyne.Container); ok {
		if l, ok := c.Layout.(*single); ok {
			return l.share
		}
	}
	return 0
}

// Grow lets an object take one share of what is over in a Row (width) or Column (height).
func Grow(o fyne.CanvasObject) *fyne.Container { return Share(1, o) }

// Share is Grow with a weight: Share(2, a) beside Share(1, b) gets twice the width.
func Share(weight float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&single{share: weight, lean: true}, o)
}

// Pad puts space around an object.
func Pad(all float32, o fyne.CanvasObject) *fyne.Container { return Inset(all, all, all, all, o) }

// Inset puts space around an object: top, right, bottom, left.
func Inset(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&single{top: top, right: right, bottom: bottom, left: left}, o)
}

// FixedWidth gives an object exactly that width.
func FixedWidth(w float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&single{width: w, most: w}, o)
}

// FixedHeight gives an object exactly that height.
func FixedHeight(h float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&single{height: h}, o)
}

// MostWidth keeps an object from growing wider, at the left.
func MostWidth(w float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&single{most: w}, o)
}

// Middle puts an object of at most that width in the middle of the space, both ways.
func Middle(w float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&single{most: w, centre: true}, o)
}

// Over puts objects over one another, the first at the bottom.
func Over(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&single{}, compact(objects)...)
}

// Frame puts bars around a centre that takes the rest; any may be nil.
func Frame(top, bottom, left, right, centre fyne.CanvasObject) *fyne.Container {
	middle := RowFill(0, left, Grow(orEmpty(centre)), right)
	return Column(0, top, Grow(middle), bottom)
}

func orEmpty(o fyne.CanvasObject) fyne.CanvasObject {
	if o == nil {
		return Space(0, 0)
	}
	return o
}
