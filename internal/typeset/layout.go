package typeset

import (
	"fmt"
	"math"
	"strings"

	"github.com/skip2/go-qrcode"

	"qingjiao/internal/errs"
)

// A4 in points, and the frame of the text.
const (
	pageW, pageH         = 595.28, 841.89
	marginX, marginTop   = 79.0, 92.0
	marginBottom         = 96.0
	marginXBilingual     = 57.0
	headerY, footerY     = 52.0, 800.0
	gutter               = 18.0
	bodySize, headSize   = 11.5, 12.0
	titleSize, smallSize = 20.0, 9.0
	leading              = 1.75 // of the body, in ems
)

// Bounds of a document, which holds text from outside.
const (
	maxBlocks = 5000
	maxRunes  = 2_000_000
	maxPages  = 3000
)

// OpKind is what an operation of the display list draws.
type OpKind int

// The operations.
const (
	Glyphs    OpKind = iota // Text at X, Y (baseline), each character at its own DX
	Rule                    // line from X, Y to X2, Y2
	Fill                    // rectangle X, Y, X2, Y2
	Picture                 // PNG in X, Y, X2, Y2
	Watermark               // Text large and turned, under everything
)

// Op is one operation. Coordinates are points from the top left of the page.
type Op struct {
	Kind         OpKind
	X, Y, X2, Y2 float64
	Text         []rune
	DX           []float64 // of each character from X
	Face         Face
	Size         float64
	Gray         float64 // 0 black, 1 white
	Width        float64 // of a Rule
	PNG          []byte
}

// Page is one sheet.
type Page struct {
	W, H float64
	Ops  []Op
}

// Pages are a document laid out: the display list that PDF writes and the screen draws.
type Pages []Page

// layout is the work of laying out one document.
type layout struct {
	doc     *Document
	pages   []Page
	y       float64
	left    float64
	width   float64
	missing map[rune]bool
}

// Layout sets a document on pages. It is pure: the same document gives the same pages. Errors:
// errs.Invalid when a character exists in none of the faces (it is named), when the two languages do
// not agree block by block, or when the document is beyond its bounds.
func Layout(doc *Document) (Pages, error) {
	l := &layout{doc: doc, left: marginX, width: pageW - 2*marginX, missing: map[rune]bool{}}
	if doc.Second != nil {
		l.left, l.width = marginXBilingual, pageW-2*marginXBilingual
		if err := agree(doc.First, doc.Second); err != nil {
			return nil, err
		}
	}
	if len(doc.First) > maxBlocks || l.count() > maxRunes {
		return nil, errs.New(errs.Invalid, "typeset.too_long")
	}
	l.newPage()
	l.title()
	if doc.Second == nil {
		l.blocks(doc.First)
	} else {
		l.pairs(doc.First, doc.Second)
	}
	if len(l.pages) > maxPages {
		return nil, errs.New(errs.Invalid, "typeset.too_long")
	}
	if err := l.furniture(); err != nil {
		return nil, err
	}
	if len(l.missing) > 0 {
		return nil, missingGlyphs(l.missing)
	}
	return l.pages, nil
}

func missingGlyphs(m map[rune]bool) error {
	var list []string
	for r := range m {
		list = append(list, fmt.Sprintf("%c (U+%04X)", r, r))
		if len(list) == 10 {
			break
		}
	}
	return errs.New(errs.Invalid, "typeset.missing_glyph", "chars", strings.Join(list, ", "))
}

// agree checks that two languages say the same things in the same order.
func agree(a, b []Block) error {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) || a[i].Kind != b[i].Kind || a[i].ID != b[i].ID || a[i].Level != b[i].Level {
			return errs.New(errs.Invalid, "typeset.languages_differ", "n", i+1)
		}
	}
	return nil
}

