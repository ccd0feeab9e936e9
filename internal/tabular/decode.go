package tabular

import (
	"encoding/binary"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// step appends the UTF-8 of as much of src as it can to dst; see decodeGB18030.
type step func(dst, src []byte, final bool) ([]byte, int)

func (e Encoding) step() step {
	switch e {
	case GB18030:
		return decodeGB18030
	case UTF16LE:
		return func(dst, src []byte, final bool) ([]byte, int) {
			return decodeUTF16(dst, src, final, binary.LittleEndian)
		}
	case UTF16BE:
		return func(dst, src []byte, final bool) ([]byte, int) {
			return decodeUTF16(dst, src, final, binary.BigEndian)
		}
	}
	return decodeUTF8
}

// decodeUTF8 copies valid text and turns each byte that is none into U+FFFD.
func decodeUTF8(dst, src []byte, final bool) ([]byte, int) {
	i := 0
	for i < len(src) {
		if src[i] < utf8.RuneSelf {
			j := i + 1
			for j < len(src) && src[j] < utf8.RuneSelf {
				j++
			}
			dst = append(dst, src[i:j]...)
			i = j
			continue
		}
		if !final && !utf8.FullRune(src[i:]) {
			break
		}
		r, n := utf8.DecodeRune(src[i:])
		dst = utf8.AppendRune(dst, r)
		i += n
	}
	return dst, i
}

// decodeUTF16 joins surrogate pairs and turns a lone surrogate or a last odd byte into U+FFFD.
func decodeUTF16(dst, src []byte, final bool, order binary.ByteOrder) ([]byte, int) {
	i := 0
	for i+1 < len(src) {
		r := rune(order.Uint16(src[i:]))
		n := 2
		if utf16.IsSurrogate(r) {
			if i+3 >= len(src) && !final {
				break
			}
			low := rune(0)
			if i+3 < len(src) {
				low = rune(order.Uint16(src[i+2:]))
			}
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				n = 4
			}
		}
		dst = utf8.AppendRune(dst, r)
		i += n
	}
	if final && i+1 == len(src) {
		return utf8.AppendRune(dst, utf8.RuneError), len(src)
	}
	return dst, i
}

const chunk = 64 << 10

// decoding is a text as a stream of UTF-8, whatever its encoding.
type decoding struct {
	src  io.Reader
	step step
	in   []byte // read but not decoded
	buf  []byte // storage of in
	back []byte // storage of what was decoded
	used int64  // bytes of src decoded
	err  error
}

func newDecoding(src io.Reader, e Encoding) *decoding {
	return &decoding{src: src, step: e.step(), buf: make([]byte, 0, chunk), back: make([]byte, 0, 2*chunk)}
}

// next is the next piece of text, valid until the following call; io.EOF after the last.
func (d *decoding) next() ([]byte, error) {
	for {
		if d.err != nil {
			return nil, d.err
		}
		d.buf = append(d.buf[:0], d.in...)
		n, err := d.src.Read(d.buf[len(d.buf):cap(d.buf)])
		d.buf = d.buf[:len(d.buf)+n]
		final := err == io.EOF
		if err != nil {
			d.err = err
			if !final {
				return nil, err
			}
		}
		out, used := d.step(d.back[:0], d.buf, final)
		d.back, d.in = out, d.buf[used:]
		d.used += int64(used)
		if len(out) > 0 {
			return out, nil
		}
	}
}
