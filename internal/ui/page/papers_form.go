package page

import (
	"context"
	"fmt"
	"os"
	"strings"

	"fyne.io/fyne/v2"

	"qingjiao/internal/clock"
	"qingjiao/internal/document"
	"qingjiao/internal/matter"
	"qingjiao/internal/rule"
	"qingjiao/internal/service"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
)

// fillForm shows what the paper still wants: elements of the law, blanks, then what was issued and
// what is already filled.
func (p *Papers) fillForm() {
	p.form.Objects = nil
	if p.trouble != nil {
		p.form.Refresh()
		return
	}
	if missing := p.missing(); missing != nil {
		p.form.Add(missing)
	}
	blank := map[string]bool{}
	for _, b := range p.draft.Blanks {
		blank[b.Field.Name] = true
	}
	var open, filled []service.DraftField
	for _, f := range p.draft.Fields {
		switch {
		case blank[f.Name]:
			open = append(open, f)
		case f.Label.Zh != "" && f.From != "number" && f.Value != nil || f.Manual:
			filled = append(filled, f)
		case f.Label.Zh != "" && f.From == "":
			open = append(open, f)
		}
	}
	if len(open) > 0 {
		p.form.Add(widgets.Column(4, widgets.Section(p.env.T("paperpage.blank_title", "n", len(p.draft.Blanks))), widgets.Paragraph(p.env.T("paperpage.blank_note")).Small()))
		p.form.Add(p.fields(open))
	} else {
		p.form.Add(widgets.Section(p.env.T("paperpage.full")))
	}
	p.issuedList()
	if len(filled) > 0 {
		p.form.Add(widgets.Row(0, widgets.Link(p.env.T("paperpage.filled", "n", len(filled)), func() { p.known = !p.known; p.fillForm() })))
		if p.known {
			p.form.Add(p.fields(filled))
		}
	}
	p.form.Refresh()
}

// missing tells what the law wants and the paper does not have.
func (p *Papers) missing() fyne.CanvasObject {
	var absent, unknown []string
	for _, e := range p.draft.Missing {
		if len(e.Unknown) == 0 {
			absent = append(absent, p.env.In(e.Label))
		}
		for _, name := range e.Unknown {
			for _, f := range p.env.App.FactDefs() {
				if f.Name == name {
					unknown = append(unknown, p.env.In(f.Label))
				}
			}
		}
	}
	switch {
	case len(absent) > 0:
		return widgets.Remark(widgets.Blocked, p.env.T("paperpage.absent"), absent...)
	case len(unknown) > 0:
		return widgets.Column(8, widgets.Remark(widgets.Attention, p.env.T("paperpage.unknown"), unknown...),
			widgets.Row(0, widgets.Link(p.env.T("paperpage.answer"), func() { p.env.Go("matter:" + p.id + ":interview") })))
	}
	return nil
}

// fields are the widgets of a draft's fields; each is saved as it is typed and the pages follow.
func (p *Papers) fields(list []service.DraftField) fyne.CanvasObject {
	a := &answer{env: p.env}
	var form []fyne.CanvasObject
	for _, f := range list {
		label, note := p.label(f.Field), p.env.In(f.Help)
		if f.Type == document.List {
			form = append(form, widgets.Field(label, p.env.T("paperpage.list_note"), widgets.Row(0,
				widgets.Link(p.env.T("paperpage.open_register"), func() {
					p.env.Go("matter:"+p.id+":registers", strings.TrimPrefix(f.From, "list:"))
				}))))
			continue
		}
		_, object := a.field(factOf(f.Field), f.Value, func(facts rule.Facts) { p.save(f.Name, facts[f.Name]) })
		if f.Manual && f.From != "" {
			object = widgets.Column(4, object, widgets.Row(0, widgets.Link(p.env.T("paperpage.take_back"), func() { p.save(f.Name, nil); p.Reload() })))
		}
		form = append(form, widgets.Field(label, note, object))
	}
	return widgets.Column(16, form...)
}

// label is what a field is called; a field without a label of its own is a fact.
func (p *Papers) label(f document.Field) string {
	if f.Label.Zh != "" {
		return p.env.In(f.Label)
	}
	for _, d := range p.env.App.FactDefs() {
		if d.Name == f.Name || "fact:"+d.Name == f.From {
			return p.env.In(d.Label)
		}
	}
	return f.Name
}

// factOf is a field of a paper as the form of a question knows it.
func factOf(f document.Field) matter.Fact {
	fact := matter.Fact{Var: rule.Var{Name: f.Name, Type: f.Type}, Label: f.Label}
	for _, o := range f.Options {
		fact.Options = append(fact.Options, matter.Option{Value: o.Value, Label: o.Label})
	}
	return fact
}

