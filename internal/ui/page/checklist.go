package page

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"qingjiao/i18n"
	"qingjiao/internal/checklist"
	"qingjiao/internal/service"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
)

// Checklist shows the points of a matter by stage or by the twenty sections: what each asks, what
// proves it, what to do now; and the gates that stand closed.
type Checklist struct {
	env  *Env
	id   string
	name string
	view service.ChecklistView

	bySection bool
	stage     checklist.Stage
	section   int
	point     string
	evidence  []service.Attachment

	root *fyne.Container
}

// Ways of dividing the checklist.
const (
	byStage   = "stage"
	bySection = "section"
)

// NewChecklist is the checklist of a matter.
func NewChecklist(env *Env, matterID string) *Checklist {
	c := &Checklist{env: env, id: matterID, stage: checklist.Prepare, section: 1, root: widgets.Column(0)}
	c.Reload()
	return c
}

// Title is the matter's name.
func (c *Checklist) Title() string { return c.name }

// Content is what the screen shows.
func (c *Checklist) Content() fyne.CanvasObject { return c.root }

// Open selects a point and the stage it stands in, or a stage.
func (c *Checklist) Open(point string) {
	for _, s := range stages {
		if string(s) == point {
			c.stage, c.bySection = s, false
		}
	}
	for _, s := range c.view.States {
		if s.ID == point {
			c.stage, c.section, c.point = s.Stage, s.Section, point
		}
	}
	c.Reload()
}

// Reload computes the points anew and keeps the selection.
func (c *Checklist) Reload() {
	var v service.ChecklistView
	var m service.MatterRow
	var files []service.Attachment
	c.env.Do("page.loading", func(ctx context.Context, _ widgets.Progress) (err error) {
		if m, err = c.env.App.Matter(ctx, c.id); err != nil {
			return err
		}
		if v, err = c.env.App.Checklist(ctx, c.id); err != nil || c.point == "" {
			return err
		}
		files, err = c.env.App.Evidence(ctx, c.id, c.point)
		return err
	}, func() {
		first := c.view.States == nil
		c.view, c.name, c.evidence = v, m.Name, files
		if first && c.point == "" && m.Stage != "" {
			c.stage = m.Stage
		}
		c.show()
	})
}

func (c *Checklist) show() {
	left := widgets.Ground(theme.Paper, widgets.FixedWidth(216, widgets.Inset(20, 12, 20, 12, c.divisions())))
	right := widgets.Ground(theme.Surface, widgets.FixedWidth(360, c.detail()))
	middle := widgets.NewScroll(widgets.Inset(20, 16, 20, 16, c.points()))
	c.root.Objects = []fyne.CanvasObject{widgets.Grow(widgets.Frame(nil, nil, widgets.RowFill(0, left, widgets.VLine()), widgets.RowFill(0, widgets.VLine(), right), middle))}
	c.root.Refresh()
}

// divisions is the list at the left: the seven stages, or the twenty sections and the insights.
func (c *Checklist) divisions() fyne.CanvasObject {
	way := byStage
	if c.bySection {
		way = bySection
	}
	col := widgets.Column(4, widgets.Segmented([]widgets.Choice{
		{Value: byStage, Label: c.env.T("page.checklist.by_stage")},
		{Value: bySection, Label: c.env.T("page.checklist.by_section")},
	}, way, func(v string) { c.bySection = v == bySection; c.show() }), widgets.Space(0, 8))
	if !c.bySection {
		for _, s := range stages {
			stage := s
			col.Add(c.division(c.env.T("page.stage."+string(s)), c.view.Stages[s], !c.bySection && s == c.stage, func() { c.stage = stage; c.show() }))
		}
		return col
	}
	for n := 1; n <= 21; n++ {
		section := n % 21 // the insights last
		title := c.env.In(c.view.Titles[section])
		if section > 0 {
			title = strconv.Itoa(section) + " " + title
		}
		col.Add(c.division(title, c.view.Sections[section], section == c.section, func() { c.section = section; c.show() }))
	}
	return widgets.NewScroll(col)
}

var stages = []checklist.Stage{checklist.Prepare, checklist.Classify, checklist.Secrecy, checklist.Notify, checklist.Handover, checklist.Destruction, checklist.Review}

