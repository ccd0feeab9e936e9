package typeset

import (
	"encoding/binary"
	"errors"
	"slices"
	"sync"

	"qingjiao/assets/fonts"
)

// Face is a typeface of the product.
type Face int

// The faces: Han text, Han headings, Latin text, Latin headings.
const (
	Serif Face = iota // Noto Serif SC Regular
	Sans              // Noto Sans SC Bold
	Roman             // Tinos Regular
	RomanBold
	faces
)

var faceNames = [faces]string{"NotoSerifSC-Regular", "NotoSansSC-Bold", "Tinos-Regular", "Tinos-Bold"}

// FaceData is the whole font file of a face, for drawing pages on the screen.
func FaceData(f Face) []byte {
	switch f {
	case Sans:
		return fonts.SansBold()
	case Roman:
		return fonts.TinosRegular()
	case RomanBold:
		return fonts.TinosBold()
	}
	return fonts.SerifRegular()
}

// faceOf parses each face once; a parsed font is read only.
var faceOf = [faces]func() *font{
	sync.OnceValue(func() *font { return mustParse(Serif) }),
	sync.OnceValue(func() *font { return mustParse(Sans) }),
	sync.OnceValue(func() *font { return mustParse(Roman) }),
	sync.OnceValue(func() *font { return mustParse(RomanBold) }),
}

func mustParse(f Face) *font {
	p, err := parseFont(FaceData(f))
	if err != nil {
		panic("typeset: " + faceNames[f] + ": " + err.Error()) // shipped with the program and tested
	}
	return p
}

// font is a TrueType font, parsed as far as measuring and cutting need (ISO/IEC 14496-22).
type font struct {
	data     []byte
	tables   map[string][]byte
	units    int
	glyphs   int
	metrics  int // glyphs with an advance of their own
	longLoca bool
	cmap     map[rune]uint16
}

var errFont = errors.New("not a TrueType font that can be cut")

func u16(b []byte, at int) int { return int(binary.BigEndian.Uint16(b[at:])) }
func u32(b []byte, at int) int { return int(binary.BigEndian.Uint32(b[at:])) }

func parseFont(data []byte) (f *font, err error) {
	defer func() { // an offset that leads outside
		if recover() != nil {
			f, err = nil, errFont
		}
	}()
	f = &font{data: data, tables: map[string][]byte{}, cmap: map[rune]uint16{}}
	if u32(data, 0) != 0x00010000 {
		return nil, errFont
	}
	for i := range u16(data, 4) {
		e := 12 + 16*i
		at, n := u32(data, e+8), u32(data, e+12)
		f.tables[string(data[e:e+4])] = data[at : at+n : at+n]
	}
	for _, t := range []string{"head", "hhea", "maxp", "hmtx", "loca", "glyf", "cmap", "name", "OS/2", "post"} {
		if len(f.tables[t]) == 0 {
			return nil, errFont
		}
	}
	f.units = u16(f.tables["head"], 18)
	f.longLoca = u16(f.tables["head"], 50) == 1
	f.glyphs = u16(f.tables["maxp"], 4)
	f.metrics = u16(f.tables["hhea"], 34)
	if f.units == 0 || f.metrics == 0 {
		return nil, errFont
	}
	f.parseCmap()
	return f, nil
}

func (f *font) parseCmap() {
	t := f.tables["cmap"]
	for i := range u16(t, 2) {
		sub := t[u32(t, 4+8*i+4):]
		switch u16(sub, 0) {
		case 12:
			for g := range u32(sub, 12) {
				at := 16 + 12*g
				first, last, gid := u32(sub, at), u32(sub, at+4), u32(sub, at+8)
				for r := first; r <= last && r <= 0x10FFFF; r++ {
					f.cmap[rune(r)] = uint16(gid + r - first)
				}
			}
			return
		case 4:
			n := u16(sub, 6) / 2
			for s := range n {
				end, start := u16(sub, 14+2*s), u16(sub, 16+2*n+2*s)
				delta, offset := u16(sub, 16+4*n+2*s), u16(sub, 16+6*n+2*s)
				for r := start; r <= end && r != 0xFFFF; r++ {
					gid := r + delta
					if offset != 0 {
						if gid = u16(sub, 16+6*n+2*s+offset+2*(r-start)); gid != 0 {
							gid += delta
						}
					}
					if gid &= 0xFFFF; gid != 0 {
						f.cmap[rune(r)] = uint16(gid)
					}
				}
			}
		}
	}
}

// has tells whether the font draws r.
func (f *font) has(r rune) bool { return f.cmap[r] != 0 }

// advance is the width of r in ems.
func (f *font) advance(r rune) float64 {
	return float64(u16(f.tables["hmtx"], 4*min(int(f.cmap[r]), f.metrics-1))) / float64(f.units)
}

func (f *font) outline(gid int) []byte {
	loca, glyf := f.tables["loca"], f.tables["glyf"]
	if f.longLoca {
		return glyf[u32(loca, 4*gid):u32(loca, 4*gid+4)]
	}
	return glyf[2*u16(loca, 2*gid) : 2*u16(loca, 2*gid+2)]
}

