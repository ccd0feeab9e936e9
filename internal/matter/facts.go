package matter

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"

	"qingjiao/i18n"
	"qingjiao/internal/rule"
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
	Upper   bool         `yaml:"upper"` // letters are kept as capitals
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

// LoadFacts reads interview/facts.yaml.
func LoadFacts(fsys fs.FS) (*Schema, error) {
	var files []factFile
	if err := read(fsys, "interview/facts.yaml", &files); err != nil {
		return nil, err
	}
	s := &Schema{byName: map[string]*Fact{}}
	var vars []rule.Var
	for _, f := range files {
		fact := Fact{Var: rule.Var{Name: f.Name, Type: f.Type}, Label: f.Label, Unit: f.Unit, Derived: len(f.Derive) > 0, upper: f.Upper}
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
