package page

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"qingjiao/internal/service"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
)

// Home is what needs a person today, by legal deadline, and the matters under way.
type Home struct {
	env  *Env
	view service.HomeView
	all  bool // every task is shown, not only the first ones
	root *fyne.Container
}

// firstTasks is how many tasks stand on the first screen.
const firstTasks = 5

// NewHome is the first screen.
func NewHome(env *Env) *Home {
	h := &Home{env: env, root: widgets.Column(0)}
	h.Reload()
	return h
}

// Title is the place's name.
func (h *Home) Title() string { return h.env.T("shell.place.home") }

// Content is what the screen shows.
func (h *Home) Content() fyne.CanvasObject { return h.root }

// Reload reads tasks and matters again.
func (h *Home) Reload() {
	var v service.HomeView
	h.env.Do("page.loading", func(ctx context.Context, _ widgets.Progress) (err error) {
		v, err = h.env.App.Home(ctx)
		return err
	}, func() { h.view = v; h.show() })
}

func (h *Home) show() {
	begin := func() { h.env.Go("new") }
	if len(h.view.Matters) == 0 {
		h.put(widgets.Empty("briefcase-business", h.env.T("page.home.empty"), widgets.PrimaryIcon("plus", h.env.T("page.home.new"), begin)))
		return
	}
	col := widgets.Column(16, h.tasks(), widgets.Space(0, 8))
	counts := h.env.T("page.home.open", "n", len(h.view.Matters))
	if h.view.Closed > 0 {
		counts += h.env.T("shell.dot") + h.env.T("page.home.closed", "n", h.view.Closed)
	}
	col.Add(widgets.Row(12, widgets.Section(h.env.T("shell.place.matters")), widgets.Note(counts), widgets.Spacer(),
		widgets.PrimaryIcon("plus", h.env.T("page.home.new"), begin)))
	rows := make([]fyne.CanvasObject, len(h.view.Matters))
	for i, m := range h.view.Matters {
		rows[i] = matterRow(h.env, m, "overview")
	}
	col.Add(widgets.Card(rows...))
	h.put(col)
}

func (h *Home) put(o fyne.CanvasObject) {
	h.root.Objects = []fyne.CanvasObject{widgets.Grow(widgets.Page(o))}
	h.root.Refresh()
}

func (h *Home) tasks() fyne.CanvasObject {
	tasks := h.view.Tasks
	due := 0
	for _, t := range tasks {
		if t.Due != "" && t.Days <= 0 {
			due++
		}
	}
	title := h.env.T("page.home.nothing")
	switch {
	case due > 0:
		title = h.env.T("page.home.today", "n", due)
	case len(tasks) > 0:
		title = h.env.T("page.home.soon", "n", len(tasks))
	}
	col := widgets.Column(16, widgets.Title(title))
	if len(tasks) == 0 {
		return col
	}
	shown := tasks
	if !h.all && len(tasks) > firstTasks {
		shown = tasks[:firstTasks]
	}
	rows := make([]fyne.CanvasObject, len(shown))
	for i, t := range shown {
		rows[i] = TaskRow(h.env, t, true, h.Reload)
	}
	col.Add(widgets.Card(rows...))
	if rest := len(tasks) - len(shown); rest > 0 {
		col.Add(widgets.Row(0, widgets.Link(h.env.T("page.home.more", "n", rest), func() { h.all = true; h.show() })))
	}
	return col
}

