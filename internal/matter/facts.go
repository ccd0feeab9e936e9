package matter

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/goccy/go-yaml"

	"qingjiao/i18n"
	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
	"qingjiao/internal/rule"
)

// Bounds of the data files and of answers.
const (
	maxFile = 1 << 20
	maxText = 500
	maxInt  = 1 << 50
)

// Schema is the facts a matter may have: what they are called, their types and options, and how
// some follow from others.
type Schema struct {
	Facts []Fact
	Rules *rule.Schema

	byName  map[string]*Fact
	derived []derivation
}

type factFile struct {
	Name    string       `yaml:"name"`
	Type    rule.Type    `yaml:"type"`
	Label   i18n.Text    `yaml:"label"`
	Unit    i18n.Text    `yaml:"unit"`
	Pattern string       `yaml:"pattern"`
	Options []optionFile `yaml:"options"`
	Derive  []deriveFile `yaml:"derive"`
}

type optionFile struct {
	Value string    `yaml:"value"`
	Label i18n.Text `yaml:"label"`
	Gist  i18n.Text `yaml:"gist"`
}

// deriveFile says that a fact has a value when a condition holds; the first that holds counts. A
// truth value needs no value: it is the condition's own.
type deriveFile struct {
	When  string `yaml:"when"`
	Value string `yaml:"value"`
}

type derivation struct {
	fact  string
	bool  bool
	cases []derivedCase
}

type derivedCase struct {
	when  *rule.Program
	value string
}

func read(fsys fs.FS, name string, into any) error {
	f, err := fsys.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil || len(b) > maxFile {
		return fmt.Errorf("%s: not readable or larger than %d bytes", name, maxFile)
	}
	if err := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// LoadFacts reads interview/facts.yaml.
func LoadFacts(fsys fs.FS) (*Schema, error) {
	var files []factFile
	if err := read(fsys, "interview/facts.yaml", &files); err != nil {
		return nil, err
	}
	s := &Schema{byName: map[string]*Fact{}}
	var vars []rule.Var
	for _, f := range files {
		fact := Fact{Var: rule.Var{Name: f.Name, Type: f.Type}, Label: f.Label, Unit: f.Unit, Derived: len(f.Derive) > 0}
		if f.Label.Zh == "" || f.Label.En == "" {
			return nil, fmt.Errorf("fact %s: no label", f.Name)
		}
		for _, o := range f.Options {
			if o.Label.Zh == "" || o.Label.En == "" || slices.Contains(fact.Var.Options, o.Value) {
				return nil, fmt.Errorf("fact %s: option %s: no label or twice", f.Name, o.Value)
			}
			fact.Options = append(fact.Options, Option(o))
			fact.Var.Options = append(fact.Var.Options, o.Value)
		}
		if f.Pattern != "" {
			p, err := regexp.Compile(`^(?:` + f.Pattern + `)$`)
			if err != nil {
				return nil, fmt.Errorf("fact %s: %w", f.Name, err)
			}
			fact.pattern = p
		}
		s.Facts = append(s.Facts, fact)
		vars = append(vars, fact.Var)
	}
	if s.Rules = rule.NewSchema(vars); s.Rules.Err() != nil {
		return nil, s.Rules.Err()
	}
	for i := range s.Facts {
		s.byName[s.Facts[i].Name] = &s.Facts[i]
	}
	for _, f := range files {
		if err := s.addDerivation(f); err != nil {
			return nil, fmt.Errorf("fact %s: %w", f.Name, err)
		}
	}
	return s, nil
}

func (s *Schema) addDerivation(f factFile) error {
	if len(f.Derive) == 0 {
		return nil
	}
	d := derivation{fact: f.Name, bool: f.Type == rule.Bool}
	if !d.bool && f.Type != rule.Enum || d.bool && len(f.Derive) != 1 {
		return fmt.Errorf("only enums, and truth values with one condition, are derived")
	}
	for _, c := range f.Derive {
		p, err := s.Rules.Compile(c.When)
		if err != nil {
			return err
		}
		if !d.bool && !slices.Contains(s.byName[f.Name].Var.Options, c.Value) {
			return fmt.Errorf("%q is no option", c.Value)
		}
		d.cases = append(d.cases, derivedCase{p, c.Value})
	}
	s.derived = append(s.derived, d)
	return nil
}

// Fact is the fact of that name.
func (s *Schema) Fact(name string) (Fact, bool) {
	f, ok := s.byName[name]
	if !ok {
		return Fact{}, false
	}
	return *f, true
}

// Derive gives the facts with those that follow from them. A fact that was stated is not derived
// over; one that does not follow yet stays unknown.
func (s *Schema) Derive(facts rule.Facts) rule.Facts {
	out := rule.Facts{}
	for k, v := range facts {
		if v != nil {
			out[k] = v
		}
	}
	for _, d := range s.derived {
		if _, stated := out[d.fact]; stated {
			continue
		}
		for _, c := range d.cases {
			t, err := c.when.Eval(out, nil)
			if err != nil {
				break
			}
			if d.bool && t != rule.Unknown {
				out[d.fact] = t == rule.Yes
			}
			if !d.bool && t == rule.Yes {
				out[d.fact] = c.value
			}
			if t != rule.No {
				break
			}
		}
	}
	return out
}

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
