package document

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"text/template"

	"github.com/goccy/go-yaml"

	"qingjiao/i18n"
	"qingjiao/internal/errs"
	"qingjiao/internal/rule"
)

// maxFile bounds a template file.
const maxFile = 256 << 10

// Library is the templates of the program.
type Library struct {
	byID  map[string]*Template
	order []string
}

// frontMatter is the head of a .zh.md file.
type frontMatter struct {
	ID        string            `yaml:"id"`
	Version   int               `yaml:"version"`
	Kind      string            `yaml:"kind"` // "" or "internal"
	Title     i18n.Text         `yaml:"title"`
	Gist      i18n.Text         `yaml:"gist"`
	Subject   string            `yaml:"subject"`
	When      string            `yaml:"when"`
	Law       []string          `yaml:"law"`
	Numbering numbering         `yaml:"numbering"`
	Switches  map[string]string `yaml:"switches"`
	Fields    []fieldData       `yaml:"fields"`
	Elements  []elementData     `yaml:"elements"`
}

type fieldData struct {
	Name     string              `yaml:"name"`
	Label    i18n.Text           `yaml:"label"`
	Type     rule.Type           `yaml:"type"`
	Options  []choiceData        `yaml:"options"`
	Required bool                `yaml:"required"`
	From     string              `yaml:"from"`
	Default  string              `yaml:"default"`
	Help     i18n.Text           `yaml:"help"`
	Columns  []columnData        `yaml:"columns"`
	Where    map[string][]string `yaml:"where"`
}

type columnData struct {
	Name     string       `yaml:"name"`
	Type     rule.Type    `yaml:"type"`
	Options  []choiceData `yaml:"options"`
	Required bool         `yaml:"required"`
}

type choiceData struct {
	Value string    `yaml:"value"`
	Label i18n.Text `yaml:"label"`
}

type elementData struct {
	ID     string    `yaml:"id"`
	Label  i18n.Text `yaml:"label"`
	When   string    `yaml:"when"` // a switch, or an expression
	Anchor string    `yaml:"anchor"`
}

// Load reads templates/*.zh.md and their English from fsys and checks them: strict front matter,
// known facts in every condition, known fields in every place of the text, no tabs. The error names
// file and fault. Prove goes further and renders them.
func Load(fsys fs.FS, schema *rule.Schema) (*Library, error) {
	names, err := fs.Glob(fsys, "templates/*.zh.md")
	if err != nil {
		return nil, err
	}
	l := &Library{byID: map[string]*Template{}}
	for _, name := range names {
		t, err := loadTemplate(fsys, name, schema)
		if err != nil {
			return nil, errs.Wrap(fmt.Errorf("%s: %w", name, err), errs.Invalid, "document.template", "name", path.Base(name))
		}
		if _, twice := l.byID[t.ID]; twice {
			return nil, errs.Wrap(fmt.Errorf("%s: id %s stands twice", name, t.ID), errs.Invalid, "document.template", "name", path.Base(name))
		}
		l.byID[t.ID] = t
		l.order = append(l.order, t.ID)
	}
	slices.Sort(l.order)
	return l, nil
}

// Get is the template of that catalogue number.
func (l *Library) Get(id string) (Template, bool) {
	t, ok := l.byID[id]
	if !ok {
		return Template{}, false
	}
	return *t, true
}

// List are the papers a matter may need, by catalogue number.
func (l *Library) List() []Template {
	var out []Template
	for _, id := range l.order {
		if t := l.byID[id]; !t.Internal {
			out = append(out, *t)
		}
	}
	return out
}

