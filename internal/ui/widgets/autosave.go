package widgets

import (
	"time"

	"fyne.io/fyne/v2"
)

// pause is how long a person stops typing before what they typed is saved.
const pause = 600 * time.Millisecond

// SaveWith saves the text soon after a person stops typing, and when the field loses the keyboard.
// save gets each text once. It takes the place of OnChange and OnLeave.
func (e *Entry) SaveWith(r *Runner, save func(text string)) *Entry {
	saved, cancel := e.Text(), func() {}
	now := func() {
		cancel()
		if t := e.Text(); t != saved {
			saved = t
			save(t)
		}
	}
	e.OnChange = func(string) {
		cancel()
		cancel = r.After(pause, now)
	}
	e.OnLeave = func(string) { now() }
	return e
}

// Hand tells where a person is typing: a value that changes with each stroke in a field, and nil
// where no field has the keyboard.
func Hand(f fyne.Focusable) any {
	if i, ok := f.(*inner); ok {
		return [4]any{i, len(i.Text), i.CursorRow, i.CursorColumn}
	}
	return nil
}
