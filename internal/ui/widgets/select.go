package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"qingjiao/internal/ui/theme"
)

// Select is a field with a list that drops down. Space, Enter or ↓ opens it; ↑ ↓ move, Enter
// chooses, Esc leaves it as it was.
type Select struct {
	Press
	OnChange    func(value string)
	choices     []Choice
	value       string
	placeholder string
	text        *Text
	drop        *widget.PopUp
	at          int
	rows        []*Press
}

// NewSelect is a field to choose one of choices; icon may be "".
func NewSelect(icon, placeholder string, choices []Choice, value string, onChange func(value string)) *Select {
	s := &Select{OnChange: onChange, choices: choices, placeholder: placeholder, text: Body("").Cut()}
	var glyph fyne.CanvasObject
	if icon != "" {
		glyph = Icon(icon, theme.Second)
	}
	s.Content = FixedHeight(42, Inset(0, 15, 0, 15, Row(10, glyph, Grow(s.text), Icon("chevron-down", theme.Second))))
	s.radius = theme.Radius
	s.look = func(st State) Look {
		if st.Hover {
			return Look{Fill: theme.Surface, Stroke: theme.Accent}
		}
		return Look{Fill: theme.Surface, Stroke: theme.Line}
	}
	s.OnTap = s.open
	s.OnKey = s.key
	s.ExtendBaseWidget(s)
	s.SetValue(value)
	return s
}

// Value is the chosen value, "" for none.
func (s *Select) Value() string { return s.value }

// SetValue chooses without telling OnChange.
func (s *Select) SetValue(v string) {
	s.value = v
	s.text.SetText(s.placeholder)
	s.text.SetInk(theme.Second)
	for _, c := range s.choices {
		if c.Value == v {
			s.text.SetText(c.Label)
			s.text.SetInk(theme.Ink)
		}
	}
}

// SetChoices changes what can be chosen.
func (s *Select) SetChoices(choices []Choice) { s.choices = choices; s.SetValue(s.value) }

func (s *Select) key(k *fyne.KeyEvent) {
	if s.drop == nil || !s.drop.Visible() {
		if k.Name == fyne.KeyDown {
			s.open()
		}
		return
	}
	switch k.Name {
	case fyne.KeyDown:
		s.mark(s.at + 1)
	case fyne.KeyUp:
		s.mark(s.at - 1)
	case fyne.KeyEscape:
		s.close()
	}
}

func (s *Select) mark(i int) {
	s.at = max(0, min(i, len(s.rows)-1))
	for j, r := range s.rows {
		r.SetSelected(j == s.at)
	}
}

func (s *Select) close() {
	if s.drop != nil {
		s.drop.Hide()
		s.drop = nil
	}
}

func (s *Select) pick(i int) {
	s.close()
	if i < 0 || i >= len(s.choices) || s.choices[i].Value == s.value {
		return
	}
	s.SetValue(s.choices[i].Value)
	if s.OnChange != nil {
		s.OnChange(s.value)
	}
}

func (s *Select) open() {
	if s.drop != nil && s.drop.Visible() {
		s.pick(s.at)
		return
	}
	c := fyne.CurrentApp().Driver().CanvasForObject(s)
	if c == nil || len(s.choices) == 0 {
		return
	}
	s.rows, s.at = nil, 0
	list := Column(0)
	for i, ch := range s.choices {
		r := NavRow("", Plain, ch.Label, ch.Gist, false, func() { s.pick(i) })
		if ch.Value == s.value {
			s.at = i
		}
		s.rows = append(s.rows, r)
		list.Add(r)
	}
	s.mark(s.at)
	pos := fyne.CurrentApp().Driver().AbsolutePositionForObject(s)
	height := min(HeightFor(list, s.Size().Width-8)+8, 320)
	body := &dropKeys{s: s}
	body.Fill, body.Stroke, body.Radius = theme.Surface, theme.Line, theme.Radius
	body.Content = Pad(4, container.NewVScroll(list))
	body.ExtendBaseWidget(body)
	s.drop = widget.NewPopUp(body, c)
	below := pos.Y + s.Size().Height + 4
	if below+height > c.Size().Height {
		below = max(0, pos.Y-height-4)
	}
	s.drop.ShowAtPosition(fyne.NewPos(pos.X, below))
	s.drop.Resize(fyne.NewSize(s.Size().Width, height))
	c.Focus(body)
}

// dropKeys is the open list; it holds the keyboard.
type dropKeys struct {
	Surface
	s *Select
}

func (d *dropKeys) FocusGained()   {}
func (d *dropKeys) FocusLost()     {}
func (d *dropKeys) TypedRune(rune) {}
func (d *dropKeys) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		d.s.pick(d.s.at)
	default:
		d.s.key(k)
	}
}
