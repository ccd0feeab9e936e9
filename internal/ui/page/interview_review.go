package page

import (
	"strings"

	"fyne.io/fyne/v2"

	"qingjiao/internal/clock"
	"qingjiao/internal/matter"
	"qingjiao/internal/rule"
	"qingjiao/internal/service"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
)

// reviewView is 检查与修改: what follows, and every answer, each of which leads back to its question.
func (i *Interview) reviewView() fyne.CanvasObject {
	col := widgets.Column(16, widgets.Title(i.env.T("page.interview.review")), i.pathRemark())
	for _, c := range i.view.Chapters {
		if len(c.Questions) == 0 {
			continue
		}
		col.Add(widgets.Section(i.env.In(c.Title)))
		var rows []fyne.CanvasObject
		for _, q := range c.Questions {
			rows = append(rows, i.reviewRow(q))
		}
		col.Add(widgets.Card(rows...))
	}
	return col
}

// pathRemark says which rule governs and how certain that is.
func (i *Interview) pathRemark() fyne.CanvasObject {
	p := i.view.Path
	tone := widgets.Info
	switch p.Governing {
	case matter.Blocked:
		tone = widgets.Blocked
	case matter.Open:
		tone = widgets.Attention
	}
	lines := []string{i.env.T("page.certainty." + p.Certainty)}
	for _, r := range p.Reasons {
		lines = append(lines, i.env.In(r.Text))
	}
	return widgets.Remark(tone, i.env.T("page.governing."+string(p.Governing)), lines...)
}

func (i *Interview) reviewRow(q service.QuestionView) fyne.CanvasObject {
	words, tone := i.answered(q), theme.Ink
	if words == "" {
		words, tone = i.env.T("page.interview.open"), theme.Attention
	}
	id := q.ID
	return widgets.Pressable(widgets.Inset(10, 16, 10, 16, widgets.Row(16,
		widgets.Share(3, widgets.Body(i.env.In(q.Ask)).SetInk(theme.Second).Cut()),
		widgets.Share(4, widgets.Body(words).SetInk(tone).Cut()),
		widgets.Icon("pen-line", theme.Second))), func() { i.Open(id) })
}

// answered puts the answer to a question in words.
func (i *Interview) answered(q service.QuestionView) string {
	var parts []string
	for _, f := range q.Facts {
		if v, ok := q.Values[f.Name]; ok {
			parts = append(parts, factWords(i.env, f, v))
		}
	}
	return strings.Join(parts, i.env.T("page.comma"))
}

// factWords is a fact's value as people say it.
func factWords(env *Env, f matter.Fact, v any) string {
	label := func(value string) string {
		for _, o := range f.Options {
			if o.Value == value {
				return env.In(o.Label)
			}
		}
		return value
	}
	switch x := v.(type) {
	case bool:
		if x {
			return env.T("page.yes")
		}
		return env.T("page.no")
	case int64:
		if f.Type == rule.Money {
			return widgets.Yuan(x)
		}
		return widgets.Count(x) + " " + env.In(f.Unit)
	case []string:
		words := make([]string, len(x))
		for i, o := range x {
			words[i] = label(o)
		}
		return strings.Join(words, env.T("page.comma"))
	case string:
		if f.Type == rule.Date {
			return dayWords(env, clock.Date(x))
		}
		return label(x)
	}
	return rule.Format(v)
}

// dayWords writes a day in the language of the window.
func dayWords(env *Env, d clock.Date) string {
	t := d.Time()
	if t.IsZero() {
		return string(d)
	}
	return t.Format(env.T("page.date.layout"))
}

func (i *Interview) reviewBar() fyne.CanvasObject {
	return widgets.Row(24, widgets.Secondary(i.env.T("page.back"), i.back), widgets.Spacer(),
		widgets.Primary(i.env.T("page.interview.finish"), i.finish))
}

func (i *Interview) finish() { i.env.Go("matter:" + i.id + ":checklist") }
