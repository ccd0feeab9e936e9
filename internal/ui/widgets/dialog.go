package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"qingjiao/internal/ui/theme"
)

// Dialog is a panel over the window. Enter presses its leading button, Esc its other one.
type Dialog struct {
	pop    *widget.PopUp
	canvas fyne.Canvas
	before func(*fyne.KeyEvent)
	OnHide func()

	// OnRefuse is called when the person presses the other button.
	OnRefuse func()
}

// DialogWords are what a dialog says. Yes names what it does (销毁 37 个文件), never 确定.
type DialogWords struct {
	Title, Text, Yes, No string
	Danger               bool   // the leading button is red
	Type                 string // what must be typed before Yes can be pressed, "" for nothing
	TypeNote             string // the words above that field
}

// Confirm asks; yes is called when the person agrees.
func Confirm(c fyne.Canvas, w DialogWords, yes func()) *Dialog {
	return Ask(c, w, nil, func() bool { yes(); return true })
}

// Ask is a dialog around a content (may be nil). yes tells whether the dialog may close.
func Ask(c fyne.Canvas, w DialogWords, content fyne.CanvasObject, yes func() bool) *Dialog {
	d := &Dialog{canvas: c}
	agree := func() {
		if yes == nil || yes() {
			d.Hide()
		}
	}
	lead := Primary(w.Yes, agree)
	if w.Danger {
		lead = Danger(w.Yes, agree)
	}
	col := Column(16, Section(w.Title))
	if w.Text != "" {
		col.Add(Paragraph(w.Text))
	}
	if content != nil {
		col.Add(content)
	}
	var typed *Entry
	if w.Type != "" {
		typed = NewEntry(w.Type)
		typed.OnChange = func(s string) { lead.Enable(s == w.Type) }
		typed.OnSubmit = func(s string) {
			if s == w.Type {
				agree()
			}
		}
		lead.Enable(false)
		col.Add(Field(w.TypeNote, "", typed))
	}
	buttons := Row(12, Spacer())
	if w.No != "" {
		buttons.Add(Secondary(w.No, func() {
			d.Hide()
			if d.OnRefuse != nil {
				d.OnRefuse()
			}
		}))
	}
	buttons.Add(lead)
	col.Add(Inset(8, 0, 0, 0, buttons))
	d.show(FixedWidth(480, Pad(theme.Margin, col)), func(k *fyne.KeyEvent) {
		switch k.Name {
		case fyne.KeyReturn, fyne.KeyEnter:
			if lead.Enabled() && !w.Danger {
				agree()
			}
		case fyne.KeyEscape:
			d.Hide()
		}
	})
	if typed != nil {
		typed.Focus()
	}
	return d
}

// Show puts any content over the window until Hide; Esc hides it.
func Show(c fyne.Canvas, content fyne.CanvasObject) *Dialog {
	d := &Dialog{canvas: c}
	d.show(content, func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeyEscape {
			d.Hide()
		}
	})
	return d
}

func (d *Dialog) show(content fyne.CanvasObject, keys func(*fyne.KeyEvent)) {
	d.pop = widget.NewModalPopUp(Panel(content), d.canvas)
	d.before = d.canvas.OnTypedKey()
	d.canvas.SetOnTypedKey(keys)
	d.pop.Show()
	d.canvas.Unfocus()
}

// Hide takes the dialog away.
func (d *Dialog) Hide() {
	if d.pop == nil {
		return
	}
	d.pop.Hide()
	d.pop = nil
	d.canvas.SetOnTypedKey(d.before)
	if d.OnHide != nil {
		d.OnHide()
	}
}
