package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"qingjiao/internal/checklist"
	"qingjiao/internal/clock"
	"qingjiao/internal/matter"
)

const (
	selectPathOverride  = `SELECT value FROM path_override WHERE one = 1`
	upsertPathOverride  = `INSERT INTO path_override (one, value, event) VALUES (1, ?, ?) ON CONFLICT (one) DO UPDATE SET value = excluded.value, event = excluded.event`
	deletePathOverride  = `DELETE FROM path_override`
	selectPointOverride = `SELECT kind, reason, member, day FROM point_overrides WHERE point = ?`
	selectOverrides     = `SELECT point, kind, reason, member, day FROM point_overrides ORDER BY point`
	upsertOverride      = `INSERT INTO point_overrides (point, kind, reason, member, day, event) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (point) DO UPDATE SET kind = excluded.kind, reason = excluded.reason, member = excluded.member, day = excluded.day, event = excluded.event`
	deleteOverride      = `DELETE FROM point_overrides WHERE point = ?`
)

// PathOverride is counsel's recorded opinion on the path; nil where there is none.
func (s *Matter) PathOverride(ctx context.Context) (*matter.Override, error) {
	var b []byte
	err := s.db.Read.QueryRowContext(ctx, selectPathOverride).Scan(&b)
	if err == sql.ErrNoRows {
		return nil, nil
	}
	if err != nil {
		return nil, fail(ctx, err)
	}
	var o matter.Override
	return &o, fail(ctx, json.Unmarshal(b, &o))
}

// SetPathOverride records counsel's opinion on the path; nil takes it back. The reason for taking
// it back goes into the event's digest.
func (t *MatterTx) SetPathOverride(o *matter.Override, reason string) error {
	var old []byte
	found, err := t.scan(selectPathOverride, nil, &old)
	if err != nil || !found && o == nil {
		return err
	}
	if o == nil {
		t.note("path_override", old, []byte(reason))
		return t.exec(deletePathOverride)
	}
	b, err := json.Marshal(o)
	if err != nil {
		return err
	}
	t.note("path_override", old, b)
	return t.exec(upsertPathOverride, string(b), t.seq)
}

// Overrides are a person's decisions about checklist points.
func (s *Matter) Overrides(ctx context.Context) ([]checklist.Override, error) {
	var out []checklist.Override
	err := each(ctx, s.db.Read, selectOverrides, nil, func(rows *sql.Rows) error {
		var o checklist.Override
		err := rows.Scan(&o.Point, &o.Kind, &o.Reason, &o.By, &o.On)
		out = append(out, o)
		return err
	})
	return out, fail(ctx, err)
}

// SetOverride records a decision about a point.
func (t *MatterTx) SetOverride(o checklist.Override) error {
	old, err := t.override(o.Point)
	if err != nil {
		return err
	}
	b, err := json.Marshal(o)
	if err != nil {
		return err
	}
	t.note("point_overrides/"+o.Point, old, b)
	return t.exec(upsertOverride, o.Point, string(o.Kind), o.Reason, o.By, string(o.On), t.seq)
}

// ClearOverride takes the decision about a point back; the reason goes into the event's digest.
func (t *MatterTx) ClearOverride(point, reason string) error {
	old, err := t.override(point)
	if err != nil || old == nil {
		return err
	}
	t.note("point_overrides/"+point, old, []byte(reason))
	return t.exec(deleteOverride, point)
}

// override is the stored decision as bytes for the digest; nil where there is none.
func (t *MatterTx) override(point string) ([]byte, error) {
	o := checklist.Override{Point: point}
	var day string
	found, err := t.scan(selectPointOverride, []any{point}, &o.Kind, &o.Reason, &o.By, &day)
	if err != nil || !found {
		return nil, err
	}
	o.On = clock.Date(day)
	return json.Marshal(o)
}
