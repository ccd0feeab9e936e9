package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"qingjiao/internal/ui/theme"
)

// Para is wrapped text with Chinese line breaking, never wider than 38 Han characters.
type Para struct {
	widget.BaseWidget
	s     string
	size  float32
	bold  bool
	ink   fyne.ThemeColorName
	most  float32
	lines []string
	at    float32 // the width that lines were broken for
}

// Paragraph is wrapped text of 14.
func Paragraph(s string) *Para {
	p := &Para{s: s, size: theme.BodySize, ink: theme.Ink, most: theme.Reading}
	p.ExtendBaseWidget(p)
	return p
}

// Small makes it 12 in the second ink.
func (p *Para) Small() *Para {
	p.size, p.ink, p.most = theme.NoteSize, theme.Second, 44*theme.NoteSize
	return p
}

// Large makes it 22 bold, for questions.
func (p *Para) Large() *Para {
	p.size, p.bold, p.most = theme.TitleSize, true, 30*theme.TitleSize
	return p
}

// Heading makes it 16 bold.
func (p *Para) Heading() *Para { p.size, p.bold = theme.SectionSize, true; return p }

// Wide lets lines be as long as the space.
func (p *Para) Wide() *Para { p.most = 0; return p }

// SetInk changes the colour.
func (p *Para) SetInk(n fyne.ThemeColorName) *Para { p.ink = n; p.Refresh(); return p }

// SetText changes the words. The container must be refreshed where the height may change.
func (p *Para) SetText(s string) {
	if p.s != s {
		p.s, p.at = s, 0
		p.Refresh()
	}
}

// Text is the words.
func (p *Para) Text() string { return p.s }

func (p *Para) style() fyne.TextStyle { return fyne.TextStyle{Bold: p.bold} }

func (p *Para) lineHeight() float32 {
	return float32(int(fyne.MeasureText("M", p.size, p.style()).Height + 1.5))
}

func (p *Para) broken(w float32) []string {
	if p.most > 0 {
		w = min(w, p.most)
	}
	if p.at != w || p.lines == nil {
		p.at = w
		p.lines = breakLines(p.s, w, func(s string) float32 {
			return fyne.MeasureText(s, p.size, p.style()).Width
		})
	}
	return p.lines
}

// HeightFor is the height of the lines at that width.
func (p *Para) HeightFor(w float32) float32 {
	if p.s == "" {
		return 0
	}
	return float32(len(p.broken(w))) * p.lineHeight()
}

// CreateRenderer is for Fyne.
func (p *Para) CreateRenderer() fyne.WidgetRenderer { return &paraRenderer{p: p} }

type paraRenderer struct {
	p     *Para
	lines []*canvas.Text
}

func (r *paraRenderer) Layout(size fyne.Size) {
	p := r.p
	ls := p.broken(size.Width)
	if p.s == "" {
		ls = nil
	}
	for len(r.lines) < len(ls) {
		r.lines = append(r.lines, canvas.NewText("", nil))
	}
	r.lines = r.lines[:len(ls)]
	h := p.lineHeight()
	for i, s := range ls {
		t := r.lines[i]
		t.Text, t.TextSize, t.TextStyle, t.Color = s, p.size, p.style(), theme.Color(p.ink)
		t.Move(fyne.NewPos(0, float32(i)*h))
		t.Resize(fyne.NewSize(size.Width, h))
	}
}

func (r *paraRenderer) MinSize() fyne.Size {
	w := r.p.Size().Width
	if w <= 0 {
		w = assumed
	}
	return fyne.NewSize(r.p.size*2, r.p.HeightFor(w))
}

func (r *paraRenderer) Refresh() {
	r.Layout(r.p.Size())
	for _, t := range r.lines {
		t.Refresh()
	}
}

func (r *paraRenderer) Objects() []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, len(r.lines))
	for i, t := range r.lines {
		out[i] = t
	}
	return out
}
func (r *paraRenderer) Destroy() {}
