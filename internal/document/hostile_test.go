package document

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"qingjiao/internal/rule"
	"qingjiao/internal/typeset"
)

// hostile is text that would be structure if a template read it as Markdown, as an action or as a
// reference.
const hostile = "甲*乙*| **丙** |\n# 丁 {#penalty}\n1. 戊 [](#law) `己` {{.number}} ```sign"

// shape is what of a document does not depend on the words in it.
type shape struct {
	Kind               typeset.Kind
	ID, Label          string
	Pairs, Items, Rows int
}

func shapes(doc *typeset.Document) []shape {
	var out []shape
	for _, blocks := range [][]typeset.Block{doc.First, doc.Second} {
		for _, b := range blocks {
			s := shape{Kind: b.Kind, ID: b.ID, Label: b.Label, Pairs: len(b.Pairs), Items: len(b.Items)}
			if b.Table != nil {
				s.Rows = len(b.Table.Rows)
			}
			out = append(out, s)
		}
	}
	return out
}

// withText puts s into every field and column of text that has a value.
func withText(tmpl *Template, values Values, s string) Values {
	out := Values{}
	for name, v := range values {
		out[name] = v
	}
	for _, f := range tmpl.Fields {
		switch v := values[f.Name].(type) {
		case string:
			if f.Type == rule.Text {
				out[f.Name] = s
			}
		case []map[string]any:
			rows := make([]map[string]any, len(v))
			for i, r := range v {
				rows[i] = map[string]any{}
				for k, x := range r {
					rows[i][k] = x
				}
				for _, c := range f.Columns {
					if _, text := r[c.Name].(string); text && c.Type == rule.Text {
						rows[i][c.Name] = s
					}
				}
			}
			out[f.Name] = rows
		}
	}
	return out
}

// What a person types never becomes a clause, a row, an anchor or a reference: it stands there as
// typed, on one line.
func TestValuesAreWordsAndNotForm(t *testing.T) {
	l := library(t)
	typed := strings.ReplaceAll(hostile, "\n", " ")
	for _, id := range l.order {
		for _, base := range samples(t) {
			values := Gather(*l.byID[id], base)
			plain, _, err := l.Render(id, Bilingual, withText(l.byID[id], values, "文字"))
			if err != nil {
				t.Fatal(err)
			}
			doc, _, err := l.Render(id, Bilingual, withText(l.byID[id], values, hostile))
			if err != nil {
				t.Fatalf("%s %s: %v", id, base.Name, err)
			}
			if d := cmp.Diff(shapes(plain), shapes(doc)); d != "" {
				t.Errorf("%s %s changes its form (-plain +hostile):\n%s", id, base.Name, d)
			}
			if !strings.Contains(dump(doc), typed) {
				t.Errorf("%s %s: what was typed does not stand there as typed", id, base.Name)
			}
		}
	}
}

// Whatever is typed, a paper comes out in the form it has or not at all, and never panics.
func FuzzRender(f *testing.F) {
	l, first := library(f), samples(f)[0]
	want := map[string][]shape{}
	for _, id := range l.order {
		doc, _, err := l.Render(id, Bilingual, withText(l.byID[id], Gather(*l.byID[id], first), "文字"))
		if err != nil {
			f.Fatal(err)
		}
		want[id] = shapes(doc)
	}
	for _, s := range []string{hostile, "\ue000" + "0\ue001", "\x00\xff\u202e", strings.Repeat("长", maxText+1), "```\n\n# a", "{{end}}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.TrimSpace(s) == "" {
			return // an empty value may switch what stands on it
		}
		for _, id := range l.order {
			doc, blanks, err := l.Render(id, Bilingual, withText(l.byID[id], Gather(*l.byID[id], first), s))
			if err != nil || len(blanks) > 0 {
				continue
			}
			if d := cmp.Diff(want[id], shapes(doc)); d != "" {
				t.Errorf("%s with %q changes its form:\n%s", id, s, d)
			}
		}
	})
}
