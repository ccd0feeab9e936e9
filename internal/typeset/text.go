package typeset

import (
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// glyph is one character ready to be set: its face, its width in points and how it behaves.
type glyph struct {
	r     rune
	face  Face
	adv   float64 // width in points, squeezing and autospace included
	shift float64 // how far left of its origin the ink moves (an opener at the start of a line)
	kind  kind
	brk   bool // a line may end after it
	blank bool // an unfilled field
}

// kind is how a character behaves in a line of Chinese.
type kind int

const (
	other  kind = iota
	han         // ideographs and kana
	opener      // （《“ full width, ink on the right
	closer      // ，。》” full width, ink on the left
	middle      // ·
	latin       // letters and digits
	space
	dash // —— ……
)

const (
	openers = "（《〈「『【〔［｛“‘"
	closers = "，。、；：？！）》〉」』】〕］｝”’．"
)

func kindOf(r rune, lang Lang) kind {
	switch {
	case r == ' ' || r == '\u00a0':
		return space
	case strings.ContainsRune("“”‘’", r) && lang == EN:
		return other
	case strings.ContainsRune(openers, r):
		return opener
	case strings.ContainsRune(closers, r):
		return closer
	case r == '—' || r == '…' || r == '⸺':
		return dash
	case r == '·' || r == '・':
		return middle
	case unicode.Is(unicode.Han, r) || r >= 0x3040 && r <= 0x30FF || r == '〇' || r >= 0xFF00 && r <= 0xFF5E:
		return han
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return latin
	}
	return other
}

// proxies stand in for characters whose Unicode line-breaking class does not suit Chinese: curly
// quotes and dashes count as ambiguous there. One character for one, so that places stay the same.
var proxies = strings.NewReplacer("“", "「", "”", "」", "‘", "『", "’", "』", "·", "・", "—", "・", "％", "・", "℃", "・", "‰", "・", "＿", "字")

// Breaks are the places where a line of s may end: the numbers of characters (not bytes) before
// each. It is UAX #14 with the rules of 中文排版需求 (CLREQ) for Chinese: no line begins with ，。、）》
// nor ends with （《“, —— and …… hold together, and a number is never parted at its hyphen.
func Breaks(s string, lang Lang) []int {
	var out []int
	for i, ok := range breakAfter([]rune(s), lang) {
		if ok {
			out = append(out, i+1)
		}
	}
	return out
}

// breakAfter tells for each character whether a line may end after it.
func breakAfter(rs []rune, lang Lang) []bool {
	out := make([]bool, len(rs))
	text := string(rs)
	if lang == ZH {
		text = proxies.Replace(text)
	}
	at, state := 0, -1
	for len(text) > 0 {
		var seg string
		seg, text, _, state = uniseg.FirstLineSegmentInString(text, state)
		at += len([]rune(seg))
		if at <= len(rs) && at > 0 {
			out[at-1] = true
		}
	}
	for i := range rs {
		if i+1 >= len(rs) {
			break
		}
		a, b := kindOf(rs[i], lang), kindOf(rs[i+1], lang)
		switch {
		case b == closer || a == opener || b == middle || a == middle && lang == ZH:
			out[i] = false
		case a == dash && b == dash && rs[i] == rs[i+1], b == dash:
			out[i] = false
		case rs[i] == '-' || rs[i] == '/' || rs[i] == '@' || rs[i] == '.':
			out[i] = false
		case rs[i] == '\u00a0' || rs[i+1] == '\u00a0':
			out[i] = false
		case a == han && b == han:
			out[i] = true
		case a == closer && (b == han || b == opener || b == latin):
			out[i] = true
		}
	}
	return out
}

// WrapText breaks s into lines no wider than width, by the measure of single characters; for text
// on the screen. A word wider than a line is broken where it must be.
func WrapText(s string, lang Lang, width float64, measure func(rune) float64) []string {
	var lines []string
	for _, para := range strings.Split(s, "\n") {
		rs := []rune(para)
		ok := breakAfter(rs, lang)
		start := 0
		for start < len(rs) {
			end := lineEnd(start, len(rs), width, func(i int) float64 { return measure(rs[i]) }, func(i int) bool { return ok[i] })
			lines = append(lines, strings.TrimRight(string(rs[start:end]), " "))
			for start = end; start < len(rs) && rs[start] == ' '; start++ {
			}
		}
		if len(rs) == 0 {
			lines = append(lines, "")
		}
	}
	return lines
}

// lineEnd is where a line that starts at start ends: after the last break that fits, or where the
// width runs out when no break does.
func lineEnd(start, n int, width float64, measure func(int) float64, brk func(int) bool) int {
	x, last := 0.0, -1
	for i := start; i < n; i++ {
		if x += measure(i); x > width+1e-6 {
			if last > start {
				return last
			}
			return max(i, start+1)
		}
		if brk(i) {
			last = i + 1
		}
	}
	return n
}