func (l *layout) count() (n int) {
	runs := func(rs []Run) {
		for _, r := range rs {
			n += len(r.Text)
		}
	}
	for _, bs := range [][]Block{l.doc.First, l.doc.Second} {
		for _, b := range bs {
			runs(b.Runs)
			for _, p := range b.Pairs {
				runs(p.Value)
				runs(p.Value2)
			}
			for _, i := range b.Items {
				runs(i)
			}
			if b.Table != nil {
				for _, r := range b.Table.Rows {
					for _, c := range r {
						runs(c)
					}
				}
			}
		}
	}
	return n
}

func (l *layout) newPage() {
	l.pages = append(l.pages, Page{W: pageW, H: pageH})
	l.y = marginTop
}

func (l *layout) page() *Page { return &l.pages[len(l.pages)-1] }

func (l *layout) bottom() float64 { return pageH - marginBottom }

// room begins a new page unless h points are left on this one.
func (l *layout) room(h float64) {
	if l.y+h > l.bottom() && l.y > marginTop+1 {
		l.newPage()
	}
}

func (l *layout) lang(b Block) Lang {
	if b.Lang != "" {
		return b.Lang
	}
	if l.doc.Lang != "" {
		return l.doc.Lang
	}
	return ZH
}

// put draws a line of text with its left edge at x and its baseline at y.
func (l *layout) put(ln line, x, y float64, size, gray float64) {
	for i := 0; i < len(ln.glyphs); {
		j := i
		op := Op{Kind: Glyphs, X: x + ln.x[i] - ln.glyphs[i].shift, Y: y, Face: ln.glyphs[i].face, Size: size, Gray: gray}
		for ; j < len(ln.glyphs) && ln.glyphs[j].face == op.Face; j++ {
			g := ln.glyphs[j]
			op.Text = append(op.Text, g.r)
			op.DX = append(op.DX, x+ln.x[j]-g.shift-op.X)
		}
		l.page().Ops = append(l.page().Ops, op)
		i = j
	}
}

// text is a piece set in lines, ready to be placed.
type text struct {
	lines  []line
	size   float64
	height float64 // of one line
	offset float64 // of the lines from the column's left edge
	label  line
	hang   bool
}

func (l *layout) set(runs []Run, st style, width, indent float64, justify bool) text {
	gs := shape(runs, st, l.missing)
	lead := leading
	if st.lang == EN {
		lead = 1.5
	}
	return text{lines: breakLines(gs, width, indent, st.size, justify), size: st.size, height: st.size * lead}
}

func (l *layout) title() {
	st := style{titleSize, true, l.doc.Lang}
	if st.lang == "" {
		st.lang = ZH
	}
	for _, t := range []struct {
		s    string
		st   style
		lead float64
	}{{l.doc.Title, st, 1.5}, {l.doc.Title2, style{14, true, EN}, 1.7}} {
		if t.s == "" {
			continue
		}
		set := l.set([]Run{{Text: t.s}}, t.st, l.width, 0, false)
		for _, ln := range set.lines {
			l.y += t.st.size * t.lead
			l.put(ln, l.left+(l.width-ln.width)/2, l.y-t.st.size*0.35, t.st.size, 0)
		}
	}
	if l.y > marginTop {
		l.y += 16
	}
}

// furniture draws what every page carries: header, number, foot, code, watermark.
func (l *layout) furniture() error {
	var code *qrcode.QRCode
	if l.doc.QR != "" {
		var err error
		if code, err = qrcode.New(l.doc.QR, qrcode.Medium); err != nil {
			return errs.Wrap(err, errs.Invalid, "typeset.too_long")
		}
		code.DisableBorder = true
	}
	body := l.pages
	for i := range body {
		l.pages = body[:i+1]
		p := l.page()
		content := p.Ops
		p.Ops = nil
		if l.doc.Draft != "" {
			p.Ops = append(p.Ops, l.watermark())
		}
		p.Ops = append(p.Ops, content...)
		l.small(l.doc.Header, l.left, headerY, -1)
		if l.doc.Number != "" {
			l.small(numberLabel(l.doc)+l.doc.Number, l.left+l.width, headerY, 1)
		}
		p.Ops = append(p.Ops, Op{Kind: Rule, X: l.left, Y: headerY + 7, X2: l.left + l.width, Y2: headerY + 7, Width: 0.5, Gray: 0.45})
		l.small(pageLabel(l.doc, i+1, len(body)), pageW/2, footerY, 0)
		if l.doc.Note != "" {
			l.note()
		}
		if code != nil {
			drawCode(p, code.Bitmap(), l.left+l.width-40, footerY-28, 40)
		}
	}
	l.pages = body
	return nil
}

