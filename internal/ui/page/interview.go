package page

import (
	"context"

	"fyne.io/fyne/v2"

	"qingjiao/internal/matter"
	"qingjiao/internal/rule"
	"qingjiao/internal/service"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
)

// Interview asks one question a screen. Every answer is saved as it is given; a rail at the left
// shows how far it has come, and at the end all answers can be looked over and changed.
type Interview struct {
	env  *Env
	id   string
	view service.InterviewView

	at      string // question shown; "" the first open one
	summary string // chapter whose summary is shown, "" none
	review  bool
	why     bool // the reason is folded open

	root   *fyne.Container
	answer *answer
}

// NewInterview is the interview of a matter.
func NewInterview(env *Env, matterID string) *Interview {
	i := &Interview{env: env, id: matterID, why: true, root: widgets.Column(0)}
	i.Reload()
	return i
}

// Title is the matter's name.
func (i *Interview) Title() string { return i.view.Name }

// Content is what the screen shows.
func (i *Interview) Content() fyne.CanvasObject { return i.root }

// Open goes to a question.
func (i *Interview) Open(question string) {
	i.at, i.review, i.summary = question, false, ""
	i.show()
}

// Reload reads the answers again and stays where it is.
func (i *Interview) Reload() {
	var v service.InterviewView
	i.env.Do("page.loading", func(ctx context.Context, _ widgets.Progress) (err error) {
		v, err = i.env.App.Interview(ctx, i.id)
		return err
	}, func() {
		i.view = v
		if i.at == "" && !i.review {
			i.at = i.firstOpen()
			i.review = i.at == ""
		}
		i.show()
	})
}

// questions are those that apply now, in order.
func (i *Interview) questions() []service.QuestionView {
	var out []service.QuestionView
	for _, c := range i.view.Chapters {
		out = append(out, c.Questions...)
	}
	return out
}

func (i *Interview) firstOpen() string {
	for _, q := range i.questions() {
		if !q.Known && !q.Skipped {
			return q.ID
		}
	}
	return ""
}

// current is the question shown, and its place.
func (i *Interview) current() (service.QuestionView, int, bool) {
	for n, q := range i.questions() {
		if q.ID == i.at {
			return q, n, true
		}
	}
	return service.QuestionView{}, 0, false
}

func (i *Interview) show() {
	i.env.Window.Canvas().Unfocus() // a field that goes away keeps what stands in it
	q, _, ok := i.current()
	if !ok && i.summary == "" {
		i.review = true
	}
	var body, bar fyne.CanvasObject
	switch {
	case i.summary != "":
		body, bar = i.summaryView(), i.bar(i.leaveSummary)
	case i.review:
		body, bar = i.reviewView(), i.reviewBar()
	default:
		body, bar = i.questionView(q), i.questionBar(q)
	}
	rail := widgets.Ground(theme.Paper, widgets.FixedWidth(240, widgets.Inset(24, 12, 24, 12, i.rail())))
	foot := widgets.Ground(theme.Surface, widgets.Column(0, widgets.HLine(), widgets.Inset(14, 48, 14, 48, bar)))
	right := widgets.Frame(nil, foot, nil, nil, widgets.NewScroll(widgets.Inset(28, 48, 28, 48, body)))
	i.root.Objects = []fyne.CanvasObject{widgets.Grow(widgets.Frame(nil, nil, widgets.RowFill(0, rail, widgets.VLine()), nil, right))}
	i.root.Refresh()
	i.Focus()
}

// Focus gives the keyboard to the first field of the question.
func (i *Interview) Focus() {
	if i.answer != nil && !i.review && i.summary == "" {
		i.answer.focus()
	}
}

// rail lists the chapters with their state.
func (i *Interview) rail() fyne.CanvasObject {
	q, _, asking := i.current()
	col := widgets.Column(4, widgets.Note(i.env.T("page.interview.progress", "n", i.view.Answered, "about", i.view.About)), widgets.Space(0, 8))
	for _, c := range i.view.Chapters {
		icon, tone := "circle", widgets.Plain
		here := asking && !i.review && (i.summary == "" && q.Chapter == c.ID || i.summary == c.ID)
		switch {
		case here:
			icon, tone = "circle-dot", widgets.Info
		case c.Done:
			icon, tone = "circle-check", widgets.Done
		}
		chapter := c
		col.Add(widgets.NavRow(icon, tone, i.env.In(c.Title), "", here, func() {
			if len(chapter.Questions) > 0 {
				i.Open(chapter.Questions[0].ID)
			}
		}))
	}
	col.Add(widgets.NavRow("list-checks", widgets.Plain, i.env.T("page.interview.review"), "", i.review, func() {
		i.review, i.summary = true, ""
		i.show()
	}))
	return col
}

func (i *Interview) questionView(q service.QuestionView) fyne.CanvasObject {
	chapter := ""
	for _, c := range i.view.Chapters {
		if c.ID == q.Chapter {
			chapter = i.env.In(c.Title)
		}
	}
	col := widgets.Column(16, widgets.Column(6, widgets.Note(chapter), widgets.Paragraph(i.env.In(q.Ask)).Heading()))
	if q.Help.Zh != "" {
		col.Add(widgets.Paragraph(i.env.In(q.Help)).SetInk(theme.Second))
	}
	i.answer = newAnswer(i.env, q, i.save, i.Next)
	col.Add(widgets.MostWidth(664, i.answer.object))
	why := []string{i.env.In(q.Why)}
	for _, c := range i.env.App.Cite(q.Law) {
		why = append(why, i.cited(c))
	}
	if i.why {
		col.Add(widgets.MostWidth(664, widgets.Remark(widgets.Info, i.env.T("page.interview.why"), why...)))
	} else {
		col.Add(widgets.Row(0, widgets.Link(i.env.T("page.interview.why"), func() { i.why = true; i.show() })))
	}
	return col
}

