package register

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"qingjiao/internal/errs"
	"qingjiao/internal/rule"
)

// MaxReason is the longest written reason of a move, in characters.
const MaxReason = 1000

// New is a record as it begins: the checked values and the first state. Only the name is demanded,
// so that a person can note what is known and go on later; Complete says what is still missing.
func (d *Definition) New(values Values) (Values, string, error) {
	v, err := d.Check(values, true)
	if err != nil {
		return nil, "", err
	}
	if err := d.named(v); err != nil {
		return nil, "", err
	}
	return v, d.States[0].ID, nil
}

// Apply lays changes over a record's values: a nil or empty change takes the field out, fields not
// named stay. The record's values are not altered.
func (d *Definition) Apply(record, changes Values) (Values, error) {
	v, err := d.Check(changes, true)
	if err != nil {
		return nil, err
	}
	out := maps.Clone(record)
	if out == nil {
		out = Values{}
	}
	for name := range changes {
		if w, ok := v[name]; ok {
			out[name] = w
		} else {
			delete(out, name)
		}
	}
	if err := d.named(out); err != nil {
		return nil, err
	}
	return out, nil
}

func (d *Definition) named(v Values) error {
	if empty(v[d.NameField]) {
		f, _ := d.Field(d.NameField)
		return errs.New(errs.Invalid, "register.required", "field", f.Label)
	}
	return nil
}

// Moves are the transitions that a role may make from a state, whether or not all they need is there.
func (d *Definition) Moves(state, role string) []Transition {
	var out []Transition
	for _, t := range d.Transitions {
		if slices.Contains(t.From, state) && t.allows(role) {
			out = append(out, t)
		}
	}
	return out
}

func (t Transition) allows(role string) bool {
	return len(t.Roles) == 0 || slices.Contains(t.Roles, role)
}

// Wants lists the fields a transition needs that are still empty; a needed yes-or-no field wants a yes.
func (d *Definition) Wants(t Transition, v Values) []string {
	var out []string
	for _, name := range t.Needs {
		f, _ := d.Field(name)
		if !d.Applies(name, v) {
			continue
		}
		if yes, ok := v[name].(bool); f.Type == rule.Bool && !(ok && yes) || empty(v[name]) {
			out = append(out, name)
		}
	}
	return out
}

// Move makes a transition and gives the new state. It is refused with Conflict where the record is
// not in a state the transition starts from, Denied where the role may not, and Invalid where a
// needed field, an attached file or the reason is missing.
func (d *Definition) Move(state, transition, role string, v Values, attachments int, reason string) (string, error) {
	t, ok := d.Transition(transition)
	if !ok {
		return "", errs.New(errs.NotFound, "register.unknown_move", "register", d.Title, "name", clip(transition))
	}
	if !slices.Contains(t.From, state) {
		now, _ := d.State(state)
		return "", errs.New(errs.Conflict, "register.wrong_state", "move", t.Label, "state", now.Label)
	}
	if !t.allows(role) {
		return "", errs.New(errs.Denied, "register.role", "move", t.Label)
	}
	if wants := d.Wants(t, v); len(wants) > 0 {
		f, _ := d.Field(wants[0])
		return "", errs.New(errs.Invalid, "register.move_needs", "move", t.Label, "field", f.Label)
	}
	for _, f := range d.Fields {
		if only, ok := t.Where[f.Name]; ok {
			if s, _ := v[f.Name].(string); !slices.Contains(only, s) {
				return "", errs.New(errs.Invalid, "register.move_where", "move", t.Label, "field", f.Label)
			}
		}
	}
	if err := d.coherent(v); err != nil {
		return "", err
	}
	if t.Attach && attachments == 0 {
		return "", errs.New(errs.Invalid, "register.move_attach", "move", t.Label)
	}
	if t.Reason && strings.TrimSpace(reason) == "" {
		return "", errs.New(errs.Invalid, "register.move_reason", "move", t.Label)
	}
	if utf8.RuneCountInString(reason) > MaxReason || !utf8.ValidString(reason) || strings.ContainsFunc(reason, control) {
		return "", errs.New(errs.Invalid, "register.bad_reason", "move", t.Label, "max", MaxReason)
	}
	return t.To, nil
}

// coherent checks Order and Differ.
func (d *Definition) coherent(v Values) error {
	for _, names := range d.Order {
		last, lastName := "", ""
		for _, name := range names {
			s, _ := v[name].(string)
			if s == "" {
				continue
			}
			n := min(len(last), len(s)) // a day compares with a time by its day
			if last[:n] > s[:n] {
				a, _ := d.Field(lastName)
				b, _ := d.Field(name)
				return errs.New(errs.Invalid, "register.order", "first", a.Label, "second", b.Label)
			}
			last, lastName = s, name
		}
	}
	for _, names := range d.Differ {
		who := map[string]string{}
		for _, name := range names {
			s, _ := v[name].(string)
			if s == "" {
				continue
			}
			if before, twice := who[s]; twice {
				a, _ := d.Field(before)
				b, _ := d.Field(name)
				return errs.New(errs.Invalid, "register.differ", "first", a.Label, "second", b.Label)
			}
			who[s] = name
		}
	}
	return nil
}
