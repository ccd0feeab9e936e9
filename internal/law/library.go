package law

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"qingjiao/i18n"
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

func read(fsys fs.FS, name string, into any) error {
	f, err := fsys.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil || len(b) > maxFile {
		return fmt.Errorf("%s: not readable or larger than %d bytes", name, maxFile)
	}
	if err := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

var (
	statuteID = regexp.MustCompile(`^[A-Z][A-Z0-9]{1,15}$`)
	articleNo = regexp.MustCompile(`^\d{1,4}(-\d{1,2})?(\(\d{1,2}\)){0,2}$`)
	tags      = []Confidence{Verified, Secondary, KnownHigh, KnownMed, KnownLow, Interprets}
	kinds     = []string{"law", "regulation", "rule", "interpretation", "standard", "foreign"}
)

func (f statuteFile) statute() (Statute, error) {
	s := Statute{ID: f.ID, Name: f.Name, Short: f.Short, Kind: f.Kind, Number: f.Number, From: f.From, To: f.To}
	if s.Short.Zh == "" {
		s.Short = s.Name
	}
	if !statuteID.MatchString(f.ID) || f.Name.Zh == "" || f.Name.En == "" || s.Short.En == "" || !slices.Contains(kinds, f.Kind) || !slices.Contains(tags, f.Confidence) || f.Source == "" {
		return s, fmt.Errorf("statute %q: id, name, kind, confidence or source is missing or wrong", f.ID)
	}
	if err := period(f.From, f.To); err != nil {
		return s, fmt.Errorf("statute %s: %w", f.ID, err)
	}
	for _, a := range f.Articles {
		v := Version{From: a.From, To: a.To, Gist: i18n.Text{Zh: a.Zh, En: a.En}, Confidence: a.Confidence, Source: a.Source}
		if v.From == "" {
			v.From = f.From
		}
		if v.To == "" {
			v.To = f.To
		}
		if v.Confidence == "" {
			v.Confidence = f.Confidence
		}
		if v.Source == "" {
			v.Source = f.Source
		}
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

// Parse reads a reference as data writes it: "PIPL 23", "PIPL 13(1)(2)", "CRIM 253-1" or "O25" for
// the whole.
func Parse(s string) (Ref, error) {
	id, no, _ := strings.Cut(s, " ")
	if !statuteID.MatchString(id) || no != "" && !articleNo.MatchString(no) {
		return Ref{}, fmt.Errorf("%q is not a reference to an article", s)
	}
	return Ref{Statute: id, Article: no}, nil
}

// String writes a reference as data does.
func (r Ref) String() string { return strings.TrimSpace(r.Statute + " " + r.Article) }

// UnmarshalYAML lets data files write references as words.
func (r *Ref) UnmarshalYAML(b []byte) error {
	var s string
	if err := yaml.Unmarshal(b, &s); err != nil {
		return err
	}
	p, err := Parse(s)
	*r = p
	return err
}

// MarshalYAML writes a reference as words.
func (r Ref) MarshalYAML() (any, error) { return r.String(), nil }

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
// article resolves to a Version with no gist. Errors: errs.NotFound when the statute or the article
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
		return *s, Version{From: s.From, To: s.To}, nil
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
