package widgets

import (
	"qingjiao/internal/ui/theme"
)

// Pill is a short word on the soft ground of its tone.
func Pill(tone Tone, label string) *Surface {
	return newSurface(tone.Soft(), "", 10, Inset(1, 10, 1, 10, Note(label).SetInk(tone.Ink()).Centred()))
}

// StageBar is seven pieces: done, the one at work, and those to come. now is 1–7, 0 when none is.
func StageBar(done [7]bool, now int) *Surface {
	parts := make([]Tone, 7)
	for i := range parts {
		switch {
		case done[i]:
			parts[i] = Done
		case i == now-1:
			parts[i] = Info
		}
	}
	return bar(parts)
}

func bar(parts []Tone) *Surface {
	row := Row(3)
	for _, t := range parts {
		fill := t.Ink()
		if t == Plain {
			fill = theme.Line
		}
		row.Add(Grow(newSurface(fill, "", 2, Space(8, 5))))
	}
	return Ground("", FixedHeight(5, row))
}

// Segments is a bar of as many pieces as parts, each in its tone; Plain is what is to come.
func Segments(parts ...Tone) *Surface { return bar(parts) }
