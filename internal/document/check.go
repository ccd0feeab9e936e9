package document

import (
	"qingjiao/internal/errs"
	"qingjiao/internal/rule"
)

// Check proves the elements of a paper one by one: each is in the text, or its condition says it is
// not wanted. An element whose condition cannot be known yet counts as missing.
func (l *Library) Check(id string, values Values) ([]MissingElement, error) {
	t, ok := l.byID[id]
	if !ok {
		return nil, errs.New(errs.NotFound, "document.unknown", "id", id)
	}
	_, _, anchors, err := t.render(Chinese, values)
	if err != nil {
		return nil, err
	}
	_, _, english, err := t.render(English, values)
	if err != nil {
		return nil, err
	}
	facts := t.known(t.withDefaults(values))
	var out []MissingElement
	for _, e := range t.Elements {
		p := t.conditions[e.ID]
		want, err := p.Eval(facts, nil)
		if err != nil {
			return nil, t.fault(err)
		}
		switch {
		case want == rule.Unknown:
			out = append(out, MissingElement{Element: e, Unknown: open(p, facts)})
		case want == rule.Yes && !(anchors[e.Anchor] && english[e.Anchor]):
			out = append(out, MissingElement{Element: e})
		}
	}
	return out, nil
}
