package widgets

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"qingjiao/internal/ui/theme"
)

// Field is a row of a form: the label above, the field, and a note under it ("" for none).
func Field(label, note string, input fyne.CanvasObject) fyne.CanvasObject {
	col := Column(6, Body(label).SetInk(theme.Second), input)
	if note != "" {
		col.Add(Paragraph(note).Small())
	}
	return col
}

// Form puts fields under one another, at most 640 wide.
func Form(fields ...fyne.CanvasObject) fyne.CanvasObject {
	return MostWidth(theme.FormWidth, Column(16, fields...))
}

// MoneyField is a field for an amount of yuan; Cents reads it.
func MoneyField(placeholder string) *Entry { return NewEntry(placeholder).SetMax(24) }

// Cents reads an amount of yuan as people write it ("¥12,345.6", "12345") in cents. It refuses
// negative amounts, more than two decimals and anything else that is not an amount.
func Cents(s string) (int64, bool) {
	s = strings.Map(func(r rune) rune {
		switch r {
		case ',', '，', '¥', '￥', ' ', '元':
			return -1
		}
		return r
	}, s)
	whole, part, has := strings.Cut(s, ".")
	if whole == "" || has && (part == "" || len(part) > 2) || len(whole) > 14 {
		return 0, false
	}
	for len(part) < 2 {
		part += "0"
	}
	for _, r := range whole + part {
		if r < '0' || r > '9' {
			return 0, false
		}
	}
	n, err := strconv.ParseInt(whole+part, 10, 64)
	return n, err == nil
}

// Yuan writes cents as ¥12,345.00.
func Yuan(cents int64) string {
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	part := strconv.FormatInt(cents%100, 10)
	if len(part) < 2 {
		part = "0" + part
	}
	return sign + "¥" + Count(cents/100) + "." + part
}

// Count writes a number with commas: 1,204.
func Count(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if s[0] == '-' {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}
