package widgets

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"qingjiao/internal/ui/theme"
)

// PageSource gives sheets of paper to be shown. All sheets of a source have one size.
type PageSource interface {
	// Len is the number of sheets.
	Len() int
	// Ratio is height by width of a sheet.
	Ratio() float32
	// Draw paints sheet i, width × height pixels.
	Draw(i, width, height int) image.Image
}

// Pages shows sheets of paper lying on the desk, under one another. Only sheets in sight are
// painted, at the sharpness of the screen.
type Pages struct {
	Surface
	source PageSource
	list   *widget.List
	width  float32
	most   float32
}

// NewPages shows a source (nil for none), no wider than 760.
func NewPages(source PageSource) *Pages {
	p := &Pages{source: source, width: assumed, most: 760}
	p.list = widget.NewList(p.len, p.blank, p.fill)
	p.list.HideSeparators = true
	p.list.OnSelected = func(i widget.ListItemID) { p.list.Unselect(i) }
	p.Fill = theme.Paper
	p.Content = container.New(&pagesLayout{p}, p.list)
	p.ExtendBaseWidget(p)
	return p
}

// SetSource shows other sheets; the place in the paper is kept where it exists.
func (p *Pages) SetSource(s PageSource) {
	p.source = s
	p.list.Refresh()
}

// Go scrolls to sheet i, from 0.
func (p *Pages) Go(i int) { p.list.ScrollTo(i) }

func (p *Pages) len() int {
	if p.source == nil {
		return 0
	}
	return p.source.Len()
}

func (p *Pages) ratio() float32 {
	if p.source == nil {
		return 1.414
	}
	return p.source.Ratio()
}

const sheetGap float32 = 24

func (p *Pages) blank() fyne.CanvasObject {
	s := &sheet{pages: p, at: -1}
	s.ExtendBaseWidget(s)
	return s
}

func (p *Pages) fill(i widget.ListItemID, o fyne.CanvasObject) {
	s := o.(*sheet)
	if s.at != i || s.source != p.source {
		s.at, s.source = i, p.source
	}
	s.Refresh()
}

type pagesLayout struct{ p *Pages }

func (l *pagesLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(240, 240) }

func (l *pagesLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := min(l.p.most, size.Width-2*sheetGap)
	objects[0].Resize(size)
	if w != l.p.width && w > 0 {
		l.p.width = w
		l.p.list.Refresh()
	}
}

// sheet is one sheet with its edge and the gap above it.
type sheet struct {
	widget.BaseWidget
	pages  *Pages
	source PageSource
	at     int
}

func (s *sheet) CreateRenderer() fyne.WidgetRenderer {
	r := &sheetRenderer{s: s, shade: canvas.NewRectangle(color.Transparent), edge: canvas.NewRectangle(color.Transparent)}
	r.paper = canvas.NewRaster(func(w, h int) image.Image {
		if s.source == nil || s.at < 0 || s.at >= s.source.Len() || w < 2 || h < 2 {
			return image.NewUniform(color.White)
		}
		return s.source.Draw(s.at, w, h)
	})
	return r
}

type sheetRenderer struct {
	s           *sheet
	shade, edge *canvas.Rectangle
	paper       *canvas.Raster
}

func (r *sheetRenderer) sheetSize() fyne.Size {
	w := r.s.pages.width
	return fyne.NewSize(w, w*r.s.pages.ratio())
}

func (r *sheetRenderer) Layout(size fyne.Size) {
	page := r.sheetSize()
	pos := fyne.NewPos(max(0, (size.Width-page.Width)/2), sheetGap)
	r.shade.FillColor = theme.Color("shadow")
	r.edge.FillColor = theme.Color(theme.Line)
	r.shade.Move(pos.AddXY(2, 3))
	r.shade.Resize(page)
	r.edge.Move(pos.AddXY(-1, -1))
	r.edge.Resize(page.AddWidthHeight(2, 2))
	r.paper.Move(pos)
	r.paper.Resize(page)
}

func (r *sheetRenderer) MinSize() fyne.Size {
	return fyne.NewSize(120, r.sheetSize().Height+sheetGap)
}

func (r *sheetRenderer) Refresh() {
	r.Layout(r.s.Size())
	r.paper.Refresh()
}

func (r *sheetRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.shade, r.edge, r.paper}
}
func (r *sheetRenderer) Destroy() {}
