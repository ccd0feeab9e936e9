package service

import (
	"context"
	"io"

	"qingjiao/i18n"
	"qingjiao/internal/checklist"
	"qingjiao/internal/errs"
	"qingjiao/internal/store"
)

// stages are the seven stages in order.
func stages() [7]checklist.Stage {
	return [7]checklist.Stage{checklist.Prepare, checklist.Classify, checklist.Secrecy, checklist.Notify,
		checklist.Handover, checklist.Destruction, checklist.Review}
}

// Checklist is the checklist of a matter, computed from its facts and evidence as they are now.
func (a *App) Checklist(ctx context.Context, id string) (ChecklistView, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return ChecklistView{}, err
	}
	defer w.done()
	k, err := w.know()
	if err != nil {
		return ChecklistView{}, err
	}
	states, gates := a.points(k)
	v := ChecklistView{MatterID: id, States: states, Gates: gates,
		Stages: map[checklist.Stage]Tally{}, Sections: map[int]Tally{}, Titles: map[int]i18n.Text{}}
	for stage, t := range a.content.Points.Progress(states) {
		v.Stages[stage] = Tally(t)
	}
	for section, t := range a.content.Points.ProgressBySection(states) {
		v.Sections[section] = Tally(t)
	}
	for _, s := range a.content.Points.Sections() {
		v.Titles[s.ID] = s.Title
	}
	return v, nil
}

// points computes every point and gate, with members' names in the overrides.
func (a *App) points(k *knowledge) ([]checklist.State, []checklist.GateState) {
	overrides := make([]checklist.Override, len(k.overrides))
	for i, o := range k.overrides {
		o.By = a.memberName(o.By)
		overrides[i] = o
	}
	return a.content.Points.Evaluate(k.facts, evidence{k, a.content.Registers}, overrides)
}

// OverridePoint records a person's decision that a point is met (Confirmed) or does not apply
// (Waived), with the reason. It shows everywhere the point does.
func (a *App) OverridePoint(ctx context.Context, id, point string, kind checklist.Status, reason string) error {
	w, err := a.on(ctx, id)
	if err != nil {
		return err
	}
	defer w.done()
	if err := a.knownPoint(point); err != nil {
		return err
	}
	action := map[checklist.Status]string{checklist.Confirmed: "point.confirmed", checklist.Waived: "point.waived"}[kind]
	if action == "" {
		return errs.New(errs.Invalid, "service.point_kind")
	}
	if reason, err = sentence(reason, 1000, "service.reason_missing"); err != nil {
		return err
	}
	return w.write(action, "point", point, "points", func(tx *store.MatterTx) error {
		return tx.SetOverride(checklist.Override{Point: point, Kind: kind, Reason: reason, By: a.actor(), On: a.today()})
	})
}

// ClearOverride takes a decision about a point back.
func (a *App) ClearOverride(ctx context.Context, id, point, reason string) error {
	w, err := a.on(ctx, id)
	if err != nil {
		return err
	}
	defer w.done()
	if reason, err = sentence(reason, 1000, "service.reason_missing"); err != nil {
		return err
	}
	return w.write("point.cleared", "point", point, "points", func(tx *store.MatterTx) error {
		return tx.ClearOverride(point, reason)
	})
}

// AttachEvidence keeps a file, at most 64 MiB, as evidence of a point.
func (a *App) AttachEvidence(ctx context.Context, id, point, name string, r io.Reader) (Attachment, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return Attachment{}, err
	}
	defer w.done()
	if err := a.knownPoint(point); err != nil {
		return Attachment{}, err
	}
	return w.attach("evidence.attached", "point", point, "points", "point:"+point, name, r)
}

// Evidence are the files at a point, oldest first.
func (a *App) Evidence(ctx context.Context, id, point string) ([]Attachment, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return nil, err
	}
	defer w.done()
	files, err := w.s.Attachments(w.ctx, "point:"+point)
	out := make([]Attachment, len(files))
	for i, f := range files {
		out[i] = a.attachment(f)
	}
	return out, err
}

// knownPoint refuses an id that is neither a point nor a legal deadline, which a person may declare
// done in the same way.
func (a *App) knownPoint(id string) error {
	if _, ok := a.content.Points.Point(id); ok {
		return nil
	}
	if _, ok := a.content.Laws.Clock(id); ok {
		return nil
	}
	return errs.New(errs.NotFound, "service.no_point")
}
