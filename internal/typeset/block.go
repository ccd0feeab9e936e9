package typeset

import "math"

// blocks sets the blocks of a document in one language.
func (l *layout) blocks(bs []Block) {
	for i, b := range bs {
		if b.Kind == Heading && i+1 < len(bs) {
			l.room(l.tall(b, l.width) + l.first(bs[i+1], l.width)) // a heading stays with what it heads
		}
		if i+1 < len(bs) && bs[i+1].Kind == Signatures && b.Kind == Center {
			l.room(3*bodySize*leading + l.signHeight(bs[i+1]))
		}
		l.block(b)
	}
}

// tall is the height of a paragraph-like block.
func (l *layout) tall(b Block, width float64) float64 {
	before, t, after := l.prepare(b, l.lang(b), width)
	return before + float64(len(t.lines))*t.height + after
}

// first is the height of what of a block must stay together at its beginning: three lines of a
// paragraph, for a break leaves two at least on either side; a table's header with a row.
func (l *layout) first(b Block, width float64) float64 {
	switch b.Kind {
	case PageBreak:
		return 0
	case Table, KeyValues, Checks, Center, Signatures:
		return 4 * bodySize * leading
	}
	before, t, _ := l.prepare(b, l.lang(b), width)
	return before + float64(min(3, len(t.lines)))*t.height
}

func (l *layout) block(b Block) {
	lang := l.lang(b)
	switch b.Kind {
	case PageBreak:
		l.newPage()
	case KeyValues:
		l.keyValues(b, lang)
		l.y += 8
	case Table:
		l.table(b, lang)
		l.y += 10
	case Signatures:
		l.signatures(b, lang)
	case Checks:
		l.checks(b, lang)
	case Center:
		t := l.set(b.Runs, style{bodySize, false, lang}, l.width, 0, false)
		l.y += 6
		for _, ln := range t.lines {
			l.room(t.height)
			l.y += t.height
			l.put(ln, l.left+(l.width-ln.width)/2, l.y-t.height*0.32, t.size, 0)
		}
		l.y += 6
	default:
		before, t, after := l.prepare(b, lang, l.width)
		l.y += before
		l.flow(t, l.left)
		l.y += after
	}
}

// prepare sets a paragraph-like block for a column: the space before, its lines, the space after.
func (l *layout) prepare(b Block, lang Lang, width float64) (before float64, t text, after float64) {
	st := style{bodySize, false, lang}
	em := st.size
	runs := b.Runs
	join := func(gap string) {
		if b.Label != "" {
			runs = append([]Run{{Text: b.Label + gap}}, runs...)
		}
	}
	justify := true
	switch b.Kind {
	case Heading:
		st = style{headSize, true, lang}
		if lang == EN {
			join("  ")
		} else {
			join("　")
		}
		return headSize * 0.9, l.set(runs, st, width, 0, false), headSize * 0.15
	case PlainNote:
		st.size = smallSize + 0.5
		return 2, l.set(runs, st, width, 0, true), 4
	case Clause, Item:
		if lang == EN {
			hang := 2.2 * em
			if b.Kind == Item {
				hang = 2.0 * em
			}
			offset := 0.0
			if b.Kind == Item {
				offset = 1.2*em + float64(max(b.Level-1, 0))*1.6*em
			}
			t = l.set(runs, st, width-offset-hang, 0, justify)
			t.offset, t.hang = offset+hang, true
			t.label = setLine(shape([]Run{{Text: b.Label}}, st, l.missing), math.Inf(1), 0, st.size, false)
			return 0, t, 2
		}
		if b.Kind == Clause {
			join("　")
		} else {
			join("")
		}
		indent := 2 * em
		if b.Level > 1 {
			indent = 3 * em
		}
		return 0, l.set(runs, st, width, indent, justify), 0
	}
	indent := 2 * em
	if lang == EN {
		indent = 0
	}
	after = 0
	if lang == EN {
		after = 4
	}
	return 0, l.set(runs, st, width, indent, justify), after
}

// flow places lines at x, going over pages without leaving one line alone.
func (l *layout) flow(t text, x float64) {
	n := len(t.lines)
	for i, ln := range t.lines {
		left := n - i
		switch {
		case i == 0 && n > 1 && n <= 3:
			l.room(float64(n) * t.height)
		case i == 0 && n > 3, left == 2:
			l.room(2 * t.height)
		default:
			l.room(t.height)
		}
		l.y += t.height
		base := l.y - t.height*0.32
		if i == 0 && t.hang {
			l.put(t.label, x+t.offset-t.label.width-0.5*t.size, base, t.size, 0)
		}
		l.put(ln, x+t.offset, base, t.size, 0)
	}
}

func (l *layout) checks(b Block, lang Lang) {
	st := style{bodySize, false, lang}
	for _, item := range b.Items {
		t := l.set(item, st, l.width-2.2*bodySize, 0, false)
		t.offset = 2.2 * bodySize
		l.room(t.height)
		top := l.y + t.height*0.68 - bodySize*0.78
		box := bodySize * 0.8
		x := l.left + 0.7*bodySize
		for _, e := range [][4]float64{{x, top, x + box, top}, {x, top + box, x + box, top + box}, {x, top, x, top + box}, {x + box, top, x + box, top + box}} {
			l.page().Ops = append(l.page().Ops, Op{Kind: Rule, X: e[0], Y: e[1], X2: e[2], Y2: e[3], Width: 0.7})
		}
		l.flow(t, l.left)
	}
	l.y += 4
}

