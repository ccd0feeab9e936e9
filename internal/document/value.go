package document

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"qingjiao/i18n"
	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
	"qingjiao/internal/rule"
)

// Bounds of what a paper takes in.
const (
	maxText = 4000 // characters of one value
	maxRows = 2000 // rows of one list
	maxWide = 64   // entries of one multiple choice
)

const (
	emptyCell = "—"
	blankLine = "＿＿＿＿＿＿"
)

// empty tells whether nothing was filled in.
func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return strings.TrimSpace(v) == ""
	case clock.Date:
		return v == ""
	case Choice:
		return v.Value == "" && v.Label == (i18n.Text{})
	case i18n.Text:
		return v.Zh == "" && v.En == ""
	case []string:
		return len(v) == 0
	case []Choice:
		return len(v) == 0
	case []map[string]any:
		return len(v) == 0
	case Values:
		return len(v) == 0
	}
	return false
}

// words writes a value in a language. Values of a kind that cannot be printed are an error.
func words(v any, typ rule.Type, options []Choice, lang i18n.Lang) (string, error) {
	one := func(s string) string {
		for _, o := range options {
			if o.Value == s {
				return o.Label.In(lang)
			}
		}
		return s
	}
	var out string
	switch v := v.(type) {
	case string:
		switch typ {
		case rule.Date:
			out = formatDate(v, lang)
		case rule.Int, rule.Money:
			n, err := strconv.ParseInt(v, 10, 64)
			if err != nil {
				return clean(v)
			}
			return words(n, typ, nil, lang)
		default:
			out = one(v)
		}
	case clock.Date:
		out = formatDate(string(v), lang)
	case bool:
		out = formatBool(v, lang)
	case int:
		return words(int64(v), typ, nil, lang)
	case int64:
		if out = group(v); typ == rule.Money {
			out = formatMoney(v, lang)
		}
	case float64:
		return words(int64(v), typ, nil, lang)
	case Choice:
		if out = v.Label.In(lang); out == "" {
			out = one(v.Value)
		}
	case i18n.Text:
		out = v.In(lang)
	case []string:
		if len(v) > maxWide {
			return "", errs.New(errs.Invalid, "document.too_long")
		}
		parts := make([]string, len(v))
		for i, s := range v {
			parts[i] = one(s)
		}
		out = join(parts, lang)
	case []Choice:
		if len(v) > maxWide {
			return "", errs.New(errs.Invalid, "document.too_long")
		}
		parts := make([]string, len(v))
		for i, c := range v {
			parts[i], _ = words(c, rule.Enum, options, lang)
		}
		out = join(parts, lang)
	default:
		return "", errs.New(errs.Invalid, "document.value")
	}
	return clean(out)
}

// clean makes a value one line of printable text: what could be taken for a mark of ours, control
// characters and invisible direction marks go; line breaks become spaces.
func clean(s string) (string, error) {
	if utf8.RuneCountInString(s) > maxText {
		return "", errs.New(errs.Invalid, "document.too_long")
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case r == utf8.RuneError || unicode.Is(unicode.Co, r) || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(s), " "), nil
}

// bare is a value as rules compare it: bool, int64, string or []string, nil when empty.
func bare(v any, typ rule.Type) any {
	if empty(v) {
		if _, list := v.([]string); list && typ == rule.Multi && v != nil {
			return []string{}
		}
		return nil
	}
	switch v := v.(type) {
	case int:
		return int64(v)
	case float64:
		return int64(v)
	case clock.Date:
		return string(v)
	case Choice:
		return v.Value
	case i18n.Text:
		return v.Zh
	case []Choice:
		out := make([]string, len(v))
		for i, c := range v {
			out[i] = c.Value
		}
		return out
	case string:
		switch typ {
		case rule.Bool:
			if b, err := strconv.ParseBool(v); err == nil {
				return b
			}
			return nil
		case rule.Int, rule.Money:
			if n, err := strconv.ParseInt(v, 10, 64); err == nil {
				return n
			}
			return nil
		case rule.Multi:
			return []string{v}
		}
	}
	return v
}

// typed reports whether a bare value is of the type, so that a condition is never asked about a
// value it cannot compare.
func typed(v any, typ rule.Type) bool {
	ok := false
	switch typ {
	case rule.Bool:
		_, ok = v.(bool)
	case rule.Int, rule.Money:
		_, ok = v.(int64)
	case rule.Multi:
		_, ok = v.([]string)
	default:
		_, ok = v.(string)
	}
	return ok
}