// save keeps a value and shows the pages with it; the form stays as it is, so the keyboard does too.
func (p *Papers) save(field string, value any) {
	template, record := p.template, p.record
	p.env.Do("page.saving", func(ctx context.Context, _ widgets.Progress) error {
		return p.env.App.SetDraftField(ctx, p.id, template, record, field, value)
	}, func() {
		p.env.saved()
		if template == p.template && record == p.record {
			p.read(func() { p.fillFoot(); p.fillHead() })
		}
	})
}

// fillFoot holds what can be done with the paper.
func (p *Papers) fillFoot() {
	export := widgets.Secondary(p.env.T("paperpage.export"), func() { p.export("") })
	issue := widgets.Primary(p.env.T("paperpage.issue"), p.issue)
	issue.Enable(p.trouble == nil && len(p.draft.Missing) == 0)
	p.foot.Objects = []fyne.CanvasObject{widgets.HLine(), widgets.Inset(14, 20, 14, 20, widgets.Row(8, export, widgets.Spacer(), issue))}
	p.foot.Refresh()
}

// issue makes the paper final. Blanks that stay are listed first: they print as lines for the pen.
func (p *Papers) issue() {
	text := p.env.T("paperpage.issue_note")
	var blanks []fyne.CanvasObject
	for i, b := range p.draft.Blanks {
		if i == 8 {
			blanks = append(blanks, widgets.Note(p.env.T("paperpage.more", "n", len(p.draft.Blanks)-8)))
			break
		}
		blanks = append(blanks, widgets.Row(8, widgets.Icon("pen-line", theme.Attention), widgets.Body(p.label(b.Field))))
	}
	var content fyne.CanvasObject
	if len(blanks) > 0 {
		text = p.env.T("paperpage.issue_blanks", "n", len(p.draft.Blanks))
		content = widgets.Column(6, blanks...)
	}
	widgets.Ask(p.env.Window.Canvas(), widgets.DialogWords{Title: p.env.T("paperpage.issue_title", "title", p.env.In(p.draft.Template.Title)),
		Text: text, Yes: p.env.T("paperpage.issue"), No: p.env.T("page.cancel")}, content, func() bool {
		p.env.Do("paperpage.issuing", func(ctx context.Context, _ widgets.Progress) error {
			_, err := p.env.App.Issue(ctx, p.id, p.template, p.record, p.lang, true)
			return err
		}, func() { p.env.Toast("paperpage.done"); p.Reload() })
		return true
	})
}

// issuedList lists the issued papers of the subject shown, newest first.
func (p *Papers) issuedList() {
	for _, v := range p.list {
		for _, s := range v.Subjects {
			if v.Template.ID != p.template || s.RecordID != p.record || len(s.Issued) == 0 {
				continue
			}
			var rows []fyne.CanvasObject
			for _, x := range s.Issued {
				words := widgets.Column(2, widgets.Strong(x.Number).Cut(),
					widgets.Note(p.env.T("paperpage.version", "n", x.Version, "lang", p.env.T("paperpage."+strings.ReplaceAll(x.Lang, "zh-en", "both")), "day", x.Issued.In(clock.Beijing).Format("2006-01-02"))).Cut(),
					widgets.Note("SHA-256 "+short(x.SHA256)).Cut())
				rows = append(rows, widgets.Inset(10, 12, 10, 12, widgets.Row(8, widgets.Grow(words), widgets.Small(p.env.T("paperpage.export_short"), func() { p.export(x.ID) }))))
			}
			p.form.Add(widgets.Column(8, widgets.Section(p.env.T("paperpage.issued_title")), widgets.Card(rows...)))
		}
	}
}

// short is the beginning of a digest.
func short(hex string) string {
	if len(hex) > 16 {
		return hex[:16] + "…"
	}
	return hex
}

// export writes a paper as PDF where the person says and opens it for printing: an issued one by its
// id, or the draft with "".
func (p *Papers) export(issued string) {
	name := p.env.In(p.draft.Template.Title)
	for _, v := range p.list {
		for _, s := range v.Subjects {
			for _, x := range s.Issued {
				if x.ID == issued {
					name = x.Number + " " + name
				}
			}
		}
	}
	if issued == "" {
		name = p.env.T("paperpage.draft_name", "title", name)
	}
	template, record, lang := p.template, p.record, p.lang
	widgets.AskPath(p.env.Window, p.env.Run, widgets.FileWish{Title: p.env.T("paperpage.export"), Save: true, Ext: []string{"pdf"},
		Name: fmt.Sprintf("%s.pdf", name)}, func(path string) {
		p.env.Do("paperpage.exporting", func(ctx context.Context, _ widgets.Progress) error {
			var pdf []byte
			var err error
			if issued == "" {
				pdf, err = p.env.App.DraftPDF(ctx, p.id, template, record, lang)
			} else {
				pdf, err = p.env.App.IssuedPDF(ctx, p.id, issued)
			}
			if err != nil {
				return err
			}
			return os.WriteFile(path, pdf, 0o600)
		}, func() {
			p.env.Toast("page.exported")
			if p.env.View != nil {
				p.env.View(path)
			}
		})
	})
}
