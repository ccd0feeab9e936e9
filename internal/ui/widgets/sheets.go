package widgets

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	_ "image/png" // pictures on paper are PNG
	"math"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/f64"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"qingjiao/internal/typeset"
)

// Sheets paints the display list of a paper: the same list that its PDF is written from. One value
// paints one sheet at a time.
type Sheets struct {
	pages typeset.Pages
	faces map[typeset.Face]*sfnt.Font
	buf   sfnt.Buffer
	shown map[sheetKey]image.Image // the last few sheets painted
	order []sheetKey
}

type sheetKey struct{ page, w, h int }

// NewSheets makes laid out pages a PageSource.
func NewSheets(pages typeset.Pages) *Sheets {
	return &Sheets{pages: pages, faces: map[typeset.Face]*sfnt.Font{}, shown: map[sheetKey]image.Image{}}
}

// Len is the number of sheets.
func (s *Sheets) Len() int { return len(s.pages) }

// Ratio is height by width of the first sheet.
func (s *Sheets) Ratio() float32 {
	if len(s.pages) == 0 || s.pages[0].W <= 0 {
		return math.Sqrt2
	}
	return float32(s.pages[0].H / s.pages[0].W)
}

const sheetsKept = 6

// Draw paints sheet i.
func (s *Sheets) Draw(i, w, h int) image.Image {
	k := sheetKey{i, w, h}
	if img, ok := s.shown[k]; ok {
		return img
	}
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	if i >= 0 && i < len(s.pages) && s.pages[i].W > 0 {
		p := &painter{s: s, img: img, scale: float64(w) / s.pages[i].W}
		for _, op := range s.pages[i].Ops {
			p.paint(op, s.pages[i])
		}
	}
	s.shown[k] = img
	if s.order = append(s.order, k); len(s.order) > sheetsKept {
		delete(s.shown, s.order[0])
		s.order = s.order[1:]
	}
	return img
}

func (s *Sheets) face(f typeset.Face) *sfnt.Font {
	if font, ok := s.faces[f]; ok {
		return font
	}
	font, err := sfnt.Parse(typeset.FaceData(f))
	if err != nil {
		font = nil // the shipped faces parse; a test proves it
	}
	s.faces[f] = font
	return font
}

type painter struct {
	s     *Sheets
	img   *image.RGBA
	scale float64 // pixels a point
	ras   vector.Rasterizer
}

func gray(v float64) color.Color { return color.Gray{Y: uint8(255 * max(0, min(1, v)))} }

func (p *painter) paint(op typeset.Op, page typeset.Page) {
	switch op.Kind {
	case typeset.Glyphs:
		for i, r := range op.Text {
			dx := 0.0
			if i < len(op.DX) {
				dx = op.DX[i]
			}
			p.glyph(op.Face, r, op.Size, (op.X+dx)*p.scale, op.Y*p.scale, 0, gray(op.Gray))
		}
	case typeset.Rule:
		w := max(op.Width*p.scale, 1) / 2
		x1, y1, x2, y2 := op.X*p.scale, op.Y*p.scale, op.X2*p.scale, op.Y2*p.scale
		if y1 == y2 {
			p.fill(x1, y1-w, x2, y2+w, gray(op.Gray))
		} else if x1 == x2 {
			p.fill(x1-w, y1, x2+w, y2, gray(op.Gray))
		}
	case typeset.Fill:
		p.fill(op.X*p.scale, op.Y*p.scale, op.X2*p.scale, op.Y2*p.scale, gray(op.Gray))
	case typeset.Picture:
		p.picture(op)
	case typeset.Watermark:
		p.watermark(op, page)
	}
}

func (p *painter) fill(x1, y1, x2, y2 float64, c color.Color) {
	x1, x2, y1, y2 = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
	box := image.Rect(int(math.Floor(x1)), int(math.Floor(y1)), int(math.Ceil(x2)), int(math.Ceil(y2))).Intersect(p.img.Bounds())
	if box.Empty() {
		return
	}
	a, b := float32(x1)-float32(box.Min.X), float32(y1)-float32(box.Min.Y)
	d, e := float32(x2)-float32(box.Min.X), float32(y2)-float32(box.Min.Y)
	p.ras.Reset(box.Dx(), box.Dy())
	p.ras.MoveTo(a, b)
	p.ras.LineTo(d, b)
	p.ras.LineTo(d, e)
	p.ras.LineTo(a, e)
	p.ras.ClosePath()
	p.ras.Draw(p.img, box, image.NewUniform(c), image.Point{})
}

// maxPicture bounds the pixels of a picture on paper before it is decoded.
const maxPicture = 16 << 20

