package matter

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
	"qingjiao/internal/rule"
)

// Bounds of answers.
const (
	maxText = 500
	maxInt  = 1 << 50
)

// Validate checks an answer and gives it in the form facts have: bool, int64, string or []string. A
// nil value is "not known" and passes. Errors: errs.Invalid, naming the fact by its label.
func (s *Schema) Validate(name string, value any) (any, error) {
	f, ok := s.byName[name]
	if !ok {
		return nil, errs.New(errs.Invalid, "matter.no_fact", "fact", clip(name))
	}
	if value == nil {
		return nil, nil
	}
	bad := func(key string) error { return errs.New(errs.Invalid, key, "field", f.Label) }
	switch f.Type {
	case rule.Bool:
		if b, ok := value.(bool); ok {
			return b, nil
		}
		return nil, bad("matter.bad_choice")
	case rule.Int, rule.Money:
		n, ok := integer(value)
		if !ok || n < 0 || n > maxInt {
			return nil, bad("matter.bad_number")
		}
		return n, nil
	case rule.Enum:
		if v, ok := value.(string); ok && slices.Contains(f.Var.Options, v) {
			return v, nil
		}
		return nil, bad("matter.bad_choice")
	case rule.Multi:
		list, ok := texts(value)
		if !ok || len(list) > len(f.Var.Options) {
			return nil, bad("matter.bad_choice")
		}
		out := []string{}
		for _, o := range f.Var.Options {
			if slices.Contains(list, o) {
				out = append(out, o)
			}
		}
		if len(out) != len(list) {
			return nil, bad("matter.bad_choice")
		}
		return out, nil
	case rule.Date:
		v, ok := value.(string)
		if d, isDate := value.(clock.Date); isDate {
			v, ok = string(d), true
		}
		if !ok {
			return nil, bad("matter.bad_date")
		}
		if v = strings.TrimSpace(v); v == "" {
			return nil, nil
		}
		if _, err := clock.ParseDate(v); err != nil || v < "1900-01-01" || v > "2200-12-31" {
			return nil, bad("matter.bad_date")
		}
		return v, nil
	}
	v, ok := value.(string)
	if !ok || !utf8.ValidString(v) {
		return nil, bad("matter.bad_text")
	}
	v = strings.TrimSpace(v)
	if v == "" {
		return nil, nil
	}
	if utf8.RuneCountInString(v) > maxText {
		return nil, bad("matter.long_text")
	}
	if strings.ContainsFunc(v, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Co, r) }) {
		return nil, bad("matter.bad_text")
	}
	if f.upper {
		v = strings.ToUpper(v)
	}
	if f.pattern != nil && !f.pattern.MatchString(v) {
		return nil, bad("matter.bad_pattern")
	}
	return v, nil
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

func integer(v any) (int64, bool) {
	switch n := v.(type) {
	case int64:
		return n, true
	case int:
		return int64(n), true
	case uint64:
		return int64(n), n < maxInt
	case float64:
		return int64(n), n == float64(int64(n)) && n < maxInt
	}
	return 0, false
}

func texts(v any) ([]string, bool) {
	switch l := v.(type) {
	case []string:
		return l, true
	case []any:
		out := make([]string, len(l))
		for i, e := range l {
			s, ok := e.(string)
			if !ok {
				return nil, false
			}
			out[i] = s
		}
		return out, true
	}
	return nil, false
}
