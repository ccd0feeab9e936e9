// Package theme is how the program looks: two palettes, two faces of Noto Sans SC, four sizes of
// type on a grid of four pixels.
package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	ft "fyne.io/fyne/v2/theme"
)

// Names of colours. The soft ones are grounds for a tone's own ink.
const (
	Paper         fyne.ThemeColorName = ft.ColorNameBackground // the desk everything lies on
	Surface       fyne.ThemeColorName = "qj.surface"           // rows, cards, bars
	Ink           fyne.ThemeColorName = ft.ColorNameForeground
	Second        fyne.ThemeColorName = "qj.second" // second ink
	Line          fyne.ThemeColorName = ft.ColorNameSeparator
	Accent        fyne.ThemeColorName = ft.ColorNamePrimary // 靛青
	AccentSoft    fyne.ThemeColorName = "qj.accent.soft"
	AccentHover   fyne.ThemeColorName = "qj.accent.hover"
	OnAccent      fyne.ThemeColorName = ft.ColorNameForegroundOnPrimary
	Done          fyne.ThemeColorName = ft.ColorNameSuccess // 松绿
	DoneSoft      fyne.ThemeColorName = "qj.done.soft"
	Attention     fyne.ThemeColorName = ft.ColorNameWarning // 赭黄
	AttentionSoft fyne.ThemeColorName = "qj.attention.soft"
	Blocked       fyne.ThemeColorName = ft.ColorNameError // 朱红
	BlockedSoft   fyne.ThemeColorName = "qj.blocked.soft"
	OnBlocked     fyne.ThemeColorName = ft.ColorNameForegroundOnError
	Hover         fyne.ThemeColorName = ft.ColorNameHover
	Disabled      fyne.ThemeColorName = ft.ColorNameDisabled
	Off           fyne.ThemeColorName = "qj.off" // ground of a primary button that cannot be pressed
	Sheet         fyne.ThemeColorName = "qj.sheet"
	SheetInk      fyne.ThemeColorName = "qj.sheet.ink"
	Clear         fyne.ThemeColorName = "qj.clear"
)

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}
}

func alpha(v uint32, a uint8) color.NRGBA {
	c := rgb(v)
	c.A = a
	return c
}

type palette map[fyne.ThemeColorName]color.NRGBA

func light() palette {
	return palette{
		Paper: rgb(0xFAFAF7), Surface: rgb(0xFFFFFF), Ink: rgb(0x1F2328), Second: rgb(0x5B6470),
		Line: rgb(0xE3E5E8), Accent: rgb(0x1F4E79), AccentSoft: rgb(0xE6EEF6),
		AccentHover: rgb(0x2A6093), OnAccent: rgb(0xFFFFFF),
		Done: rgb(0x2A7548), DoneSoft: rgb(0xE7F3EB),
		Attention: rgb(0x8F5F0C), AttentionSoft: rgb(0xFBF2DF),
		Blocked: rgb(0xB3261E), BlockedSoft: rgb(0xFBE9E7), OnBlocked: rgb(0xFFFFFF),
		Hover: alpha(0x1F4E79, 14), Disabled: rgb(0x8A929B), Off: rgb(0x9AAEC2),
		ft.ColorNameShadow: alpha(0x1F2328, 40), ft.ColorNamePlaceHolder: rgb(0x6B7480),
		ft.ColorNameSelection: rgb(0xC9DCEE), ft.ColorNameScrollBar: alpha(0x1F2328, 70),
	}
}

func dark() palette {
	return palette{
		Paper: rgb(0x16181B), Surface: rgb(0x1E2125), Ink: rgb(0xE8EAED), Second: rgb(0x9AA3AD),
		Line: rgb(0x2E3338), Accent: rgb(0x7FB2E5), AccentSoft: rgb(0x22303F),
		AccentHover: rgb(0x9CC4EC), OnAccent: rgb(0x10202F),
		Done: rgb(0x6CC08D), DoneSoft: rgb(0x1D3226),
		Attention: rgb(0xE0A84C), AttentionSoft: rgb(0x382C17),
		Blocked: rgb(0xF08A80), BlockedSoft: rgb(0x3D2321), OnBlocked: rgb(0x2B0F0D),
		Hover: alpha(0xFFFFFF, 14), Disabled: rgb(0x6B747D), Off: rgb(0x3A4A5B),
		ft.ColorNameShadow: alpha(0x000000, 110), ft.ColorNamePlaceHolder: rgb(0x8D969F),
		ft.ColorNameSelection: rgb(0x2F4A66), ft.ColorNameScrollBar: alpha(0xFFFFFF, 70),
	}
}

// common fills the names that Fyne's own widgets ask for.
func common(p palette) palette {
	clear := color.NRGBA{}
	p[Clear] = clear
	p[Sheet], p[SheetInk] = rgb(0xFFFFFF), rgb(0x111111)
	for name, from := range map[fyne.ThemeColorName]fyne.ThemeColorName{
		ft.ColorNameButton: Surface, ft.ColorNameDisabledButton: Surface, ft.ColorNameFocus: AccentSoft,
		ft.ColorNameHeaderBackground: Surface, ft.ColorNameHyperlink: Accent,
		ft.ColorNameMenuBackground: Surface, ft.ColorNameOverlayBackground: Surface,
		ft.ColorNamePressed: AccentSoft, ft.ColorNameForegroundOnSuccess: OnAccent,
		ft.ColorNameForegroundOnWarning: OnAccent, ft.ColorNameInputBorder: Clear,
		ft.ColorNameInputBackground: Clear, ft.ColorNameScrollBarBackground: Clear,
	} {
		p[name] = p[from]
	}
	return p
}
