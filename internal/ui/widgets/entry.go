package widgets

import (
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"qingjiao/internal/ui/theme"
)

// Limits of what a field takes, in characters. Long text makes every keystroke slow.
const (
	MaxLine = 200
	MaxNote = 2000
)

// Entry is a field for text: a bordered box 42 high with an optional icon, and an error line under
// it. It never binds data: a screen reads Text or listens to OnChange.
type Entry struct {
	Surface
	OnChange func(string)  // each change by a person
	OnSubmit func(string)  // Enter in a field of one line
	OnLeave  func(string)  // the field lost the keyboard, changed or not
	OnCaps   func(on bool) // a letter shows whether Caps Lock is on, where that can be told
	inner    *inner
	box      *Surface
	wrong    *Para
	multi    bool
}

// inner is Fyne's entry with the hooks we need.
type inner struct {
	widget.Entry
	owner   *Entry
	max     int
	focused bool
	quiet   bool
}

// NewEntry is a field of one line.
func NewEntry(placeholder string) *Entry { return newEntry("", placeholder, false, false) }

// EntryIcon is a field of one line with an icon before the text.
func EntryIcon(icon, placeholder string) *Entry { return newEntry(icon, placeholder, false, false) }

// Passphrase is a field whose text is hidden, with an eye to show it.
func Passphrase(placeholder string) *Entry { return newEntry("key-round", placeholder, true, false) }

// NoteEntry is a field of several lines, of at most MaxNote characters.
func NoteEntry(placeholder string) *Entry { return newEntry("", placeholder, false, true) }

func newEntry(icon, placeholder string, secret, multi bool) *Entry {
	e := &Entry{inner: &inner{max: MaxLine}, multi: multi}
	in := e.inner
	in.owner, in.Password, in.MultiLine = e, secret, multi
	in.PlaceHolder = placeholder
	in.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	height := float32(42)
	if multi {
		in.Wrapping, in.max, height = fyne.TextWrapWord, MaxNote, 112
	}
	in.ExtendBaseWidget(in)
	in.OnChanged = e.changed
	in.OnSubmitted = func(s string) {
		if e.OnSubmit != nil {
			e.OnSubmit(s)
		}
	}
	var glyph fyne.CanvasObject
	left := float32(6)
	if icon != "" {
		glyph, left = Icon(icon, theme.Second), 15
	}
	e.box = Box(theme.Surface, theme.Line, FixedHeight(height, Inset(0, 6, 0, left, Row(2, glyph, Grow(in)))))
	if multi {
		e.box.Content = FixedHeight(height, Inset(4, 6, 4, left, RowFill(2, Grow(in))))
	}
	e.wrong = Paragraph("").Small().SetInk(theme.Blocked)
	e.wrong.Hide()
	e.Content = Column(4, e.box, e.wrong)
	e.ExtendBaseWidget(e)
	return e
}

func (e *Entry) changed(s string) {
	in := e.inner
	if utf8.RuneCountInString(s) > in.max {
		cut := []rune(s)[:in.max]
		in.SetText(string(cut))
		return
	}
	if in.quiet {
		return
	}
	e.SetError("")
	if e.OnChange != nil {
		e.OnChange(s)
	}
}

// Text is what stands in the field.
func (e *Entry) Text() string { return e.inner.Text }

// SetText puts text into the field without telling OnChange.
func (e *Entry) SetText(s string) {
	if e.inner.Text == s {
		return
	}
	e.inner.quiet = true
	e.inner.SetText(s)
	e.inner.CursorColumn = utf8.RuneCountInString(s)
	e.inner.quiet = false
}

// SetMax sets how many characters it takes.
func (e *Entry) SetMax(n int) *Entry { e.inner.max = n; return e }

// SetPlaceholder changes the words shown while it is empty.
func (e *Entry) SetPlaceholder(s string) { e.inner.SetPlaceHolder(s) }

// SetError shows what is wrong under the field; "" takes it away.
func (e *Entry) SetError(s string) {
	if e.wrong.Text() == s {
		return
	}
	e.wrong.SetText(s)
	if s == "" {
		e.wrong.Hide()
	} else {
		e.wrong.Show()
	}
	e.border()
	e.Refresh()
}

func (e *Entry) border() {
	switch {
	case e.wrong.Text() != "":
		e.box.Stroke = theme.Blocked
	case e.inner.focused:
		e.box.Stroke = theme.Accent
	default:
		e.box.Stroke = theme.Line
	}
	e.box.Refresh()
}

// Enable lets it be edited or not.
func (e *Entry) Enable(on bool) {
	if on {
		e.inner.Enable()
	} else {
		e.inner.Disable()
	}
}

// Focus gives it the keyboard, where it is in a window.
func (e *Entry) Focus() { focus(e.inner) }

// Focusable is the object inside that takes the keyboard.
func (e *Entry) Focusable() fyne.Focusable { return e.inner }

func (i *inner) FocusGained() {
	i.focused = true
	i.Entry.FocusGained()
	i.owner.border()
	followCaret(i)
}

func (i *inner) FocusLost() {
	i.focused = false
	i.Entry.FocusLost()
	i.owner.border()
	if i.owner.OnLeave != nil {
		i.owner.OnLeave(i.Text)
	}
}

func (i *inner) TypedRune(r rune) {
	i.Entry.TypedRune(r)
	followCaret(i)
	if i.owner.OnCaps == nil || !unicode.IsUpper(r) && !unicode.IsLower(r) {
		return
	}
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		shift := d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0
		i.owner.OnCaps(unicode.IsUpper(r) != shift)
	}
}

// focus gives the keyboard to an object of a window. One that was never painted is known to no
// canvas yet, so every window is asked.
func focus(f fyne.Focusable) {
	app := fyne.CurrentApp()
	if app == nil {
		return
	}
	for _, w := range app.Driver().AllWindows() {
		if w.Canvas().Focus(f); w.Canvas().Focused() == f {
			return
		}
	}
}
