package page

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"qingjiao/internal/checklist"
	"qingjiao/internal/law"
	"qingjiao/internal/matter"
	"qingjiao/internal/service"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
)

// Overview is a matter at a glance: what the law wants of it and how certain that is, what needs a
// person, how far it is, and which gates stand closed.
type Overview struct {
	env   *Env
	id    string
	row   service.MatterRow
	path  matter.Path
	tasks []service.Task
	gates []checklist.GateState
	root  *fyne.Container
}

// NewOverview is the overview of a matter.
func NewOverview(env *Env, matterID string) *Overview {
	o := &Overview{env: env, id: matterID, root: widgets.Column(0)}
	o.Reload()
	return o
}

// Title is the matter's name.
func (o *Overview) Title() string { return o.row.Name }

// Content is what the screen shows.
func (o *Overview) Content() fyne.CanvasObject { return o.root }

// Reload reads the matter again.
func (o *Overview) Reload() {
	var row service.MatterRow
	var path matter.Path
	var tasks []service.Task
	var list service.ChecklistView
	o.env.Do("page.loading", func(ctx context.Context, _ widgets.Progress) (err error) {
		if row, err = o.env.App.Matter(ctx, o.id); err != nil {
			return err
		}
		if path, err = o.env.App.Path(ctx, o.id); err != nil {
			return err
		}
		if tasks, err = o.env.App.Tasks(ctx, o.id); err != nil {
			return err
		}
		list, err = o.env.App.Checklist(ctx, o.id)
		return err
	}, func() {
		o.row, o.path, o.tasks, o.gates = row, path, tasks, list.Gates
		o.show()
	})
}

func (o *Overview) show() {
	left := widgets.Column(20, o.head(), o.stages())
	if len(o.tasks) > 0 {
		rows := make([]fyne.CanvasObject, 0, len(o.tasks))
		for _, t := range o.tasks {
			rows = append(rows, TaskRow(o.env, t, false, o.Reload))
		}
		left.Add(widgets.Column(12, widgets.Section(o.env.T("page.overview.tasks", "n", len(o.tasks))), widgets.Card(rows...)))
	}
	left.Add(widgets.Column(12, widgets.Section(o.env.T("page.overview.duties")), o.duties()))
	for _, w := range o.path.Warnings {
		left.Add(widgets.Remark(widgets.Attention, o.env.In(w.Text), o.cited(w.Law)))
	}
	right := widgets.Column(20, o.pathBox(), o.gateBox())
	o.root.Objects = []fyne.CanvasObject{widgets.Grow(widgets.Page(widgets.RowTop(24, widgets.Grow(left), widgets.FixedWidth(360, right))))}
	o.root.Refresh()
}

func (o *Overview) head() fyne.CanvasObject {
	who := []string{o.env.In(o.row.ModeName)}
	if o.row.Mode == "" {
		who = []string{o.env.T("page.matter.unknown")}
	}
	if o.row.Seller != "" {
		who = append(who, o.env.T("page.overview.seller", "name", o.row.Seller))
	}
	if o.row.Buyer != "" {
		who = append(who, o.env.T("page.matter.buyer", "name", o.row.Buyer))
	}
	more := widgets.Row(16, widgets.Link(o.env.T("page.overview.rename"), o.rename), widgets.Link(o.env.T("page.overview.share"), o.share),
		widgets.Link(o.env.T(map[bool]string{true: "page.overview.reopen", false: "page.overview.close"}[o.row.Closed]), o.close))
	return widgets.Column(6, widgets.Row(16, widgets.Grow(widgets.Title(o.row.Name).Cut()), more),
		widgets.Note(strings.Join(who, o.env.T("shell.dot"))).Cut())
}

// stages is the bar of the seven stages with their names; each leads into the checklist.
func (o *Overview) stages() fyne.CanvasObject {
	row := widgets.RowFill(4)
	for i, t := range o.row.Stages {
		tone := widgets.Plain
		switch {
		case t.Total > 0 && t.Met == t.Total:
			tone = widgets.Done
		case i+1 == o.row.StageNo:
			tone = widgets.Info
		}
		words := widgets.Column(6, widgets.Segments(tone), widgets.Paragraph(o.env.T("page.stage."+string(stages[i]))).Small().SetInk(theme.Ink),
			widgets.Note(o.env.T("page.overview.tally", "met", t.Met, "n", t.Total)))
		stage := string(stages[i])
		row.Add(widgets.Grow(widgets.Pressable(widgets.Inset(8, 8, 8, 8, words), func() { o.env.Go("matter:"+o.id+":checklist", stage) })))
	}
	return widgets.Panel(widgets.Inset(6, 8, 6, 8, row))
}

