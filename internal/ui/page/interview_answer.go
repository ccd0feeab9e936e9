package page

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"qingjiao/internal/clock"
	"qingjiao/internal/matter"
	"qingjiao/internal/rule"
	"qingjiao/internal/service"
	"qingjiao/internal/ui/widgets"
)

// answer is the fields of one question: options for a choice, or a small form.
type answer struct {
	env     *Env
	object  fyne.CanvasObject
	options *widgets.Options // of a single choice
	single  matter.Fact
	fields  []*factField
	next    func() // Enter in a field; may be nil
}

// factField reads and writes one fact in a form.
type factField struct {
	fact  matter.Fact
	first any
	read  func() (any, bool) // nil value: empty
	focus func()             // nil where nothing is typed
	wrong func(string)
}

// Values of options for a truth value.
const (
	yes = "yes"
	no  = "no"
)

func newAnswer(env *Env, q service.QuestionView, save func(rule.Facts), next func()) *answer {
	a := &answer{env: env, next: next}
	if len(q.Facts) == 1 {
		f := q.Facts[0]
		switch f.Type {
		case rule.Bool, rule.Enum, rule.Multi:
			a.single = f
			a.options = widgets.NewOptions(a.choices(f), chosen(q.Values[f.Name]), f.Type == rule.Multi, func([]string) {
				if v, ok := a.optionValue(); ok {
					save(rule.Facts{f.Name: v})
				}
			})
			a.object = a.options
			return a
		}
	}
	form := make([]fyne.CanvasObject, 0, len(q.Facts))
	for _, f := range q.Facts {
		field, object := a.field(f, q.Values[f.Name], save)
		a.fields = append(a.fields, field)
		form = append(form, widgets.Field(env.In(f.Label), unit(env, f), object))
	}
	a.object = widgets.Form(form...)
	return a
}

func unit(env *Env, f matter.Fact) string {
	if f.Unit.Zh == "" {
		return ""
	}
	return env.T("page.unit", "unit", env.In(f.Unit))
}

func (a *answer) choices(f matter.Fact) []widgets.Choice {
	if f.Type == rule.Bool {
		return []widgets.Choice{{Value: yes, Label: a.env.T("page.yes")}, {Value: no, Label: a.env.T("page.no")}}
	}
	out := make([]widgets.Choice, len(f.Options))
	for i, o := range f.Options {
		out[i] = widgets.Choice{Value: o.Value, Label: a.env.In(o.Label), Gist: a.env.In(o.Gist)}
	}
	return out
}

// chosen are the option values of a fact's value.
func chosen(v any) []string {
	switch x := v.(type) {
	case bool:
		if x {
			return []string{yes}
		}
		return []string{no}
	case string:
		return []string{x}
	case []string:
		return x
	}
	return nil
}

// optionValue is the fact's value of what is chosen; ok is false while nothing is.
func (a *answer) optionValue() (any, bool) {
	vs := a.options.Values()
	if a.single.Type == rule.Multi {
		return vs, len(vs) > 0
	}
	if len(vs) == 0 {
		return nil, false
	}
	if a.single.Type == rule.Bool {
		return vs[0] == yes, true
	}
	return vs[0], true
}

func (a *answer) field(f matter.Fact, v any, save func(rule.Facts)) (*factField, fyne.CanvasObject) {
	field := &factField{fact: f, first: v}
	keep := func() {
		if value, ok := field.read(); ok && rule.Format(value) != rule.Format(field.first) {
			field.first = value
			save(rule.Facts{f.Name: value})
		}
	}
	switch f.Type {
	case rule.Bool, rule.Enum:
		value := ""
		if c := chosen(v); len(c) > 0 {
			value = c[0]
		}
		current := value
		field.read = func() (any, bool) {
			if current == "" {
				return nil, true
			}
			if f.Type == rule.Bool {
				return current == yes, true
			}
			return current, true
		}
		if f.Type == rule.Bool {
			return field, widgets.Row(0, widgets.Segmented(a.choices(f), value, func(s string) { current = s; keep() }))
		}
		return field, widgets.NewSelect("", a.env.T("page.choose"), a.choices(f), value, func(s string) { current = s; keep() })
	case rule.Multi:
		o := widgets.NewOptions(a.choices(f), chosen(v), true, func([]string) { keep() })
		field.read = func() (any, bool) {
			if vs := o.Values(); len(vs) > 0 {
				return vs, true
			}
			return nil, true
		}
		return field, o
	case rule.Date:
		d, _ := v.(string)
		input := widgets.NewDateField(dateWords(a.env), clock.Date(d), func(clock.Date) { keep() })
		field.focus = input.Focus
		input.OnSubmit(func() {
			if a.next != nil {
				a.next()
			}
		})
		field.read = func() (any, bool) {
			d, ok := input.Date()
			if d == "" {
				return nil, ok
			}
			return string(d), ok
		}
		return field, input
	}
	return a.textField(field, f, v, keep)
}

