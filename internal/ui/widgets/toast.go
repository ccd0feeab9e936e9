package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"qingjiao/internal/ui/theme"
)

// Toast says at the foot of the window that something was done, for four seconds. Errors are
// never toasts.
func Toast(c fyne.Canvas, r *Runner, tone Tone, words string) {
	body := Panel(Inset(10, 16, 10, 14, Row(10, Icon(tone.Icon(), tone.Ink()), Body(words))))
	pop := widget.NewPopUp(body, c)
	size := pop.MinSize()
	pop.ShowAtPosition(fyne.NewPos((c.Size().Width-size.Width)/2, c.Size().Height-size.Height-48))
	r.After(4*time.Second, pop.Hide)
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
