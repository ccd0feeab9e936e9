package page

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"qingjiao/internal/service"
	"qingjiao/internal/typeset"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
)

// Papers shows the papers a matter needs: their real pages, what is still blank in them, and those
// issued.
type Papers struct {
	env  *Env
	id   string
	name string
	list []service.PaperView

	template, record string // of the paper shown
	lang             string // zh, en, zh-en
	spare            bool   // papers that the matter does not need are shown too
	known            bool   // fields that are filled are shown too
	draft            service.DraftView
	pages            *widgets.Pages
	count            int // pages
	trouble          error

	rail, form, foot, head *fyne.Container
	root                   *fyne.Container
}

// Languages of a paper.
const (
	inChinese = "zh"
	inEnglish = "en"
	inBoth    = "zh-en"
)

// NewPapers is the papers of a matter.
func NewPapers(env *Env, matterID string) *Papers {
	p := &Papers{env: env, id: matterID, lang: inChinese, root: widgets.Column(0)}
	p.Reload()
	return p
}

// Title is the matter's name.
func (p *Papers) Title() string { return p.name }

// Content is what the screen shows.
func (p *Papers) Content() fyne.CanvasObject { return p.root }

// Open shows a paper by its template, or "D03/<record>" for the one made for a record.
func (p *Papers) Open(what string) {
	p.template, p.record, _ = strings.Cut(what, "/")
	p.pages = nil
	p.Reload()
}

// Reload reads the papers again and stays at the one shown.
func (p *Papers) Reload() {
	var list []service.PaperView
	var m service.MatterRow
	p.env.Do("page.loading", func(ctx context.Context, _ widgets.Progress) (err error) {
		if m, err = p.env.App.Matter(ctx, p.id); err != nil {
			return err
		}
		list, err = p.env.App.Papers(ctx, p.id)
		return err
	}, func() {
		p.list, p.name = list, m.Name
		p.settle()
		p.read(p.show)
	})
}

// settle keeps the choice where it still stands, else takes the first paper that is needed.
func (p *Papers) settle() {
	var first, same *service.Subject
	firstID := ""
	for i := range p.list {
		v := &p.list[i]
		for j := range v.Subjects {
			s := &v.Subjects[j]
			if v.Template.ID == p.template && (s.RecordID == p.record || same == nil) {
				same = s
			}
			if first == nil && v.Needed {
				first, firstID = s, v.Template.ID
			}
		}
	}
	switch {
	case same != nil:
		p.record = same.RecordID
	case first != nil:
		p.template, p.record = firstID, first.RecordID
	default:
		p.template, p.record = "", ""
	}
}

// read reads the draft shown and lays out its pages.
func (p *Papers) read(then func()) {
	if p.template == "" {
		p.pages = nil
		then()
		return
	}
	var d service.DraftView
	var pages typeset.Pages
	var trouble error
	p.env.Run.Run(p.env.T("page.loading"), func(ctx context.Context, _ widgets.Progress) (err error) {
		if d, err = p.env.App.Draft(ctx, p.id, p.template, p.record, p.lang); err != nil {
			return err
		}
		doc, err := p.env.App.DraftDocument(ctx, p.id, p.template, p.record, p.lang)
		if err != nil {
			return err
		}
		pages, err = typeset.Layout(doc)
		return err
	}, func(err error) {
		trouble = err
		p.draft, p.trouble, p.count = d, trouble, len(pages)
		if trouble == nil {
			if p.pages == nil {
				p.pages = widgets.NewPages(widgets.NewSheets(pages))
			} else {
				p.pages.SetSource(widgets.NewSheets(pages))
			}
		}
		then()
	})
}

func (p *Papers) show() {
	p.rail, p.form, p.foot, p.head = widgets.Column(2), widgets.Column(20), widgets.Column(0), widgets.Column(0)
	p.fillRail()
	left := widgets.Ground(theme.Paper, widgets.FixedWidth(248, widgets.NewScroll(widgets.Inset(20, 12, 20, 12, p.rail))))
	if p.template == "" {
		p.put(left, widgets.Empty("file-text", p.env.T("paperpage.none"), nil), nil)
		return
	}
	p.fillForm()
	p.fillFoot()
	p.fillHead()
	var centre fyne.CanvasObject
	if p.trouble != nil {
		what, do := p.env.Explain(p.trouble)
		centre = widgets.Pad(24, widgets.Column(0, widgets.Wrong(what, do, p.env.T("paperpage.again"), p.Reload)))
	} else {
		centre = p.pages
	}
	right := widgets.Ground(theme.Surface, widgets.FixedWidth(344, widgets.Frame(nil, p.foot, nil, nil,
		widgets.NewScroll(widgets.Inset(20, 20, 20, 20, p.form)))))
	p.put(left, widgets.Frame(p.head, nil, nil, nil, centre), right)
}