func (l *layout) watermark() Op {
	op := Op{Kind: Watermark, X: pageW / 2, Y: pageH / 2, Text: []rune(clean(l.doc.Draft)), Face: Sans, Size: 150, Gray: 0.93}
	if len(op.Text) > 3 {
		op.Size = 90
	}
	x := 0.0
	for _, r := range op.Text {
		f, ok := faceFor(r, style{bold: true, lang: ZH})
		if !ok {
			l.missing[r] = true
		}
		op.Face = f
		op.DX = append(op.DX, x)
		x += faceOf[f]().advance(r) * op.Size
	}
	op.X2 = x
	return op
}

// note puts the words at the foot, beside the code, in lines that fit.
func (l *layout) note() {
	width := func(r rune) float64 {
		f, ok := faceFor(r, style{lang: ZH})
		if !ok {
			return smallSize
		}
		return faceOf[f]().advance(r) * smallSize
	}
	lines := WrapText(l.doc.Note, ZH, l.width-56, width)
	for i, s := range lines {
		l.small(s, l.left, footerY+16-float64(len(lines)-1)*4+float64(i)*10, -1)
	}
}

// small puts a note-size line; align is -1 left, 0 centre, 1 right of x.
func (l *layout) small(s string, x, y float64, align int) {
	if s == "" {
		return
	}
	st := style{size: smallSize, lang: ZH}
	if l.doc.Lang == EN && l.doc.Second == nil {
		st.lang = EN
	}
	gs := shape([]Run{{Text: s}}, st, l.missing)
	ln := setLine(gs, math.Inf(1), 0, smallSize, false)
	l.put(ln, x-ln.width*float64(align+1)/2, y, smallSize, 0.35)
}

func numberLabel(d *Document) string {
	switch {
	case d.Second != nil:
		return "编号 No.："
	case d.Lang == EN:
		return "No. "
	}
	return "编号："
}

func pageLabel(d *Document, i, n int) string {
	switch {
	case d.Second != nil:
		return fmt.Sprintf("第 %d 页 / 共 %d 页　Page %d of %d", i, n, i, n)
	case d.Lang == EN:
		return fmt.Sprintf("Page %d of %d", i, n)
	}
	return fmt.Sprintf("第 %d 页　共 %d 页", i, n)
}

// drawCode draws a code's dark modules, each run of a row as one rectangle.
func drawCode(p *Page, dots [][]bool, x, y, size float64) {
	unit := size / float64(len(dots))
	for r, row := range dots {
		for c := 0; c < len(row); {
			if !row[c] {
				c++
				continue
			}
			from := c
			for c < len(row) && row[c] {
				c++
			}
			p.Ops = append(p.Ops, Op{Kind: Fill, X: x + float64(from)*unit, Y: y + float64(r)*unit, X2: x + float64(c)*unit, Y2: y + float64(r+1)*unit})
		}
	}
}

// Text is the text of all pages in reading order, for tests and for search.
func (p Pages) Text() string {
	var b strings.Builder
	for _, pg := range p {
		for _, op := range pg.Ops {
			if op.Kind == Glyphs {
				b.WriteString(string(op.Text))
			}
		}
	}
	return strings.ReplaceAll(b.String(), "⸺", "——")
}
