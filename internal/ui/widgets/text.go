package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"qingjiao/internal/ui/theme"
)

// Text is one line of text. What does not fit ends in … where the line is cut (see Cut).
type Text struct {
	widget.BaseWidget
	s     string
	size  float32
	bold  bool
	ink   fyne.ThemeColorName
	align fyne.TextAlign
	cut   bool
}

func newText(s string, size float32, bold bool, ink fyne.ThemeColorName) *Text {
	t := &Text{s: s, size: size, bold: bold, ink: ink}
	t.ExtendBaseWidget(t)
	return t
}

// Title is the heading of a screen: 22 bold.
func Title(s string) *Text { return newText(s, theme.TitleSize, true, theme.Ink) }

// Section heads a part of a screen: 16 bold.
func Section(s string) *Text { return newText(s, theme.SectionSize, true, theme.Ink) }

// Body is text of 14.
func Body(s string) *Text { return newText(s, theme.BodySize, false, theme.Ink) }

// Strong is bold text of 14.
func Strong(s string) *Text { return newText(s, theme.BodySize, true, theme.Ink) }

// Note is text of 12 in the second ink.
func Note(s string) *Text { return newText(s, theme.NoteSize, false, theme.Second) }

// Sized is text of another size, for the name on the unlock page and large figures.
func Sized(s string, size float32, bold bool) *Text { return newText(s, size, bold, theme.Ink) }

// SetText changes the words.
func (t *Text) SetText(s string) {
	if t.s != s {
		t.s = s
		t.Refresh()
	}
}

// Text is the whole text, whether cut or not.
func (t *Text) Text() string { return t.s }

// SetInk changes the colour.
func (t *Text) SetInk(n fyne.ThemeColorName) *Text {
	if t.ink != n {
		t.ink = n
		t.Refresh()
	}
	return t
}

// SetBold makes the line bold or not.
func (t *Text) SetBold(b bool) *Text {
	if t.bold != b {
		t.bold = b
		t.Refresh()
	}
	return t
}

// Right aligns at the right.
func (t *Text) Right() *Text { t.align = fyne.TextAlignTrailing; return t }

// Centred aligns in the middle.
func (t *Text) Centred() *Text { t.align = fyne.TextAlignCenter; return t }

// Cut lets the line be narrower than its words: the end becomes ….
func (t *Text) Cut() *Text { t.cut = true; return t }

// CreateRenderer is for Fyne.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{t: t, line: canvas.NewText("", nil)}
	r.paint(t.Size().Width)
	return r
}

type textRenderer struct {
	t    *Text
	line *canvas.Text
}

func (r *textRenderer) paint(width float32) {
	t := r.t
	r.line.TextSize, r.line.TextStyle.Bold, r.line.Alignment = t.size, t.bold, t.align
	r.line.Color = theme.Color(t.ink)
	r.line.Text = t.s
	if t.cut && width > 0 {
		r.line.Text = shorten(t.s, width, t.size, r.line.TextStyle)
	}
}

// shorten cuts s with … so that it fits the width.
func shorten(s string, width, size float32, style fyne.TextStyle) string {
	fits := func(s string) bool { return fyne.MeasureText(s, size, style).Width <= width+0.5 }
	if fits(s) {
		return s
	}
	runes := []rune(s)
	lo, hi := 0, min(len(runes), 400)
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if fits(string(runes[:mid]) + "…") {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	return string(runes[:lo]) + "…"
}

func (r *textRenderer) Layout(size fyne.Size) {
	r.paint(size.Width)
	h := r.line.MinSize().Height
	r.line.Move(fyne.NewPos(0, (size.Height-h)/2))
	r.line.Resize(fyne.NewSize(size.Width, h))
}

func (r *textRenderer) MinSize() fyne.Size {
	m := fyne.MeasureText(r.t.s, r.t.size, fyne.TextStyle{Bold: r.t.bold})
	if r.t.s == "" {
		m.Height = fyne.MeasureText("M", r.t.size, fyne.TextStyle{Bold: r.t.bold}).Height
	}
	if r.t.cut {
		m.Width = min(m.Width, 2*r.t.size)
	}
	return m
}

func (r *textRenderer) Refresh() {
	r.Layout(r.t.Size())
	r.line.Refresh()
}
func (r *textRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.line} }
func (r *textRenderer) Destroy()                     {}