func loadTemplate(fsys fs.FS, name string, schema *rule.Schema) (*Template, error) {
	zh, err := readBounded(fsys, name)
	if err != nil {
		return nil, err
	}
	english := strings.TrimSuffix(name, ".zh.md") + ".en.md"
	en, err := readBounded(fsys, english)
	if err != nil {
		return nil, err
	}
	head, text, err := splitFrontMatter(zh)
	if err != nil {
		return nil, err
	}
	var m frontMatter
	if err := yaml.NewDecoder(strings.NewReader(head), yaml.Strict(), yaml.DisallowUnknownField()).Decode(&m); err != nil {
		return nil, fmt.Errorf("front matter: %w", err)
	}
	if m.ID+".zh.md" != path.Base(name) {
		return nil, fmt.Errorf("id %q is not the file's name", m.ID)
	}
	t, err := m.template(schema)
	if err != nil {
		return nil, err
	}
	t.bodies = map[i18n.Lang]*body{}
	for lang, src := range map[i18n.Lang]string{i18n.ZH: text, i18n.EN: en} {
		b, err := t.parseBody(lang, src)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", lang, err)
		}
		t.bodies[lang] = b
	}
	return t, nil
}

func readBounded(fsys fs.FS, name string) (string, error) {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return "", err
	}
	if len(b) > maxFile {
		return "", errors.New("file is too large")
	}
	return string(bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))), nil
}

func splitFrontMatter(s string) (head, text string, err error) {
	rest, ok := strings.CutPrefix(s, "---\n")
	if !ok {
		return "", "", errors.New("no front matter")
	}
	head, text, ok = strings.Cut(rest, "\n---\n")
	if !ok {
		return "", "", errors.New("front matter does not end")
	}
	return head, text, nil
}

func both(t i18n.Text) bool { return t.Zh != "" && t.En != "" }

func choices(in []choiceData) []Choice {
	var out []Choice
	for _, c := range in {
		out = append(out, Choice(c))
	}
	return out
}

// template checks the front matter and compiles its conditions. Facts that only conditions name
// become fields of their own, so that an unknown one is reported as a blank.
func (m *frontMatter) template(schema *rule.Schema) (*Template, error) {
	t := &Template{
		ID: m.ID, Version: m.Version, Title: m.Title, Gist: m.Gist, Subject: m.Subject, When: m.When, Law: m.Law, Internal: m.Kind == "internal",
		numbering: m.Numbering, switches: map[string]*rule.Program{}, conditions: map[string]*rule.Program{},
	}
	if !both(m.Title) || !both(m.Gist) || m.Version < 1 || m.Kind != "" && m.Kind != "internal" {
		return nil, errors.New("title, gist, version or kind is wrong")
	}
	if _, ok := labels[m.Numbering]; !ok {
		return nil, fmt.Errorf("unknown numbering %q", m.Numbering)
	}
	for _, f := range m.Fields {
		field, err := f.field(schema)
		if err != nil {
			return nil, fmt.Errorf("field %q: %w", f.Name, err)
		}
		if slices.ContainsFunc(t.Fields, func(o Field) bool { return o.Name == f.Name }) || f.Name == "is" {
			return nil, fmt.Errorf("field %q stands twice", f.Name)
		}
		t.Fields = append(t.Fields, field)
	}
	own, err := t.vocabulary(schema)
	if err != nil {
		return nil, err
	}
	if _, err := own.Compile(m.When); err != nil {
		return nil, fmt.Errorf("when: %w", err)
	}
	for name, src := range m.Switches {
		if t.switches[name], err = own.Compile(src); err != nil || src == "" {
			return nil, fmt.Errorf("switch %q: %w", name, cmpErr(err, "empty"))
		}
		t.adopt(t.switches[name], own)
	}
	for _, e := range m.Elements {
		if src, ok := m.Switches[e.When]; ok {
			e.When = src
		}
		if t.conditions[e.ID] != nil || e.ID == "" || e.Anchor == "" || !both(e.Label) {
			return nil, fmt.Errorf("element %q: twice, or without id, anchor or label", e.ID)
		}
		if t.conditions[e.ID], err = own.Compile(e.When); err != nil {
			return nil, fmt.Errorf("element %q: %w", e.ID, err)
		}
		t.adopt(t.conditions[e.ID], own)
		t.Elements = append(t.Elements, Element(e))
	}
	return t, nil
}

