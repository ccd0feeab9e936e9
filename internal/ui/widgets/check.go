package widgets

import "qingjiao/internal/ui/theme"

// Checkbox is a box with a sentence beside it.
type Checkbox struct {
	Press
	on    bool
	glyph *Glyph
}

// Check is a checkbox.
func Check(label string, on bool, onChange func(on bool)) *Checkbox {
	c := &Checkbox{on: on, glyph: Icon("square", theme.Second)}
	c.Content = Inset(4, 0, 4, 0, RowTop(8, Inset(2, 0, 0, 0, c.glyph), Grow(Paragraph(label).Wide())))
	c.radius = theme.Radius
	c.OnTap = func() {
		c.SetOn(!c.on)
		if onChange != nil {
			onChange(c.on)
		}
	}
	c.ExtendBaseWidget(c)
	c.SetOn(on)
	return c
}

// On tells whether it is ticked.
func (c *Checkbox) On() bool { return c.on }

// SetOn ticks it or not, without telling.
func (c *Checkbox) SetOn(on bool) {
	c.on = on
	if on {
		c.glyph.Set("square-check", theme.Accent)
	} else {
		c.glyph.Set("square", theme.Second)
	}
}
