package service

import (
	"context"
	"maps"
	"slices"

	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
	"qingjiao/internal/matter"
	"qingjiao/internal/rule"
	"qingjiao/internal/store"
)

// maxName is the longest name of a matter, in characters.
const maxName = 100

// FactDefs are the facts that can be known of a matter, in the order of the interview.
func (a *App) FactDefs() []matter.Fact { return a.content.Facts.Facts }

// Facts are the answers given in a matter; facts derived from them are not among them.
func (a *App) Facts(ctx context.Context, id string) (rule.Facts, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return nil, err
	}
	defer w.done()
	return w.s.Facts(w.ctx)
}

// NewMatter begins a matter with what is known of it. Its creator and the firm's principals get
// its key.
func (a *App) NewMatter(ctx context.Context, name string, facts rule.Facts) (string, error) {
	ctx, end, err := a.begin(ctx)
	if err != nil {
		return "", err
	}
	defer end()
	name, err = sentence(name, maxName, "service.name_missing")
	if err != nil {
		return "", err
	}
	checked, err := a.validate(facts)
	if err != nil {
		return "", err
	}
	id := newID()
	if err := a.createMatter(ctx, id); err != nil {
		return "", err
	}
	w := &work{ctx: ctx, a: a, id: id}
	if w.s, err = a.openStore(ctx, id); err != nil {
		return "", err
	}
	err = w.write("matter.created", "matter", id, "facts", func(tx *store.MatterTx) error {
		if err := tx.Note("name", []byte(name)); err != nil {
			return err
		}
		return tx.SetFacts(checked)
	})
	if err != nil {
		return "", err
	}
	err = a.writeFirm(ctx, "matter.created", "matter", id, "matters", func(tx *store.FirmTx) error {
		return tx.AddMatter(id, name)
	})
	return id, err
}

// createMatter makes the matter's database with a key of its own. Until the firm's index names it,
// nothing shows it: a crash in between leaves an empty file that no one sees.
func (a *App) createMatter(ctx context.Context, id string) error {
	var keys []string
	for _, m := range a.vault.Info().Members {
		if m.Role == "principal" || m.ID == a.actor() {
			keys = append(keys, m.ID)
		}
	}
	_, err := a.vault.CreateMatter(ctx, id, keys)
	return err
}

// RenameMatter gives a matter another name.
func (a *App) RenameMatter(ctx context.Context, id, name string) error {
	w, err := a.on(ctx, id)
	if err != nil {
		return err
	}
	defer w.done()
	name, err = sentence(name, maxName, "service.name_missing")
	if err != nil {
		return err
	}
	return a.writeFirm(w.ctx, "matter.renamed", "matter", id, "matters", func(tx *store.FirmTx) error {
		return tx.RenameMatter(id, name)
	})
}

// CloseMatter marks a matter as done, or opens it again. Its contents stay as they are.
func (a *App) CloseMatter(ctx context.Context, id string, closed bool) error {
	w, err := a.on(ctx, id)
	if err != nil {
		return err
	}
	defer w.done()
	action := "matter.closed"
	if !closed {
		action = "matter.reopened"
	}
	return a.writeFirm(w.ctx, action, "matter", id, "matters", func(tx *store.FirmTx) error {
		return tx.CloseMatter(id, closed)
	})
}

// Answer saves answers, one event a call. A nil value makes a fact unknown again; skipped are
// questions answered with "not clear yet". Facts are checked first: where one is wrong, none is
// saved.
func (a *App) Answer(ctx context.Context, id string, facts rule.Facts, skipped []string) error {
	w, err := a.on(ctx, id)
	if err != nil {
		return err
	}
	defer w.done()
	checked, err := a.validate(facts)
	if err != nil {
		return err
	}
	for _, q := range skipped {
		if question, ok := a.question(q); !ok || !question.Skip {
			return errs.New(errs.Invalid, "service.no_question", "name", q)
		}
	}
	return w.write("facts.answered", "matter", id, "facts", func(tx *store.MatterTx) error {
		for _, q := range skipped {
			if err := tx.SetSkipped(q, true); err != nil {
				return err
			}
		}
		for _, q := range a.answeredBy(checked) {
			if !slices.Contains(skipped, q) {
				if err := tx.SetSkipped(q, false); err != nil {
					return err
				}
			}
		}
		return tx.SetFacts(checked)
	})
}

