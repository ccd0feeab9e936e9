package service

import (
	"qingjiao/i18n"
	"qingjiao/internal/law"
)

// Law is the library of statutes the program was built with.
func (a *App) Law() *law.Library { return a.content.Laws }

// Content is what the program reads: interview, checklist, registers, papers and law.
func (a *App) Content() *Content { return a.content }

// Cite makes articles ready to show as they stand today. A reference that does not resolve comes
// back with InForce false and its text as written.
func (a *App) Cite(refs []law.Ref) []Citation {
	today := a.today()
	out := make([]Citation, len(refs))
	for i, r := range refs {
		c := Citation{Ref: r, Text: a.cite(r)}
		if _, v, err := a.content.Laws.Resolve(r, today); err == nil {
			c.Gist, c.Confidence, c.InForce = v.Gist, v.Confidence, true
		}
		out[i] = c
	}
	return out
}

func (a *App) cite(r law.Ref) i18n.Text {
	return i18n.Text{Zh: a.content.Laws.Cite(r, i18n.ZH), En: a.content.Laws.Cite(r, i18n.EN)}
}

// basis is the first of the references in words, empty where there is none.
func (a *App) basis(refs []law.Ref) i18n.Text {
	if len(refs) == 0 {
		return i18n.Text{}
	}
	return a.cite(refs[0])
}

// words is a message in both languages.
func words(key string, args ...any) i18n.Text {
	return i18n.Text{Zh: i18n.T(i18n.ZH, key, args...), En: i18n.T(i18n.EN, key, args...)}
}

// basisOf is the first of the references, as data writes them, in words.
func (a *App) basisOf(refs []string) i18n.Text {
	for _, s := range refs {
		if r, err := law.Parse(s); err == nil {
			return a.cite(r)
		}
	}
	return i18n.Text{}
}
