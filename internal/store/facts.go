package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"

	"qingjiao/internal/rule"
)

const (
	selectFacts    = `SELECT name, value FROM facts`
	selectFact     = `SELECT value FROM facts WHERE name = ?`
	upsertFact     = `INSERT INTO facts (name, value, event) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value, event = excluded.event`
	deleteFact     = `DELETE FROM facts WHERE name = ?`
	insertFactPast = `INSERT INTO fact_history (event, name, value) VALUES (?, ?, ?)`
	selectFactPast = `SELECT event, value FROM fact_history WHERE name = ? ORDER BY event`
	selectSkipped  = `SELECT question FROM skipped ORDER BY question`
	findSkipped    = `SELECT 1 FROM skipped WHERE question = ?`
	insertSkipped  = `INSERT INTO skipped (question, event) VALUES (?, ?)`
	deleteSkipped  = `DELETE FROM skipped WHERE question = ?`
)

// Facts are what is known of the matter.
func (s *Matter) Facts(ctx context.Context) (rule.Facts, error) {
	out := rule.Facts{}
	err := each(ctx, s.db.Read, selectFacts, nil, func(rows *sql.Rows) error {
		var name string
		var b []byte
		if err := rows.Scan(&name, &b); err != nil {
			return err
		}
		v, err := decode(b)
		out[name] = v
		return err
	})
	return out, fail(ctx, err)
}

// FactValue is a value that a fact once had; Value nil where it was unknown.
type FactValue struct {
	Event int64
	Value any
}

// FactHistory are the values a fact had, oldest first.
func (s *Matter) FactHistory(ctx context.Context, name string) ([]FactValue, error) {
	var out []FactValue
	err := each(ctx, s.db.Read, selectFactPast, []any{name}, func(rows *sql.Rows) error {
		var f FactValue
		var b []byte
		if err := rows.Scan(&f.Event, &b); err != nil {
			return err
		}
		if b != nil {
			v, err := decode(b)
			if err != nil {
				return err
			}
			f.Value = v
		}
		out = append(out, f)
		return nil
	})
	return out, fail(ctx, err)
}

// Skipped are the questions answered with "not clear yet", sorted.
func (s *Matter) Skipped(ctx context.Context) ([]string, error) {
	var out []string
	err := each(ctx, s.db.Read, selectSkipped, nil, func(rows *sql.Rows) error {
		var q string
		err := rows.Scan(&q)
		out = append(out, q)
		return err
	})
	return out, fail(ctx, err)
}

// SetFacts sets facts; a nil value makes one unknown. Every former value stays in the history.
func (t *MatterTx) SetFacts(facts rule.Facts) error {
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		if err := t.setFact(name, facts[name]); err != nil {
			return err
		}
	}
	return nil
}

func (t *MatterTx) setFact(name string, value any) error {
	var old []byte
	found, err := t.scan(selectFact, []any{name}, &old)
	if err != nil {
		return err
	}
	if value == nil {
		if !found {
			return nil
		}
		t.note("facts/"+name, old, nil)
		if err := t.exec(deleteFact, name); err != nil {
			return err
		}
		return t.exec(insertFactPast, t.seq, name, nil)
	}
	b, err := encode(value)
	if err != nil {
		return err
	}
	if found && string(b) == string(old) {
		return nil
	}
	t.note("facts/"+name, old, b)
	if err := t.exec(upsertFact, name, string(b), t.seq); err != nil {
		return err
	}
	return t.exec(insertFactPast, t.seq, name, string(b))
}

// SetSkipped marks a question as not clear yet, or no longer.
func (t *MatterTx) SetSkipped(question string, skipped bool) error {
	var one int
	found, err := t.scan(findSkipped, []any{question}, &one)
	if err != nil || found == skipped {
		return err
	}
	if skipped {
		t.note("skipped/"+question, nil, []byte("1"))
		return t.exec(insertSkipped, question, t.seq)
	}
	t.note("skipped/"+question, []byte("1"), nil)
	return t.exec(deleteSkipped, question)
}
