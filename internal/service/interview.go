package service

import (
	"context"
	"slices"

	"qingjiao/internal/errs"
	"qingjiao/internal/matter"
	"qingjiao/internal/rule"
)

// Interview is the interview as it stands: the questions that apply now, with what is known.
func (a *App) Interview(ctx context.Context, id string) (InterviewView, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return InterviewView{}, err
	}
	defer w.done()
	k, err := w.know()
	if err != nil {
		return InterviewView{}, err
	}
	v := InterviewView{MatterID: id, Name: k.entry.Name, Path: a.named(k.path)}
	for _, c := range a.content.Interview.Chapters {
		cv, err := a.chapter(c, k)
		if err != nil {
			return InterviewView{}, err
		}
		v.Answered += cv.Answered
		v.About += len(cv.Questions)
		v.Chapters = append(v.Chapters, cv)
	}
	return v, nil
}

func (a *App) chapter(c matter.Chapter, k *knowledge) (ChapterView, error) {
	v := ChapterView{ID: c.ID, Title: c.Title, Done: true}
	for _, q := range c.Questions {
		applies, err := a.holds(q.When, k)
		if err != nil {
			return ChapterView{}, err
		}
		if applies == rule.No {
			continue
		}
		qv := a.questionView(q, c.ID, k)
		if qv.Known || qv.Skipped {
			v.Answered++
		} else if applies == rule.Unknown {
			continue // whether it is asked depends on a question before it
		} else {
			v.Done = false
		}
		v.Questions = append(v.Questions, qv)
	}
	for _, s := range c.Summary {
		if t, err := a.holds(s.When, k); err != nil {
			return ChapterView{}, err
		} else if t == rule.Yes {
			v.Summary = append(v.Summary, s)
		}
	}
	return v, nil
}

func (a *App) questionView(q matter.Question, chapter string, k *knowledge) QuestionView {
	v := QuestionView{Question: q, Chapter: chapter, Values: rule.Facts{}, Skipped: slices.Contains(k.skipped, q.ID)}
	for _, name := range q.Names() {
		for _, f := range a.content.Facts.Facts {
			if f.Name == name {
				v.Facts = append(v.Facts, f)
			}
		}
		if x, ok := k.answered[name]; ok {
			v.Values[name] = x
		}
	}
	v.Known = q.Known(k.answered)
	return v
}

// holds evaluates a condition of the content over the matter.
func (a *App) holds(when string, k *knowledge) (rule.Tri, error) {
	p, ok := a.content.conditions[when]
	if !ok {
		return rule.Unknown, errs.New(errs.Internal, "service.assets")
	}
	return p.Eval(k.facts, evidence{k, a.content.Registers})
}
