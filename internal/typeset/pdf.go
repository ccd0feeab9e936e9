package typeset

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jung-kurt/gofpdf"

	"qingjiao/internal/errs"
)

// PDF lays a document out and writes it as PDF 1.7 with its fonts embedded and cut to the characters
// used. The same document gives the same bytes. Errors are those of Layout.
func PDF(doc *Document) ([]byte, error) {
	pages, err := Layout(doc)
	if err != nil {
		return nil, err
	}
	w := newWriter(doc, pages)
	for _, p := range pages {
		w.page(p)
	}
	var out bytes.Buffer
	if err := w.pdf.Output(&out); err != nil {
		return nil, errs.Wrap(err, errs.Internal, "typeset.internal")
	}
	return finish(out.Bytes(), doc, w.tags)
}

// firstStandIn is where characters beyond the basic plane get codes: PDF text through gofpdf has two
// bytes a character, so each borrows a private-use code and says in ActualText what it is.
const firstStandIn = 0xE000

// writer draws a display list with gofpdf, which places glyphs and holds fonts and nothing else.
type writer struct {
	pdf    *gofpdf.Fpdf
	codes  [faces]map[rune]uint16
	tags   map[string]string // gofpdf's name of a font → its name with subset tag
	face   Face
	size   float64
	pics   int
	font   [faces]string
	widths [faces]map[rune]float64
}

func newWriter(doc *Document, pages Pages) *writer {
	w := &writer{tags: map[string]string{}, face: -1}
	w.pdf = gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{Wd: pageW, Ht: pageH}})
	p := w.pdf
	p.SetAutoPageBreak(false, 0)
	p.SetMargins(0, 0, 0)
	p.SetCatalogSort(true)
	at := time.Unix(doc.Created, 0).UTC()
	p.SetCreationDate(at)
	p.SetModificationDate(at)
	p.SetTitle(doc.Title, true)
	p.SetAuthor(doc.Author, true)
	p.SetSubject(doc.Subject, true)
	p.SetCreator("Qingjiao", true)
	p.SetProducer("Qingjiao", true)

	standIns := map[rune]uint16{}
	for _, pg := range pages {
		for _, op := range pg.Ops {
			if op.Kind != Glyphs && op.Kind != Watermark {
				continue
			}
			if w.codes[op.Face] == nil {
				w.codes[op.Face] = map[rune]uint16{}
				w.widths[op.Face] = map[rune]float64{}
			}
			for _, r := range op.Text {
				code := uint16(r)
				if r > 0xFFFF {
					if standIns[r] == 0 {
						standIns[r] = uint16(firstStandIn + len(standIns))
					}
					code = standIns[r]
				}
				w.codes[op.Face][r] = code
				w.widths[op.Face][r] = faceOf[op.Face]().advance(r)
			}
		}
	}
	for f := range faces {
		w.addFont(f)
	}
	return w
}

// addFont gives gofpdf a font cut to what is used, and registers the characters by a template that
// is never drawn: gofpdf embeds only what has passed through Text.
func (w *writer) addFont(f Face) {
	if len(w.codes[f]) == 0 {
		return
	}
	byCode := map[uint16]rune{}
	for r, c := range w.codes[f] {
		byCode[c] = r
	}
	family := fmt.Sprintf("face%d", f)
	w.font[f] = family
	w.pdf.AddUTF8FontFromBytes(family, "", faceOf[f]().cut(byCode))
	var all strings.Builder
	for _, c := range slices.Sorted(maps.Keys(byCode)) {
		all.WriteRune(rune(c))
	}
	w.pdf.CreateTemplate(func(t *gofpdf.Tpl) {
		t.SetFont(family, "", 10)
		t.Text(0, 0, all.String())
	})
	w.tags["utf8"+family] = subsetTag(all.String(), f) + "+" + faceNames[f]
}

