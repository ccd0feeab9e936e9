package document

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"qingjiao/i18n"
	"qingjiao/internal/rule"
)

// variant is a sample with some facts and the path changed.
type variant struct {
	*Sample
	facts  map[string]any
	manual map[string]any
	path   string
}

func (v variant) Fact(name string) any {
	if x, ok := v.facts[name]; ok {
		return x
	}
	return v.Sample.Fact(name)
}

func (v variant) Governing() string {
	if v.path != "" {
		return v.path
	}
	return v.Sample.Governing()
}

func (v variant) Manual() map[string]any {
	m := maps.Clone(v.Sample.Manual())
	maps.Copy(m, v.manual)
	return m
}

// variants of a template are every sample as it is, and with each thing its conditions ask turned
// to each of its values.
func variants(t *testing.T, tmpl *Template, s *rule.Schema) []variant {
	t.Helper()
	asked := map[string]bool{}
	for _, p := range tmpl.conditions {
		for _, f := range p.Facts() {
			asked[f] = true
		}
	}
	for _, p := range tmpl.switches {
		for _, f := range p.Facts() {
			asked[f] = true
		}
	}
	var out []variant
	for _, base := range samples(t) {
		out = append(out, variant{Sample: base})
		for _, g := range []string{"none", "art20", "art21", "art22", "art23", "delete"} {
			out = append(out, variant{Sample: base, path: g})
		}
		for name := range asked {
			if v, ok := s.Var(name); ok {
				for _, x := range values(v.Type, v.Options) {
					out = append(out, variant{Sample: base, facts: map[string]any{name: x}})
				}
				continue
			}
			for _, f := range tmpl.Fields {
				if f.Name == name && f.Type == rule.Bool {
					for _, x := range []any{true, false} {
						out = append(out, variant{Sample: base, manual: map[string]any{name: x}})
					}
				}
			}
		}
	}
	return out
}

func values(typ rule.Type, options []string) []any {
	var out []any
	switch typ {
	case rule.Bool:
		out = []any{true, false}
	case rule.Enum:
		for _, o := range options {
			out = append(out, o)
		}
	}
	return out
}

// Every element the law wants stands in the paper or is switched off by a fact, whatever the facts;
// and each that can be switched is seen both on and off.
func TestEveryElementStandsOrIsSwitchedOff(t *testing.T) {
	l, s := library(t), schema(t)
	for _, id := range l.order {
		tmpl := l.byID[id]
		on, off := map[string]int{}, map[string]int{}
		for _, v := range variants(t, tmpl, s) {
			vals := Gather(*tmpl, v)
			missing, err := l.Check(id, vals)
			if err != nil {
				t.Fatalf("%s %s: %v", id, v.Name, err)
			}
			for _, m := range missing {
				if len(m.Unknown) == 0 {
					t.Errorf("%s, %s with %v %v %s: %s is missing", id, v.Name, v.facts, v.manual, v.path, m.ID)
				}
			}
			facts := tmpl.known(tmpl.withDefaults(vals))
			_, _, anchors, err := tmpl.render(Chinese, vals)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range tmpl.Elements {
				want, err := tmpl.conditions[e.ID].Eval(facts, nil)
				switch {
				case err != nil:
					t.Fatal(err)
				case want == rule.Yes:
					on[e.ID]++
				case want == rule.No:
					off[e.ID]++
					if anchors[e.Anchor] && e.When != "" {
						t.Errorf("%s, %s: %s stands though it is switched off", id, v.Name, e.ID)
					}
				}
			}
		}
		for _, e := range tmpl.Elements {
			if on[e.ID] == 0 || e.When != "" && off[e.ID] == 0 {
				t.Errorf("%s: %s was never seen both wanted (%d) and not (%d)", id, e.ID, on[e.ID], off[e.ID])
			}
		}
	}
}

// Taking an element's anchor out of the text is noticed: as a missing element, or because the text
// no longer reads.
func TestAnElementTakenOutIsMissed(t *testing.T) {
	s := schema(t)
	whole := map[string]string{}
	dir := os.DirFS("../../assets")
	names, _ := fs.Glob(dir, "templates/*.md")
	for _, n := range names {
		b, err := fs.ReadFile(dir, n)
		if err != nil {
			t.Fatal(err)
		}
		whole[n] = string(b)
	}
	l := library(t)
	for _, id := range l.order {
		for _, e := range l.byID[id].Elements {
			without := fstest.MapFS{}
			for n, src := range whole {
				if strings.HasPrefix(filepath.Base(n), id+".") {
					head, text, _ := strings.Cut(src, "\n---\n")
					if strings.HasSuffix(n, ".en.md") {
						head, text = "", src
					}
					text = regexp.MustCompile(`(\{#|(?:kv|sign|checks) #)`+e.Anchor+`(\}|\n)`).ReplaceAllString(text, "${1}taken-out$2")
					if src = text; head != "" {
						src = head + "\n---\n" + text
					}
					without[n] = &fstest.MapFile{Data: []byte(src)}
				}
			}
			cut, err := Load(without, s)
			if err != nil {
				continue
			}
			if !missed(t, cut, id, e.ID) {
				t.Errorf("%s: nothing notices that %s is gone", id, e.ID)
			}
		}
	}
}

func missed(t *testing.T, l *Library, id, element string) bool {
	t.Helper()
	for _, base := range samples(t) {
		got, err := l.Check(id, Gather(*l.byID[id], base))
		if err != nil || slices.ContainsFunc(got, func(m MissingElement) bool { return m.ID == element }) {
			return true
		}
	}
	return false
}

// Every sentence of a template with its values stands in the document, in both languages.
func TestEverySentenceIsKept(t *testing.T) {
	l := library(t)
	for _, id := range l.order {
		for _, base := range samples(t) {
			vals := Gather(*l.byID[id], base)
			for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
				doc, _, err := l.Render(id, string(lang), vals)
				if err != nil {
					t.Fatal(err)
				}
				filled := l.byID[id].withDefaults(vals)
				on, _, err := l.byID[id].decide(filled)
				if err != nil {
					t.Fatal(err)
				}
				markdown, in, err := l.byID[id].execute(lang, filled, on)
				if err != nil {
					t.Fatal(err)
				}
				got := squeeze(strings.Join(Sentences(doc), ""))
				for _, line := range strings.Split(markdown, "\n") {
					line = syntax.ReplaceAllString(line, "")
					for _, piece := range regexp.MustCompile(`[|。；;]|\[\]\(#[a-z0-9-]+\)|\{#[a-z0-9-]+\}|：|\*\*`).Split(line, -1) {
						runs, err := in.runs(piece, false)
						if err != nil {
							t.Fatal(err)
						}
						if want := squeeze(plain(runs)); want != "" && !strings.Contains(got, want) {
							t.Errorf("%s %s %s: %q is lost", id, lang, base.Name, want)
						}
					}
				}
			}
		}
	}
}

// syntax is what of a line is form and not words.
var syntax = regexp.MustCompile("^\\s*(#+ |1\\. |> |---$|```.*$|\\|[-:| ]+\\|$)|\\s*\\{#[a-z0-9-]+\\}\\s*$")

func squeeze(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r == ' ' || r == '\u3000' || r == '\n' || strings.ContainsRune("。；;|：", r)
	}), "")
}
