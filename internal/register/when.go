package register

import (
	"fmt"

	"qingjiao/internal/rule"
)

// compile checks the fields' conditions over the other fields of the record.
func (d *Definition) compile() error {
	var vars []rule.Var
	for _, f := range d.Fields {
		v := rule.Var{Name: f.Name, Type: f.Type}
		for _, o := range f.Options {
			v.Options = append(v.Options, o.Value)
		}
		// A field named like an evidence function, such as the number of records, cannot stand in
		// a condition.
		if rule.NewSchema([]rule.Var{v}).Err() == nil {
			vars = append(vars, v)
		}
	}
	schema := rule.NewSchema(vars)
	d.when = map[string]*rule.Program{}
	for _, f := range d.Fields {
		if f.When == "" {
			continue
		}
		p, err := schema.Compile(f.When)
		if err != nil {
			return fmt.Errorf("field %s: when: %w", f.Name, err)
		}
		for _, c := range p.Calls() {
			if c.Func != "has" && c.Func != "known" {
				return fmt.Errorf("field %s: when: a record knows nothing of %s", f.Name, c.Func)
			}
		}
		d.when[f.Name] = p
	}
	return nil
}

// Applies tells whether a field's condition holds for the values. A condition that depends on a
// field not filled yet does not hold: nobody is asked for what may not matter.
func (d *Definition) Applies(field string, v Values) bool {
	p := d.when[field]
	return p == nil || p.True(rule.Facts(v), rule.MapEvidence{})
}
