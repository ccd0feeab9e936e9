package document

import (
	"fmt"
	"io/fs"
	"maps"
	"strings"

	"github.com/goccy/go-yaml"

	"qingjiao/i18n"
	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
)

// Sample is an invented matter with everything papers ask for: what templates are proved against,
// and an example of a Source.
type Sample struct {
	Name   string                      `yaml:"name"`
	Base   string                      `yaml:"base"` // another sample whose values this one changes
	Facts  map[string]any              `yaml:"facts"`
	Path   string                      `yaml:"path"`
	Person map[string]any              `yaml:"record"`
	Lists  map[string][]map[string]any `yaml:"lists"`
	Office string                      `yaml:"firm"`
	Day    clock.Date                  `yaml:"today"`
	No     string                      `yaml:"number"`
	Filled map[string]any              `yaml:"manual"`
}

var _ Source = (*Sample)(nil)

// Fact is a fact of the sample.
func (s *Sample) Fact(name string) any { return s.Facts[name] }

// Record is the person of the sample.
func (s *Sample) Record() map[string]any { return s.Person }

// List are the rows of a register.
func (s *Sample) List(register string) []map[string]any { return s.Lists[register] }

// Governing is the legal path.
func (s *Sample) Governing() string { return s.Path }

// Firm is the agency.
func (s *Sample) Firm() string { return s.Office }

// Today is the day of the sample.
func (s *Sample) Today() clock.Date { return s.Day }

// Number is the number of the paper.
func (s *Sample) Number() string { return s.No }

// Manual is what was filled in by hand.
func (s *Sample) Manual() map[string]any { return s.Filled }

// Samples reads templates/samples.yaml.
func Samples(fsys fs.FS) ([]*Sample, error) {
	b, err := fs.ReadFile(fsys, "templates/samples.yaml")
	if err != nil {
		return nil, err
	}
	if len(b) > maxFile {
		return nil, fmt.Errorf("samples.yaml is too large")
	}
	var all []*Sample
	if err := yaml.NewDecoder(strings.NewReader(string(b)), yaml.Strict(), yaml.DisallowUnknownField()).Decode(&all); err != nil {
		return nil, fmt.Errorf("samples.yaml: %w", err)
	}
	named := map[string]*Sample{}
	for _, s := range all {
		if s.Base != "" {
			base := named[s.Base]
			if base == nil {
				return nil, fmt.Errorf("sample %q: base %q does not stand before it", s.Name, s.Base)
			}
			s.inherit(base)
		}
		s.normalise()
		named[s.Name] = s
	}
	return all, nil
}

func (s *Sample) inherit(base *Sample) {
	over := func(base, own map[string]any) map[string]any {
		out := maps.Clone(base)
		if out == nil {
			out = map[string]any{}
		}
		maps.Copy(out, own)
		return out
	}
	s.Facts, s.Person, s.Filled = over(base.Facts, s.Facts), over(base.Person, s.Person), over(base.Filled, s.Filled)
	lists := maps.Clone(base.Lists)
	if lists == nil {
		lists = map[string][]map[string]any{}
	}
	maps.Copy(lists, s.Lists)
	s.Lists = lists
	if s.Path == "" {
		s.Path = base.Path
	}
	if s.Office == "" {
		s.Office = base.Office
	}
	if s.Day == "" {
		s.Day = base.Day
	}
}

// normalise turns what YAML decodes into the kinds that Values hold.
func (s *Sample) normalise() {
	for _, m := range []map[string]any{s.Facts, s.Person, s.Filled} {
		normal(m)
	}
	for _, rows := range s.Lists {
		for _, r := range rows {
			normal(r)
		}
	}
}

func normal(m map[string]any) {
	for k, v := range m {
		switch v := v.(type) {
		case uint64:
			m[k] = int64(v)
		case []any:
			list := make([]string, len(v))
			for i, e := range v {
				list[i] = fmt.Sprint(e)
			}
			m[k] = list
		case map[string]any: // {value, zh, en}: a choice with its words
			m[k] = Choice{Value: fmt.Sprint(v["value"]), Label: i18n.Text{Zh: fmt.Sprint(v["zh"]), En: fmt.Sprint(v["en"])}}
		}
	}
}

// Prove renders every template with every sample in every language, and checks that both languages
// have the same parts and that no element is missing. The error names template, sample and fault.
func (l *Library) Prove(samples []*Sample) error {
	for _, id := range l.order {
		t := l.byID[id]
		for _, s := range samples {
			if _, _, err := l.Render(id, Bilingual, Gather(*t, s)); err != nil {
				return errs.Wrap(fmt.Errorf("%s with %s: %w", id, s.Name, err), errs.Invalid, "document.template", "name", id)
			}
			missing, err := l.Check(id, Gather(*t, s))
			if err != nil {
				return errs.Wrap(fmt.Errorf("%s with %s: %w", id, s.Name, err), errs.Invalid, "document.template", "name", id)
			}
			if len(missing) > 0 {
				return errs.Wrap(fmt.Errorf("%s with %s: element %s is missing (waits for %v)", id, s.Name, missing[0].ID, missing[0].Unknown), errs.Invalid, "document.template", "name", id)
			}
		}
	}
	return nil
}
