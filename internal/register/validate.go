package register

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"qingjiao/i18n"
	"qingjiao/internal/rule"
)

var (
	identifier = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
	catalogue  = regexp.MustCompile(`^[A-Z][0-9]{2}[a-z]?$`)
	types      = []rule.Type{rule.Bool, rule.Int, rule.Enum, rule.Multi, rule.Text, rule.Date, rule.Money}
	tones      = []string{"done", "attention", "blocked", "info", "plain"}
)

// validate proves that a definition makes sense by itself.
func (d *Definition) validate() error {
	if !identifier.MatchString(d.ID) {
		return fmt.Errorf("id %q is not a lower-case word", d.ID)
	}
	for what, t := range map[string]i18n.Text{"title": d.Title, "gist": d.Gist} {
		if err := both(what, t); err != nil {
			return err
		}
	}
	if d.Scope != ScopeMatter && d.Scope != ScopeFirm {
		return fmt.Errorf("scope %q", d.Scope)
	}
	for _, check := range []func() error{d.validateFields, d.validateStates, d.validateTransitions, d.validateRules, d.validateViews, d.compile} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func both(what string, t i18n.Text) error {
	if strings.TrimSpace(t.Zh) == "" || strings.TrimSpace(t.En) == "" {
		return fmt.Errorf("%s: words missing in a language", what)
	}
	return nil
}

func (d *Definition) validateFields() error {
	if len(d.Fields) == 0 || len(d.Fields) > maxFields {
		return fmt.Errorf("%d fields; 1 to %d are possible", len(d.Fields), maxFields)
	}
	d.patterns = map[string]*regexp.Regexp{}
	seen := map[string]bool{"state": true}
	for _, f := range d.Fields {
		if !identifier.MatchString(f.Name) || seen[f.Name] {
			return fmt.Errorf("field %q: not a name, or stands twice", f.Name)
		}
		seen[f.Name] = true
		if err := f.validate(); err != nil {
			return fmt.Errorf("field %s: %w", f.Name, err)
		}
		if f.Pattern != "" {
			re, err := regexp.Compile(`^(?:` + f.Pattern + `)$`)
			if err != nil {
				return fmt.Errorf("field %s: %w", f.Name, err)
			}
			d.patterns[f.Name] = re
		}
	}
	if f, ok := d.Field(d.NameField); !ok || f.Type != rule.Text || !f.Required || f.When != "" {
		return fmt.Errorf("name field %q must be a required text", d.NameField)
	}
	return nil
}

func (f Field) validate() error {
	if err := both("label", f.Label); err != nil {
		return err
	}
	if (f.Help.Zh == "") != (f.Help.En == "") {
		return fmt.Errorf("help: words missing in a language")
	}
	if !slices.Contains(types, f.Type) {
		return fmt.Errorf("type %q", f.Type)
	}
	chosen := f.Type == rule.Enum || f.Type == rule.Multi
	if chosen != (len(f.Options) > 0) {
		return fmt.Errorf("options and type %s do not go together", f.Type)
	}
	seen := map[string]bool{}
	for _, o := range f.Options {
		if o.Value == "" || len(o.Value) > 40 || seen[o.Value] {
			return fmt.Errorf("option %q: empty, too long, or stands twice", o.Value)
		}
		seen[o.Value] = true
		if err := both("option "+o.Value, o.Label); err != nil {
			return err
		}
	}
	if f.Pattern != "" {
		if f.Type != rule.Text {
			return fmt.Errorf("a pattern needs a text")
		}
		if err := both("hint", f.Hint); err != nil {
			return err
		}
	}
	if f.Reference != "" && f.Type != rule.Text {
		return fmt.Errorf("a reference needs a text")
	}
	if f.Max < 0 || f.Type == rule.Text && f.Max > maxText {
		return fmt.Errorf("max %d", f.Max)
	}
	return nil
}

// validateRules checks Order, Differ and the values of Where.
func (d *Definition) validateRules() error {
	for _, names := range append(slices.Clone(d.Order), d.Differ...) {
		if len(names) < 2 {
			return fmt.Errorf("order and differ compare at least two fields")
		}
		for _, n := range names {
			if f, ok := d.Field(n); !ok || f.Type != rule.Text && f.Type != rule.Date {
				return fmt.Errorf("order or differ: field %q is no text or date", n)
			}
		}
	}
	for _, t := range d.Transitions {
		for name, values := range t.Where {
			f, ok := d.Field(name)
			if !ok || f.Type != rule.Enum || len(values) == 0 {
				return fmt.Errorf("transition %s: where %q is no choice", t.ID, name)
			}
			for _, v := range values {
				if !f.offers(v) {
					return fmt.Errorf("transition %s: %s has no option %q", t.ID, name, v)
				}
			}
		}
	}
	return nil
}

func (d *Definition) validateStates() error {
	if len(d.States) == 0 {
		return fmt.Errorf("no states")
	}
	seen := map[string]bool{}
	for _, s := range d.States {
		if !identifier.MatchString(s.ID) || seen[s.ID] {
			return fmt.Errorf("state %q: not a name, or stands twice", s.ID)
		}
		seen[s.ID] = true
		if err := both("state "+s.ID, s.Label); err != nil {
			return err
		}
		if !slices.Contains(tones, s.Tone) {
			return fmt.Errorf("state %s: tone %q", s.ID, s.Tone)
		}
	}
	return nil
}

func (d *Definition) validateTransitions() error {
	reached := map[string]bool{d.States[0].ID: true}
	seen := map[string]bool{}
	for _, t := range d.Transitions {
		if !identifier.MatchString(t.ID) || seen[t.ID] {
			return fmt.Errorf("transition %q: not a name, or stands twice", t.ID)
		}
		seen[t.ID] = true
		if err := both("transition "+t.ID, t.Label); err != nil {
			return err
		}
		if len(t.From) == 0 {
			return fmt.Errorf("transition %s starts nowhere", t.ID)
		}
		for _, id := range t.From {
			s, ok := d.State(id)
			if !ok || s.Final || id == t.To {
				return fmt.Errorf("transition %s cannot start at %q", t.ID, id)
			}
		}
		if _, ok := d.State(t.To); !ok {
			return fmt.Errorf("transition %s leads to unknown state %q", t.ID, t.To)
		}
		reached[t.To] = true
		for _, n := range t.Needs {
			if _, ok := d.Field(n); !ok {
				return fmt.Errorf("transition %s needs unknown field %q", t.ID, n)
			}
		}
	}
	for _, s := range d.States {
		if !reached[s.ID] {
			return fmt.Errorf("state %s cannot be reached", s.ID)
		}
	}
	return nil
}

func (d *Definition) validateViews() error {
	if len(d.Columns) == 0 {
		return fmt.Errorf("no columns")
	}
	for _, c := range d.Columns {
		if _, ok := d.Field(c); !ok && c != "state" {
			return fmt.Errorf("unknown column %q", c)
		}
	}
	if !slices.Contains(d.Columns, "state") || !slices.Contains(d.Columns, d.NameField) {
		return fmt.Errorf("the columns must show name and state")
	}
	for _, doc := range d.Documents {
		if !catalogue.MatchString(doc) {
			return fmt.Errorf("document %q is not a catalogue number", doc)
		}
	}
	return nil
}
