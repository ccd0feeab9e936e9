package typeset

// pairs sets two languages side by side, block beside block, Chinese left.
func (l *layout) pairs(first, second []Block) {
	width := (l.width - gutter) / 2
	for i := range first {
		a, b := first[i], second[i]
		if a.Lang == "" {
			a.Lang = ZH
		}
		if b.Lang == "" {
			b.Lang = EN
		}
		switch a.Kind {
		case PageBreak:
			l.newPage()
		case KeyValues:
			l.block(joinPairs(a, b))
		case Table:
			l.block(joinTables(a, b))
		case Signatures:
			l.block(joinSigns(a, b))
		case Checks:
			l.block(a)
			l.block(b)
		case Center:
			l.block(a)
			l.block(b)
		default:
			if a.Kind == Heading && i+1 < len(first) {
				next := max(l.first(first[i+1], width), l.first(second[i+1], width))
				l.room(max(l.tall(a, width), l.tall(b, width)) + 3 + next)
			}
			l.columns(a, b, width)
		}
	}
}

// columns flows two blocks down their columns together; both begin level, and the next pair begins
// under the longer.
func (l *layout) columns(a, b Block, width float64) {
	before, left, after := l.prepare(a, a.Lang, width)
	before2, right, after2 := l.prepare(b, b.Lang, width)
	l.y += max(before, before2)
	right.height = left.height // lines stand level
	if right.lines == nil || left.lines == nil {
		return
	}
	n := max(len(left.lines), len(right.lines))
	for i := range n {
		rest := n - i
		if i == 0 && n > 1 || rest == 2 {
			l.room(float64(min(rest, 3)) * left.height)
		} else {
			l.room(left.height)
		}
		l.y += left.height
		base := l.y - left.height*0.32
		for _, c := range []struct {
			t text
			x float64
		}{{left, l.left}, {right, l.left + width + gutter}} {
			if i >= len(c.t.lines) {
				continue
			}
			if i == 0 && c.t.hang {
				l.put(c.t.label, c.x+c.t.offset-c.t.label.width-0.5*c.t.size, base, c.t.size, 0)
			}
			l.put(c.t.lines[i], c.x+c.t.offset, base, c.t.size, 0)
		}
	}
	l.y += max(after, after2) + 3
}

// joinPairs puts the second language's keys and values under the first's.
func joinPairs(a, b Block) Block {
	out := a
	out.Pairs = append([]Pair(nil), a.Pairs...)
	for i := range out.Pairs {
		if i < len(b.Pairs) {
			out.Pairs[i].Key2, out.Pairs[i].Value2 = b.Pairs[i].Key, b.Pairs[i].Value
		}
	}
	return out
}

// joinTables makes one table whose headers, and those cells that differ, are in both languages.
func joinTables(a, b Block) Block {
	if a.Table == nil || b.Table == nil {
		return a
	}
	g := *a.Table
	join := func(x, y [][]Run) [][]Run {
		out := make([][]Run, len(x))
		for i := range x {
			out[i] = x[i]
			if i < len(y) && plain(x[i]) != plain(y[i]) {
				out[i] = append(append(append([]Run(nil), x[i]...), Run{Text: " "}), y[i]...)
			}
		}
		return out
	}
	g.Header = join(a.Table.Header, b.Table.Header)
	g.Rows = make([][][]Run, len(a.Table.Rows))
	for i, r := range a.Table.Rows {
		g.Rows[i] = r
		if i < len(b.Table.Rows) {
			g.Rows[i] = join(r, b.Table.Rows[i])
		}
	}
	out := a
	out.Table = &g
	return out
}

func joinSigns(a, b Block) Block {
	out := a
	out.Signs = append([]Sign(nil), a.Signs...)
	for i := range out.Signs {
		if i >= len(b.Signs) {
			continue
		}
		s := &out.Signs[i]
		s.Party += " " + b.Signs[i].Party
		s.Lines = append([]string(nil), s.Lines...)
		for k := range s.Lines {
			if k < len(b.Signs[i].Lines) {
				s.Lines[k] += " " + b.Signs[i].Lines[k]
			}
		}
	}
	return out
}

func plain(runs []Run) (s string) {
	for _, r := range runs {
		s += r.Text
	}
	return s
}
