package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"qingjiao/internal/ui/theme"
)

// State is how a thing that can be pressed stands now.
type State struct{ Hover, Pressed, Disabled, Selected bool }

// Look is the ground of a thing that can be pressed.
type Look struct{ Fill, Stroke fyne.ThemeColorName }

// Press makes any content something to press: by mouse, by Enter and by Space, with a ring when it
// has the keyboard. Buttons, rows, tabs and chips are made of it.
type Press struct {
	widget.BaseWidget
	Content  fyne.CanvasObject
	OnTap    func()
	OnDouble func()               // optional
	OnKey    func(*fyne.KeyEvent) // keys other than Enter and Space, optional
	OnState  func(State)          // repaints the content, optional
	look     func(State) Look     // ground by state, optional
	radius   float32
	state    State
	focused  bool
}

// ListLook is the ground of a row in a list: accented when chosen, tinted under the pointer.
func ListLook(s State) Look {
	switch {
	case s.Selected:
		return Look{Fill: theme.AccentSoft}
	case s.Hover:
		return Look{Fill: theme.Hover}
	}
	return Look{}
}

// NewPress makes content pressable. look gives its ground in each state; nil for a plain one.
func NewPress(content fyne.CanvasObject, look func(State) Look, onTap func()) *Press {
	p := &Press{Content: content, OnTap: onTap, look: look, radius: theme.Radius}
	p.ExtendBaseWidget(p)
	return p
}

// Radius sets the corners; 0 is square.
func (p *Press) Radius(r float32) *Press { p.radius = r; return p }

func (p *Press) change(f func(*State)) {
	before := p.state
	f(&p.state)
	if p.state != before {
		if p.OnState != nil {
			p.OnState(p.state)
		}
		p.Refresh()
	}
}

// SetSelected shows it as chosen.
func (p *Press) SetSelected(on bool) { p.change(func(s *State) { s.Selected = on }) }

// Selected tells whether it is shown as chosen.
func (p *Press) Selected() bool { return p.state.Selected }

// Enable lets it be pressed or not.
func (p *Press) Enable(on bool) { p.change(func(s *State) { s.Disabled = !on }) }

// Enabled tells whether it can be pressed.
func (p *Press) Enabled() bool { return !p.state.Disabled }

// Tapped is for Fyne.
func (p *Press) Tapped(*fyne.PointEvent) {
	if !p.state.Disabled && p.OnTap != nil {
		p.OnTap()
	}
}

// MouseIn is for Fyne.
func (p *Press) MouseIn(*desktop.MouseEvent) { p.change(func(s *State) { s.Hover = true }) }

// MouseMoved is for Fyne.
func (p *Press) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is for Fyne.
func (p *Press) MouseOut() { p.change(func(s *State) { s.Hover, s.Pressed = false, false }) }

// Cursor is a hand where pressing does something.
func (p *Press) Cursor() desktop.Cursor {
	if p.state.Disabled || p.OnTap == nil {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// FocusGained is for Fyne.
func (p *Press) FocusGained() { p.focused = true; p.Refresh() }

// FocusLost is for Fyne.
func (p *Press) FocusLost() { p.focused = false; p.Refresh() }

// TypedRune is for Fyne.
func (p *Press) TypedRune(r rune) {}

// TypedKey presses it by Enter or Space.
func (p *Press) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.Tapped(nil)
	default:
		if p.OnKey != nil {
			p.OnKey(k)
		}
	}
}

// Disabled is for Fyne: what cannot be pressed is passed over by Tab.
func (p *Press) Disabled() bool { return p.state.Disabled || p.OnTap == nil }

// Disable is for Fyne.
func (p *Press) Disable() { p.Enable(false) }

// HeightFor makes it flow as its content does.
func (p *Press) HeightFor(w float32) float32 { return HeightFor(p.Content, w) }

// CreateRenderer is for Fyne.
func (p *Press) CreateRenderer() fyne.WidgetRenderer {
	r := &pressRenderer{p: p, ground: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(nil)}
	r.paint()
	return r
}

type pressRenderer struct {
	p            *Press
	ground, ring *canvas.Rectangle
}

func (r *pressRenderer) paint() {
	var l Look
	if r.p.look != nil {
		l = r.p.look(r.p.state)
	}
	r.ground.CornerRadius, r.ring.CornerRadius = r.p.radius, r.p.radius
	r.ground.FillColor, r.ground.StrokeColor, r.ground.StrokeWidth = color.Transparent, color.Transparent, 0
	if l.Fill != "" {
		r.ground.FillColor = theme.Color(l.Fill)
	}
	if l.Stroke != "" {
		r.ground.StrokeColor, r.ground.StrokeWidth = theme.Color(l.Stroke), 1
	}
	r.ring.StrokeColor, r.ring.StrokeWidth = theme.Color(theme.Accent), 2
	r.ring.FillColor = color.Transparent
	r.ring.Hidden = !r.p.focused
}

func (r *pressRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	r.ring.Move(fyne.NewPos(-1, -1))
	r.ring.Resize(size.AddWidthHeight(2, 2))
	r.p.Content.Resize(size)
}
func (r *pressRenderer) MinSize() fyne.Size { return r.p.Content.MinSize() }
func (r *pressRenderer) Refresh() {
	r.paint()
	r.ground.Refresh()
	r.ring.Refresh()
	r.p.Content.Refresh()
}
func (r *pressRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.p.Content, r.ring}
}
func (r *pressRenderer) Destroy() {}
