package tabular

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"io"
	"sort"
	"sync"
	"unicode/utf8"

	"qingjiao/internal/errs"
)

// GB 18030-2022 in full. One byte is ASCII; two bytes (81..FE, then 40..7E or 80..FE) go through a
// table of 23,940 code points; four bytes (81..FE 30..39 81..FE 30..39) count through the rest of
// the basic plane in runs, and from 90308130 through the other planes without gaps.

//go:generate node gb18030_gen.mjs

//go:embed gb18030.tbl.gz
var gb18030File []byte

const (
	gbTrails   = 190   // second bytes of a two-byte code
	gbTwo      = 23940 // two-byte codes
	gbFour     = 39420 // four-byte codes of the basic plane
	gbAstral   = 189000
	gbLast     = gbAstral + 0x10FFFF - 0x10000
	gbNotFound = 0xFFFF
)

type gbRun struct {
	index int
	code  rune
}

type gbTable struct {
	two  [gbTwo]uint16
	runs []gbRun
	back [0x10000]uint16 // code point to two-byte index, gbNotFound where there is none
}

var gb = sync.OnceValue(func() *gbTable {
	z, err := gzip.NewReader(bytes.NewReader(gb18030File))
	if err != nil {
		panic(err) // the embedded file is part of the program
	}
	b, err := io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	t := &gbTable{}
	for i := range t.back {
		t.back[i] = gbNotFound
	}
	var c uint16
	for i := range t.two {
		c += binary.BigEndian.Uint16(b[2*i:])
		t.two[i] = c
		if t.back[c] == gbNotFound {
			t.back[c] = uint16(i)
		}
	}
	for b = b[2*gbTwo:]; len(b) >= 4; b = b[4:] {
		t.runs = append(t.runs, gbRun{int(binary.BigEndian.Uint16(b)), rune(binary.BigEndian.Uint16(b[2:]))})
	}
	return t
})

// gbPair is the index of a two-byte code, -1 where the second byte cannot follow.
func gbPair(a, b byte) int {
	switch {
	case b >= 0x80 && b <= 0xFE:
		return int(a-0x81)*gbTrails + int(b) - 0x41
	case b >= 0x40 && b <= 0x7E:
		return int(a-0x81)*gbTrails + int(b) - 0x40
	}
	return -1
}

// four is the code point of a four-byte index, U+FFFD where there is none.
func (t *gbTable) four(i int) rune {
	switch {
	case i < gbFour:
		n := sort.Search(len(t.runs), func(k int) bool { return t.runs[k].index > i }) - 1
		return t.runs[n].code + rune(i-t.runs[n].index)
	case i >= gbAstral && i <= gbLast:
		return rune(i - gbAstral + 0x10000)
	}
	return utf8.RuneError
}

// decodeGB18030 appends the UTF-8 of src to dst and tells how many bytes of src it used: all of
// them, but for the beginning of a code whose end is still to come unless final. Bytes that are no
// code become U+FFFD one at a time, so that a separator after a broken character is kept.
func decodeGB18030(dst, src []byte, final bool) ([]byte, int) {
	t := gb()
	i := 0
	for i < len(src) {
		a := src[i]
		if a < 0x80 {
			dst = append(dst, a)
			i++
			continue
		}
		if a == 0x80 || a == 0xFF {
			dst = utf8.AppendRune(dst, utf8.RuneError)
			i++
			continue
		}
		if i+1 >= len(src) {
			if !final {
				break
			}
			return utf8.AppendRune(dst, utf8.RuneError), len(src)
		}
		if p := gbPair(a, src[i+1]); p >= 0 {
			dst = utf8.AppendRune(dst, rune(t.two[p]))
			i += 2
			continue
		}
		if b := src[i+1]; b < '0' || b > '9' {
			dst = utf8.AppendRune(dst, utf8.RuneError)
			i++
			continue
		}
		if i+3 >= len(src) && !final && (i+2 >= len(src) || gbLead(src[i+2])) {
			break
		}
		r, n := rune(utf8.RuneError), 1
		if i+3 < len(src) && gbLead(src[i+2]) && src[i+3] >= '0' && src[i+3] <= '9' {
			k := ((int(a-0x81)*10+int(src[i+1]-'0'))*126+int(src[i+2]-0x81))*10 + int(src[i+3]-'0')
			r, n = t.four(k), 4
		}
		dst = utf8.AppendRune(dst, r)
		i += n
	}
	return dst, i
}

func gbLead(b byte) bool { return b >= 0x81 && b <= 0xFE }

// EncodeGB18030 is s in GB 18030-2022. It refuses (Invalid) broken UTF-8 and the eighteen
// private-use code points that the 2022 edition replaced by real characters.
func EncodeGB18030(s string) ([]byte, error) {
	t := gb()
	out := make([]byte, 0, 2*len(s))
	for i, r := range s {
		switch {
		case r < 0x80:
			out = append(out, byte(r))
			continue
		case r == utf8.RuneError && !validAt(s, i):
			return nil, errs.New(errs.Invalid, "tabular.unencodable")
		case r < 0x10000 && t.back[r] != gbNotFound:
			k := int(t.back[r])
			b := byte(k%gbTrails) + 0x40
			if b >= 0x7F {
				b++
			}
			out = append(out, byte(k/gbTrails)+0x81, b)
			continue
		}
		k := t.index(r)
		if k < 0 {
			return nil, errs.New(errs.Invalid, "tabular.unencodable")
		}
		out = append(out, byte(k/12600)+0x81, byte(k/1260%10)+'0', byte(k/10%126)+0x81, byte(k%10)+'0')
	}
	return out, nil
}

// index is the four-byte index of a code point, -1 where there is none.
func (t *gbTable) index(r rune) int {
	if r >= 0x10000 {
		return gbAstral + int(r) - 0x10000
	}
	for n, run := range t.runs {
		end := gbFour
		if n+1 < len(t.runs) {
			end = t.runs[n+1].index
		}
		if k := run.index + int(r-run.code); r >= run.code && k < end {
			return k
		}
	}
	return -1
}

func validAt(s string, i int) bool {
	_, n := utf8.DecodeRuneInString(s[i:])
	return n == 3
}
