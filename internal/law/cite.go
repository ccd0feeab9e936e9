package law

import (
	"strconv"
	"strings"

	"qingjiao/i18n"
)

// Cite writes a reference for people: 个人信息保护法 第二十三条 or PIPL art 23. Paragraphs and items are
// written the way each language does.
func (l *Library) Cite(r Ref, lang i18n.Lang) string {
	s, ok := l.byID[r.Statute]
	if !ok {
		return r.String()
	}
	name := s.Short.In(lang)
	if r.Article == "" {
		return name
	}
	if s.Kind == "standard" {
		return name + " " + r.Article
	}
	if lang == i18n.EN {
		return name + " art " + r.Article
	}
	no, rest, _ := strings.Cut(r.Article, "(")
	main, of, inserted := strings.Cut(no, "-")
	n, _ := strconv.Atoi(main)
	out := name + " 第" + Numeral(n) + "条"
	if inserted {
		m, _ := strconv.Atoi(of)
		out += "之" + Numeral(m)
	}
	parts := strings.FieldsFunc(rest, func(c rune) bool { return c == '(' || c == ')' })
	for i, p := range parts {
		m, _ := strconv.Atoi(p)
		if i == 0 && len(parts) == 2 {
			out += "第" + Numeral(m) + "款"
		} else {
			out += "第（" + Numeral(m) + "）项"
		}
	}
	return out
}

// Numeral writes 0–9999 as articles are numbered: 二十三, 一百零七, 一千二百六十.
func Numeral(n int) string {
	if n < 0 || n > 9999 {
		return strconv.Itoa(n)
	}
	const digits = "零一二三四五六七八九"
	digit := func(d int) string { return string([]rune(digits)[d]) }
	if n == 0 {
		return digit(0)
	}
	var b strings.Builder
	zero := false
	for _, u := range []struct {
		value int
		word  string
	}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
		d := n / u.value % 10
		switch {
		case d == 0:
			zero = b.Len() > 0
		default:
			if zero {
				b.WriteString(digit(0))
				zero = false
			}
			if !(u.value == 10 && d == 1 && b.Len() == 0) {
				b.WriteString(digit(d))
			}
			b.WriteString(u.word)
		}
	}
	return b.String()
}
