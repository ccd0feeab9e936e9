package service

import (
	"qingjiao/internal/clock"
	"qingjiao/internal/document"
	"qingjiao/internal/matter"
	"qingjiao/internal/register"
	"qingjiao/internal/rule"
	"qingjiao/internal/store"
)

// source answers what a paper asks of a matter. Choices come with their words in both languages.
type source struct {
	a       *App
	k       *knowledge
	subject map[string]any // the record the paper is made for; nil for the matter
	number  string
	manual  map[string]any
}

var _ document.Source = source{}

func (s source) Fact(name string) any {
	v, ok := s.k.facts[name]
	if !ok {
		return nil
	}
	f, _ := s.a.content.Facts.Fact(name)
	return chosen(v, f.Type, func(value string) document.Choice { return factChoice(f, value) })
}

func (s source) Record() map[string]any { return s.subject }

func (s source) List(reg string) []map[string]any {
	d, ok := s.a.content.Registers.Get(reg)
	if !ok {
		return nil
	}
	var out []map[string]any
	for _, r := range s.k.records[reg] {
		out = append(out, row(d, r))
	}
	return out
}

func (s source) Governing() string {
	if s.k.path.Governing == matter.Open {
		return ""
	}
	return string(s.k.path.Governing)
}

func (s source) Firm() string { return s.a.vault.Info().Name }

func (s source) Today() clock.Date { return s.k.today }

func (s source) Number() string { return s.number }

func (s source) Manual() map[string]any { return s.manual }

// row is a record as papers see it: its fields and its state.
func row(d *register.Definition, r store.Record) map[string]any {
	out := map[string]any{}
	for _, f := range d.Fields {
		if v, ok := r.Values[f.Name]; ok {
			out[f.Name] = chosen(v, f.Type, func(value string) document.Choice { return recordChoice(f, value) })
		}
	}
	state, _ := d.State(r.State)
	out["state"] = document.Choice{Value: r.State, Label: state.Label}
	return out
}

// chosen puts words to a value of an enum or multi; other values stay.
func chosen(v any, t rule.Type, words func(string) document.Choice) any {
	switch x := v.(type) {
	case string:
		if t == rule.Enum {
			return words(x)
		}
	case []string:
		out := make([]document.Choice, len(x))
		for i, value := range x {
			out[i] = words(value)
		}
		return out
	}
	return v
}

func factChoice(f matter.Fact, value string) document.Choice {
	for _, o := range f.Options {
		if o.Value == value {
			return document.Choice{Value: value, Label: o.Label}
		}
	}
	return document.Choice{Value: value}
}

func recordChoice(f register.Field, value string) document.Choice {
	for _, o := range f.Options {
		if o.Value == value {
			return document.Choice{Value: value, Label: o.Label}
		}
	}
	return document.Choice{Value: value}
}
