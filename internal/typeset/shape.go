package typeset

import "strings"

// style is how a run is set.
type style struct {
	size float64
	bold bool
	lang Lang
}

// faceFor chooses the face of a character: Latin, digits and Western signs from Tinos, everything
// else from the Chinese face; quotes are Western in English text. ok is false when no face has it.
func faceFor(r rune, s style) (Face, bool) {
	cjk, western := Serif, Roman
	if s.bold {
		cjk, western = Sans, RomanBold
	}
	first, second := cjk, western
	if r < 0x250 || s.lang == EN && r < 0x3000 {
		first, second = western, cjk
	}
	if s.lang == ZH && strings.ContainsRune("·—…“”‘’×°±§¶", r) {
		first, second = cjk, western
	}
	for _, f := range []Face{first, second, Serif, Sans} {
		if faceOf[f]().has(r) {
			return f, true
		}
	}
	return first, false
}

// clean takes out what has no form on paper: control characters, and the private-use stand-ins.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r < 0x20 || r >= 0x7F && r < 0xA0 || r == 0xFEFF || r == 0x200B || r == 0xFFFD || r >= 0x200E && r <= 0x200F || r >= 0x202A && r <= 0x202E:
			return -1
		}
		return r
	}, s)
}

// shape turns runs into glyphs: faces, widths, squeezed punctuation, a little air between Han and
// Latin, and the places where lines may end. Characters that no face has are added to missing.
func shape(runs []Run, s style, missing map[rune]bool) []glyph {
	var gs []glyph
	var rs []rune
	for _, run := range runs {
		st := s
		st.bold = s.bold || run.Bold
		text := clean(run.Text)
		if s.lang == ZH {
			text = strings.ReplaceAll(text, "——", "⸺")
		}
		for _, r := range text {
			f, ok := faceFor(r, st)
			if !ok {
				missing[r] = true
			}
			gs = append(gs, glyph{r: r, face: f, adv: faceOf[f]().advance(r) * s.size, kind: kindOf(r, s.lang), blank: run.Blank})
			rs = append(rs, r)
		}
	}
	for i, ok := range breakAfter(rs, s.lang) {
		gs[i].brk = ok
	}
	if s.lang == ZH {
		squeeze(gs, s.size)
	}
	return gs
}

// squeeze takes the empty half of a full-width mark away where another stands beside it (CLREQ
// 3.1.6), and puts a sixth of an em between Han and Latin.
func squeeze(gs []glyph, size float64) {
	for i := 0; i+1 < len(gs); i++ {
		a, b := &gs[i], &gs[i+1]
		switch {
		case a.kind == closer && (b.kind == closer || b.kind == opener):
			a.adv -= size / 2
		case a.kind == opener && b.kind == opener:
			b.adv -= size / 2
			b.shift += size / 2
		case a.kind == han && b.kind == latin || a.kind == latin && b.kind == han:
			a.adv += size / 6
		}
	}
}

// line is glyphs set on one line, with the place of each from the line's left edge.
type line struct {
	glyphs []glyph
	x      []float64
	width  float64
}

func measureAll(gs []glyph) (w float64) {
	for _, g := range gs {
		w += g.adv
	}
	return w
}

// breakLines sets glyphs in lines of width, the first indented, and justifies all but the last.
func breakLines(gs []glyph, width, indent, size float64, justify bool) []line {
	var out []line
	for start := 0; start < len(gs); {
		in := 0.0
		if len(out) == 0 {
			in = indent
		}
		for start < len(gs) && gs[start].kind == space && len(out) > 0 {
			start++
		}
		if start == len(gs) {
			break
		}
		end := fit(gs, start, width-in, size)
		out = append(out, setLine(gs[start:end], width-in, in, size, justify && end < len(gs)))
		start = end
	}
	if len(out) == 0 {
		out = append(out, line{})
	}
	return out
}

// fit finds the end of a line. A closing mark at the end may lose its empty half; an opener at the
// start loses its own.
func fit(gs []glyph, start int, width, size float64) int {
	if gs[start].kind == opener && gs[start].shift == 0 {
		width += size / 2
	}
	x, last := 0.0, -1
	for i := start; i < len(gs); i++ {
		g := gs[i]
		x += g.adv
		need := x
		switch {
		case g.kind == closer && g.adv > size*0.9:
			need -= size / 2
		case g.kind == space:
			need -= g.adv
		}
		if need > width+0.01 {
			if last > start {
				return last
			}
			return max(i, start+1)
		}
		if g.brk || i+1 == len(gs) {
			last = i + 1
		}
	}
	return len(gs)
}

// maxGap bounds how far a line is let out: gaps beyond a tenth of an em read as spaces.
const maxGap = 0.1

func setLine(gs []glyph, width, indent, size float64, justify bool) line {
	for len(gs) > 0 && gs[len(gs)-1].kind == space {
		gs = gs[:len(gs)-1]
	}
	l := line{glyphs: append([]glyph(nil), gs...), x: make([]float64, len(gs))}
	gs = l.glyphs
	if len(gs) == 0 {
		return l
	}
	if gs[0].kind == opener && gs[0].shift == 0 {
		gs[0].adv -= size / 2
		gs[0].shift = size / 2
	}
	end := &gs[len(gs)-1]
	total := measureAll(gs)
	if end.kind == closer && end.adv > size*0.9 && total > width {
		end.adv -= size / 2
		total -= size / 2
	}
	gap, word := 0.0, 0.0
	if justify {
		gap, word = justification(gs, width-total, size)
	}
	x := indent
	for i := range gs {
		l.x[i] = x
		x += gs[i].adv
		if i+1 < len(gs) {
			switch {
			case gs[i].kind == space:
				x += word
			case stretches(gs[i], gs[i+1]):
				x += gap
			}
		}
	}
	l.width = x
	return l
}

// stretches tells whether air may go between two neighbours: around Han and marks, never inside a
// Latin word or number.
func stretches(a, b glyph) bool {
	cjk := func(g glyph) bool { return g.kind == han || g.kind == opener || g.kind == closer }
	return cjk(a) && cjk(b) || cjk(a) && b.kind == latin || a.kind == latin && cjk(b)
}

// justification shares the rest of a line between its gaps; spaces take three times as much. A rest
// too large to hide leaves the line ragged.
func justification(gs []glyph, rest, size float64) (gap, word float64) {
	n, spaces := 0, 0
	for i := 0; i+1 < len(gs); i++ {
		if gs[i].kind == space {
			spaces++
		} else if stretches(gs[i], gs[i+1]) {
			n++
		}
	}
	if n+spaces == 0 {
		return 0, 0
	}
	gap = rest / float64(n+3*spaces)
	if n > 0 && gap > maxGap*size {
		if spaces == 0 {
			return 0, 0
		}
		gap = maxGap * size
		word = (rest - gap*float64(n)) / float64(spaces)
		if word > size {
			return 0, 0
		}
		return gap, word
	}
	if 3*gap > size {
		return 0, 0
	}
	return gap, 3 * gap
}
