package widgets

import (
	"fyne.io/fyne/v2"

	"qingjiao/internal/ui/theme"
)

// Button is a labelled button 40 high (Small: 32).
type Button struct {
	Press
	text  *Text
	glyph *Glyph
	icon  string
	kind  buttonKind
}

type buttonKind int

const (
	primary buttonKind = iota
	secondary
	danger
)

func newButton(kind buttonKind, icon, label string, pad, height float32, onTap func()) *Button {
	b := &Button{text: Body(label), icon: icon, kind: kind}
	var parts []fyne.CanvasObject
	if icon != "" {
		b.glyph = Icon(icon, theme.Ink)
		parts = append(parts, b.glyph)
	}
	if label != "" {
		parts = append(parts, b.text)
	}
	b.Content = FixedHeight(height, Inset(0, pad, 0, pad, Row(6, append(append([]fyne.CanvasObject{Spacer()}, parts...), Spacer())...)))
	b.OnTap, b.look, b.radius = onTap, b.ground, theme.Radius
	b.OnState = b.dress
	b.ExtendBaseWidget(b)
	b.dress(b.state)
	return b
}

// Primary is the one button of a screen that leads on.
func Primary(label string, onTap func()) *Button { return newButton(primary, "", label, 20, 40, onTap) }

// PrimaryIcon is Primary with an icon before its words.
func PrimaryIcon(icon, label string, onTap func()) *Button {
	return newButton(primary, icon, label, 20, 40, onTap)
}

// Secondary is any other button.
func Secondary(label string, onTap func()) *Button {
	return newButton(secondary, "", label, 20, 40, onTap)
}

// SecondaryIcon is Secondary with an icon before its words.
func SecondaryIcon(icon, label string, onTap func()) *Button {
	return newButton(secondary, icon, label, 16, 40, onTap)
}

// Small is a secondary button for rows, 32 high.
func Small(label string, onTap func()) *Button { return newButton(secondary, "", label, 12, 32, onTap) }

// IconButton is a button of an icon alone, without border, 32 square.
func IconButton(icon string, onTap func()) *Press {
	return NewPress(FixedWidth(32, FixedHeight(32, Icon(icon, theme.Second))), func(s State) Look {
		if s.Hover {
			return Look{Fill: theme.Hover}
		}
		return Look{}
	}, onTap)
}

// Danger destroys something; its label names what (销毁 37 个文件).
func Danger(label string, onTap func()) *Button { return newButton(danger, "", label, 20, 40, onTap) }

// SetLabel changes the words.
func (b *Button) SetLabel(s string) { b.text.SetText(s); b.Refresh() }

// Label is the words.
func (b *Button) Label() string { return b.text.Text() }

func (b *Button) ground(s State) Look {
	switch {
	case b.kind == secondary && s.Hover && !s.Disabled:
		return Look{Fill: theme.AccentSoft, Stroke: theme.Line}
	case b.kind == secondary:
		return Look{Fill: theme.Surface, Stroke: theme.Line}
	case s.Disabled:
		return Look{Fill: theme.Off}
	case b.kind == danger:
		return Look{Fill: theme.Blocked}
	case s.Hover:
		return Look{Fill: theme.AccentHover}
	}
	return Look{Fill: theme.Accent}
}

func (b *Button) dress(s State) {
	ink := theme.Ink
	switch {
	case b.kind == primary:
		ink = theme.OnAccent
	case b.kind == danger && s.Disabled:
		ink = theme.OnAccent
	case b.kind == danger:
		ink = theme.OnBlocked
	case s.Disabled:
		ink = theme.Disabled
	}
	b.text.SetInk(ink)
	if b.glyph != nil {
		b.glyph.Set(b.icon, ink)
	}
}

// Link is words in the accent colour that do something.
func Link(label string, onTap func()) *Press { return LinkTone(Info, label, onTap) }

// LinkTone is Link in another tone (Blocked for what takes away).
func LinkTone(tone Tone, label string, onTap func()) *Press {
	t := Body(label).SetInk(tone.Ink())
	p := NewPress(Inset(2, 0, 2, 0, t), nil, onTap)
	p.OnState = func(s State) {
		if s.Disabled {
			t.SetInk(theme.Disabled)
		} else {
			t.SetInk(tone.Ink())
		}
	}
	return p
}
