package widgets

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"qingjiao/internal/clock"
	"qingjiao/internal/ui/theme"
)

// DateWords are the words of a calendar in one language.
type DateWords struct {
	Format  string                              // placeholder of the field: 年-月-日
	Wrong   string                              // error under the field
	Month   func(year int, m time.Month) string // heading: 2026年11月
	Week    [7]string                           // Monday first
	Today   string
	Current clock.Date // today
}

// DateField is a field for a day, typed as YYYY-MM-DD (also 20261123, 2026/11/23, 2026年11月23日)
// or picked in a calendar.
type DateField struct {
	Surface
	OnChange func(clock.Date) // a day, or "" when the field was emptied
	entry    *Entry
	words    DateWords
	pop      *widget.PopUp
}

// NewDateField is a field with that day in it ("" for none).
func NewDateField(words DateWords, d clock.Date, onChange func(clock.Date)) *DateField {
	f := &DateField{OnChange: onChange, words: words, entry: NewEntry(words.Format).SetMax(16)}
	f.entry.SetText(string(d))
	f.entry.OnChange = func(s string) {
		if d, ok := ReadDate(s); ok && f.OnChange != nil {
			f.OnChange(d)
		}
	}
	f.entry.OnLeave = func(s string) {
		d, ok := ReadDate(s)
		if !ok {
			f.entry.SetError(words.Wrong)
			return
		}
		f.entry.SetText(string(d))
	}
	f.Content = FixedWidth(220, RowTop(4, Grow(f.entry), Inset(5, 0, 0, 0, IconButton("calendar", f.open))))
	f.ExtendBaseWidget(f)
	return f
}

// Date is the day in the field; ok is false where it is not a day.
func (f *DateField) Date() (d clock.Date, ok bool) { return ReadDate(f.entry.Text()) }

// Focus gives it the keyboard, where it is in a window.
func (f *DateField) Focus() { f.entry.Focus() }

// OnSubmit sets what Enter in the field does, after the day is read.
func (f *DateField) OnSubmit(do func()) {
	f.entry.OnSubmit = func(string) { f.entry.OnLeave(f.entry.Text()); do() }
}

// SetDate puts a day into the field without telling OnChange.
func (f *DateField) SetDate(d clock.Date) { f.entry.SetText(string(d)) }

// ReadDate reads a day as people type it; an empty text is no day, and that is fine.
func ReadDate(s string) (clock.Date, bool) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", true
	}
	if len(s) > 40 {
		return "", false
	}
	s = strings.Map(func(r rune) rune {
		switch r {
		case '年', '月', '/', '.':
			return '-'
		case '日', ' ':
			return -1
		}
		return r
	}, s)
	if len(s) == 8 && !strings.Contains(s, "-") {
		s = s[:4] + "-" + s[4:6] + "-" + s[6:]
	}
	t, err := time.Parse("2006-1-2", s)
	if err != nil || t.Year() < 1900 || t.Year() > 2199 {
		return "", false
	}
	return clock.Date(t.Format(time.DateOnly)), true
}

func (f *DateField) open() {
	c := fyne.CurrentApp().Driver().CanvasForObject(f)
	if c == nil {
		return
	}
	day, ok := f.Date()
	if !ok || day == "" {
		day = f.words.Current
	}
	cal := newCalendar(f.words, day, func(d clock.Date) {
		f.pop.Hide()
		f.entry.SetText(string(d))
		f.entry.SetError("")
		if f.OnChange != nil {
			f.OnChange(d)
		}
	})
	f.pop = widget.NewPopUp(Panel(Pad(12, cal)), c)
	pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(f)
	size := f.pop.MinSize()
	pos.Y += f.Size().Height + 4
	pos.Y = max(0, min(pos.Y, c.Size().Height-size.Height))
	pos.X = max(0, min(pos.X, c.Size().Width-size.Width))
	f.pop.ShowAtPosition(pos)
}

type calendar struct {
	Surface
	words  DateWords
	month  time.Time
	chosen clock.Date
	pick   func(clock.Date)
}

func newCalendar(words DateWords, chosen clock.Date, pick func(clock.Date)) *calendar {
	t := chosen.Time()
	c := &calendar{words: words, chosen: chosen, pick: pick, month: t.AddDate(0, 0, 1-t.Day())}
	c.Content = Space(0, 0)
	c.ExtendBaseWidget(c)
	c.fill()
	return c
}

func (c *calendar) turn(months int) {
	c.month = c.month.AddDate(0, months, 0)
	c.fill()
	c.Refresh()
}

const dayCell float32 = 34

func (c *calendar) fill() {
	col := Column(2,
		Row(0, IconButton("chevron-left", func() { c.turn(-1) }),
			Grow(Strong(c.words.Month(c.month.Year(), c.month.Month())).Centred()),
			IconButton("chevron-right", func() { c.turn(1) })),
		c.week(func(i int) fyne.CanvasObject { return Note(c.words.Week[i]).Centred() }))
	first := c.month.AddDate(0, 0, -(int(c.month.Weekday())+6)%7)
	for w := range 6 {
		col.Add(c.week(func(i int) fyne.CanvasObject { return c.day(first.AddDate(0, 0, 7*w+i)) }))
	}
	if c.words.Today != "" {
		col.Add(Row(0, Spacer(), Link(c.words.Today, func() { c.pick(c.words.Current) }), Spacer()))
	}
	c.Content = col
}

func (c *calendar) week(cell func(i int) fyne.CanvasObject) fyne.CanvasObject {
	row := Row(0)
	for i := range 7 {
		row.Add(FixedWidth(dayCell, FixedHeight(30, cell(i))))
	}
	return row
}

func (c *calendar) day(t time.Time) fyne.CanvasObject {
	d := clock.DateOf(t)
	text := Body(t.Format("2")).Centred()
	if t.Month() != c.month.Month() {
		text.SetInk(theme.Disabled)
	}
	if d == c.words.Current {
		text.SetBold(true).SetInk(theme.Accent)
	}
	return NewPress(text, func(s State) Look {
		switch {
		case d == c.chosen:
			return Look{Fill: theme.AccentSoft, Stroke: theme.Accent}
		case s.Hover:
			return Look{Fill: theme.Hover}
		}
		return Look{}
	}, func() { c.pick(d) })
}
