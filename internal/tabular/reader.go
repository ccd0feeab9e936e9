package tabular

import (
	"io"
	"strings"
	"unicode/utf8"

	"qingjiao/internal/errs"
)

// Reader gives the rows of a file one after another in bounded memory.
type Reader struct {
	text     *decoding
	chunk    []byte // decoded, not parsed
	opts     Options
	comma    byte
	width    int
	header   []string
	row      int64 // data rows handed out
	line     int64 // line of the file, from 1
	findings Findings

	cells []byte // of the current row, one after another
	ends  []int  // where each cell ends in cells
	tail  int    // where the cells beyond the header begin in cells, -1 none
	err   error
}

// Open reads the whole of r once to decide its encoding, then stands before the first row below the
// header. Errors are Invalid: the file is no text (tabular.not_text), empty, in no encoding that can
// be told (tabular.encoding), or beyond the bounds of o.
func Open(r io.ReadSeeker, o Options) (*Reader, Detected, error) {
	o = o.withDefaults()
	d, err := detect(r, o.Encoding)
	if err != nil {
		return nil, Detected{}, err
	}
	t := &Reader{text: newDecoding(r, d.Encoding), opts: o, width: -1, line: 1, tail: -1}
	if t.chunk, err = t.text.next(); err != nil && err != io.EOF {
		return nil, Detected{}, err
	}
	t.comma = separator(t.chunk)
	if o.Comma != 0 {
		if o.Comma >= utf8.RuneSelf || strings.ContainsRune("\"\r\n", o.Comma) {
			return nil, Detected{}, errs.New(errs.Invalid, "tabular.comma")
		}
		t.comma = byte(o.Comma)
	}
	d.Comma = rune(t.comma)
	first, err := t.read()
	if err == io.EOF {
		return nil, Detected{}, errs.New(errs.Invalid, "tabular.empty")
	}
	if err != nil {
		return nil, Detected{}, err
	}
	for len(first) > 1 && strings.TrimSpace(first[len(first)-1]) == "" {
		first = first[:len(first)-1]
	}
	for i := range first {
		first[i] = strings.TrimSpace(first[i])
	}
	t.header, t.width = first, len(first)
	return t, d, nil
}

// separator is the candidate that stands most evenly outside quotes in the first lines.
func separator(b []byte) byte {
	best, bestScore := byte(','), 0
	for _, c := range []byte(",\t;|") {
		var counts []int
		n, quoted := 0, false
		for _, x := range b {
			switch {
			case x == '"':
				quoted = !quoted
			case x == c && !quoted:
				n++
			case x == '\n' && !quoted:
				counts = append(counts, n)
				n = 0
			}
			if len(counts) == 20 {
				break
			}
		}
		if n > 0 {
			counts = append(counts, n)
		}
		score := 0
		for _, k := range counts {
			if k > 0 && k == counts[0] {
				score += 10 + min(k, 9)
			}
		}
		if score > bestScore {
			best, bestScore = c, score
		}
	}
	return best
}

// Header is the first row, trimmed, without empty cells at its end.
func (t *Reader) Header() []string { return t.header }

// Row is the number of the row that Next gave last, from 1.
func (t *Reader) Row() int64 { return t.row }

// Read is how many bytes of the file have been used, for showing progress.
func (t *Reader) Read() int64 { return t.text.used }

// Findings are the cells so far that should be compared with the original.
func (t *Reader) Findings() Findings { return t.findings }

// Next is the following row with as many cells as the header; io.EOF after the last. Missing cells
// are empty; cells beyond the header stay in the last one with their separators, as they stood;
// both are findings. Rows of nothing but empty cells are passed over. Errors are Invalid.
func (t *Reader) Next() ([]string, error) {
	for {
		row, err := t.read()
		if err != nil {
			return nil, err
		}
		if blank(row) {
			continue
		}
		if t.row++; t.row > t.opts.MaxRows {
			return nil, t.fail("tabular.rows", "max", t.opts.MaxRows)
		}
		if len(row) < t.width || t.tail >= 0 {
			t.findings.add(t.row, min(len(row), t.width)-1, Ragged)
		}
		for len(row) < t.width {
			row = append(row, "")
		}
		for i, cell := range row {
			t.inspect(i, cell)
		}
		return row, nil
	}
}

func blank(row []string) bool {
	for _, c := range row {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// inspect notes a cell that was not read surely.
func (t *Reader) inspect(column int, cell string) {
	plain := true
	for i := 0; i < len(cell); i++ {
		if cell[i] >= 0xEE || cell[i] < 0x20 { // U+E000 and above, or a control
			plain = false
			break
		}
	}
	if plain {
		return
	}
	var replaced, private, control bool
	for _, r := range cell {
		switch {
		case r == utf8.RuneError:
			replaced = true
		case r >= 0xE000 && r <= 0xF8FF || r >= 0xF0000:
			private = true
		case r < 0x20 && r != '\n' && r != '\r' && r != '\t':
			control = true
		}
	}
	if replaced {
		t.findings.add(t.row, column, Replaced)
	}
	if private {
		t.findings.add(t.row, column, Private)
	}
	if control {
		t.findings.add(t.row, column, Control)
	}
}

func (t *Reader) fail(key string, args ...any) error {
	t.err = errs.New(errs.Invalid, key, append(args, "line", t.line)...)
	return t.err
}