// TaskRow is a task as a row of a card: what, which matter, the law in small, when, and the one
// button that does it. done is called after a person declared it done.
func TaskRow(env *Env, t service.Task, matter bool, done func()) fyne.CanvasObject {
	tone := stateTone(t.Tone)
	note := env.In(t.Basis)
	if matter {
		note = t.MatterName + env.T("shell.dot") + note
	}
	var right []fyne.CanvasObject
	if t.Due != "" {
		right = append(right, widgets.Pill(tone, dueWords(env, t.Days)))
	}
	act := func() { env.Go("matter:" + t.MatterID + ":" + t.Where) }
	if t.Confirm != "" {
		act = func() { declare(env, t, done) }
	}
	right = append(right, widgets.Small(env.In(t.Button), act))
	icon := map[string]string{"blocked": "circle-alert", "attention": "clock"}[t.Tone]
	if icon == "" {
		icon = "pen-line"
	}
	return widgets.ListRow(icon, tone, env.In(t.Title), note, nil, right...)
}

// dueWords tells a day from today: 今天, 剩 2 天, 已过 3 天.
func dueWords(env *Env, days int) string {
	switch {
	case days == 0:
		return env.T("page.due.today")
	case days < 0:
		return env.T("page.due.over", "n", -days)
	}
	return env.T("page.due.left", "n", days)
}

// matterRow is a matter as a row of a card.
func matterRow(env *Env, m service.MatterRow, tab string) fyne.CanvasObject {
	open := func() { env.Go("matter:" + m.ID + ":" + tab) }
	if m.Locked {
		return widgets.ListRow("lock", widgets.Plain, m.Name, env.T("page.matter.locked"), nil)
	}
	who := env.In(m.ModeName)
	if m.Mode == "" {
		who = env.T("page.matter.unknown")
	}
	if m.Buyer != "" {
		who += env.T("shell.dot") + env.T("page.matter.buyer", "name", m.Buyer)
	}
	var done [7]bool
	for i, t := range m.Stages {
		done[i] = t.Total > 0 && t.Met == t.Total
	}
	stage := env.T("page.matter.stage", "stage", env.T("page.stage."+string(m.Stage)), "n", strconv.Itoa(m.StageNo))
	next := ""
	if m.Next != nil && m.Next.Due != "" {
		next = env.T("page.matter.next", "what", env.In(m.Next.Title), "day", string(m.Next.Due))
	}
	var pill fyne.CanvasObject
	switch {
	case m.Closed:
		pill = widgets.Pill(widgets.Plain, env.T("page.matter.closed"))
	case env.In(m.Blocker) != "":
		pill = widgets.Pill(widgets.Attention, env.In(m.Blocker))
	default:
		pill = widgets.Pill(widgets.Done, env.T("page.matter.clear"))
	}
	row := widgets.Row(24,
		widgets.FixedWidth(230, widgets.Column(2, widgets.Strong(m.Name).Cut(), widgets.Note(who).Cut())),
		widgets.FixedWidth(256, widgets.Column(6, widgets.StageBar(done, m.StageNo), widgets.Note(stage).Cut())),
		widgets.Grow(widgets.Note(next).Cut()), widgets.MostWidth(300, pill))
	return widgets.Pressable(widgets.Inset(12, 16, 12, 16, row), open)
}

// declare asks what shows that a deadline of the law was met, and records it.
func declare(env *Env, t service.Task, done func()) {
	reason := widgets.NoteEntry(env.T("page.checklist.reason_hint"))
	widgets.Ask(env.Window.Canvas(), widgets.DialogWords{Title: env.In(t.Title), Text: env.T("page.task.declare"),
		Yes: env.In(t.Button), No: env.T("page.cancel")}, reason, func() bool {
		if reason.Text() == "" {
			reason.SetError(env.T("page.checklist.no_reason"))
			return false
		}
		env.Do("page.saving", func(ctx context.Context, _ widgets.Progress) error {
			return env.App.OverridePoint(ctx, t.MatterID, t.Confirm, confirmed, reason.Text())
		}, func() { env.saved(); done() })
		return true
	})
	reason.Focus()
}

// heading is a title with a sentence under it.
func heading(title, note string) fyne.CanvasObject {
	col := widgets.Column(6, widgets.Title(title))
	if note != "" {
		col.Add(widgets.Paragraph(note).SetInk(theme.Second))
	}
	return col
}
