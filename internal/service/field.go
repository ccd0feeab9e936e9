package service

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"qingjiao/internal/clock"
	"qingjiao/internal/document"
	"qingjiao/internal/errs"
	"qingjiao/internal/rule"
)

// Bounds of what a person types into a paper.
const (
	maxField  = 4000    // characters of a text
	maxAmount = 1 << 50 // largest number, or amount in fen
)

// fieldValue checks what a person typed into a field of a paper and gives it as it is stored: bool,
// int64 or string. An empty text is nil. Errors are Invalid and name the field by its label.
func fieldValue(f document.Field, v any) (any, error) {
	bad := func() (any, error) { return nil, errs.New(errs.Invalid, "service.paper_value", "field", f.Label) }
	switch f.Type {
	case rule.Bool:
		if b, ok := v.(bool); ok || v == nil {
			return orNil(b, v), nil
		}
		return bad()
	case rule.Int, rule.Money:
		switch n := v.(type) {
		case nil:
			return nil, nil
		case int64:
			if n >= 0 && n <= maxAmount {
				return n, nil
			}
		case int:
			if n >= 0 && n <= maxAmount {
				return int64(n), nil
			}
		}
		return bad()
	case rule.Text, rule.Date, rule.Enum:
	case rule.Multi:
		return several(f, v)
	default: // a list is changed in its register
		return bad()
	}
	if v == nil {
		return nil, nil
	}
	s, ok := v.(string)
	if !ok || !utf8.ValidString(s) || utf8.RuneCountInString(s) > maxField || strings.ContainsFunc(s, unprintable) {
		return bad()
	}
	if s = strings.TrimSpace(s); s == "" {
		return nil, nil
	}
	if f.Type == rule.Date {
		if _, err := clock.ParseDate(s); err != nil {
			return bad()
		}
	}
	if f.Type == rule.Enum && !offers(f, s) {
		return bad()
	}
	return s, nil
}

// several checks the values of a multiple choice.
func several(f document.Field, v any) (any, error) {
	list, ok := v.([]string)
	if v == nil || ok && len(list) == 0 {
		return nil, nil
	}
	if !ok || len(list) > len(f.Options) || slices.ContainsFunc(list, func(s string) bool { return !offers(f, s) }) {
		return nil, errs.New(errs.Invalid, "service.paper_value", "field", f.Label)
	}
	return list, nil
}

func offers(f document.Field, value string) bool {
	return slices.ContainsFunc(f.Options, func(o document.Choice) bool { return o.Value == value })
}

func orNil(b bool, v any) any {
	if v == nil {
		return nil
	}
	return b
}

// unprintable tells what has no place in a paper: control and private-use characters.
func unprintable(r rune) bool {
	return unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Co, r)
}
