package widgets

import (
	"strconv"

	"qingjiao/internal/ui/theme"
)

// Options is a list of full-width rows of which one, or with Many several, is chosen; the keys 1–9
// choose (the screen passes typed runes to Key).
type Options struct {
	Surface
	OnChange func(values []string)
	Many     bool
	choices  []Choice
	rows     []*Press
	chosen   map[string]bool
}

// NewOptions is a list of options with those values chosen.
func NewOptions(choices []Choice, chosen []string, many bool, onChange func(values []string)) *Options {
	col := Column(8)
	o := &Options{Surface: Surface{Content: col}, OnChange: onChange, Many: many, choices: choices, chosen: map[string]bool{}}
	o.ExtendBaseWidget(o)
	for _, v := range chosen {
		o.chosen[v] = true
	}
	for i, c := range choices {
		o.rows = append(o.rows, o.row(i, c))
		col.Add(o.rows[i])
	}
	return o
}

func (o *Options) row(i int, c Choice) *Press {
	title := Paragraph(c.Label).Wide()
	words := Column(1, title)
	if c.Gist != "" {
		words.Add(Paragraph(c.Gist).Small().Wide())
	}
	mark := Icon("check", theme.Accent)
	key := Space(0, 0)
	if i < 9 {
		key = newSurface(theme.Surface, theme.Line, 4,
			FixedWidth(22, FixedHeight(20, Note(strconv.Itoa(i+1)).Centred())))
	}
	p := NewPress(Inset(11, 16, 11, 16, Row(16, key, Grow(words), mark)), func(s State) Look {
		switch {
		case s.Selected:
			return Look{Fill: theme.AccentSoft, Stroke: theme.Accent}
		case s.Hover:
			return Look{Fill: theme.Surface, Stroke: theme.Accent}
		}
		return Look{Fill: theme.Surface, Stroke: theme.Line}
	}, func() { o.toggle(i) })
	p.OnState = func(s State) {
		title.bold = s.Selected
		title.at = 0
		if s.Selected {
			mark.Show()
		} else {
			mark.Hide()
		}
	}
	p.OnState(p.state)
	p.SetSelected(o.chosen[c.Value])
	return p
}

func (o *Options) toggle(i int) {
	v := o.choices[i].Value
	if o.Many {
		o.chosen[v] = !o.chosen[v]
	} else {
		o.chosen = map[string]bool{v: true}
	}
	for j, c := range o.choices {
		o.rows[j].SetSelected(o.chosen[c.Value])
	}
	if o.OnChange != nil {
		o.OnChange(o.Values())
	}
}

// Values are the chosen values in the order of the list.
func (o *Options) Values() []string {
	var out []string
	for _, c := range o.choices {
		if o.chosen[c.Value] {
			out = append(out, c.Value)
		}
	}
	return out
}

// Key chooses by a typed digit; false when it means nothing here.
func (o *Options) Key(r rune) bool {
	i := int(r - '1')
	if i < 0 || i > 8 || i >= len(o.choices) {
		return false
	}
	o.toggle(i)
	return true
}
