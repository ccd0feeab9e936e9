package register

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
	"qingjiao/internal/rule"
)

// Bounds of values.
const (
	defaultText = 200     // characters of a text without a Max
	maxText     = 20000   // characters of any text
	maxInt      = 1 << 53 // what every spreadsheet and JSON reader keeps exactly
)

// Check validates values against the fields and returns them in their stored types: bool, int64,
// string or []string, with texts trimmed and empty values left out. Whole numbers as int or
// float64 and lists as []any are accepted, as JSON gives them. With partial only the given fields
// are looked at; without, every required field whose condition holds must be there too. Errors are
// of kind Invalid and name the field by its label, never its value.
func (d *Definition) Check(values Values, partial bool) (Values, error) {
	out := Values{}
	for name, v := range values {
		f, ok := d.Field(name)
		if !ok {
			return nil, errs.New(errs.Invalid, "register.unknown_field", "register", d.Title, "name", clip(name))
		}
		w, err := d.value(f, v)
		if err != nil {
			return nil, err
		}
		if w != nil {
			out[name] = w
		}
	}
	if partial {
		return out, nil
	}
	if missing := d.Complete(out); len(missing) > 0 {
		f, _ := d.Field(missing[0])
		return nil, errs.New(errs.Invalid, "register.required", "field", f.Label)
	}
	return out, nil
}

// Complete lists the required fields that apply and are empty, in the order of the form.
func (d *Definition) Complete(v Values) []string {
	var missing []string
	for _, f := range d.Fields {
		if f.Required && empty(v[f.Name]) && d.Applies(f.Name, v) {
			missing = append(missing, f.Name)
		}
	}
	return missing
}

// Read turns what a person typed into the stored value of a field, nil where it is empty: yes/no
// words for bool, digits for int, yuan with up to two decimals for money, values separated by
// commas for multi.
func (d *Definition) Read(field, text string) (any, error) {
	f, ok := d.Field(field)
	if !ok {
		return nil, errs.New(errs.Invalid, "register.unknown_field", "register", d.Title, "name", clip(field))
	}
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, nil
	}
	switch f.Type {
	case rule.Bool:
		switch strings.ToLower(text) {
		case "true", "yes", "y", "1", "是":
			return true, nil
		case "false", "no", "n", "0", "否":
			return false, nil
		}
		return nil, wrong(f, "register.bad_bool")
	case rule.Int:
		n, err := strconv.ParseInt(strings.ReplaceAll(text, ",", ""), 10, 64)
		if err != nil {
			return nil, wrong(f, "register.bad_int")
		}
		return d.value(f, n)
	case rule.Money:
		n, ok := fen(text)
		if !ok {
			return nil, wrong(f, "register.bad_money")
		}
		return d.value(f, n)
	case rule.Multi:
		list := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",，、;；", r) })
		for i := range list {
			list[i] = strings.TrimSpace(list[i])
		}
		return d.value(f, list)
	}
	return d.value(f, text)
}

// fen reads yuan: "1,234.5" is 123450.
func fen(s string) (int64, bool) {
	s = strings.ReplaceAll(strings.TrimLeft(s, "¥￥"), ",", "")
	yuan, cents, _ := strings.Cut(s, ".")
	if len(cents) > 2 || len(yuan) == 0 || len(yuan) > 15 {
		return 0, false
	}
	digits := yuan + (cents + "00")[:2]
	if strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	return n, err == nil
}

// value checks one value and gives its stored form, nil for an empty one.
func (d *Definition) value(f Field, v any) (any, error) {
	if v == nil {
		return nil, nil
	}
	switch f.Type {
	case rule.Bool:
		if b, ok := v.(bool); ok {
			return b, nil
		}
		return nil, wrong(f, "register.bad_bool")
	case rule.Int, rule.Money:
		key := "register.bad_int"
		if f.Type == rule.Money {
			key = "register.bad_money"
		}
		n, ok := whole(v)
		if !ok || n < 0 {
			return nil, wrong(f, key)
		}
		if most := largest(f); n > most {
			return nil, errs.New(errs.Invalid, "register.too_large", "field", f.Label, "max", most)
		}
		return n, nil
	case rule.Multi:
		return d.several(f, v)
	}
	s, ok := v.(string)
	if !ok {
		return nil, wrong(f, "register.bad_text")
	}
	return d.text(f, s)
}

func (d *Definition) text(f Field, s string) (any, error) {
	if len(s) > 4*maxText || !utf8.ValidString(s) || strings.ContainsFunc(s, control) {
		return nil, wrong(f, "register.bad_text")
	}
	s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
	if s == "" {
		return nil, nil
	}
	switch f.Type {
	case rule.Enum:
		if !f.offers(s) {
			return nil, wrong(f, "register.bad_option")
		}
	case rule.Date:
		if _, err := clock.ParseDate(s); err != nil {
			return nil, wrong(f, "register.bad_date")
		}
	default:
		most := f.Max
		if most == 0 {
			most = defaultText
		}
		if utf8.RuneCountInString(s) > most {
			return nil, errs.New(errs.Invalid, "register.too_long", "field", f.Label, "max", most)
		}
		if re := d.patterns[f.Name]; re != nil && !re.MatchString(s) {
			return nil, errs.New(errs.Invalid, "register.bad_pattern", "field", f.Label, "hint", f.Hint)
		}
	}
	return s, nil
}

// several checks a list of options and puts it in the order of the options, each once.
func (d *Definition) several(f Field, v any) (any, error) {
	var list []string
	switch v := v.(type) {
	case []string:
		list = v
	case []any:
		for _, x := range v {
			s, ok := x.(string)
			if !ok {
				return nil, wrong(f, "register.bad_option")
			}
			list = append(list, s)
		}
	default:
		return nil, wrong(f, "register.bad_option")
	}
	for _, s := range list {
		if !f.offers(s) {
			return nil, wrong(f, "register.bad_option")
		}
	}
	var out []string
	for _, o := range f.Options {
		if slices.Contains(list, o.Value) {
			out = append(out, o.Value)
		}
	}
	if len(out) == 0 {
		return nil, nil
	}
	return out, nil
}

func (f Field) offers(s string) bool {
	return slices.ContainsFunc(f.Options, func(o Option) bool { return o.Value == s })
}

func largest(f Field) int64 {
	if f.Max > 0 {
		return int64(f.Max)
	}
	return maxInt
}

// whole is the integer in v, whatever number type a reader gave it.
func whole(v any) (int64, bool) {
	switch n := v.(type) {
	case int:
		return int64(n), true
	case int64:
		return n, true
	case uint64:
		return int64(n), n <= maxInt
	case float64:
		return int64(n), n == math.Trunc(n) && math.Abs(n) <= maxInt
	}
	return 0, false
}

// control tells characters that no form can hold: they break papers and exports.
func control(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' }

// empty tells whether a field counts as not filled.
func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []string:
		return len(v) == 0
	}
	return false
}

func wrong(f Field, key string) error { return errs.New(errs.Invalid, key, "field", f.Label) }

// clip keeps a name from outside short enough for a message.
func clip(s string) string {
	if len(s) > 40 {
		return strings.ToValidUTF8(s[:40], "") + "…"
	}
	return strings.ToValidUTF8(s, "")
}
