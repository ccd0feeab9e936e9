package tabular

import (
	"io"
	"unicode/utf8"
)

// read parses one row of RFC 4180 as people write it: quotes matter only where they open a cell, a
// doubled quote inside is a quote, text after the closing quote stays, lines end with LF, CR LF or CR.
func (t *Reader) read() ([]string, error) {
	if t.err != nil {
		return nil, t.err
	}
	t.cells, t.ends, t.tail = t.cells[:0], t.ends[:0], -1
	start, begun := 0, false
	quoted, closing := false, false // inside quotes; a quote inside quotes was just seen
	fresh := true                   // at the beginning of a cell
	for {
		c, err := t.byte()
		if err != nil {
			if err != io.EOF {
				t.err = err
				return nil, err
			}
			if quoted && !closing {
				return nil, t.fail("tabular.quote")
			}
			if !begun {
				t.err = io.EOF
				return nil, io.EOF
			}
			t.end(start)
			return t.strings()
		}
		begun = true
		if quoted && closing {
			closing = false
			if c == '"' {
				t.cells = append(t.cells, '"')
				continue
			}
			quoted = false
		}
		switch {
		case quoted:
			if c == '"' {
				closing = true
				continue
			}
			if c == '\n' {
				t.line++
			}
			t.cells = append(t.cells, c)
			t.span('"', '"')
		case c == '"' && fresh:
			quoted, fresh = true, false
			continue
		case c == t.comma:
			if t.width > 0 && len(t.ends)+1 >= t.width {
				if t.tail < 0 {
					t.tail = len(t.cells)
				}
				t.cells = append(t.cells, c)
				fresh = true
				continue
			}
			if len(t.ends)+2 > t.opts.MaxColumns {
				return nil, t.fail("tabular.columns", "max", t.opts.MaxColumns)
			}
			t.end(start)
			start, fresh = len(t.cells), true
			continue
		case c == '\n', c == '\r':
			if c == '\r' {
				t.skip('\n')
			}
			t.line++
			t.end(start)
			return t.strings()
		default:
			t.cells = append(t.cells, c)
			t.span(t.comma, '\r')
		}
		fresh = false
		if len(t.cells)-start > t.opts.MaxField {
			return nil, t.fail("tabular.field", "max", t.opts.MaxField)
		}
		if len(t.cells) > t.opts.MaxRow {
			return nil, t.fail("tabular.row", "max", t.opts.MaxRow)
		}
	}
}

// end closes the cell that began at start. Empty cells beyond the header are not kept.
func (t *Reader) end(start int) {
	if t.tail >= start {
		extra := t.cells[t.tail:]
		empty := true
		for _, c := range extra {
			if c != t.comma && c != ' ' {
				empty = false
				break
			}
		}
		if empty {
			t.cells = t.cells[:t.tail]
			t.tail = -1
		}
	}
	t.ends = append(t.ends, len(t.cells))
}

// strings are the cells of the row: one allocation for the text, one for the slice.
func (t *Reader) strings() ([]string, error) {
	text := string(t.cells)
	row := make([]string, len(t.ends), max(len(t.ends), t.width))
	from := 0
	for i, to := range t.ends {
		row[i] = text[from:to]
		from = to
	}
	return row, nil
}

// byte is the next byte of the text.
func (t *Reader) byte() (byte, error) {
	if len(t.chunk) == 0 {
		b, err := t.text.next()
		if err != nil {
			return 0, err
		}
		t.chunk = b
	}
	c := t.chunk[0]
	t.chunk = t.chunk[1:]
	return c, nil
}

// span takes over bytes up to the next a, b or line feed, but no more than a cell may hold: the
// ordinary inside of a cell, without looking at each byte twice.
func (t *Reader) span(a, b byte) {
	room := min(len(t.chunk), t.opts.MaxField)
	i := 0
	for i < room && t.chunk[i] != a && t.chunk[i] != b && t.chunk[i] != '\n' {
		i++
	}
	t.cells = append(t.cells, t.chunk[:i]...)
	t.chunk = t.chunk[i:]
}

// skip passes over one byte if it is c.
func (t *Reader) skip(c byte) {
	if len(t.chunk) == 0 {
		b, err := t.text.next()
		if err != nil {
			return // comes again with the next row
		}
		t.chunk = b
	}
	if t.chunk[0] == c && c < utf8.RuneSelf {
		t.chunk = t.chunk[1:]
	}
}
