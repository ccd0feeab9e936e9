package law

import (
	"fmt"
	"io/fs"
	"slices"
	"time"

	"qingjiao/i18n"
	"qingjiao/internal/clock"
)

// Clock is a period that the law sets: what starts it, what must be done, and how long there is.
type Clock struct {
	ID         string     `yaml:"id"` // CLK01 …; CLK21.2 is a second period of the same rule
	Trigger    i18n.Text  `yaml:"trigger"`
	Duty       i18n.Text  `yaml:"duty"`
	Law        []Ref      `yaml:"law"`
	Sense      string     `yaml:"sense"` // deadline, keep (at least), window (validity), every, advance (before the event), at_most
	Unit       string     `yaml:"unit"`  // hours, days, workdays, months, years, immediately, yearly (by Date)
	N          int        `yaml:"n"`
	Date       string     `yaml:"date"` // MM-DD for yearly
	Confidence Confidence `yaml:"tag"`
	Note       i18n.Text  `yaml:"note"`
}

// Threshold is a number at which a duty begins.
type Threshold struct {
	ID         string     `yaml:"id"` // NUM01 …
	Of         i18n.Text  `yaml:"of"`
	Values     []int64    `yaml:"values"`
	Effect     i18n.Text  `yaml:"effect"`
	Law        []Ref      `yaml:"law"`
	Confidence Confidence `yaml:"tag"`
}

var (
	senses = []string{"deadline", "keep", "window", "every", "advance", "at_most"}
	units  = []string{"hours", "days", "workdays", "months", "years", "immediately", "yearly"}
)

func (l *Library) loadNumbers(fsys fs.FS) error {
	if err := read(fsys, "law/clocks.yaml", &l.clocks); err != nil {
		return err
	}
	if err := read(fsys, "law/thresholds.yaml", &l.thresholds); err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, c := range l.clocks {
		if seen[c.ID] || c.Trigger.Zh == "" || c.Trigger.En == "" || c.Duty.Zh == "" || c.Duty.En == "" ||
			!slices.Contains(senses, c.Sense) || !slices.Contains(units, c.Unit) || !slices.Contains(tags, c.Confidence) {
			return fmt.Errorf("law/clocks.yaml: %s: twice, or a field is missing or wrong", c.ID)
		}
		if (c.N == 0) != (c.Unit == "immediately" || c.Unit == "yearly") || c.N < 0 || c.N > maxPeriod || (c.Date != "") != (c.Unit == "yearly") || !c.dated() {
			return fmt.Errorf("law/clocks.yaml: %s: number and unit do not fit", c.ID)
		}
		seen[c.ID] = true
		if err := l.known(c.ID, c.Law); err != nil {
			return err
		}
	}
	for _, t := range l.thresholds {
		if seen[t.ID] || t.Of.Zh == "" || t.Of.En == "" || t.Effect.Zh == "" || t.Effect.En == "" || len(t.Values) == 0 || !slices.Contains(tags, t.Confidence) {
			return fmt.Errorf("law/thresholds.yaml: %s: twice, or a field is missing or wrong", t.ID)
		}
		seen[t.ID] = true
		if err := l.known(t.ID, t.Law); err != nil {
			return err
		}
	}
	return nil
}

// maxPeriod bounds the number of a period; the longest in use is thirty years.
const maxPeriod = 1000

// dated tells whether the day of a yearly clock is a day.
func (c Clock) dated() bool {
	_, err := clock.ParseDate("2023-" + c.Date)
	return c.Date == "" || err == nil
}

// known checks that references resolve on the day of the pack.
func (l *Library) known(by string, refs []Ref) error {
	for _, r := range refs {
		if _, _, err := l.Resolve(r, l.date); err != nil {
			return fmt.Errorf("%s: %w", by, err)
		}
	}
	return nil
}

// Clocks are all clocks.
func (l *Library) Clocks() []Clock { return l.clocks }

// Clock is the clock of that id.
func (l *Library) Clock(id string) (Clock, bool) {
	i := slices.IndexFunc(l.clocks, func(c Clock) bool { return c.ID == id })
	if i < 0 {
		return Clock{}, false
	}
	return l.clocks[i], true
}

// Thresholds are all thresholds.
func (l *Library) Thresholds() []Threshold { return l.thresholds }

// Threshold is the threshold of that id.
func (l *Library) Threshold(id string) (Threshold, bool) {
	i := slices.IndexFunc(l.thresholds, func(t Threshold) bool { return t.ID == id })
	if i < 0 {
		return Threshold{}, false
	}
	return l.thresholds[i], true
}

// Due is the end of the period that begins at start: for a deadline when it must be done, for
// something to be kept until when, for an advance notice the last moment before the event at start.
// Periods in days end with their last day. Days of the trigger itself do not count (民法典 201). A
// deadline of mainland law that ends on a rest day moves to the next working day (民法典 203) when cal
// is given; one of another law does not. ok is false where the law names no number.
func (c Clock) Due(start time.Time, cal *clock.Calendar) (due time.Time, ok bool) {
	day := clock.DateOf(start)
	endOf := func(d clock.Date) time.Time { return d.AddDays(1).Time().Add(-time.Second) }
	n := c.N
	if c.Sense == "advance" {
		n = -n
	}
	switch c.Unit {
	case "hours":
		return start.Add(time.Duration(n) * time.Hour), true
	case "days":
		day = day.AddDays(n)
	case "workdays":
		if cal == nil {
			return time.Time{}, false
		}
		day = cal.AddWorkdays(day, n)
		return endOf(day), true
	case "months":
		day = addMonths(day, n)
	case "years":
		day = addMonths(day, 12*n)
	case "yearly":
		year := day.Time().Year()
		next := clock.Date(fmt.Sprintf("%04d-%s", year, c.Date))
		if next < day {
			next = clock.Date(fmt.Sprintf("%04d-%s", year+1, c.Date))
		}
		day = next
	default:
		return time.Time{}, false
	}
	if c.Sense == "deadline" && cal != nil && len(c.Law) > 0 {
		for !cal.IsWorkday(day) {
			day = day.AddDays(1)
		}
	}
	return endOf(day), true
}

// addMonths keeps the day of the month, or takes the last day of a shorter one (民法典 202).
func addMonths(d clock.Date, n int) clock.Date {
	t := d.Time()
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, clock.Beijing)
	last := first.AddDate(0, 1, -1).Day()
	return clock.DateOf(first.AddDate(0, 0, min(t.Day(), last)-1))
}
