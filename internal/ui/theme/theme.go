package theme

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	ft "fyne.io/fyne/v2/theme"

	"qingjiao/assets/fonts"
	"qingjiao/assets/icons"
)

// Variant is the person's choice of palette.
type Variant string

// The variants. System follows the operating system.
const (
	Light  Variant = "light"
	Dark   Variant = "dark"
	System Variant = "system"
)

// Sizes of type and of things, in pixels before scaling.
const (
	TitleSize   float32 = 22
	SectionSize float32 = 16
	BodySize    float32 = 14
	NoteSize    float32 = 12
	Radius      float32 = 6
	Margin      float32 = 24 // of a page
	FormWidth   float32 = 640
	Reading     float32 = 38 * BodySize // the longest line of text to be read
)

// Theme is a fyne.Theme. One value serves one choice of palette; the faces are shared among
// values made by With, because each parsed face costs memory for ever.
type Theme struct {
	variant     Variant
	light, dark palette
	text, bold  fyne.Resource
}

// New is a theme with the faces loaded.
func New(v Variant) *Theme {
	return &Theme{
		variant: v, light: common(light()), dark: common(dark()),
		text: fyne.NewStaticResource("NotoSansSC-Regular.ttf", fonts.SansRegular()),
		bold: fyne.NewStaticResource("NotoSansSC-Bold-UI.ttf", fonts.SansBoldUI()),
	}
}

// With is the same theme in another variant.
func (t *Theme) With(v Variant) *Theme {
	c := *t
	c.variant = v
	return &c
}

// Variant is the choice made.
func (t *Theme) Variant() Variant { return t.variant }

// Color is the colour of that name. Names unknown here are Fyne's own.
func (t *Theme) Color(n fyne.ThemeColorName, system fyne.ThemeVariant) color.Color {
	p := t.light
	v := ft.VariantLight
	if t.variant == Dark || t.variant == System && system == ft.VariantDark {
		p, v = t.dark, ft.VariantDark
	}
	if c, ok := p[n]; ok {
		return c
	}
	return ft.DefaultTheme().Color(n, v)
}

// Font is one of two faces: Han has no italics, and monospaced text keeps its Han here.
func (t *Theme) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Symbol:
		return ft.DefaultTheme().Font(s)
	case s.Bold:
		return t.bold
	}
	return t.text
}

// Size is the size of that name. Padding is zero: our layouts state their gaps.
func (t *Theme) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case ft.SizeNamePadding, ft.SizeNameInputBorder, ft.SizeNameSeparatorThickness:
		return 0
	case ft.SizeNameInnerPadding:
		return 8
	case ft.SizeNameText:
		return BodySize
	case ft.SizeNameCaptionText:
		return NoteSize
	case ft.SizeNameHeadingText:
		return TitleSize
	case ft.SizeNameSubHeadingText:
		return SectionSize
	case ft.SizeNameInputRadius, ft.SizeNameSelectionRadius:
		return Radius
	case ft.SizeNameInlineIcon:
		return 18
	case ft.SizeNameLineSpacing:
		return 4
	case ft.SizeNameScrollBar:
		return 10
	case ft.SizeNameScrollBarSmall:
		return 4
	}
	return ft.DefaultTheme().Size(n)
}

// Icon gives lucide's drawing where Fyne's own widgets ask for one of theirs.
func (t *Theme) Icon(n fyne.ThemeIconName) fyne.Resource {
	own := map[fyne.ThemeIconName]string{
		ft.IconNameVisibility: "eye", ft.IconNameVisibilityOff: "eye-off", ft.IconNameCancel: "x",
		ft.IconNameConfirm: "check", ft.IconNameFolder: "folder", ft.IconNameFolderOpen: "folder-open",
		ft.IconNameFile: "file", ft.IconNameSearch: "search", ft.IconNameWarning: "triangle-alert",
	}
	if name, ok := own[n]; ok {
		if b := icons.SVG(name); b != nil {
			src := strings.ReplaceAll(string(b), "currentColor", "#7D8791") // seen on both grounds
			return fyne.NewStaticResource("lucide-"+name+".svg", []byte(src))
		}
	}
	return ft.DefaultTheme().Icon(n)
}

// Color is the colour of that name in the running program's theme.
func Color(n fyne.ThemeColorName) color.Color { return ft.Color(n) }
