package page

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"qingjiao/i18n"
	"qingjiao/internal/clock"
	"qingjiao/internal/service"
	"qingjiao/internal/ui/widgets"
)

// Journal shows what happened in a matter, newest first, and proves that nothing was changed or
// taken out.
type Journal struct {
	env    *Env
	id     string
	name   string
	events []service.EventView
	more   bool
	report *service.JournalReport
	grid   *widgets.Grid
	root   *fyne.Container
}

// journalStep is how many events are read at a time.
const journalStep = 200

// NewJournal is the journal of a matter.
func NewJournal(env *Env, matterID string) *Journal {
	j := &Journal{env: env, id: matterID, root: widgets.Column(0)}
	j.Reload()
	return j
}

// Title is the matter's name.
func (j *Journal) Title() string { return j.name }

// Content is what the screen shows.
func (j *Journal) Content() fyne.CanvasObject { return j.root }

// Reload reads the newest events.
func (j *Journal) Reload() {
	var events []service.EventView
	var m service.MatterRow
	j.env.Do("page.loading", func(ctx context.Context, _ widgets.Progress) (err error) {
		if m, err = j.env.App.Matter(ctx, j.id); err != nil {
			return err
		}
		events, err = j.env.App.Journal(ctx, j.id, 0, journalStep)
		return err
	}, func() {
		j.events, j.name, j.more = events, m.Name, len(events) == journalStep
		j.show()
	})
}

// earlier reads the events before those shown.
func (j *Journal) earlier() {
	if len(j.events) == 0 {
		return
	}
	last := j.events[len(j.events)-1].Seq
	var events []service.EventView
	j.env.Do("page.loading", func(ctx context.Context, _ widgets.Progress) (err error) {
		events, err = j.env.App.Journal(ctx, j.id, last, journalStep)
		return err
	}, func() {
		j.events, j.more = append(j.events, events...), len(events) == journalStep
		j.show()
	})
}

func (j *Journal) show() {
	j.grid = widgets.NewGrid([]widgets.GridColumn{
		{Title: j.env.T("page.journal.number"), Width: 80, Right: true}, {Title: j.env.T("page.journal.time"), Width: 200},
		{Title: j.env.T("page.journal.who"), Width: 140}, {Title: j.env.T("page.journal.what"), Width: -2, Least: 220},
		{Title: j.env.T("page.journal.object"), Width: -3, Least: 220},
	}, len(j.events), j.cell)
	head := widgets.RowTop(12, widgets.Grow(heading(j.env.T("shell.tab.journal"), j.env.T("page.journal.note"))),
		widgets.Secondary(j.env.T("page.journal.checkpoint"), j.checkpoint), widgets.PrimaryIcon("shield-check", j.env.T("page.journal.verify"), j.verify))
	col := widgets.Column(16, head)
	if j.report != nil {
		col.Add(j.result())
	}
	col.Add(widgets.Grow(j.grid))
	if j.more {
		col.Add(widgets.Row(0, widgets.Link(j.env.T("page.journal.earlier"), j.earlier)))
	}
	j.root.Objects = []fyne.CanvasObject{widgets.Grow(widgets.Pad(24, col))}
	j.root.Refresh()
}

func (j *Journal) cell(row, col int) widgets.Cell {
	e := j.events[row]
	switch col {
	case 0:
		return widgets.Cell{Text: widgets.Count(e.Seq), Soft: true}
	case 1:
		return widgets.Cell{Text: e.Time.In(clock.Beijing).Format("2006-01-02 15:04:05"), Soft: true}
	case 2:
		return widgets.Cell{Text: e.Actor}
	case 3:
		return widgets.Cell{Text: j.env.T("event." + e.Action), Bold: true}
	}
	return widgets.Cell{Text: j.object(e)}
}

// object says what an event was about.
func (j *Journal) object(e service.EventView) string {
	if e.Name != "" {
		return e.Name
	}
	kind, id, _ := strings.Cut(e.Object, ":")
	if kind == "point" {
		if p, ok := j.env.App.Content().Points.Point(e.ID); ok {
			return j.env.In(p.Title)
		}
	}
	if kind == "draft" || kind == "paper" {
		if t, ok := j.env.App.Content().Papers.Get(id); ok {
			return j.env.In(t.Title)
		}
	}
	if key := "page.journal.object." + kind; i18n.Has(j.env.Lang, key) {
		return j.env.T(key)
	}
	return ""
}

// verify proves the whole journal: every event, every hash, every tree head.
func (j *Journal) verify() {
	var r service.JournalReport
	j.env.Do("page.journal.verifying", func(ctx context.Context, p widgets.Progress) (err error) {
		r, err = j.env.App.VerifyJournal(ctx, j.id, p)
		return err
	}, func() { j.report = &r; j.show() })
}

// result says what verification found.
func (j *Journal) result() fyne.CanvasObject {
	r := j.report
	if !r.OK {
		return widgets.Remark(widgets.Blocked, j.env.T("page.journal.bad", "n", r.Bad), j.env.T("page.journal.bad_note"))
	}
	lines := []string{j.env.T("page.journal.root", "root", r.Root)}
	if r.ClockBack > 0 {
		lines = append(lines, j.env.T("page.journal.clock", "n", r.ClockBack))
	}
	return widgets.Remark(widgets.Done, j.env.T("page.journal.good", "n", widgets.Count(r.Events)), lines...)
}

// checkpoint saves a signed head of the journal, which proves later that nothing before it changed.
func (j *Journal) checkpoint() {
	widgets.AskPath(j.env.Window, j.env.Run, widgets.FileWish{Title: j.env.T("page.journal.checkpoint"), Save: true, Name: j.env.T("page.journal.file"), Ext: []string{"txt"}}, func(path string) {
		j.env.Do("page.saving", func(ctx context.Context, _ widgets.Progress) error {
			b, err := j.env.App.Checkpoint(ctx, j.id)
			if err != nil {
				return err
			}
			return writeNew(path, b)
		}, func() { j.env.Toast("page.exported") })
	})
}
