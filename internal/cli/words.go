package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/rivo/uniseg"

	"qingjiao/i18n"
)

// T is the message under key in the run's language.
func (t *terminal) T(key string, args ...any) string { return i18n.T(t.lang, key, args...) }

// say writes one message as a line of output.
func (t *terminal) say(key string, args ...any) {
	fmt.Fprintln(t.Stdout, t.T(key, args...))
}

// print writes what a command found: as JSON for a script, else by show.
func (t *terminal) print(v any, show func()) error {
	if !t.json {
		show()
		return nil
	}
	e := json.NewEncoder(t.Stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// table writes rows in columns that line up, Han characters counting as two.
func table(w io.Writer, rows [][]string) {
	var width []int
	for _, row := range rows {
		for i, c := range row {
			if i == len(width) {
				width = append(width, 0)
			}
			width[i] = max(width[i], uniseg.StringWidth(clean(c)))
		}
	}
	for _, row := range rows {
		var b strings.Builder
		for i, c := range row {
			c = clean(c)
			b.WriteString(c)
			if i < len(row)-1 {
				b.WriteString(strings.Repeat(" ", width[i]-uniseg.StringWidth(c)+2))
			}
		}
		fmt.Fprintln(w, strings.TrimRight(b.String(), " "))
	}
}

// clean keeps a cell on its line and its bytes from steering the terminal.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r >= 0x7F && r < 0xA0 {
			return ' '
		}
		return r
	}, s)
}
