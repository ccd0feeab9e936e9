package widgets

import (
	"fyne.io/fyne/v2"

	"qingjiao/internal/ui/theme"
)

// Tone is what a colour means. Colour never stands alone: a word or an icon says the same.
type Tone string

// The tones.
const (
	Plain     Tone = ""
	Info      Tone = "info"
	Done      Tone = "done"
	Attention Tone = "attention"
	Blocked   Tone = "blocked"
)

// Ink is the colour of words and icons in the tone.
func (t Tone) Ink() fyne.ThemeColorName {
	switch t {
	case Info:
		return theme.Accent
	case Done:
		return theme.Done
	case Attention:
		return theme.Attention
	case Blocked:
		return theme.Blocked
	}
	return theme.Second
}

// Soft is the ground under words in the tone.
func (t Tone) Soft() fyne.ThemeColorName {
	switch t {
	case Info:
		return theme.AccentSoft
	case Done:
		return theme.DoneSoft
	case Attention:
		return theme.AttentionSoft
	case Blocked:
		return theme.BlockedSoft
	}
	return theme.Clear
}

// Icon is the usual icon of the tone.
func (t Tone) Icon() string {
	switch t {
	case Info:
		return "info"
	case Done:
		return "circle-check"
	case Attention:
		return "clock"
	case Blocked:
		return "circle-alert"
	}
	return "circle"
}
