package law

import (
	"fmt"
	"io/fs"
	"strings"

	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
)

// Bounds of a law pack's files.
const (
	maxFile     = 1 << 20
	maxStatutes = 2000
)

// Library is a law pack: statutes over time, clocks and thresholds. It does not change once loaded.
type Library struct {
	date       clock.Date
	statutes   []Statute
	byID       map[string]*Statute
	clocks     []Clock
	thresholds []Threshold
}

type packFile struct {
	Date clock.Date `yaml:"date"`
}

// Load reads law/pack.yaml, law/statutes/*.yaml, law/clocks.yaml and law/thresholds.yaml and checks
// them as a whole. Errors name the file and the article.
func Load(fsys fs.FS) (*Library, error) {
	l := &Library{byID: map[string]*Statute{}}
	var pack packFile
	if err := read(fsys, "law/pack.yaml", &pack); err != nil {
		return nil, err
	}
	if _, err := clock.ParseDate(string(pack.Date)); err != nil {
		return nil, fmt.Errorf("law/pack.yaml: %w", err)
	}
	l.date = pack.Date
	names, err := fs.Glob(fsys, "law/statutes/*.yaml")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("law/statutes: no file")
	}
	for _, name := range names {
		var files []statuteFile
		if err := read(fsys, name, &files); err != nil {
			return nil, err
		}
		for _, f := range files {
			s, err := f.statute()
			if err == nil && (l.byID[s.ID] != nil || len(l.statutes) >= maxStatutes) {
				err = fmt.Errorf("statute %s stands twice", s.ID)
			}
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			l.statutes = append(l.statutes, s)
			l.byID[s.ID] = &s
		}
	}
	return l, l.loadNumbers(fsys)
}

// PackDate is the day the law pack was made: what it says holds as known then.
func (l *Library) PackDate() clock.Date { return l.date }

// Statutes are all statutes, in the order of the files.
func (l *Library) Statutes() []Statute { return l.statutes }

// Statute is the statute of that id.
func (l *Library) Statute(id string) (Statute, bool) {
	s, ok := l.byID[id]
	if !ok {
		return Statute{}, false
	}
	return *s, true
}

// Resolve finds the statute and the version of the article that holds on a day. A paragraph
// ("51(2)") that the pack does not hold on its own resolves to its article. A reference without
// article resolves to the statute as a whole. Errors: errs.NotFound when the statute or the article
// is not in the pack, or does not hold on that day.
func (l *Library) Resolve(r Ref, asOf clock.Date) (Statute, Version, error) {
	s, ok := l.byID[r.Statute]
	if !ok {
		return Statute{}, Version{}, errs.New(errs.NotFound, "law.no_statute", "ref", r.String())
	}
	if r.Article == "" {
		if asOf < s.From || s.To != "" && asOf >= s.To {
			return *s, Version{}, errs.New(errs.NotFound, "law.not_in_force", "ref", r.String(), "day", string(asOf))
		}
		return *s, Version{From: s.From, To: s.To, Gist: s.Gist, Confidence: s.Confidence, Source: s.Source}, nil
	}
	no := r.Article
	for no != "" {
		for _, a := range s.Articles {
			if a.No != no {
				continue
			}
			for _, v := range a.Versions {
				if asOf >= v.From && (v.To == "" || asOf < v.To) {
					return *s, v, nil
				}
			}
			return *s, Version{}, errs.New(errs.NotFound, "law.not_in_force", "ref", r.String(), "day", string(asOf))
		}
		i := strings.LastIndexByte(no, '(')
		if i < 0 {
			break
		}
		no = no[:i]
	}
	return *s, Version{}, errs.New(errs.NotFound, "law.no_article", "ref", r.String())
}
