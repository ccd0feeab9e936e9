package service

import (
	"slices"

	"qingjiao/internal/checklist"
	"qingjiao/internal/clock"
	"qingjiao/internal/law"
	"qingjiao/internal/rule"
)

// notice is how many days before its last day something to be done in advance is shown.
const notice = 45

// deadline ties a date of the facts to a period of the law that begins, or ends, with it.
type deadline struct {
	fact  string // a date
	clock string // id of a clock of the law
	when  string // condition over the facts
}

// deadlines are the periods of law that a matter can start. The periods themselves are data of the
// law pack.
func deadlines() []deadline {
	const (
		share      = `mode in ["SHARE", "SHARE.DD", "SHARE.INT"]`
		merging    = `mode in ["MERGE.ABS", "MERGE.NEW", "SPLIT"]`
		dissolving = `mode in ["DISSOLVE.T", "DISSOLVE.D"]`
	)
	return []deadline{
		{"shareholder_notice_date", "CLK20", share},
		{"resolution_date", "CLK21", merging},
		{"resolution_date", "CLK23", dissolving},
		{"resolution_date", "CLK24", dissolving},
		{"liquidation_date", "CLK25", dissolving},
		{"closing_date", "CLK28", `mode in ["SHARE", "SHARE.INT", "MERGE.ABS", "MERGE.NEW", "SPLIT", "SOLE"]`},
		{"shop_close_date", "CLK29", "online"},
		{"shop_close_date", "CLK30", "b2c"},
		{"bankrupt_date", "CLK31", `bankrupt_stage == "accepted"`},
		{"bankrupt_date", "CLK32", `bankrupt_stage == "declared"`},
	}
}

// deadlines adds a task for each period that runs and that nobody has declared done.
func (l *taskList) deadlines() error {
	for _, d := range deadlines() {
		start, ok := l.k.facts[d.fact].(string)
		if !ok || start == "" || l.declared(d.clock) {
			continue
		}
		holds, err := l.a.holds(d.when, l.k)
		if err != nil {
			return err
		}
		c, ok := l.a.content.Laws.Clock(d.clock)
		if holds != rule.Yes || !ok {
			continue
		}
		if due, runs := l.runs(c, clock.Date(start)); runs {
			l.add(Task{Title: c.Duty, Basis: l.a.basis(c.Law), Button: words("task.deadline_done"),
				Where: "checklist", Confirm: c.ID}, due)
		}
	}
	return nil
}

// runs tells whether a period has begun, and its last day.
func (l *taskList) runs(c law.Clock, start clock.Date) (due clock.Date, ok bool) {
	if l.k.today < start && c.Sense != "advance" {
		return "", false
	}
	if c.Unit == "immediately" {
		return start, true
	}
	end, ok := c.Due(start.Time(), l.a.content.Calendar)
	if !ok {
		return "", false
	}
	due = clock.DateOf(end)
	return due, c.Sense != "advance" || l.k.today.DaysUntil(due) <= notice && l.k.today <= start
}

// declared tells whether a person declared a period of law done.
func (l *taskList) declared(id string) bool {
	return slices.ContainsFunc(l.k.overrides, func(o checklist.Override) bool { return o.Point == id })
}
