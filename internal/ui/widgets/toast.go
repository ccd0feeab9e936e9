package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"qingjiao/internal/ui/theme"
)

// Toasts is a layer that says short words at the foot of what lies under it, for four seconds each.
// It takes neither clicks nor the keyboard. Errors are never toasts.
type Toasts struct {
	Layer *fyne.Container
	run   *Runner
	clear func()
}

// NewToasts is an empty layer.
func NewToasts(r *Runner) *Toasts {
	return &Toasts{Layer: container.New(footLayout{}), run: r, clear: func() {}}
}

// Say shows words in place of those shown before.
func (t *Toasts) Say(tone Tone, words string) {
	t.clear()
	t.Layer.Objects = []fyne.CanvasObject{Panel(Inset(10, 16, 10, 14, Row(10, Icon(tone.Icon(), tone.Ink()), Body(words))))}
	t.Layer.Refresh()
	t.clear = t.run.After(4*time.Second, func() {
		t.Layer.Objects = nil
		t.Layer.Refresh()
	})
}

// footLayout puts objects in the middle above the foot.
type footLayout struct{}

func (footLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (footLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		m := o.MinSize()
		o.Resize(m)
		o.Move(fyne.NewPos((size.Width-m.Width)/2, size.Height-m.Height-48))
	}
}

// Wrong presents an error in place: what happened, what to do, and a link to try again ("" for none).
func Wrong(what, do, again string, onAgain func()) fyne.CanvasObject {
	col := Column(4, Paragraph(what).SetInk(theme.Blocked))
	if do != "" {
		col.Add(Paragraph(do))
	}
	if again != "" {
		col.Add(Inset(6, 0, 0, 0, Row(0, Small(again, onAgain), Spacer())))
	}
	return Box(theme.BlockedSoft, "", Pad(16, RowTop(12, Icon("circle-alert", theme.Blocked), Grow(col))))
}