// textField is a fact that is typed: a number, an amount or words.
func (a *answer) textField(field *factField, f matter.Fact, v any, keep func()) (*factField, fyne.CanvasObject) {
	e := widgets.NewEntry("")
	field.focus = e.Focus
	switch x := v.(type) {
	case int64:
		e.SetText(strconv.FormatInt(x, 10))
		if f.Type == rule.Money {
			e.SetText(strings.TrimPrefix(widgets.Yuan(x), "¥"))
		}
	case string:
		e.SetText(x)
	}
	field.read = func() (any, bool) {
		s := strings.TrimSpace(e.Text())
		switch {
		case s == "":
			return nil, true
		case f.Type == rule.Money:
			n, ok := widgets.Cents(s)
			return n, ok
		case f.Type == rule.Int:
			n, err := strconv.ParseInt(strings.NewReplacer(",", "", "，", "").Replace(s), 10, 64)
			return n, err == nil && n >= 0
		}
		return s, true
	}
	field.wrong = e.SetError
	e.OnSubmit = func(string) {
		if a.next != nil {
			a.next()
		}
	}
	e.SaveWith(a.env.Run, func(string) {
		if _, ok := field.read(); ok {
			keep()
		}
	})
	leave := e.OnLeave
	e.OnLeave = func(s string) {
		if _, ok := field.read(); !ok {
			e.SetError(a.env.T("page.wrong." + string(f.Type)))
			return
		}
		e.SetError("")
		leave(s)
	}
	return field, e
}

// values are what stands in the fields; good is false where one cannot be read, which is said there.
func (a *answer) values() (facts rule.Facts, good bool) {
	facts, good = rule.Facts{}, true
	if a.options != nil {
		if v, ok := a.optionValue(); ok {
			facts[a.single.Name] = v
		}
		return facts, true
	}
	for _, f := range a.fields {
		v, ok := f.read()
		if !ok {
			good = false
			if f.wrong != nil {
				f.wrong(a.env.T("page.wrong." + string(f.fact.Type)))
			}
			continue
		}
		if v != nil || f.first != nil {
			facts[f.fact.Name] = v
		}
	}
	return facts, good
}

// settle notes that what stands in the fields is saved.
func (a *answer) settle() {
	for _, f := range a.fields {
		if v, ok := f.read(); ok {
			f.first = v
		}
	}
}

func (a *answer) key(r rune) {
	if a.options != nil {
		a.options.Key(r)
	}
}

// focus puts the keyboard into the first field of a form.
func (a *answer) focus() {
	for _, f := range a.fields {
		if f.focus != nil {
			f.focus()
			return
		}
	}
}

// dateWords are the words of a calendar in the language of the window.
func dateWords(env *Env) widgets.DateWords {
	w := widgets.DateWords{Format: env.T("page.date.format"), Wrong: env.T("page.wrong.date"), Today: env.T("page.date.today"), Current: clock.DateOf(clock.System())}
	for i := range 7 {
		w.Week[i] = env.T("page.date.week." + strconv.Itoa(i+1))
	}
	w.Month = func(year int, m time.Month) string {
		return env.T("page.date.month", "year", year, "month", env.T("page.date.month."+strconv.Itoa(int(m))))
	}
	return w
}
