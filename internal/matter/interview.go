package matter

import (
	"fmt"
	"io/fs"

	"qingjiao/i18n"
	"qingjiao/internal/law"
	"qingjiao/internal/rule"
)

// Interview is the questions that find the facts out, in chapters.
type Interview struct {
	Chapters []Chapter

	conditions map[string]*rule.Program
}

type chapterFile struct {
	ID        string           `yaml:"id"`
	Title     i18n.Text        `yaml:"title"`
	Questions []questionFile   `yaml:"questions"`
	Summary   []conclusionFile `yaml:"summary"`
}

type questionFile struct {
	ID     string    `yaml:"id"`
	Ask    i18n.Text `yaml:"ask"`
	Help   i18n.Text `yaml:"help"`
	Why    i18n.Text `yaml:"why"`
	Law    []law.Ref `yaml:"law"`
	Fact   string    `yaml:"fact"`
	Fields []string  `yaml:"fields"`
	When   string    `yaml:"when"`
	Must   bool      `yaml:"must"` // may not be put off
}

type conclusionFile struct {
	When string    `yaml:"when"`
	Text i18n.Text `yaml:"text"`
	Law  []law.Ref `yaml:"law"`
}

// LoadInterview reads interview/interview.yaml and checks it against the facts and the law: every
// fact exists and is asked once, every condition compiles, every reference resolves.
func LoadInterview(fsys fs.FS, s *Schema, lib *law.Library) (*Interview, error) {
	var files []chapterFile
	if err := read(fsys, "interview/interview.yaml", &files); err != nil {
		return nil, err
	}
	in := &Interview{conditions: map[string]*rule.Program{}}
	asked := map[string]bool{}
	ids := map[string]bool{}
	for _, c := range files {
		ch := Chapter{ID: c.ID, Title: c.Title}
		for _, q := range c.Questions {
			if ids[q.ID] || q.ID == "" || q.Ask.Zh == "" || q.Ask.En == "" || q.Why.Zh == "" || q.Why.En == "" || (q.Fact == "") == (len(q.Fields) == 0) {
				return nil, fmt.Errorf("question %q: id twice, or words or fact missing", q.ID)
			}
			ids[q.ID] = true
			question := Question{ID: q.ID, Ask: q.Ask, Help: q.Help, Why: q.Why, Law: q.Law, Fact: q.Fact, Fields: q.Fields, When: q.When, Skip: !q.Must}
			for _, f := range question.Names() {
				if fact, ok := s.Fact(f); !ok || fact.Derived || asked[f] {
					return nil, fmt.Errorf("question %s: fact %q is unknown, derived or asked twice", q.ID, f)
				}
				asked[f] = true
				if fact, _ := s.Fact(f); len(question.needs) == 0 || fact.Type == rule.Bool {
					question.needs = append(question.needs, f)
				}
			}
			if err := in.add(s, lib, q.ID, q.When, q.Law); err != nil {
				return nil, err
			}
			ch.Questions = append(ch.Questions, question)
		}
		for _, f := range c.Summary {
			if f.Text.Zh == "" || f.Text.En == "" {
				return nil, fmt.Errorf("summary of %s: no words", c.ID)
			}
			if err := in.add(s, lib, "summary of "+c.ID, f.When, f.Law); err != nil {
				return nil, err
			}
			ch.Summary = append(ch.Summary, Conclusion(f))
		}
		in.Chapters = append(in.Chapters, ch)
	}
	return in, nil
}

func (in *Interview) add(s *Schema, lib *law.Library, by, when string, refs []law.Ref) error {
	p, err := s.Rules.Compile(when)
	if err != nil {
		return fmt.Errorf("%s: %w", by, err)
	}
	in.conditions[when] = p
	for _, r := range refs {
		if _, _, err := lib.Resolve(r, lib.PackDate()); err != nil {
			return fmt.Errorf("%s: %w", by, err)
		}
	}
	return nil
}

// Names are the facts a question asks for.
func (q Question) Names() []string {
	if q.Fact != "" {
		return []string{q.Fact}
	}
	return q.Fields
}

// Known tells whether a question is answered. A small form needs its first field and every yes or
// no; names, numbers and days beside them may stay open.
func (q Question) Known(facts rule.Facts) bool {
	for _, f := range q.needs {
		if v, ok := facts[f]; !ok || v == nil {
			return false
		}
	}
	return true
}

// Visible are the questions that apply to the facts so far. A question whose condition is not
// known yet waits until it is.
func (in *Interview) Visible(facts rule.Facts) []Question {
	var out []Question
	for _, c := range in.Chapters {
		for _, q := range c.Questions {
			if in.conditions[q.When].True(facts, nil) {
				out = append(out, q)
			}
		}
	}
	return out
}

// Next is the first question after the one of that id ("" for the first of all) that applies.
func (in *Interview) Next(facts rule.Facts, after string) (Question, bool) {
	passed := after == ""
	for _, q := range in.Visible(facts) {
		if passed {
			return q, true
		}
		passed = q.ID == after
	}
	return Question{}, false
}

// Progress counts the questions that apply to the facts so far, and those of them answered. The
// total may still grow or shrink with the answers.
func (in *Interview) Progress(facts rule.Facts) (answered, total int) {
	for _, q := range in.Visible(facts) {
		total++
		if q.Known(facts) {
			answered++
		}
	}
	return answered, total
}