func (p *Papers) put(left, centre, right fyne.CanvasObject) {
	var edge fyne.CanvasObject
	if right != nil {
		edge = widgets.RowFill(0, widgets.VLine(), right)
	}
	p.root.Objects = []fyne.CanvasObject{widgets.Grow(widgets.Frame(nil, nil, widgets.RowFill(0, left, widgets.VLine()), edge, centre))}
	p.root.Refresh()
}

// fillRail lists the papers with what each still wants.
func (p *Papers) fillRail() {
	p.rail.Objects = nil
	spare := 0
	for _, v := range p.list {
		if !v.Needed && len(v.Subjects) > 0 {
			spare++
		}
		if v.Needed || p.spare || v.Template.ID == p.template {
			p.paper(v)
		}
	}
	if spare > 0 && !p.spare {
		p.rail.Add(widgets.Inset(8, 12, 8, 12, widgets.Row(0, widgets.Link(p.env.T("paperpage.spare", "n", spare), func() { p.spare = true; p.fillRail() }))))
	}
	p.rail.Refresh()
}

func (p *Papers) paper(v service.PaperView) {
	title := p.env.In(v.Template.Title)
	if v.Template.Subject == "" {
		for _, s := range v.Subjects {
			p.rail.Add(p.subject(v, s, title))
		}
		return
	}
	p.rail.Add(widgets.Inset(10, 12, 2, 12, widgets.Note(title).Cut()))
	if len(v.Subjects) == 0 {
		p.rail.Add(widgets.Inset(2, 12, 6, 12, widgets.Row(0, widgets.Link(p.env.T("paperpage.nobody"), func() {
			p.env.Go("matter:"+p.id+":registers", v.Template.Subject)
		}))))
	}
	for _, s := range v.Subjects {
		p.rail.Add(p.subject(v, s, s.Name))
	}
}

// subject is one paper in the list: its name and how it stands.
func (p *Papers) subject(v service.PaperView, s service.Subject, title string) fyne.CanvasObject {
	icon, tone, note := "file", widgets.Plain, p.env.T("paperpage.not_needed")
	switch {
	case len(s.Issued) > 0:
		icon, tone, note = "file-check", widgets.Done, p.env.T("paperpage.issued", "number", s.Issued[0].Number)
	case v.Needed && s.Blanks > 0:
		icon, tone, note = "file-text", widgets.Attention, p.env.T("paperpage.blanks", "n", s.Blanks)
	case v.Needed:
		icon, tone, note = "file-text", widgets.Info, p.env.T("paperpage.ready")
	}
	words := widgets.Column(1, widgets.Body(title).Cut(), widgets.Note(note).SetInk(tone.Ink()).Cut())
	press := widgets.NewPress(widgets.Inset(7, 12, 7, 12, widgets.Row(10, widgets.Icon(icon, tone.Ink()), widgets.Grow(words))), widgets.ListLook, func() {
		p.template, p.record, p.known, p.pages = v.Template.ID, s.RecordID, false, nil
		p.read(p.show)
	})
	press.SetSelected(v.Template.ID == p.template && s.RecordID == p.record)
	return press
}

// fillHead names the paper and lets its language be chosen.
func (p *Papers) fillHead() {
	langs := widgets.Segmented([]widgets.Choice{
		{Value: inChinese, Label: p.env.T("paperpage.zh")}, {Value: inEnglish, Label: p.env.T("paperpage.en")}, {Value: inBoth, Label: p.env.T("paperpage.both")},
	}, p.lang, func(v string) {
		p.lang, p.pages = v, nil
		p.read(p.show)
	})
	name := widgets.Column(1, widgets.Strong(p.env.In(p.draft.Template.Title)).Cut(), widgets.Note(p.env.T("paperpage.pages", "n", p.count)))
	p.head.Objects = []fyne.CanvasObject{widgets.Ground(theme.Surface, widgets.Column(0,
		widgets.Inset(8, 20, 8, 20, widgets.Row(12, widgets.Grow(name), langs)), widgets.HLine()))}
	p.head.Refresh()
}
