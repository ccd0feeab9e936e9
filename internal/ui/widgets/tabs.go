package widgets

import (
	"fyne.io/fyne/v2"

	"qingjiao/internal/ui/theme"
)

// Choice is one of several things: a value that programs compare, and the words people read.
type Choice struct {
	Value string
	Label string
	Gist  string // a line of explanation, where there is room for one
	Icon  string
}

// Tabs is a row of words, the chosen one underlined.
type Tabs struct {
	Surface
	OnChange func(value string)
	values   []string
	presses  []*Press
	labels   []*Text
	lines    []*Surface
}

// NewTabs is a row of tabs with one chosen.
func NewTabs(choices []Choice, chosen string, onChange func(value string)) *Tabs {
	row := Row(24)
	t := &Tabs{Surface: Surface{Content: row}, OnChange: onChange}
	t.ExtendBaseWidget(t)
	for _, c := range choices {
		label, line := Body(c.Label), Ground(theme.Clear, Space(0, 2))
		p := NewPress(Column(0, FixedHeight(36, label), line), nil, func() { t.choose(c.Value, true) }).Radius(2)
		t.values, t.presses = append(t.values, c.Value), append(t.presses, p)
		t.labels, t.lines = append(t.labels, label), append(t.lines, line)
		row.Add(p)
	}
	t.choose(chosen, false)
	return t
}

// Choose shows another tab as chosen without telling OnChange.
func (t *Tabs) Choose(value string) { t.choose(value, false) }

func (t *Tabs) choose(value string, tell bool) {
	for i, v := range t.values {
		ink, under := theme.Second, theme.Clear
		if v == value {
			ink, under = theme.Accent, theme.Accent
		}
		t.labels[i].SetInk(ink)
		t.lines[i].Fill = under
		t.lines[i].Refresh()
	}
	if tell && t.OnChange != nil {
		t.OnChange(value)
	}
}

// Segmented is a small switch between two or three views.
func Segmented(choices []Choice, chosen string, onChange func(value string)) fyne.CanvasObject {
	row := RowFill(0)
	var all []*Press
	for _, c := range choices {
		t := Note(c.Label).Centred()
		var p *Press
		p = NewPress(Inset(4, 12, 4, 12, t), func(s State) Look {
			if s.Selected {
				return Look{Fill: theme.AccentSoft}
			}
			return Look{}
		}, func() {
			for _, q := range all {
				q.SetSelected(q == p)
			}
			if onChange != nil {
				onChange(c.Value)
			}
		})
		p.OnState = func(s State) {
			if s.Selected {
				t.SetInk(theme.Accent)
			} else {
				t.SetInk(theme.Second)
			}
		}
		p.SetSelected(c.Value == chosen)
		all = append(all, p)
		row.Add(Grow(p))
	}
	minimum := float32(0)
	for _, p := range all {
		minimum = max(minimum, p.MinSize().Width)
	}
	return Box(theme.Surface, theme.Line, Over(Space(minimum*float32(len(all)), 28), row))
}

// Chips is a row of filters, of which any may be on; it wraps where the width ends.
func Chips(choices []Choice, on map[string]bool, onChange func(value string, on bool)) fyne.CanvasObject {
	row := Wrap(8)
	for _, c := range choices {
		t := Note(c.Label)
		var p *Press
		p = NewPress(Inset(4, 12, 4, 12, t), func(s State) Look {
			if s.Selected {
				return Look{Fill: theme.AccentSoft, Stroke: theme.Accent}
			}
			return Look{Fill: theme.Surface, Stroke: theme.Line}
		}, func() {
			p.SetSelected(!p.Selected())
			if onChange != nil {
				onChange(c.Value, p.Selected())
			}
		}).Radius(12)
		p.OnState = func(s State) {
			if s.Selected {
				t.SetInk(theme.Accent)
			} else {
				t.SetInk(theme.Second)
			}
		}
		p.SetSelected(on[c.Value])
		row.Add(p)
	}
	return row
}
