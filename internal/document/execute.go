package document

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"text/template"

	"qingjiao/i18n"
	"qingjiao/internal/errs"
	"qingjiao/internal/rule"
	"qingjiao/internal/typeset"
)

// Values enter the Markdown as a number between two private characters and are put back after
// parsing, so that nothing in them can become structure.
const (
	markOpen  = '\uE000'
	markClose = '\uE001'
	refOpen   = '\uE002' // around the id of a cross-reference until numbers are known
	refClose  = '\uE003'
)

// maxMarkdown bounds the text a template may grow to.
const maxMarkdown = 4 << 20

var functions = template.FuncMap{
	"has":  func(c *cell) bool { return c != nil && !empty(c.v) },
	"is":   isOneOf,
	"some": func(rows []map[string]*cell) bool { return len(rows) > 0 },
	"inc":  func(i int) int { return i + 1 },
}

// isOneOf tells whether a choice has one of the values.
func isOneOf(c *cell, values ...string) bool {
	if c == nil {
		return false
	}
	for _, v := range values {
		switch b := bare(c.v, c.typ).(type) {
		case string:
			if b == v {
				return true
			}
		case []string:
			for _, s := range b {
				if s == v {
					return true
				}
			}
		}
	}
	return false
}

// filling is one execution of a template: the values that went in, by the number of their mark.
type filling struct {
	lang    i18n.Lang
	entries []typeset.Run
	counts  map[string]int // blanks by field name
	err     error
}

// cell is a value as the template sees it. It prints as a mark.
type cell struct {
	in       *filling
	name     string // field that a blank is counted for
	v        any
	typ      rule.Type
	options  []Choice
	optional bool // an empty one prints a dash instead of a blank
}

// String puts the value into the filling and gives its mark.
func (c *cell) String() string {
	run := typeset.Run{}
	switch {
	case empty(c.v) && c.optional:
		run.Text = emptyCell
	case empty(c.v):
		run = typeset.Run{Text: blankLine, Blank: true}
		c.in.counts[c.name]++
	default:
		s, err := words(c.v, c.typ, c.options, c.in.lang)
		if err != nil && c.in.err == nil {
			var e *errs.Error
			if errors.As(err, &e) {
				err = errs.New(e.Kind, e.Key, "field", c.name)
			}
			c.in.err = err
		}
		if run.Text = s; s == "" {
			run = typeset.Run{Text: blankLine, Blank: true}
			c.in.counts[c.name]++
		}
	}
	c.in.entries = append(c.in.entries, run)
	return string(markOpen) + strconv.Itoa(len(c.in.entries)-1) + string(markClose)
}

// execute runs the text of a template over values; the Markdown it returns holds marks for values.
func (t *Template) execute(lang i18n.Lang, values Values, on map[string]bool) (string, *filling, error) {
	in := &filling{lang: lang, counts: map[string]int{}}
	data := map[string]any{"is": on}
	for _, f := range t.Fields {
		if f.Type != List {
			data[f.Name] = &cell{in: in, name: f.Name, v: values[f.Name], typ: f.Type, options: f.Options}
			continue
		}
		rows, err := f.rows(values[f.Name])
		if err != nil {
			return "", nil, err
		}
		list := make([]map[string]*cell, len(rows))
		for i, r := range rows {
			list[i] = map[string]*cell{}
			for _, c := range f.Columns {
				list[i][c.Name] = &cell{in: in, name: f.Name, v: r[c.Name], typ: c.Type, options: c.Options, optional: !c.Required}
			}
		}
		data[f.Name] = list
	}
	var out limited
	if err := t.bodies[lang].tmpl.Execute(&out, data); err != nil {
		return "", nil, errs.Wrap(err, errs.Invalid, "document.template", "name", t.ID)
	}
	if in.err != nil {
		return "", nil, in.err
	}
	return out.String(), in, nil
}

// rows are the rows of a list value, within bounds and with Where applied.
func (f *Field) rows(v any) ([]map[string]any, error) {
	if v == nil {
		return nil, nil
	}
	all, ok := v.([]map[string]any)
	if !ok {
		return nil, errs.New(errs.Invalid, "document.value", "field", f.Name)
	}
	var out []map[string]any
	for _, r := range all {
		keep := true
		for column, allowed := range f.Where {
			keep = keep && isOneOf(&cell{v: r[column], typ: rule.Enum}, allowed...)
		}
		if keep {
			out = append(out, r)
		}
	}
	if len(out) > maxRows {
		return nil, errs.New(errs.Invalid, "document.too_many_rows", "field", f.Name, "n", maxRows)
	}
	return out, nil
}

// limited is a buffer that refuses to grow without bound.
type limited struct{ bytes.Buffer }

func (l *limited) Write(p []byte) (int, error) {
	if l.Len()+len(p) > maxMarkdown {
		return 0, errors.New("the paper is too long")
	}
	return l.Buffer.Write(p)
}

// runs puts values back into text: marks become runs of their own, what stands between keeps style.
func (in *filling) runs(s string, bold bool) ([]typeset.Run, error) {
	var out []typeset.Run
	for s != "" {
		before, rest, found := strings.Cut(s, string(markOpen))
		if before != "" {
			out = append(out, typeset.Run{Text: before, Bold: bold})
		}
		if !found {
			break
		}
		number, after, closed := strings.Cut(rest, string(markClose))
		n, err := strconv.Atoi(number)
		if !closed || err != nil || n < 0 || n >= len(in.entries) {
			return nil, fmt.Errorf("mark %q does not close", number)
		}
		run := in.entries[n]
		run.Bold = bold
		out = append(out, run)
		s = after
	}
	return out, nil
}