func (l *layout) keyValues(b Block, lang Lang) {
	key := 0.0
	bold := style{bodySize, true, lang}
	if lang == EN {
		bold.lang = EN
	}
	two := false
	measure := func(runs []Run, st style) {
		if w := measureAll(shape(runs, st, l.missing)); w > key {
			key = w
		}
	}
	for _, p := range b.Pairs {
		measure(p.Key, bold)
		if len(p.Key2) > 0 {
			two = true
			measure(p.Key2, style{bodySize, true, EN})
		}
	}
	key = min(key+2.2*bodySize, l.width*0.42)
	column := func(runs []Run, st style, w float64) text { return l.set(runs, st, w, 0, false) }
	for _, p := range b.Pairs {
		ks := []text{column(p.Key, bold, key-bodySize)}
		vs := []text{column(p.Value, style{bodySize, false, lang}, l.width-key)}
		if two {
			ks = append(ks, column(p.Key2, style{bodySize, true, EN}, key-bodySize))
			vs = append(vs, column(p.Value2, style{bodySize, false, EN}, l.width-key))
		}
		for i := range ks {
			rows := max(len(ks[i].lines), len(vs[i].lines))
			h := max(ks[i].height, vs[i].height)
			for r := range rows {
				l.room(h)
				l.y += h
				if r < len(ks[i].lines) {
					l.put(ks[i].lines[r], l.left, l.y-h*0.32, bodySize, 0)
				}
				if r < len(vs[i].lines) {
					l.put(vs[i].lines[r], l.left+key, l.y-h*0.32, bodySize, 0)
				}
			}
		}
	}
}

// Signature boxes: a party, its lines to fill, room to sign.
const signPad = 10.0

func (l *layout) signHeight(b Block) float64 {
	h := 0.0
	for row := 0; row < len(b.Signs); row += signsInRow(b) {
		most := 0.0
		for _, s := range b.Signs[row:min(row+signsInRow(b), len(b.Signs))] {
			t := l.set([]Run{{Text: s.Party}}, style{bodySize, true, l.lang(b)}, l.signWidth(b), 0, false)
			h := float64(len(t.lines))*t.height + signPad
			for _, text := range s.Lines {
				h += l.toSign(text, l.lang(b), l.signWidth(b)).tall()
			}
			most = max(most, h)
		}
		h += most + 14
	}
	return h
}

func signsInRow(b Block) int {
	if len(b.Signs)%3 == 0 && len(b.Signs) > 0 {
		return 3
	}
	return 2
}

func (l *layout) signWidth(b Block) float64 {
	n := float64(signsInRow(b))
	return (l.width - (n-1)*gutter) / n
}

// toSign is a line of a signature box: its words, then a rule to write on.
type toSign struct {
	text
	width float64
}

// leastRule is the shortest rule that a name can be written on; a shorter one goes below the words.
const leastRule = 64

func (l *layout) toSign(words string, lang Lang, w float64) toSign {
	return toSign{l.set([]Run{{Text: words}}, style{bodySize, false, lang}, w, 0, false), w}
}

func (s toSign) last() float64 { return s.lines[len(s.lines)-1].width }

func (s toSign) below() bool { return s.width-6-s.last()-4 < leastRule }

// tall is the height the line takes with its rule.
func (s toSign) tall() float64 {
	h := bodySize*2.6 + float64(len(s.lines)-1)*s.height
	if s.below() {
		h += bodySize * 2
	}
	return h
}

func (l *layout) signatures(b Block, lang Lang) {
	h := l.signHeight(b)
	l.y += 14
	l.room(min(h, l.bottom()-marginTop-20))
	n, w := signsInRow(b), l.signWidth(b)
	for row := 0; row < len(b.Signs); row += n {
		top, most := l.y, l.y
		for i, s := range b.Signs[row:min(row+n, len(b.Signs))] {
			x, y := l.left+float64(i)*(w+gutter), top
			t := l.set([]Run{{Text: s.Party}}, style{bodySize, true, lang}, w, 0, false)
			for _, ln := range t.lines {
				y += t.height
				l.put(ln, x, y-t.height*0.32, bodySize, 0)
			}
			for k, text := range s.Lines {
				st := l.toSign(text, lang, w)
				y += bodySize * 2.6
				for j, ln := range st.lines {
					if j > 0 {
						y += st.height
					}
					l.put(ln, x, y-6, bodySize, 0)
				}
				from, end := x+st.last()+4, x+w-6
				if st.below() {
					y += bodySize * 2
					from = x
				}
				l.page().Ops = append(l.page().Ops, Op{Kind: Rule, X: from, Y: y - 3, X2: end, Y2: y - 3, Width: 0.5, Gray: 0.4})
				if k == 0 && len(s.Image) > 0 {
					l.page().Ops = append(l.page().Ops, Op{Kind: Picture, X: from, Y: y - 30, X2: min(from+80, end), Y2: y - 4, PNG: s.Image})
				}
			}
			most = max(most, y+signPad)
		}
		l.y = most + 14
	}
}
