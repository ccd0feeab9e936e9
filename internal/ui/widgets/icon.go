package widgets

import (
	"fmt"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"qingjiao/assets/icons"
	"qingjiao/internal/ui/theme"
)

// Glyph is a line icon in a colour of the theme.
type Glyph struct {
	widget.BaseWidget
	name string
	size float32
	ink  fyne.ThemeColorName
}

// Icon is an icon of 18 pixels.
func Icon(name string, ink fyne.ThemeColorName) *Glyph { return IconSized(name, 18, ink) }

// IconSized is an icon of another size.
func IconSized(name string, size float32, ink fyne.ThemeColorName) *Glyph {
	g := &Glyph{name: name, size: size, ink: ink}
	g.ExtendBaseWidget(g)
	return g
}

// Set changes icon and colour.
func (g *Glyph) Set(name string, ink fyne.ThemeColorName) {
	if g.name != name || g.ink != ink {
		g.name, g.ink = name, ink
		g.Refresh()
	}
}

// CreateRenderer is for Fyne.
func (g *Glyph) CreateRenderer() fyne.WidgetRenderer {
	r := &glyphRenderer{g: g, img: &canvas.Image{FillMode: canvas.ImageFillContain}}
	r.paint()
	return r
}

type glyphRenderer struct {
	g   *Glyph
	img *canvas.Image
}

func hex(c color.Color) string {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return fmt.Sprintf("#%02X%02X%02X", n.R, n.G, n.B)
}

// tinted is the icon's drawing in a colour; the colour is part of the resource's name, because
// Fyne keeps pictures by name.
func tinted(name string, c color.Color) fyne.Resource {
	src := icons.SVG(name)
	if src == nil {
		return nil
	}
	h := hex(c)
	s := strings.ReplaceAll(string(src), "currentColor", h)
	s = strings.Replace(s, `stroke-width="2"`, `stroke-width="1.75"`, 1)
	return fyne.NewStaticResource("lucide-"+name+h+".svg", []byte(s))
}

func (r *glyphRenderer) paint() {
	if res := tinted(r.g.name, theme.Color(r.g.ink)); res != nil {
		r.img.Resource = res
		r.img.Show()
	} else {
		r.img.Hide()
	}
}

func (r *glyphRenderer) Layout(size fyne.Size) {
	s := r.g.size
	r.img.Move(fyne.NewPos((size.Width-s)/2, (size.Height-s)/2))
	r.img.Resize(fyne.NewSquareSize(s))
}
func (r *glyphRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(r.g.size) }
func (r *glyphRenderer) Refresh() {
	r.paint()
	r.img.Refresh()
}
func (r *glyphRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.img} }
func (r *glyphRenderer) Destroy()                     {}