// duties are what the law wants: notice, consent, contract, assessment, export.
func (o *Overview) duties() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, d := range []struct {
		key string
		r   matter.Requirement
	}{{"notice", o.path.Notice}, {"consent", o.path.Consent}, {"contract", o.path.Contract}, {"pia", o.path.PIA}, {"export", o.path.Export}} {
		tone := map[matter.Duty]widgets.Tone{matter.Must: widgets.Blocked, matter.NotNeeded: widgets.Done}[d.r.Duty]
		if d.r.Duty != matter.Must && d.r.Duty != matter.NotNeeded {
			tone = widgets.Attention
		}
		words := widgets.Column(2, widgets.Paragraph(o.env.In(d.r.Text)).Wide())
		if c := o.cited(d.r.Law); c != "" {
			words.Add(widgets.Paragraph(c).Small().Wide())
		}
		rows = append(rows, widgets.Inset(12, 16, 12, 16, widgets.RowTop(16, widgets.FixedWidth(84, widgets.Strong(o.env.T("page.duty."+d.key))),
			widgets.Grow(words), widgets.Pill(tone, o.env.T("page.duty.is."+string(d.r.Duty))))))
	}
	return widgets.Card(rows...)
}

func (o *Overview) cited(refs []law.Ref) string {
	var out []string
	for _, c := range o.env.App.Cite(refs) {
		out = append(out, o.env.In(c.Text))
	}
	return strings.Join(out, o.env.T("page.comma"))
}

// pathBox says which article governs, why, and how certain that is.
func (o *Overview) pathBox() fyne.CanvasObject {
	p := o.path
	tone := map[string]widgets.Tone{"H": widgets.Done, "M": widgets.Info, "L": widgets.Attention}[p.Certainty]
	col := widgets.Column(12, widgets.Note(o.env.T("page.overview.path")), widgets.Paragraph(o.env.T("page.governing."+string(p.Governing))).Heading())
	if p.Governing != matter.Open {
		col.Add(widgets.Row(0, widgets.Pill(tone, o.env.T("page.overview.certainty."+p.Certainty))))
		col.Add(widgets.Paragraph(o.env.T("page.certainty." + p.Certainty)).Small())
	}
	if p.Override != nil {
		col.Add(widgets.Remark(widgets.Attention, o.env.T("page.overview.overridden", "counsel", p.Override.Counsel, "day", string(p.Override.On)),
			p.Override.Opinion, o.env.T("page.overview.own", "path", o.env.T("page.governing."+string(p.Override.From)))))
		col.Add(widgets.Row(0, widgets.Link(o.env.T("page.overview.take_back"), o.takeBack)))
	}
	for _, r := range p.Reasons {
		words := widgets.Column(1, widgets.Paragraph(o.env.In(r.Text)))
		if c := o.cited(r.Law); c != "" {
			words.Add(widgets.Paragraph(c).Small())
		}
		col.Add(words)
	}
	if len(p.Missing) > 0 {
		col.Add(widgets.Row(0, widgets.Link(o.env.T("page.overview.missing", "n", len(p.Missing)), func() { o.env.Go("matter:" + o.id + ":interview") })))
	}
	if p.Override == nil && p.MayOverride() == nil {
		col.Add(widgets.Row(0, widgets.Secondary(o.env.T("page.overview.override"), o.override)))
	}
	return widgets.Panel(widgets.Pad(20, col))
}

// gateBox lists the gates that this matter has, and what keeps them closed.
func (o *Overview) gateBox() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	open, all := 0, 0
	for _, g := range o.gates {
		if !g.Needed {
			continue
		}
		all++
		icon, tone, note := "lock", widgets.Blocked, o.env.T("page.overview.holds", "n", len(g.Holds))
		if g.Open {
			open++
			icon, tone, note = "lock-open", widgets.Done, o.env.T("page.overview.open")
			if len(g.Overridden) > 0 {
				tone, note = widgets.Attention, o.env.T("page.overview.by_hand", "n", len(g.Overridden))
			}
		}
		first := ""
		if len(g.Holds) > 0 {
			first = g.Holds[0]
		}
		rows = append(rows, widgets.ListRow(icon, tone, g.ID+" "+o.env.In(g.Title), note, func() { o.env.Go("matter:"+o.id+":checklist", first) }))
	}
	if len(rows) == 0 {
		return nil
	}
	return widgets.Column(12, widgets.Section(o.env.T("page.overview.gates", "open", open, "n", all)), widgets.Card(rows...))
}
