// Package widgets holds the pieces that screens are built from. They know nothing of the subject:
// words come in ready in the right language, and colours are taken from the theme at each refresh,
// so light and dark change while the window is open. README.md lists them at a glance.
package widgets

import "fyne.io/fyne/v2"

// Flow is an object whose height depends on the width it gets. Layouts of this package ask it
// before they place it, so that wrapped text never needs a second pass.
type Flow interface {
	HeightFor(width float32) float32
}

type flowLayout interface {
	fyne.Layout
	heightFor(objects []fyne.CanvasObject, width float32) float32
}

// HeightFor is the height that an object needs at a width.
func HeightFor(o fyne.CanvasObject, width float32) float32 {
	if o == nil || !o.Visible() {
		return 0
	}
	if f, ok := o.(Flow); ok {
		return f.HeightFor(width)
	}
	if c, ok := o.(*fyne.Container); ok {
		if l, ok := c.Layout.(flowLayout); ok {
			return l.heightFor(c.Objects, width)
		}
	}
	return o.MinSize().Height
}

// assumed is the width taken before the first layout.
const assumed float32 = 480

// known remembers the last width a layout had, for the minimum height it reports.
type known struct{ width float32 }

func (k *known) or(min float32) float32 {
	if k.width <= 0 {
		return max(min, assumed)
	}
	return max(min, k.width)
}

func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, 0, len(objects))
	for _, o := range objects {
		if o != nil && o.Visible() {
			out = append(out, o)
		}
	}
	return out
}

func compact(objects []fyne.CanvasObject) []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, 0, len(objects))
	for _, o := range objects {
		if o != nil {
			out = append(out, o)
		}
	}
	return out
}
