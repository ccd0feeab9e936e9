package document

import (
	"errors"
	"fmt"
	"strings"

	"qingjiao/i18n"
	"qingjiao/internal/errs"
	"qingjiao/internal/rule"
	"qingjiao/internal/typeset"
)

// Languages a paper can be made in.
const (
	Chinese   = "zh"
	English   = "en"
	Bilingual = "zh-en"
)

// Render makes a paper of values in language "zh", "en" or "zh-en" and lists what is blank. A value
// that is too long, or of a kind its field cannot have, is an error of kind Invalid; an unknown id
// or language is NotFound.
func (l *Library) Render(id, lang string, values Values) (*typeset.Document, []Blank, error) {
	t, ok := l.byID[id]
	if !ok {
		return nil, nil, errs.New(errs.NotFound, "document.unknown", "id", id)
	}
	doc, blanks, _, err := t.render(lang, values)
	return doc, blanks, err
}

func (t *Template) render(lang string, values Values) (*typeset.Document, []Blank, map[string]bool, error) {
	main := i18n.ZH
	switch lang {
	case Chinese, Bilingual:
	case English:
		main = i18n.EN
	default:
		return nil, nil, nil, errs.New(errs.NotFound, "document.language", "lang", lang)
	}
	values = t.withDefaults(values)
	on, unknown, err := t.decide(values)
	if err != nil {
		return nil, nil, nil, t.fault(err)
	}
	first, counts, err := t.page(main, values, on)
	if err != nil {
		return nil, nil, nil, t.fault(err)
	}
	doc := t.frame(main, values)
	doc.First = first.blocks
	if lang == Bilingual {
		second, _, err := t.page(i18n.EN, values, on)
		if err != nil {
			return nil, nil, nil, t.fault(err)
		}
		if err := pair(first.blocks, second.blocks); err != nil {
			return nil, nil, nil, t.fault(err)
		}
		doc.Second, doc.Title2 = second.blocks, t.Title.En
		doc.Header += " " + t.Title.En
		doc.Note += "  " + t.note(i18n.EN)
	}
	return doc, t.blanks(counts, unknown), first.anchors, nil
}

// fault wraps what a template's author must mend; what the caller can mend is an errs.Error already.
func (t *Template) fault(err error) error {
	var e *errs.Error
	if errors.As(err, &e) {
		return err
	}
	return errs.Wrap(err, errs.Invalid, "document.template", "name", t.ID)
}

// frame is what stands around the blocks.
func (t *Template) frame(lang i18n.Lang, values Values) *typeset.Document {
	text := func(name string) string {
		s, _ := words(values[name], rule.Text, nil, lang)
		return s
	}
	doc := &typeset.Document{
		Title: t.Title.In(lang), Header: t.Title.In(lang), Number: text("number"), Lang: typeset.Lang(lang),
		Note: t.note(lang), Created: created(text("today")), Author: text("firm"), Subject: t.ID,
	}
	if doc.Number == "" && !t.Internal {
		doc.Draft = i18n.T(lang, "document.draft")
	}
	return doc
}

func (t *Template) note(lang i18n.Lang) string {
	if t.Internal {
		return ""
	}
	return i18n.T(lang, "document.note", "id", t.ID, "version", t.Version)
}

// page makes the paper in one language.
func (t *Template) page(lang i18n.Lang, values Values, on map[string]bool) (*paper, map[string]int, error) {
	markdown, in, err := t.execute(lang, values, on)
	if err != nil {
		return nil, nil, err
	}
	p, err := parsePaper(lang, markdown, in)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", lang, err)
	}
	if err := p.leftovers(); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", lang, err)
	}
	if err := p.number(t.numbering); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", lang, err)
	}
	return p, in.counts, nil
}

// leftovers finds marks of Markdown that stayed in the text because they did not parse. Values are
// not looked at: what a person typed is theirs.
func (p *paper) leftovers() error {
	values := map[string]bool{}
	for _, e := range p.in.entries {
		values[e.Text] = true
	}
	for i := range p.blocks {
		for _, runs := range runsOf(&p.blocks[i]) {
			for _, r := range runs {
				if values[r.Text] {
					continue
				}
				for _, mark := range []string{"**", "](", "{#", "```", "<no value>"} {
					if strings.Contains(r.Text, mark) {
						return fmt.Errorf("%q is left in %q", mark, r.Text)
					}
				}
			}
		}
	}
	return nil
}

// withDefaults fills empty fields from the template.
func (t *Template) withDefaults(values Values) Values {
	out := Values{}
	for k, v := range values {
		out[k] = v
	}
	for _, f := range t.Fields {
		if f.Default != "" && empty(out[f.Name]) {
			out[f.Name] = f.Default
			if f.Type != rule.Text && f.Type != rule.Date {
				out[f.Name] = bare(f.Default, f.Type)
			}
		}
	}
	return out
}

// known are the values conditions are asked about.
func (t *Template) known(values Values) rule.Facts {
	facts := rule.Facts{}
	for _, f := range t.Fields {
		if v := bare(values[f.Name], f.Type); v != nil && typed(v, f.Type) {
			facts[f.Name] = v
		}
	}
	return facts
}

// decide asks the switches. One that cannot be known is off, and the facts it waits for are named.
func (t *Template) decide(values Values) (on map[string]bool, unknown map[string]bool, err error) {
	facts := t.known(values)
	on, unknown = map[string]bool{}, map[string]bool{}
	for name, p := range t.switches {
		is, err := p.Eval(facts, nil)
		if err != nil {
			return nil, nil, fmt.Errorf("switch %s: %w", name, err)
		}
		on[name] = is == rule.Yes
		if is == rule.Unknown {
			for _, f := range open(p, facts) {
				unknown[f] = true
			}
		}
	}
	return on, unknown, nil
}

func open(p *rule.Program, facts rule.Facts) []string {
	var out []string
	for _, name := range p.Facts() {
		if _, ok := facts[name]; !ok {
			out = append(out, name)
		}
	}
	return out
}

// blanks are the empty fields in the order of the template.
func (t *Template) blanks(counts map[string]int, unknown map[string]bool) []Blank {
	var out []Blank
	for _, f := range t.Fields {
		if n := counts[f.Name]; n > 0 || unknown[f.Name] {
			out = append(out, Blank{Field: f, Count: n, Decides: unknown[f.Name]})
		}
	}
	return out
}

// pair proves that the two languages have the same parts in the same order.
func pair(a, b []typeset.Block) error {
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) {
			return fmt.Errorf("the languages have %d and %d blocks", len(a), len(b))
		}
		x, y := &a[i], &b[i]
		if x.Kind != y.Kind || x.ID != y.ID || x.Level != y.Level || len(x.Pairs) != len(y.Pairs) || len(x.Items) != len(y.Items) || len(x.Signs) != len(y.Signs) {
			return fmt.Errorf("block %d differs: %q of kind %d and %q of kind %d", i, x.ID, x.Kind, y.ID, y.Kind)
		}
		if x.Table != nil && (len(x.Table.Rows) != len(y.Table.Rows) || len(x.Table.Header) != len(y.Table.Header)) {
			return fmt.Errorf("table %q differs", x.ID)
		}
		for k := range x.Signs {
			if len(x.Signs[k].Lines) != len(y.Signs[k].Lines) {
				return fmt.Errorf("signature box %d differs", k+1)
			}
		}
	}
	return nil
}