// cited is an article with what it says and how sure we are of it.
func (i *Interview) cited(c service.Citation) string {
	s := i.env.In(c.Text)
	if c.Gist.Zh != "" {
		s += i.env.T("page.colon") + i.env.In(c.Gist)
	}
	if c.Confidence != "V" && c.Confidence != "" {
		s += i.env.T("page.confidence." + string(c.Confidence))
	}
	return s
}

// save keeps an answer as soon as it is given; the screen stays as it is.
func (i *Interview) save(facts rule.Facts) {
	i.env.Do("page.saving", func(ctx context.Context, _ widgets.Progress) error {
		return i.env.App.Answer(ctx, i.id, facts, nil)
	}, i.env.saved)
}

func (i *Interview) questionBar(q service.QuestionView) fyne.CanvasObject {
	var skip fyne.CanvasObject
	if q.Skip {
		skip = widgets.Link(i.env.T("page.interview.unclear"), func() { i.skip(q) })
	}
	return widgets.Row(24, widgets.Secondary(i.env.T("page.back"), i.back), widgets.Spacer(), skip,
		widgets.Primary(i.env.T("page.interview.next"), i.Next))
}

func (i *Interview) bar(next func()) fyne.CanvasObject {
	return widgets.Row(24, widgets.Secondary(i.env.T("page.back"), i.back), widgets.Spacer(), widgets.Primary(i.env.T("page.interview.next"), next))
}

func (i *Interview) skip(q service.QuestionView) {
	i.env.Do("page.saving", func(ctx context.Context, _ widgets.Progress) error {
		clear := rule.Facts{}
		for _, f := range q.Names() {
			clear[f] = nil
		}
		return i.env.App.Answer(ctx, i.id, clear, []string{q.ID})
	}, func() { i.forward(q) })
}

// Next saves what stands in the fields and goes on; a question that may not be put off stays until
// it is answered.
func (i *Interview) Next() {
	q, _, ok := i.current()
	if !ok || i.review || i.summary != "" {
		if i.summary != "" {
			i.leaveSummary()
		}
		return
	}
	facts, good := i.answer.values()
	if !good {
		return
	}
	if len(facts) == 0 {
		if q.Known {
			i.forward(q)
			return
		}
		if !q.Skip {
			i.env.Hint("page.interview.choose")
			return
		}
		i.skip(q)
		return
	}
	i.answer.settle()
	i.env.Do("page.saving", func(ctx context.Context, _ widgets.Progress) error {
		return i.env.App.Answer(ctx, i.id, facts, nil)
	}, func() { i.env.saved(); i.forward(q) })
}

// forward reads the questions again, because an answer may bring others, and goes to the one after q.
func (i *Interview) forward(q service.QuestionView) {
	var v service.InterviewView
	i.env.Do("page.loading", func(ctx context.Context, _ widgets.Progress) (err error) {
		v, err = i.env.App.Interview(ctx, i.id)
		return err
	}, func() {
		i.view = v
		next, passed := "", false
		var nextChapter string
		for _, o := range i.questions() {
			if passed {
				next, nextChapter = o.ID, o.Chapter
				break
			}
			passed = o.ID == q.ID
		}
		if nextChapter != q.Chapter && len(i.conclusions(q.Chapter)) > 0 {
			i.summary = q.Chapter
		}
		i.at = next
		i.review = next == "" && i.summary == ""
		if i.summary != "" {
			i.at = q.ID
		}
		i.show()
	})
}

func (i *Interview) back() {
	if i.summary != "" || i.review {
		i.summary = ""
		if i.review {
			i.review = false
			if qs := i.questions(); len(qs) > 0 {
				i.at = qs[len(qs)-1].ID
			}
		}
		i.show()
		return
	}
	if _, n, ok := i.current(); ok && n > 0 {
		i.Open(i.questions()[n-1].ID)
	}
}

func (i *Interview) conclusions(chapter string) []matter.Conclusion {
	for _, c := range i.view.Chapters {
		if c.ID == chapter {
			return c.Summary
		}
	}
	return nil
}

// summaryView is the short 小结 at the end of a chapter: what follows from its answers.
func (i *Interview) summaryView() fyne.CanvasObject {
	title := ""
	for _, c := range i.view.Chapters {
		if c.ID == i.summary {
			title = i.env.In(c.Title)
		}
	}
	col := widgets.Column(16, widgets.Column(6, widgets.Note(title), widgets.Title(i.env.T("page.interview.follows"))))
	for _, s := range i.conclusions(i.summary) {
		var law []string
		for _, c := range i.env.App.Cite(s.Law) {
			law = append(law, i.env.In(c.Text))
		}
		col.Add(widgets.MostWidth(664, widgets.Remark(widgets.Info, i.env.In(s.Text), law...)))
	}
	return col
}

func (i *Interview) leaveSummary() {
	q, _, ok := i.current()
	i.summary = ""
	if !ok {
		i.review = true
		i.show()
		return
	}
	qs := i.questions()
	i.at = ""
	for n, o := range qs {
		if o.ID == q.ID && n+1 < len(qs) {
			i.at = qs[n+1].ID
		}
	}
	i.review = i.at == ""
	i.show()
}

// TypedRune chooses an option by its number.
func (i *Interview) TypedRune(r rune) {
	if i.answer != nil && !i.review && i.summary == "" {
		i.answer.key(r)
	}
}

// TypedKey goes on with Enter.
func (i *Interview) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter {
		if i.review {
			i.finish()
			return
		}
		i.Next()
	}
}
