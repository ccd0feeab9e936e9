package theme

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	ft "fyne.io/fyne/v2/theme"
)

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	f := func(v uint32) float64 {
		x := float64(v) / 65535
		if x <= 0.03928 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*f(r) + 0.7152*f(g) + 0.0722*f(b)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

func TestTextCanBeReadInBothVariants(t *testing.T) {
	th := New(Light)
	pairs := [][2]fyne.ThemeColorName{
		{Ink, Paper}, {Ink, Surface}, {Second, Paper}, {Second, Surface}, {Second, AccentSoft},
		{Accent, Surface}, {Accent, Paper}, {Accent, AccentSoft}, {OnAccent, Accent}, {OnAccent, AccentHover},
		{Done, Surface}, {Done, DoneSoft}, {Attention, Surface}, {Attention, AttentionSoft},
		{Blocked, Surface}, {Blocked, BlockedSoft}, {OnBlocked, Blocked},
		{ft.ColorNamePlaceHolder, Surface}, {SheetInk, Sheet},
	}
	for _, v := range []Variant{Light, Dark} {
		for _, p := range pairs {
			a, b := th.With(v).Color(p[0], 0), th.With(v).Color(p[1], 0)
			if got := contrast(a, b); got < 4.5 {
				t.Errorf("%s: %s on %s has contrast %.2f", v, p[0], p[1], got)
			}
		}
	}
}

func TestSystemFollows(t *testing.T) {
	th := New(System)
	if th.Color(Paper, ft.VariantDark) == th.Color(Paper, ft.VariantLight) {
		t.Error("system variant does not follow the system")
	}
	if th.With(Dark).Color(Paper, ft.VariantLight) != th.Color(Paper, ft.VariantDark) {
		t.Error("a chosen variant must not follow the system")
	}
}

func TestOnlyTwoFaces(t *testing.T) {
	th := New(Light)
	if th.Font(fyne.TextStyle{Italic: true}) != th.Font(fyne.TextStyle{Monospace: true}) {
		t.Error("italic and monospace must be the text face")
	}
	if th.Font(fyne.TextStyle{Bold: true, Italic: true}) != th.With(Dark).Font(fyne.TextStyle{Bold: true}) {
		t.Error("bold must be one face")
	}
}
