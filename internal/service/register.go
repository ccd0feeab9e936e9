package service

import (
	"context"
	"io"

	"qingjiao/internal/errs"
	"qingjiao/internal/register"
	"qingjiao/internal/store"
)

// Registers are the registers of a matter with how many records they hold.
func (a *App) Registers(ctx context.Context, id string) ([]RegisterSummary, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return nil, err
	}
	defer w.done()
	all, err := w.s.AllRecords(w.ctx)
	if err != nil {
		return nil, err
	}
	var out []RegisterSummary
	for _, d := range a.content.Registers.List() {
		s := RegisterSummary{Definition: *d, ByState: map[string]int{}}
		for _, r := range all {
			if r.Register == d.ID {
				s.Records++
				s.ByState[r.State]++
			}
		}
		out = append(out, s)
	}
	return out, nil
}

// Register is a register with its records, oldest first. Withdrawn records are left out; their
// histories stay in the vault.
func (a *App) Register(ctx context.Context, id, reg string) (RegisterView, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return RegisterView{}, err
	}
	defer w.done()
	d, err := a.definition(reg)
	if err != nil {
		return RegisterView{}, err
	}
	records, err := w.s.Records(w.ctx, reg, false)
	if err != nil {
		return RegisterView{}, err
	}
	v := RegisterView{Definition: *d, MatterID: id}
	for _, r := range records {
		v.Records = append(v.Records, a.recordView(d, r))
	}
	return v, nil
}

// Record is one record with its files and its history, withdrawn or not.
func (a *App) Record(ctx context.Context, id, reg, rec string) (RecordView, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return RecordView{}, err
	}
	defer w.done()
	return w.record(reg, rec)
}

func (w *work) record(reg, rec string) (RecordView, error) {
	d, err := w.a.definition(reg)
	if err != nil {
		return RecordView{}, err
	}
	r, err := w.s.Record(w.ctx, reg, rec)
	if err != nil {
		return RecordView{}, noRecord(err)
	}
	v := w.a.recordView(d, r)
	files, err := w.s.Attachments(w.ctx, "record:"+rec)
	if err != nil {
		return RecordView{}, err
	}
	for _, f := range files {
		v.Attachments = append(v.Attachments, w.a.attachment(f))
	}
	events, err := w.s.EventsOf(w.ctx, "record:"+reg, rec, 200)
	if err != nil {
		return RecordView{}, err
	}
	for _, e := range events {
		v.History = append(v.History, w.a.eventView(e, v.Name))
	}
	return v, nil
}

// AddRecord adds a record in the register's first state. Only its name must be there; Missing says
// what else is wanted.
func (a *App) AddRecord(ctx context.Context, id, reg string, v register.Values) (RecordView, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return RecordView{}, err
	}
	defer w.done()
	d, err := a.definition(reg)
	if err != nil {
		return RecordView{}, err
	}
	values, state, err := d.New(v)
	if err != nil {
		return RecordView{}, err
	}
	rec := newID()
	err = w.write("record.added", "record:"+reg, rec, "records:"+reg, func(tx *store.MatterTx) error {
		return tx.AddRecord(store.Record{ID: rec, Register: reg, State: state, Values: values})
	})
	if err != nil {
		return RecordView{}, err
	}
	return w.record(reg, rec)
}

// SetRecord lays values over a record's: a nil or empty value takes a field out, fields not named stay.
func (a *App) SetRecord(ctx context.Context, id, reg, rec string, v register.Values) (RecordView, error) {
	return a.changeRecord(ctx, id, reg, rec, "record.changed", func(d *register.Definition, r *store.Record, _ *store.MatterTx) error {
		values, err := d.Apply(r.Values, v)
		r.Values = values
		return err
	})
}

// MoveRecord makes a transition of the register. The reason, where one is asked, goes into the
// record's history.
func (a *App) MoveRecord(ctx context.Context, id, reg, rec, transition, reason string) (RecordView, error) {
	files, err := a.filesAt(ctx, id, "record:"+rec)
	if err != nil {
		return RecordView{}, err
	}
	return a.changeRecord(ctx, id, reg, rec, "record.moved", func(d *register.Definition, r *store.Record, tx *store.MatterTx) error {
		state, err := d.Move(r.State, transition, string(a.Me().Role), r.Values, files, reason)
		if err != nil {
			return err
		}
		r.State = state
		if reason != "" {
			return tx.Note("reason", []byte(reason))
		}
		return nil
	})
}

// WithdrawRecord takes a record out of lists, counts and papers. It can be restored.
func (a *App) WithdrawRecord(ctx context.Context, id, reg, rec, reason string) error {
	reason, err := sentence(reason, 500, "service.reason_missing")
	if err != nil {
		return err
	}
	_, err = a.changeRecord(ctx, id, reg, rec, "record.withdrawn", func(_ *register.Definition, r *store.Record, tx *store.MatterTx) error {
		if r.Withdrawn {
			return nil
		}
		r.Withdrawn = true
		return tx.Note("reason", []byte(reason))
	})
	return err
}

// RestoreRecord brings a withdrawn record back.
func (a *App) RestoreRecord(ctx context.Context, id, reg, rec string) error {
	_, err := a.changeRecord(ctx, id, reg, rec, "record.restored", func(_ *register.Definition, r *store.Record, _ *store.MatterTx) error {
		r.Withdrawn = false
		return nil
	})
	return err
}

// changeRecord reads a record and writes what f makes of it in one transaction.
func (a *App) changeRecord(ctx context.Context, id, reg, rec, action string, f func(*register.Definition, *store.Record, *store.MatterTx) error) (RecordView, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return RecordView{}, err
	}
	defer w.done()
	d, err := a.definition(reg)
	if err != nil {
		return RecordView{}, err
	}
	err = w.write(action, "record:"+reg, rec, "records:"+reg, func(tx *store.MatterTx) error {
		r, err := tx.Record(reg, rec)
		if err != nil {
			return noRecord(err)
		}
		if err := f(d, &r, tx); err != nil {
			return err
		}
		return tx.SetRecord(r)
	})
	if err != nil {
		return RecordView{}, err
	}
	return w.record(reg, rec)
}

// AttachToRecord keeps a file, at most 64 MiB, as evidence of a record.
func (a *App) AttachToRecord(ctx context.Context, id, reg, rec, name string, r io.Reader) (Attachment, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return Attachment{}, err
	}
	defer w.done()
	if _, err := w.s.Record(w.ctx, reg, rec); err != nil {
		return Attachment{}, noRecord(err)
	}
	return w.attach("record.evidence", "record:"+reg, rec, "records:"+reg, "record:"+rec, name, r)
}

func (a *App) definition(reg string) (*register.Definition, error) {
	d, ok := a.content.Registers.Get(reg)
	if !ok {
		return nil, errs.New(errs.NotFound, "service.no_register")
	}
	return d, nil
}

func (a *App) recordView(d *register.Definition, r store.Record) RecordView {
	state, _ := d.State(r.State)
	return RecordView{
		ID: r.ID, Register: d.ID, Name: d.Name(r.Values), Values: r.Values, State: state,
		Moves: d.Moves(r.State, string(a.Me().Role)), Missing: d.Complete(r.Values),
		Created: r.Created, Updated: r.Updated,
	}
}

func noRecord(err error) error {
	if errs.Is(err, errs.NotFound) {
		return errs.Wrap(err, errs.NotFound, "service.no_record")
	}
	return err
}
