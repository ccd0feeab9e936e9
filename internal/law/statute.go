package law

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"

	"qingjiao/i18n"
	"qingjiao/internal/clock"
)

// statuteFile is a statute as its file holds it: facts that most articles share stand once, and an
// article that changed stands as several entries with their own days.
type statuteFile struct {
	ID         string        `yaml:"id"`
	Name       i18n.Text     `yaml:"name"`
	Short      i18n.Text     `yaml:"short"`
	Kind       string        `yaml:"kind"`
	Number     string        `yaml:"number"`
	From       clock.Date    `yaml:"from"`
	To         clock.Date    `yaml:"to"`
	Confidence Confidence    `yaml:"confidence"`
	Source     string        `yaml:"source"`
	Gist       i18n.Text     `yaml:"gist"` // of the whole, where it is cited as a whole
	Articles   []articleFile `yaml:"articles"`
}

type articleFile struct {
	No         string     `yaml:"no"`
	Zh         string     `yaml:"zh"`
	En         string     `yaml:"en"`
	From       clock.Date `yaml:"from"`
	To         clock.Date `yaml:"to"`
	Confidence Confidence `yaml:"tag"`
	Source     string     `yaml:"source"`
}

var (
	statuteID = regexp.MustCompile(`^[A-Z][A-Z0-9]{1,15}$`)
	articleNo = regexp.MustCompile(`^\d{1,4}((-\d{1,2})?(\(\d{1,2}\)){0,2}|(\.\d{1,2}){1,3})$`)
	tags      = []Confidence{Verified, Secondary, KnownHigh, KnownMed, KnownLow, Interprets}
	kinds     = []string{"law", "regulation", "rule", "interpretation", "standard", "foreign"}
)

func (f statuteFile) statute() (Statute, error) {
	s := Statute{ID: f.ID, Name: f.Name, Short: f.Short, Kind: f.Kind, Number: f.Number, From: f.From, To: f.To,
		Gist: f.Gist, Confidence: f.Confidence, Source: f.Source}
	if s.Short.Zh == "" {
		s.Short = s.Name
	}
	if !statuteID.MatchString(f.ID) || f.Name.Zh == "" || f.Name.En == "" || s.Short.En == "" || (f.Gist.Zh == "") != (f.Gist.En == "") ||
		!slices.Contains(kinds, f.Kind) || !slices.Contains(tags, f.Confidence) || f.Source == "" {
		return s, fmt.Errorf("statute %q: id, name, kind, confidence or source is missing or wrong", f.ID)
	}
	if err := period(f.From, f.To); err != nil {
		return s, fmt.Errorf("statute %s: %w", f.ID, err)
	}
	for _, a := range f.Articles {
		v := f.version(a)
		if !articleNo.MatchString(a.No) || a.Zh == "" || a.En == "" || !slices.Contains(tags, v.Confidence) {
			return s, fmt.Errorf("%s %q: number, words or tag is missing or wrong", f.ID, a.No)
		}
		if err := period(v.From, v.To); err != nil {
			return s, fmt.Errorf("%s %s: %w", f.ID, a.No, err)
		}
		if err := s.put(a.No, v); err != nil {
			return s, err
		}
	}
	return s, nil
}

// version is an article's entry, with what the statute says for all where the entry is silent.
func (f statuteFile) version(a articleFile) Version {
	return Version{
		From: cmp.Or(a.From, f.From), To: cmp.Or(a.To, f.To), Gist: i18n.Text{Zh: a.Zh, En: a.En},
		Confidence: cmp.Or(a.Confidence, f.Confidence), Source: cmp.Or(a.Source, f.Source),
	}
}

// put adds a version of an article; versions may not overlap.
func (s *Statute) put(no string, v Version) error {
	i := slices.IndexFunc(s.Articles, func(a Article) bool { return a.No == no })
	if i < 0 {
		s.Articles = append(s.Articles, Article{No: no, Versions: []Version{v}})
		return nil
	}
	for _, w := range s.Articles[i].Versions {
		if (w.To == "" || v.From < w.To) && (v.To == "" || w.From < v.To) {
			return fmt.Errorf("%s %s: two versions hold on the same day", s.ID, no)
		}
	}
	s.Articles[i].Versions = append(s.Articles[i].Versions, v)
	return nil
}

func period(from, to clock.Date) error {
	if _, err := clock.ParseDate(string(from)); err != nil {
		return err
	}
	if to == "" {
		return nil
	}
	if _, err := clock.ParseDate(string(to)); err != nil || to <= from {
		return fmt.Errorf("ends %s before it begins %s", to, from)
	}
	return nil
}