func cmpErr(err error, otherwise string) error {
	if err != nil {
		return err
	}
	return errors.New(otherwise)
}

func (f *fieldData) field(schema *rule.Schema) (Field, error) {
	out := Field{Name: f.Name, Label: f.Label, Type: f.Type, Options: choices(f.Options), Required: f.Required, From: f.From, Default: f.Default, Help: f.Help, Where: f.Where}
	kind, of, _ := strings.Cut(f.From, ":")
	switch kind {
	case "fact":
		v, ok := schema.Var(of)
		if !ok {
			return out, fmt.Errorf("unknown fact %q", of)
		}
		if out.Type == "" {
			out.Type = v.Type
		}
	case "", "record", "list", "today", "firm", "number":
		if !both(f.Label) {
			return out, errors.New("label is missing in a language")
		}
	default:
		return out, fmt.Errorf("unknown source %q", f.From)
	}
	if out.Type == "" {
		out.Type = rule.Text
	}
	if (out.Type == List) != (kind == "list") || (out.Type == List) != (len(f.Columns) > 0) {
		return out, errors.New("a list has type, columns and a register")
	}
	if kind == "" && (out.Type == rule.Enum || out.Type == rule.Multi) != (len(out.Options) > 0) {
		return out, errors.New("options and type do not agree")
	}
	for _, c := range f.Columns {
		if c.Type == "" {
			c.Type = rule.Text
		}
		out.Columns = append(out.Columns, Column{Name: c.Name, Type: c.Type, Options: choices(c.Options), Required: c.Required})
	}
	return out, nil
}

var governings = []string{"none", "art20", "art21", "art22", "art23", "delete", "blocked", "open"}

// vocabulary is what conditions of this template may name: facts, path_governing, and the
// template's own fields.
func (t *Template) vocabulary(schema *rule.Schema) (*rule.Schema, error) {
	vars := append(schema.Vars(), rule.Var{Name: "path_governing", Type: rule.Enum, Options: governings})
	for _, f := range t.Fields {
		if _, fact := schema.Var(f.Name); fact {
			if f.From != "fact:"+f.Name {
				return nil, fmt.Errorf("field %q has the name of a fact", f.Name)
			}
			continue
		}
		v := rule.Var{Name: f.Name, Type: f.Type}
		for _, o := range f.Options {
			v.Options = append(v.Options, o.Value)
		}
		if f.Type == List || (f.Type == rule.Enum || f.Type == rule.Multi) && len(v.Options) == 0 {
			continue // conditions cannot name it
		}
		vars = append(vars, v)
	}
	own := rule.NewSchema(vars)
	return own, own.Err()
}

func (t *Template) adopt(p *rule.Program, own *rule.Schema) {
	for _, name := range p.Facts() {
		if slices.ContainsFunc(t.Fields, func(f Field) bool { return f.Name == name }) {
			continue
		}
		v, _ := own.Var(name)
		from := "fact:" + name
		if name == "path_governing" {
			from = "path:governing"
		}
		t.Fields = append(t.Fields, Field{Name: name, Type: v.Type, From: from})
	}
}

// body is the text of a template in one language.
type body struct {
	tmpl *template.Template
}

func (t *Template) parseBody(lang i18n.Lang, src string) (*body, error) {
	if i := strings.IndexFunc(src, func(r rune) bool { return r == '\t' || r >= markOpen && r <= 0xF8FF }); i >= 0 {
		return nil, fmt.Errorf("tab or private character in line %d", 1+strings.Count(src[:i], "\n"))
	}
	tmpl, err := template.New(t.ID).Option("missingkey=error").Funcs(functions).Parse(src)
	if err != nil {
		return nil, err
	}
	if err := t.lint(tmpl); err != nil {
		return nil, err
	}
	return &body{tmpl: tmpl}, nil
}
