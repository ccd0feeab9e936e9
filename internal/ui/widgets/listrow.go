package widgets

import (
	"fyne.io/fyne/v2"

	"qingjiao/internal/ui/theme"
)

// ListRow is a row of a card: an icon in its tone, a line with a note under it, and what stands at
// the right. onTap may be nil.
func ListRow(icon string, tone Tone, title, note string, onTap func(), right ...fyne.CanvasObject) fyne.CanvasObject {
	words := Column(1, Body(title).Cut())
	if note != "" {
		words.Add(Note(note).Cut())
	}
	var glyph fyne.CanvasObject
	if icon != "" {
		glyph = Icon(icon, tone.Ink())
	}
	parts := append([]fyne.CanvasObject{glyph, Grow(words)}, right...)
	return Pressable(Inset(11, 16, 11, 16, Row(16, parts...)), onTap)
}

// Pressable makes the row of a card something to press; with a nil onTap it stays as it is.
func Pressable(content fyne.CanvasObject, onTap func()) fyne.CanvasObject {
	if onTap == nil {
		return content
	}
	return NewPress(content, ListLook, onTap).Radius(0)
}

// NavRow is a line of a list at the left of a screen: icon or "", words, a count at the right.
func NavRow(icon string, tone Tone, label, count string, selected bool, onTap func()) *Press {
	text := Body(label).Cut()
	var glyph fyne.CanvasObject
	if icon != "" {
		glyph = Icon(icon, tone.Ink())
	}
	var right fyne.CanvasObject
	if count != "" {
		right = Note(count).SetInk(tone.Ink())
	}
	p := NewPress(Inset(8, 12, 8, 12, Row(10, glyph, Grow(text), right)), ListLook, onTap)
	p.OnState = func(s State) {
		if s.Selected {
			text.SetInk(theme.Accent)
		} else {
			text.SetInk(theme.Ink)
		}
	}
	p.SetSelected(selected)
	return p
}

// Figure is a large number with a note under it, for a row of counts.
func Figure(tone Tone, number, note string) fyne.CanvasObject {
	n := Sized(number, theme.TitleSize, true)
	if tone != Plain {
		n.SetInk(tone.Ink())
	}
	return Inset(14, 20, 14, 20, Column(2, n, Paragraph(note).Small()))
}

// Figures is a panel of figures side by side, divided by hairlines.
func Figures(figures ...fyne.CanvasObject) *Surface {
	row := RowFill(0)
	for i, f := range figures {
		if i > 0 {
			row.Add(VLine())
		}
		row.Add(Grow(f))
	}
	return Panel(row)
}

// Empty stands where a list would be: one sentence, and the button that begins.
func Empty(icon, sentence string, button fyne.CanvasObject) fyne.CanvasObject {
	centre := func(o fyne.CanvasObject) fyne.CanvasObject { return Row(0, Spacer(), o, Spacer()) }
	col := Column(16, centre(IconSized(icon, 32, theme.Disabled)), centre(Body(sentence).SetInk(theme.Second)))
	if button != nil {
		col.Add(centre(button))
	}
	return Inset(48, 24, 48, 24, col)
}
