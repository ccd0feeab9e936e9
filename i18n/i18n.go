// Package i18n holds every word the program shows, in Chinese and English, under stable keys.
// Nothing in it knows of windows: the language is an argument, so it can change at any moment.
package i18n

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
)

// Lang is a language of the interface or of a document.
type Lang string

// The languages.
const (
	ZH Lang = "zh"
	EN Lang = "en"
)

// Text is a sentence in both languages, as data files hold it.
type Text struct {
	Zh string `yaml:"zh" json:"zh"`
	En string `yaml:"en" json:"en"`
}

// In is the text in language l.
func (t Text) In(l Lang) string {
	if l == EN {
		return t.En
	}
	return t.Zh
}

//go:embed *.json
var files embed.FS

var catalogues = mustLoad(files)

func mustLoad(fsys fs.FS) map[Lang]map[string]string {
	out := map[Lang]map[string]string{ZH: {}, EN: {}}
	names, err := fs.Glob(fsys, "*.json")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			panic(err)
		}
		l := ZH
		if strings.HasSuffix(name, "en.json") {
			l = EN
		}
		m := map[string]string{}
		if err := json.Unmarshal(b, &m); err != nil {
			panic(fmt.Errorf("%s: %w", name, err))
		}
		for k, v := range m {
			if _, twice := out[l][k]; twice {
				panic(fmt.Errorf("%s: key %q stands twice", name, k))
			}
			out[l][k] = v
		}
	}
	return out
}

// T is the message under key in language l with {name} placeholders filled from args (name,
// value, name, value …). Where an argument n is 1 and the key has a ".one" form, that form is used.
// A missing key comes back in ⟦brackets⟧: visible, never a crash; a test proves there are none.
func T(l Lang, key string, args ...any) string {
	cat := catalogues[l]
	s, ok := cat[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == "n" && fmt.Sprint(args[i+1]) == "1" {
			if one, ok := cat[key+".one"]; ok {
				s = one
			}
		}
	}
	for i := 0; i+1 < len(args); i += 2 {
		s = strings.ReplaceAll(s, "{"+fmt.Sprint(args[i])+"}", fmt.Sprint(args[i+1]))
	}
	return s
}

// Has tells whether the key exists in language l.
func Has(l Lang, key string) bool { _, ok := catalogues[l][key]; return ok }

// Keys are all keys of language l, unordered.
func Keys(l Lang) []string {
	ks := make([]string, 0, len(catalogues[l]))
	for k := range catalogues[l] {
		ks = append(ks, k)
	}
	return ks
}
