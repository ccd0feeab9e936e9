package store

import (
	"context"
	"database/sql"
)

const (
	selectDraft = `SELECT field, value FROM drafts WHERE template = ? AND record = ?`
	selectField = `SELECT value FROM drafts WHERE template = ? AND record = ? AND field = ?`
	upsertField = `INSERT INTO drafts (template, record, field, value, event) VALUES (?, ?, ?, ?, ?) ON CONFLICT (template, record, field) DO UPDATE SET value = excluded.value, event = excluded.event`
	deleteField = `DELETE FROM drafts WHERE template = ? AND record = ? AND field = ?`
)

// Draft is what a person typed into a paper that is not issued yet, by field. record is "" for a
// paper of the matter itself.
func (s *Matter) Draft(ctx context.Context, template, record string) (map[string]any, error) {
	out := map[string]any{}
	err := each(ctx, s.db.Read, selectDraft, []any{template, record}, func(rows *sql.Rows) error {
		var field string
		var b []byte
		if err := rows.Scan(&field, &b); err != nil {
			return err
		}
		v, err := decode(b)
		out[field] = v
		return err
	})
	return out, fail(ctx, err)
}

// SetDraft types a value into a paper; nil takes it back.
func (t *MatterTx) SetDraft(template, record, field string, value any) error {
	var old []byte
	found, err := t.scan(selectField, []any{template, record, field}, &old)
	if err != nil {
		return err
	}
	name := "drafts/" + template + "/" + record + "/" + field
	if value == nil {
		if !found {
			return nil
		}
		t.note(name, old, nil)
		return t.exec(deleteField, template, record, field)
	}
	b, err := encode(value)
	if err != nil {
		return err
	}
	if found && string(old) == string(b) {
		return nil
	}
	t.note(name, old, b)
	return t.exec(upsertField, template, record, field, string(b), t.seq)
}