// validate checks facts against their definitions. A nil value stays nil.
func (a *App) validate(facts rule.Facts) (rule.Facts, error) {
	out := rule.Facts{}
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		if facts[name] == nil {
			if !slices.ContainsFunc(a.content.Facts.Facts, func(f matter.Fact) bool { return f.Name == name }) {
				return nil, errs.New(errs.Invalid, "service.no_fact", "name", name)
			}
			out[name] = nil
			continue
		}
		v, err := a.content.Facts.Validate(name, facts[name])
		if err != nil {
			return nil, err
		}
		out[name] = v
	}
	return out, nil
}

func (a *App) question(id string) (matter.Question, bool) {
	for _, c := range a.content.Interview.Chapters {
		for _, q := range c.Questions {
			if q.ID == id {
				return q, true
			}
		}
	}
	return matter.Question{}, false
}

// answeredBy are the questions that ask for one of the facts given a value.
func (a *App) answeredBy(facts rule.Facts) []string {
	var out []string
	for _, c := range a.content.Interview.Chapters {
		for _, q := range c.Questions {
			if slices.ContainsFunc(q.Names(), func(name string) bool { return facts[name] != nil }) {
				out = append(out, q.ID)
			}
		}
	}
	return out
}

// Path is the legal path of a matter as it stands today.
func (a *App) Path(ctx context.Context, id string) (matter.Path, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return matter.Path{}, err
	}
	defer w.done()
	k, err := w.know()
	if err != nil {
		return matter.Path{}, err
	}
	return a.named(k.path), nil
}

// named puts the member's name into an override, which keeps the member's id.
func (a *App) named(p matter.Path) matter.Path {
	if p.Override != nil {
		o := *p.Override
		o.By = a.memberName(o.By)
		p.Override = &o
	}
	return p
}

// OverridePath records counsel's opinion on which article governs. It is Denied where the law is
// not contested for the matter. Who and when are filled in here.
func (a *App) OverridePath(ctx context.Context, id string, o matter.Override) error {
	w, err := a.on(ctx, id)
	if err != nil {
		return err
	}
	defer w.done()
	k, err := w.know()
	if err != nil {
		return err
	}
	o.By, o.From = a.actor(), k.path.Governing
	if k.path.Override != nil {
		o.From = k.path.Override.From
	}
	if o.On == "" {
		o.On = k.today
	}
	if _, err := clock.ParseDate(string(o.On)); err != nil {
		return errs.Wrap(err, errs.Invalid, "service.bad_date")
	}
	if o.Opinion, err = sentence(o.Opinion, 4000, "service.reason_missing"); err != nil {
		return err
	}
	if o.Counsel, err = sentence(o.Counsel, 200, "service.reason_missing"); err != nil {
		return err
	}
	if err := a.checkOverride(k, o); err != nil {
		return err
	}
	return w.write("path.overridden", "matter", id, "facts", func(tx *store.MatterTx) error {
		return tx.SetPathOverride(&o, "")
	})
}

// ClearPathOverride takes counsel's opinion back; the program's own result governs again.
func (a *App) ClearPathOverride(ctx context.Context, id, reason string) error {
	w, err := a.on(ctx, id)
	if err != nil {
		return err
	}
	defer w.done()
	if reason, err = sentence(reason, 1000, "service.reason_missing"); err != nil {
		return err
	}
	return w.write("path.restored", "matter", id, "facts", func(tx *store.MatterTx) error {
		return tx.SetPathOverride(nil, reason)
	})
}

// checkOverride refuses an opinion where the program's own result is not contested, or is the same.
func (a *App) checkOverride(k *knowledge, o matter.Override) error {
	own := a.content.Paths.Decide(k.facts, k.today, nil)
	if err := own.MayOverride(); err != nil {
		return err
	}
	if a.content.Paths.Decide(k.facts, k.today, &o).Override == nil {
		return errs.New(errs.Invalid, "service.override_same")
	}
	return nil
}