func (c *Checklist) division(title string, t service.Tally, selected bool, open func()) fyne.CanvasObject {
	tone := widgets.Plain
	switch {
	case t.Total > 0 && t.Met == t.Total:
		tone = widgets.Done
	case t.Met > 0:
		tone = widgets.Attention
	}
	return widgets.NavRow("", tone, title, fmt.Sprintf("%d/%d", t.Met, t.Total), selected, open)
}

// here are the points of the division shown, and whether one is in it.
func (c *Checklist) here() []checklist.State {
	var out []checklist.State
	for _, s := range c.view.States {
		if c.bySection && s.Section == c.section || !c.bySection && s.Stage == c.stage {
			out = append(out, s)
		}
	}
	return out
}

func (c *Checklist) points() fyne.CanvasObject {
	points := c.here()
	title := c.env.T("page.stage." + string(c.stage))
	if c.bySection {
		title = c.env.In(c.view.Titles[c.section])
	}
	met, total := 0, 0
	var rows, spare []fyne.CanvasObject
	for _, s := range points {
		if s.Status == checklist.NotNeeded {
			spare = append(spare, c.row(s))
			continue
		}
		total++
		if s.Status.Settled() {
			met++
		}
		rows = append(rows, c.row(s))
	}
	head := widgets.Row(12, widgets.Section(title), widgets.Note(c.env.T("page.checklist.met", "n", total, "met", met)))
	col := widgets.Column(12, head)
	rows = append(c.gates(points), rows...)
	if len(rows) == 0 {
		col.Add(widgets.Empty("list-checks", c.env.T("page.checklist.none"), nil))
	} else {
		col.Add(widgets.Card(rows...))
	}
	if len(spare) > 0 {
		col.Add(widgets.Note(c.env.T("page.checklist.spare", "n", len(spare))))
		col.Add(widgets.Card(spare...))
	}
	return col
}

// gates are the bars of closed gates that these points hold.
func (c *Checklist) gates(points []checklist.State) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, g := range c.view.Gates {
		if g.Open || !g.Needed {
			continue
		}
		if !slices.ContainsFunc(points, func(s checklist.State) bool { return slices.Contains(g.Holds, s.ID) }) {
			continue
		}
		out = append(out, widgets.Ground(theme.BlockedSoft, widgets.Inset(10, 16, 10, 16, widgets.Row(12,
			widgets.Icon("circle-x", theme.Blocked),
			widgets.Grow(widgets.Body(g.ID+"　"+c.env.In(g.Title)+c.env.T("page.colon")+c.env.In(g.Opens)).SetInk(theme.Blocked).Cut())))))
	}
	return out
}

func (c *Checklist) row(s checklist.State) fyne.CanvasObject {
	icon, tone, word := statusLook(c.env, s)
	id := s.ID
	p := widgets.NewPress(widgets.Inset(12, 16, 12, 16, widgets.Row(14, widgets.Icon(icon, tone.Ink()),
		widgets.Grow(widgets.Body(c.env.In(s.Title)).Cut()), widgets.Note(c.env.T("page.owner."+s.Owner)), widgets.Pill(tone, word))),
		widgets.ListLook, func() { c.point = id; c.Reload() }).Radius(0)
	p.SetSelected(id == c.point)
	return p
}

// statusLook is how a point's status is shown: always an icon, a colour and a word.
func statusLook(env *Env, s checklist.State) (icon string, tone widgets.Tone, word string) {
	word = env.T("page.status." + string(s.Status))
	switch s.Status {
	case checklist.Met:
		return "circle-check", widgets.Done, word
	case checklist.Confirmed:
		return "pen-line", widgets.Done, word
	case checklist.Waived:
		return "ban", widgets.Plain, word
	case checklist.Partly:
		have := 0
		for _, p := range s.Proofs {
			if p.Present {
				have++
			}
		}
		return "circle-alert", widgets.Attention, fmt.Sprintf("%d / %d", have, len(s.Proofs))
	case checklist.NotNeeded:
		return "minus", widgets.Plain, word
	}
	return "circle", widgets.Plain, word
}

// state is the point of that id.
func (c *Checklist) state(id string) (checklist.State, bool) {
	i := slices.IndexFunc(c.view.States, func(s checklist.State) bool { return s.ID == id })
	if i < 0 {
		return checklist.State{}, false
	}
	return c.view.States[i], true
}

// word is a catalogue text by key, for data that carries its own words.
func (c *Checklist) word(t i18n.Text) string { return c.env.In(t) }