// subsetTag is six capital letters that depend on the characters used (ISO 32000-1, 9.6.4).
func subsetTag(s string, f Face) string {
	h := uint64(14695981039346656037) + uint64(f)
	for _, b := range []byte(s) {
		h = (h ^ uint64(b)) * 1099511628211
	}
	var tag [6]byte
	for i := range tag {
		tag[i] = 'A' + byte(h%26)
		h /= 26
	}
	return string(tag[:])
}

func (w *writer) page(p Page) {
	w.pdf.AddPage()
	w.face = -1
	for _, op := range p.Ops {
		switch op.Kind {
		case Glyphs:
			w.use(op.Face, op.Size)
			w.pdf.RawWriteStr(fmt.Sprintf("q %.3f g BT %.3f %.3f Td %s ET Q\n", op.Gray, op.X, pageH-op.Y, w.show(op)))
		case Watermark:
			w.use(op.Face, op.Size)
			const c, s = 0.7071, 0.7071
			x, y := op.X-c*op.X2/2+s*op.Size*0.35, pageH-op.Y-s*op.X2/2-c*op.Size*0.35
			w.pdf.RawWriteStr(fmt.Sprintf("/Artifact BMC q %.3f g BT %.4f %.4f %.4f %.4f %.3f %.3f Tm %s ET Q EMC\n", op.Gray, c, s, -s, c, x, y, w.show(op)))
		case Rule:
			w.pdf.RawWriteStr(fmt.Sprintf("q %.3f G %.2f w %.3f %.3f m %.3f %.3f l S Q\n", op.Gray, op.Width, op.X, pageH-op.Y, op.X2, pageH-op.Y2))
		case Fill:
			w.pdf.RawWriteStr(fmt.Sprintf("q %.3f g %.3f %.3f %.3f %.3f re f Q\n", op.Gray, op.X, pageH-op.Y2, op.X2-op.X, op.Y2-op.Y))
		case Picture:
			w.pics++
			name := fmt.Sprintf("picture%d", w.pics)
			o := gofpdf.ImageOptions{ImageType: "PNG"}
			w.pdf.RegisterImageOptionsReader(name, o, bytes.NewReader(op.PNG))
			w.pdf.ImageOptions(name, op.X, op.Y, op.X2-op.X, op.Y2-op.Y, false, o, 0, "")
		}
	}
}

func (w *writer) use(f Face, size float64) {
	if w.face != f || w.size != size {
		// gofpdf skips a font that it thinks is set; another size first makes it write again.
		w.pdf.SetFont(w.font[f], "", size+1)
		w.pdf.SetFont(w.font[f], "", size)
		w.face, w.size = f, size
	}
}

// show writes the characters of an operation with the adjustments that bring each to its place.
// Characters with a stand-in are marked with what they are.
func (w *writer) show(op Op) string {
	var b strings.Builder
	open := false
	start := func() {
		if !open {
			b.WriteString("[<")
			open = true
		}
	}
	end := func() {
		if open {
			b.WriteString(">]TJ ")
			open = false
		}
	}
	for i, r := range op.Text {
		code := w.codes[op.Face][r]
		actual := actualText(r)
		if actual != "" {
			end()
			fmt.Fprintf(&b, "/Span <</ActualText <FEFF%s>>> BDC ", actual)
		}
		start()
		fmt.Fprintf(&b, "%04X", code)
		if i+1 < len(op.Text) {
			want := op.DX[i+1] - op.DX[i]
			if adj := (w.widths[op.Face][r] - want/op.Size) * 1000; adj > 0.5 || adj < -0.5 {
				fmt.Fprintf(&b, "> %.0f <", adj)
			}
		}
		if actual != "" {
			end()
			b.WriteString("EMC ")
		}
	}
	end()
	return b.String()
}

// actualText is the UTF-16BE text, in hexadecimal, of a character whose code says something else.
func actualText(r rune) string {
	switch {
	case r == '⸺':
		return "20142014"
	case r > 0xFFFF:
		r -= 0x10000
		return strings.ToUpper(hex.EncodeToString([]byte{0xD8 | byte(r>>18), byte(r >> 10), 0xDC | byte(r>>8)&3, byte(r)}))
	}
	return ""
}