// Flags of a composite glyph's components.
const (
	argsAreWords = 1 << 0
	hasScale     = 1 << 3
	more         = 1 << 5
	hasXYScale   = 1 << 6
	hasMatrix    = 1 << 7
)

// components calls each with the place of every component's glyph index in a composite outline.
func components(g []byte, each func(at int)) {
	if len(g) < 10 || int16(u16(g, 0)) >= 0 {
		return
	}
	for at := 10; at+4 <= len(g); {
		flags := u16(g, at)
		each(at + 2)
		at += 6
		if flags&argsAreWords != 0 {
			at += 2
		}
		switch {
		case flags&hasScale != 0:
			at += 2
		case flags&hasXYScale != 0:
			at += 4
		case flags&hasMatrix != 0:
			at += 8
		}
		if flags&more == 0 {
			return
		}
	}
}

// cut makes a font that holds only the glyphs of codes, each under its code (which may differ from
// the character it draws, for characters beyond the basic plane).
func (f *font) cut(codes map[uint16]rune) []byte {
	var order []int // new glyph → old
	index := map[int]int{}
	add := func(gid int) int {
		n, ok := index[gid]
		if !ok {
			n = len(order)
			index[gid] = n
			order = append(order, gid)
		}
		return n
	}
	add(0)
	keys := make([]uint16, 0, len(codes))
	for c := range codes {
		keys = append(keys, c)
	}
	slices.Sort(keys)
	for _, c := range keys {
		add(int(f.cmap[codes[c]]))
	}
	var glyf, loca, hmtx []byte
	for n := 0; n < len(order); n++ { // grows while components are found
		g := slices.Clone(f.outline(order[n]))
		components(g, func(at int) { binary.BigEndian.PutUint16(g[at:], uint16(add(u16(g, at)))) })
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = append(glyf, g...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		hmtx = append(hmtx, f.metric(order[n])...)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))

	head, hhea, maxp := slices.Clone(f.tables["head"]), slices.Clone(f.tables["hhea"]), slices.Clone(f.tables["maxp"])
	binary.BigEndian.PutUint16(head[50:], 1)
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(order)))
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(order)))
	post := make([]byte, 32)
	copy(post, f.tables["post"][:32])
	binary.BigEndian.PutUint32(post, 0x00030000)
	return assemble(map[string][]byte{
		"head": head, "hhea": hhea, "maxp": maxp, "hmtx": hmtx, "loca": loca, "glyf": glyf, "post": post,
		"cmap": cmap4(keys, func(c uint16) int { return index[int(f.cmap[codes[c]])] }),
		"name": f.tables["name"], "OS/2": f.tables["OS/2"],
	})
}

func (f *font) metric(gid int) []byte {
	t := f.tables["hmtx"]
	if gid < f.metrics {
		return t[4*gid : 4*gid+4]
	}
	advance := t[4*(f.metrics-1) : 4*(f.metrics-1)+2]
	bearing := t[4*f.metrics+2*(gid-f.metrics):]
	return []byte{advance[0], advance[1], bearing[0], bearing[1]}
}

// cmap4 maps each code to its glyph by a segment of its own.
func cmap4(codes []uint16, glyph func(uint16) int) []byte {
	n := len(codes) + 1
	w := binary.BigEndian.AppendUint16
	var ends, starts, deltas, offsets []byte
	for _, c := range codes {
		ends, starts = w(ends, c), w(starts, c)
		deltas, offsets = w(deltas, uint16(glyph(c)-int(c))), w(offsets, 0)
	}
	ends, starts, deltas, offsets = w(ends, 0xFFFF), w(starts, 0xFFFF), w(deltas, 1), w(offsets, 0)
	search := 1
	shift := 0
	for search*2 <= n {
		search *= 2
		shift++
	}
	sub := w(nil, 4)
	sub = w(sub, uint16(16+8*n))
	for _, v := range []int{0, 2 * n, 2 * search, shift, 2 * (n - search)} {
		sub = w(sub, uint16(v))
	}
	sub = append(sub, ends...)
	sub = w(sub, 0)
	sub = append(append(append(sub, starts...), deltas...), offsets...)
	out := []byte{0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12}
	return append(out, sub...)
}

// assemble writes a font file of tables, in the order of their names.
func assemble(tables map[string][]byte) []byte {
	names := make([]string, 0, len(tables))
	for n := range tables {
		names = append(names, n)
	}
	slices.Sort(names)
	n := len(names)
	search, shift := 1, 0
	for search*2 <= n {
		search *= 2
		shift++
	}
	out := []byte{0, 1, 0, 0}
	for _, v := range []int{n, 16 * search, shift, 16 * (n - search)} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	at := 12 + 16*n
	var body []byte
	for _, name := range names {
		t := tables[name]
		out = append(out, name...)
		out = binary.BigEndian.AppendUint32(out, checksum(t))
		out = binary.BigEndian.AppendUint32(out, uint32(at+len(body)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t)))
		body = append(body, t...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	return append(out, body...)
}

func checksum(t []byte) (sum uint32) {
	for i := 0; i < len(t); i += 4 {
		var w [4]byte
		copy(w[:], t[i:])
		sum += binary.BigEndian.Uint32(w[:])
	}
	return sum
}