func (p *painter) picture(op typeset.Op) {
	conf, _, err := image.DecodeConfig(bytes.NewReader(op.PNG))
	if err != nil || conf.Width*conf.Height > maxPicture {
		return
	}
	src, _, err := image.Decode(bytes.NewReader(op.PNG))
	if err != nil {
		return
	}
	to := image.Rect(int(op.X*p.scale), int(op.Y*p.scale), int(op.X2*p.scale), int(op.Y2*p.scale))
	xdraw.ApproxBiLinear.Scale(p.img, to, src, src.Bounds(), draw.Over, nil)
}

// watermark turns the words by 45 degrees over the middle of the sheet.
func (p *painter) watermark(op typeset.Op, page typeset.Page) {
	size := op.Size
	if size <= 0 {
		size = 96
	}
	wide := 0.0
	for _, r := range op.Text {
		wide += p.advance(op.Face, r, size)
	}
	const turn = -math.Pi / 4
	g := op.Gray
	if g <= 0 {
		g = 0.9
	}
	lift := 0.35 * size // puts the middle of the words, not their baseline, on the diagonal
	x := page.W/2 - wide/2*math.Cos(turn) - lift*math.Sin(turn)
	y := page.H/2 - wide/2*math.Sin(turn) + lift*math.Cos(turn)
	for _, r := range op.Text {
		p.glyph(op.Face, r, size, x*p.scale, y*p.scale, turn, gray(g))
		a := p.advance(op.Face, r, size)
		x += a * math.Cos(turn)
		y += a * math.Sin(turn)
	}
}

func (p *painter) advance(f typeset.Face, r rune, size float64) float64 {
	font := p.s.face(f)
	if font == nil {
		return size
	}
	g, err := font.GlyphIndex(&p.s.buf, r)
	if err != nil {
		return size
	}
	a, err := font.GlyphAdvance(&p.s.buf, g, fixed.Int26_6(size*64), 0)
	if err != nil {
		return size
	}
	return float64(a) / 64
}

// glyph paints one character with its baseline's beginning at x, y in pixels, turned.
func (p *painter) glyph(f typeset.Face, r rune, size, x, y, turn float64, c color.Color) {
	font := p.s.face(f)
	if font == nil || r == ' ' {
		return
	}
	g, err := font.GlyphIndex(&p.s.buf, r)
	if err != nil || g == 0 {
		return
	}
	segs, err := font.LoadGlyph(&p.s.buf, g, fixed.Int26_6(size*p.scale*64), nil)
	if err != nil || len(segs) == 0 {
		return
	}
	sin, cos := math.Sincos(turn)
	m := f64.Aff3{cos, -sin, x, sin, cos, y}
	box := bounds(segs, m).Intersect(p.img.Bounds())
	if box.Empty() {
		return
	}
	at := func(q fixed.Point26_6) (float32, float32) {
		px, py := float64(q.X)/64, float64(q.Y)/64
		return float32(m[0]*px+m[1]*py+m[2]) - float32(box.Min.X), float32(m[3]*px+m[4]*py+m[5]) - float32(box.Min.Y)
	}
	p.ras.Reset(box.Dx(), box.Dy())
	for _, s := range segs {
		ax, ay := at(s.Args[0])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			p.ras.ClosePath()
			p.ras.MoveTo(ax, ay)
		case sfnt.SegmentOpLineTo:
			p.ras.LineTo(ax, ay)
		case sfnt.SegmentOpQuadTo:
			bx, by := at(s.Args[1])
			p.ras.QuadTo(ax, ay, bx, by)
		case sfnt.SegmentOpCubeTo:
			bx, by := at(s.Args[1])
			cx, cy := at(s.Args[2])
			p.ras.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	p.ras.ClosePath()
	p.ras.Draw(p.img, box, image.NewUniform(c), image.Point{})
}

func bounds(segs sfnt.Segments, m f64.Aff3) image.Rectangle {
	b := segs.Bounds()
	x1, y1, x2, y2 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, q := range [][2]fixed.Int26_6{{b.Min.X, b.Min.Y}, {b.Max.X, b.Min.Y}, {b.Min.X, b.Max.Y}, {b.Max.X, b.Max.Y}} {
		px, py := float64(q[0])/64, float64(q[1])/64
		x, y := m[0]*px+m[1]*py+m[2], m[3]*px+m[4]*py+m[5]
		x1, y1, x2, y2 = min(x1, x), min(y1, y), max(x2, x), max(y2, y)
	}
	return image.Rect(int(math.Floor(x1))-1, int(math.Floor(y1))-1, int(math.Ceil(x2))+1, int(math.Ceil(y2))+1)
}
