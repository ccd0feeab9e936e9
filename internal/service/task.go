package service

import (
	"qingjiao/i18n"
	"qingjiao/internal/checklist"
	"qingjiao/internal/clock"
	"qingjiao/internal/matter"
	"qingjiao/internal/rule"
	"qingjiao/internal/store"
)

// soon is how many days before its day a task begins to ask for attention.
const soon = 7

// tasks are what needs a person in a matter: deadlines of law that run, and the next open thing of
// each kind of work. They are computed, so a task goes away when its work is done and never else.
func (w *work) tasks(k *knowledge, gates []checklist.GateState) ([]Task, error) {
	l := &taskList{a: w.a, k: k}
	for _, f := range []func() error{
		l.deadlines, l.interview, l.data, l.people, l.papers, l.destruction,
		func() error { return l.gates(gates) },
	} {
		if err := f(); err != nil {
			return nil, err
		}
	}
	return l.out, nil
}

type taskList struct {
	a   *App
	k   *knowledge
	out []Task
}

// add fills in what every task has. due may be empty.
func (l *taskList) add(t Task, due clock.Date) {
	t.MatterID, t.MatterName, t.Due = l.k.entry.ID, l.k.entry.Name, due
	if t.Tone == "" {
		t.Tone = "info"
	}
	if due != "" {
		t.Days = l.k.today.DaysUntil(due)
		switch {
		case t.Days <= 0:
			t.Tone = "blocked"
		case t.Days <= soon:
			t.Tone = "attention"
		}
	}
	l.out = append(l.out, t)
}

// handover is the day on which customer information changes hands; empty while not known.
func (l *taskList) handover() clock.Date {
	for _, name := range []string{"handover_date", "closing_date"} {
		if s, ok := l.k.facts[name].(string); ok && s != "" {
			return clock.Date(s)
		}
	}
	return ""
}

func (l *taskList) interview() error {
	open, first := 0, ""
	for _, c := range l.a.content.Interview.Chapters {
		v, err := l.a.chapter(c, l.k)
		if err != nil {
			return err
		}
		for _, q := range v.Questions {
			if !q.Known && !q.Skipped {
				open++
				if first == "" {
					first = q.ID
				}
			}
		}
	}
	if open > 0 {
		l.add(Task{Title: words("task.questions", "n", open), Basis: words("task.questions.why"),
			Button: words("task.answer"), Where: "interview:" + first}, "")
	}
	return nil
}

func (l *taskList) data() error {
	if l.k.path.Governing == matter.Open {
		return nil
	}
	n := count(l.k.records["datasets"], "found")
	switch {
	case len(l.k.records["datasets"]) == 0:
		l.add(Task{Title: words("task.no_data"), Basis: words("task.no_data.why"), Button: words("task.add_data"), Where: "data"}, "")
	case n > 0:
		l.add(Task{Title: words("task.confirm_data", "n", n), Basis: words("task.confirm_data.why"),
			Button: words("task.open_register"), Where: "register:datasets"}, l.handover())
	}
	return nil
}

func (l *taskList) people() error {
	people := l.k.records["access"]
	if n := count(people, "listed", "nda_sent"); n > 0 {
		l.add(Task{Title: words("task.nda", "n", n), Basis: words("task.nda.why"), Tone: "attention",
			Button: words("task.make_nda"), Where: "register:access"}, l.handover())
	}
	leaving, expiring, first := 0, 0, clock.Date("")
	for _, r := range people {
		if r.State == "revoked" {
			continue
		}
		if left, _ := r.Values["left_on"].(string); left != "" && left <= string(l.k.today) {
			leaving++
		}
		end, _ := r.Values["nda_expiry"].(string)
		if end != "" && l.k.today.DaysUntil(clock.Date(end)) <= 30 {
			expiring++
			if first == "" || end < string(first) {
				first = clock.Date(end)
			}
		}
	}
	if leaving > 0 {
		l.add(Task{Title: words("task.leaving", "n", leaving), Basis: words("task.leaving.why"), Tone: "blocked",
			Button: words("task.open_register"), Where: "register:access"}, "")
	}
	if expiring > 0 {
		l.add(Task{Title: words("task.nda_expiry", "n", expiring), Basis: words("task.nda_expiry.why"),
			Button: words("task.open_register"), Where: "register:access"}, first)
	}
	return nil
}

// papers asks for the papers of the matter itself that are needed and not issued. Papers for
// people follow from the register.
func (l *taskList) papers() error {
	if l.k.path.Governing == matter.Open {
		return nil
	}
	issued := evidence{l.k, l.a.content.Registers}
	for _, t := range l.a.content.Papers.List() {
		if t.Subject != "" || t.When == "" || issued.Issued(t.ID) > 0 {
			continue
		}
		needed, err := l.a.holds(t.When, l.k)
		if err != nil {
			return err
		}
		if needed != rule.Yes {
			continue
		}
		title := i18n.Text{Zh: i18n.T(i18n.ZH, "task.paper", "title", t.Title.Zh), En: i18n.T(i18n.EN, "task.paper", "title", t.Title.En)}
		l.add(Task{Title: title, Basis: l.a.basisOf(t.Law), Tone: "attention", Button: words("task.make_paper"), Where: "document:" + t.ID}, l.handover())
	}
	return nil
}

func (l *taskList) destruction() error {
	items := l.k.records["destruction"]
	if n := count(items, "destroyed"); n > 0 {
		l.add(Task{Title: words("task.verify_destroyed", "n", n), Basis: words("task.verify_destroyed.why"), Tone: "attention",
			Button: words("task.open_register"), Where: "register:destruction"}, "")
	}
	if n := count(items, "approved"); n > 0 {
		l.add(Task{Title: words("task.destroy", "n", n), Basis: l.a.basisOf([]string{"PIPL 47"}),
			Button: words("task.open_register"), Where: "register:destruction"}, "")
	}
	if n := count(items, "failed"); n > 0 {
		l.add(Task{Title: words("task.destroy_failed", "n", n), Basis: l.a.basisOf([]string{"PIPL 47"}), Tone: "blocked",
			Button: words("task.open_register"), Where: "register:destruction"}, "")
	}
	return nil
}

// gates warns when the day of handing over comes near and gates are still closed.
func (l *taskList) gates(gates []checklist.GateState) error {
	day := l.handover()
	if day == "" || l.k.today.DaysUntil(day) > 30 {
		return nil
	}
	closed := 0
	var first checklist.GateState
	for _, g := range gates {
		if g.Needed && !g.Open && g.Stops == checklist.Release {
			if closed == 0 {
				first = g
			}
			closed++
		}
	}
	if closed > 0 {
		l.add(Task{Title: words("task.gates", "n", closed), Basis: first.Title, Button: words("task.open_checklist"), Where: "checklist"}, day)
	}
	return nil
}

// count counts the records in one of the states.
func count(records []store.Record, states ...string) int {
	n := 0
	for _, r := range records {
		for _, s := range states {
			if r.State == s {
				n++
			}
		}
	}
	return n
}
