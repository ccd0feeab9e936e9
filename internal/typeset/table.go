package typeset

// Padding of table cells.
const (
	cellX = 5.0
	cellY = 4.0
)

const tableSize = 10.0

// cellText is a cell set in its lines.
type cellText struct {
	t     text
	align byte
}

// table sets a grid: header repeated on every page, rows kept whole unless they are taller than a
// page, numbers aligned right by the grid's own word.
func (l *layout) table(b Block, lang Lang) {
	g := b.Table
	if g == nil {
		return
	}
	cols := len(g.Header)
	for _, r := range g.Rows {
		cols = max(cols, len(r))
	}
	if cols == 0 || cols > 40 {
		return
	}
	widths := l.widths(g, cols)
	header := l.row(g, g.Header, widths, lang, true)
	head := rowHeight(header)
	l.y += 4
	if len(g.Rows) > 0 {
		l.room(head + rowHeight(l.row(g, g.Rows[0], widths, lang, false)))
	}
	if len(g.Header) > 0 {
		l.drawRow(header, widths, head, true)
	}
	for _, r := range g.Rows {
		cells := l.row(g, r, widths, lang, false)
		h := rowHeight(cells)
		if l.y+h > l.bottom() && l.y > marginTop+head+1 {
			l.newPage()
			if len(g.Header) > 0 {
				l.drawRow(header, widths, head, true)
			}
		}
		l.drawTall(cells, header, widths, head, len(g.Header) > 0)
	}
}

func (l *layout) widths(g *Grid, cols int) []float64 {
	w := make([]float64, cols)
	sum := 0.0
	for i := range w {
		w[i] = 1
		if i < len(g.Widths) && g.Widths[i] > 0 {
			w[i] = g.Widths[i]
		}
		sum += w[i]
	}
	for i := range w {
		w[i] = w[i] / sum * l.width
	}
	// No column narrower than two Han characters and its padding.
	least := 2*tableSize + 2*cellX + 2
	lack, spare := 0.0, 0.0
	for i := range w {
		if w[i] < least {
			lack += least - w[i]
			w[i] = least
		} else {
			spare += w[i] - least
		}
	}
	if lack > 0 && spare > lack {
		for i := range w {
			if w[i] > least {
				w[i] -= (w[i] - least) / spare * lack
			}
		}
	}
	return w
}

func (l *layout) row(g *Grid, row [][]Run, widths []float64, lang Lang, header bool) []cellText {
	cells := make([]cellText, len(widths))
	for i := range cells {
		var runs []Run
		if i < len(row) {
			runs = row[i]
		}
		c := cellText{align: 'l'}
		if i < len(g.Align) {
			c.align = g.Align[i]
		}
		if header {
			c.align = 'c'
		}
		gs := shape(runs, style{tableSize, header, lang}, l.missing)
		c.t = text{lines: breakLines(gs, widths[i]-2*cellX, 0, tableSize, false), size: tableSize, height: tableSize * 1.45}
		cells[i] = c
	}
	return cells
}

func rowHeight(cells []cellText) float64 {
	n := 1
	for _, c := range cells {
		n = max(n, len(c.t.lines))
	}
	return float64(n)*tableSize*1.45 + 2*cellY + 2
}

// drawTall draws a row, in parts over pages when it is taller than one.
func (l *layout) drawTall(cells, header []cellText, widths []float64, head float64, repeat bool) {
	for {
		free := int((l.bottom() - l.y - 2*cellY - 2) / (tableSize * 1.45))
		tallest := 0
		for _, c := range cells {
			tallest = max(tallest, len(c.t.lines))
		}
		if tallest <= free || free < 1 {
			l.drawRow(cells, widths, rowHeight(cells), false)
			return
		}
		first := make([]cellText, len(cells))
		rest := make([]cellText, len(cells))
		for i, c := range cells {
			n := min(free, len(c.t.lines))
			first[i], rest[i] = c, c
			first[i].t.lines, rest[i].t.lines = c.t.lines[:n], c.t.lines[n:]
		}
		l.drawRow(first, widths, rowHeight(first), false)
		l.newPage()
		if repeat {
			l.drawRow(header, widths, head, true)
		}
		cells = rest
	}
}

func (l *layout) drawRow(cells []cellText, widths []float64, h float64, header bool) {
	p := l.page()
	top, x := l.y, l.left
	if header {
		p.Ops = append(p.Ops, Op{Kind: Fill, X: l.left, Y: top, X2: l.left + l.width, Y2: top + h, Gray: 0.93})
	}
	edge := func(x1, y1, x2, y2 float64) {
		p.Ops = append(p.Ops, Op{Kind: Rule, X: x1, Y: y1, X2: x2, Y2: y2, Width: 0.5, Gray: 0.25})
	}
	for i, c := range cells {
		block := float64(len(c.t.lines)) * c.t.height
		y := top + (h-block)/2
		for _, ln := range c.t.lines {
			y += c.t.height
			at := x + cellX
			switch c.align {
			case 'c':
				at = x + (widths[i]-ln.width)/2
			case 'r':
				at = x + widths[i] - cellX - ln.width
			}
			l.put(ln, at, y-c.t.height*0.28, c.t.size, 0)
		}
		edge(x, top, x, top+h)
		x += widths[i]
	}
	edge(x, top, x, top+h)
	edge(l.left, top, l.left+l.width, top)
	edge(l.left, top+h, l.left+l.width, top+h)
	l.y = top + h
}
