package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"qingjiao/internal/ui/theme"
)

// Surface is a ground with an optional border under an object.
type Surface struct {
	widget.BaseWidget
	Fill, Stroke fyne.ThemeColorName // "" for none
	Radius       float32
	Content      fyne.CanvasObject
}

// Ground lays a colour of the theme under an object, square and without border.
func Ground(fill fyne.ThemeColorName, content fyne.CanvasObject) *Surface {
	return newSurface(fill, "", 0, content)
}

// Panel is a bordered surface with round corners, the ground of cards and floating things.
func Panel(content fyne.CanvasObject) *Surface {
	return newSurface(theme.Surface, theme.Line, theme.Radius, content)
}

// Box is a surface of a fill and stroke of the theme with round corners.
func Box(fill, stroke fyne.ThemeColorName, content fyne.CanvasObject) *Surface {
	return newSurface(fill, stroke, theme.Radius, content)
}

func newSurface(fill, stroke fyne.ThemeColorName, radius float32, content fyne.CanvasObject) *Surface {
	s := &Surface{Fill: fill, Stroke: stroke, Radius: radius, Content: orEmpty(content)}
	s.ExtendBaseWidget(s)
	return s
}

// HeightFor makes a surface flow as its content does.
func (s *Surface) HeightFor(w float32) float32 { return HeightFor(s.Content, w) }

// CreateRenderer is for Fyne.
func (s *Surface) CreateRenderer() fyne.WidgetRenderer {
	r := &surfaceRenderer{s: s, rect: canvas.NewRectangle(color.Transparent)}
	r.paint()
	return r
}

type surfaceRenderer struct {
	s    *Surface
	rect *canvas.Rectangle
}

func (r *surfaceRenderer) paint() {
	r.rect.CornerRadius = r.s.Radius
	r.rect.FillColor, r.rect.StrokeColor, r.rect.StrokeWidth = color.Transparent, color.Transparent, 0
	if r.s.Fill != "" {
		r.rect.FillColor = theme.Color(r.s.Fill)
	}
	if r.s.Stroke != "" {
		r.rect.StrokeColor, r.rect.StrokeWidth = theme.Color(r.s.Stroke), 1
	}
}

func (r *surfaceRenderer) Layout(size fyne.Size) {
	r.rect.Resize(size)
	r.s.Content.Resize(size)
}
func (r *surfaceRenderer) MinSize() fyne.Size { return r.s.Content.MinSize() }
func (r *surfaceRenderer) Refresh() {
	r.paint()
	r.rect.Refresh()
	r.s.Content.Refresh()
}
func (r *surfaceRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.rect, r.s.Content}
}
func (r *surfaceRenderer) Destroy() {}

// HLine is a hairline across.
func HLine() fyne.CanvasObject { return Ground(theme.Line, Space(0, 1)) }

// VLine is a hairline down.
func VLine() fyne.CanvasObject { return Ground(theme.Line, Space(1, 0)) }

// Card is a panel whose rows are divided by hairlines.
func Card(rows ...fyne.CanvasObject) *Surface {
	var parts []fyne.CanvasObject
	for i, r := range compact(rows) {
		if i > 0 {
			parts = append(parts, HLine())
		}
		parts = append(parts, r)
	}
	return Panel(Inset(1, 1, 1, 1, Column(0, parts...)))
}

// Remark is a note with a coloured bar at its left: a heading and paragraphs under it.
func Remark(tone Tone, heading string, paragraphs ...string) fyne.CanvasObject {
	col := []fyne.CanvasObject{Body(heading).SetInk(tone.Ink())}
	for _, p := range paragraphs {
		if p != "" {
			col = append(col, Paragraph(p).Small())
		}
	}
	return RowFill(14, Ground(tone.Ink(), Space(2, 0)), Grow(Column(2, col...)))
}
