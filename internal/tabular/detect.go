package tabular

import (
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"qingjiao/internal/errs"
)

// tally is what the bytes of a whole file say about its encoding.
type tally struct {
	size            int64
	wide            bool // NUL bytes in the first piece, as in every UTF-16 table
	nul             int64
	evenNul, oddNul int64 // NUL bytes at even and odd offsets
	utf8Multi       int64 // characters of more than one byte
	utf8Bad         int64
	gbMulti         int64
	gbCommon        int64 // of them in the common rows of GB 2312: level one characters, punctuation, full-width
	gbBad           int64
	loneLE, loneBE  int64 // lone surrogates
	in8, inGB       []byte
	inLE, inBE      []byte
}

// marks are the beginnings of files that are no text.
var marks = [][]byte{
	[]byte("PK\x03\x04"), []byte("\xD0\xCF\x11\xE0"), []byte("%PDF"), []byte("Rar!"), []byte("7z\xBC\xAF"),
	[]byte("\x1F\x8B"), []byte("SQLite format 3"), []byte("\x89PNG"), []byte("\xFF\xD8\xFF"),
}

// detect decides the encoding from the whole of r and leaves r at the first byte after a mark.
func detect(r io.ReadSeeker, forced Encoding) (Detected, error) {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return Detected{}, err
	}
	head := make([]byte, 16)
	n, err := io.ReadFull(r, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return Detected{}, err
	}
	head = head[:n]
	for _, m := range marks {
		if bytes.HasPrefix(head, m) {
			return Detected{}, errs.New(errs.Invalid, "tabular.not_text")
		}
	}
	d := Detected{Sure: true}
	skip := int64(0)
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		d.Encoding, d.BOM, skip = UTF8, true, 3
	case bytes.HasPrefix(head, []byte("\x84\x31\x95\x33")):
		d.Encoding, d.BOM, skip = GB18030, true, 4
	case bytes.HasPrefix(head, []byte("\xFF\xFE")):
		d.Encoding, d.BOM, skip = UTF16LE, true, 2
	case bytes.HasPrefix(head, []byte("\xFE\xFF")):
		d.Encoding, d.BOM, skip = UTF16BE, true, 2
	}
	if d.Size, err = r.Seek(0, io.SeekEnd); err != nil {
		return Detected{}, err
	}
	if d.Size == skip {
		return Detected{}, errs.New(errs.Invalid, "tabular.empty")
	}
	if forced != "" && forced != d.Encoding {
		d.Encoding, d.BOM, skip = forced, false, 0
	}
	if _, err := r.Seek(skip, io.SeekStart); err != nil {
		return Detected{}, err
	}
	if d.Encoding == "" {
		var t tally
		if err := t.read(r); err != nil {
			return Detected{}, err
		}
		if d.Encoding, d.Sure, err = t.decide(); err != nil {
			return Detected{}, err
		}
		if _, err := r.Seek(0, io.SeekStart); err != nil {
			return Detected{}, err
		}
	}
	return d, nil
}

func (t *tally) read(r io.Reader) error {
	buf := make([]byte, chunk)
	for {
		n, err := r.Read(buf)
		t.add(buf[:n], err == io.EOF)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (t *tally) add(b []byte, final bool) {
	if n := int64(bytes.Count(b, []byte{0})); n > 0 {
		t.nul += n
		for i, c := range b {
			if c == 0 && (t.size+int64(i))%2 == 0 {
				t.evenNul++
			}
		}
		t.oddNul = t.nul - t.evenNul
		t.wide = t.wide || t.size == 0
	}
	t.size += int64(len(b))
	t.in8 = t.addUTF8(append(t.in8, b...), final)
	t.inGB = t.addGB(append(t.inGB, b...), final)
	if !t.wide {
		return
	}
	t.inLE = countLone(&t.loneLE, append(t.inLE, b...), binary.LittleEndian, final)
	t.inBE = countLone(&t.loneBE, append(t.inBE, b...), binary.BigEndian, final)
}

func (t *tally) addUTF8(b []byte, final bool) []byte {
	i := 0
	for i < len(b) {
		if b[i] < utf8.RuneSelf {
			i++
			continue
		}
		if !final && !utf8.FullRune(b[i:]) {
			break
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			t.utf8Bad++
		} else {
			t.utf8Multi++
		}
		i += n
	}
	return append(b[:0], b[i:]...)
}

func (t *tally) addGB(b []byte, final bool) []byte {
	i := 0
	for i < len(b) {
		c := b[i]
		switch {
		case c < 0x80:
			i++
			continue
		case !gbLead(c):
			t.gbBad++
			i++
			continue
		case i+1 >= len(b):
			if !final {
				return append(b[:0], b[i:]...)
			}
			t.gbBad++
			i++
			continue
		case gbPair(c, b[i+1]) >= 0:
			t.gbMulti++
			if b[i+1] >= 0xA1 && (c >= 0xB0 && c <= 0xD7 || c == 0xA1 || c == 0xA3) {
				t.gbCommon++
			}
			i += 2
			continue
		case i+3 >= len(b) && !final:
			return append(b[:0], b[i:]...)
		}
		_, n := decodeGB18030(nil, b[i:min(i+4, len(b))], true)
		if ok := n == 4 && b[i+1] >= '0' && b[i+1] <= '9' && gbLead(b[i+2]) && b[i+3] >= '0' && b[i+3] <= '9'; ok {
			t.gbMulti++
			i += 4
		} else {
			t.gbBad++
			i++
		}
	}
	return b[:0]
}

// countLone counts lone surrogates and gives back what has to wait for the next bytes.
func countLone(bad *int64, b []byte, order binary.ByteOrder, final bool) []byte {
	i := 0
	for ; i+1 < len(b); i += 2 {
		r := rune(order.Uint16(b[i:]))
		if !utf16.IsSurrogate(r) {
			continue
		}
		if i+3 >= len(b) {
			if !final {
				break
			}
			*bad++
			continue
		}
		if utf16.DecodeRune(r, rune(order.Uint16(b[i+2:]))) == utf8.RuneError {
			*bad++
		} else {
			i += 2
		}
	}
	return append(b[:0], b[i:]...)
}

// tolerance is the share of broken characters, one in so many, below which a file counts as damaged
// rather than as another encoding.
const tolerance = 1000

// decide chooses the encoding. A file without byte order mark is UTF-16 where NUL bytes stand at
// one parity only, as they do beside every digit, separator and line end.
func (t *tally) decide() (Encoding, bool, error) {
	if t.nul > 0 {
		switch {
		case t.wide && t.size%2 == 0 && t.evenNul == 0 && t.loneLE == 0 && t.oddNul*20 >= t.size:
			return UTF16LE, true, nil
		case t.wide && t.size%2 == 0 && t.oddNul == 0 && t.loneBE == 0 && t.evenNul*20 >= t.size:
			return UTF16BE, true, nil
		}
		return "", false, errs.New(errs.Invalid, "tabular.not_text")
	}
	common := t.gbMulti > 0 && t.gbCommon*2 >= t.gbMulti
	switch {
	case t.utf8Bad == 0:
		return UTF8, true, nil
	case t.gbBad == 0:
		return GB18030, common, nil
	case t.utf8Bad*tolerance <= t.utf8Multi:
		return UTF8, false, nil
	case t.gbBad*tolerance <= t.gbMulti && common:
		return GB18030, false, nil
	}
	return "", false, errs.New(errs.Invalid, "tabular.encoding")
}
