package store

import (
	"context"
	"database/sql"
	"time"

	"qingjiao/internal/errs"
	"qingjiao/internal/register"
)

const (
	recordColumns = `id, register, state, content, withdrawn, created, updated`
	selectRecords = `SELECT ` + recordColumns + ` FROM records WHERE register = ? AND withdrawn <= ? ORDER BY created, id`
	selectAll     = `SELECT ` + recordColumns + ` FROM records WHERE withdrawn = 0 ORDER BY register, created, id`
	selectRecord  = `SELECT ` + recordColumns + ` FROM records WHERE id = ?`
	insertRecord  = `INSERT INTO records (id, register, state, content, created, updated, event) VALUES (?, ?, ?, ?, ?, ?, ?)`
	updateRecord  = `UPDATE records SET state = ?, content = ?, withdrawn = ?, updated = ?, event = ? WHERE id = ?`
	insertPast    = `INSERT INTO record_history (record, event, state, content, withdrawn) VALUES (?, ?, ?, ?, ?)`
	selectPast    = `SELECT event, state, content, withdrawn FROM record_history WHERE record = ? ORDER BY event`
)

// Record is one row of a register.
type Record struct {
	ID        string
	Register  string
	State     string
	Values    register.Values
	Withdrawn bool
	Created   time.Time
	Updated   time.Time
}

// Records are the rows of a register in the order they were added, withdrawn ones only where asked.
func (s *Matter) Records(ctx context.Context, reg string, withdrawn bool) ([]Record, error) {
	max := 0
	if withdrawn {
		max = 1
	}
	return s.records(ctx, selectRecords, reg, max)
}

// AllRecords are the rows of all registers that are not withdrawn.
func (s *Matter) AllRecords(ctx context.Context) ([]Record, error) { return s.records(ctx, selectAll) }

func (s *Matter) records(ctx context.Context, query string, args ...any) ([]Record, error) {
	var out []Record
	err := each(ctx, s.db.Read, query, args, func(rows *sql.Rows) error {
		r, err := scanRecord(rows.Scan)
		out = append(out, r)
		return err
	})
	return out, fail(ctx, err)
}

// Record is one row; NotFound where there is none in that register.
func (s *Matter) Record(ctx context.Context, reg, id string) (Record, error) {
	r, err := scanRecord(s.db.Read.QueryRowContext(ctx, selectRecord, id).Scan)
	if err == nil && r.Register != reg {
		err = sql.ErrNoRows
	}
	return r, fail(ctx, err)
}

// Past is a record as it stood after an event.
type Past struct {
	Event     int64
	State     string
	Values    register.Values
	Withdrawn bool
}

// RecordHistory is a record as it stood after each change, oldest first.
func (s *Matter) RecordHistory(ctx context.Context, id string) ([]Past, error) {
	var out []Past
	err := each(ctx, s.db.Read, selectPast, []any{id}, func(rows *sql.Rows) error {
		var p Past
		var b []byte
		if err := rows.Scan(&p.Event, &p.State, &b, &p.Withdrawn); err != nil {
			return err
		}
		m, err := decodeMap(b)
		p.Values = m
		out = append(out, p)
		return err
	})
	return out, fail(ctx, err)
}

// AddRecord adds a row to a register.
func (t *MatterTx) AddRecord(r Record) error {
	if err := t.usable(); err != nil {
		return err
	}
	b, err := encode(r.Values)
	if err != nil {
		return err
	}
	now := t.now.UnixMilli()
	t.note("records/"+r.ID, nil, recordBytes(r.State, b, false))
	if err := t.exec(insertRecord, r.ID, r.Register, r.State, string(b), now, now, t.seq); err != nil {
		return err
	}
	return t.exec(insertPast, r.ID, t.seq, r.State, string(b), false)
}

// Record reads a row within the transaction, so that what is decided about it is still true when
// it is written. NotFound where there is none in that register.
func (t *MatterTx) Record(reg, id string) (Record, error) {
	if err := t.usable(); err != nil {
		return Record{}, err
	}
	r, err := scanRecord(t.tx.QueryRowContext(t.ctx, selectRecord, id).Scan)
	if err == nil && r.Register != reg {
		err = sql.ErrNoRows
	}
	return r, fail(t.ctx, err)
}

// SetRecord writes a row's state, values and whether it is withdrawn.
func (t *MatterTx) SetRecord(r Record) error {
	old, err := t.Record(r.Register, r.ID)
	if err != nil {
		return err
	}
	was, err := encode(old.Values)
	if err != nil {
		return err
	}
	b, err := encode(r.Values)
	if err != nil {
		return err
	}
	before, after := recordBytes(old.State, was, old.Withdrawn), recordBytes(r.State, b, r.Withdrawn)
	if string(before) == string(after) {
		return nil
	}
	t.note("records/"+r.ID, before, after)
	if err := t.exec(updateRecord, r.State, string(b), r.Withdrawn, t.now.UnixMilli(), t.seq, r.ID); err != nil {
		return err
	}
	if err := t.exec(insertPast, r.ID, t.seq, r.State, string(b), r.Withdrawn); err != nil {
		return errs.Wrap(err, errs.Conflict, "store.changed_twice")
	}
	return nil
}

// recordBytes is what the digest of a record covers.
func recordBytes(state string, content []byte, withdrawn bool) []byte {
	b := append([]byte(state+"\n"), content...)
	if withdrawn {
		b = append(b, "\nwithdrawn"...)
	}
	return b
}

func scanRecord(scan func(...any) error) (Record, error) {
	var r Record
	var b []byte
	var created, updated int64
	if err := scan(&r.ID, &r.Register, &r.State, &b, &r.Withdrawn, &created, &updated); err != nil {
		return Record{}, err
	}
	m, err := decodeMap(b)
	r.Values, r.Created, r.Updated = m, instant(created), instant(updated)
	return r, err
}
