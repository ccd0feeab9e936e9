package store

import (
	"context"
	"database/sql"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"qingjiao/internal/journal"
)

const (
	insertEvent = `INSERT INTO events (seq, object, object_id, record) VALUES (?, ?, ?, ?)`
	insertHash  = `INSERT INTO hashes (idx, hash) VALUES (?, ?)`
	selectHash  = `SELECT hash FROM hashes WHERE idx = ?`
	countEvents = `SELECT COUNT(*) FROM events`
	selectFrom  = `SELECT seq, object, object_id, record FROM events WHERE seq >= ? ORDER BY seq`
	selectPage  = `SELECT record FROM events WHERE seq < ? ORDER BY seq DESC LIMIT ?`
	selectOf    = `SELECT record FROM events WHERE object = ? AND object_id = ? ORDER BY seq DESC LIMIT ?`
	lastEvent   = `SELECT record FROM events ORDER BY seq DESC LIMIT 1`
)

// append stores the event and the hashes it completes.
func (c *change) append(e journal.Event) error {
	entry, err := journal.Append(e, hashes{c.ctx, c.tx})
	if err != nil {
		return err
	}
	if err := c.exec(insertEvent, e.Seq, e.Object, e.ID, entry.Record); err != nil {
		return err
	}
	for i, h := range entry.Hashes {
		if err := c.exec(insertHash, entry.First+int64(i), h[:]); err != nil {
			return err
		}
	}
	return nil
}

// hashes reads stored nodes of the tree.
type hashes struct {
	ctx context.Context
	q   interface {
		QueryRowContext(context.Context, string, ...any) *sql.Row
	}
}

// ReadHashes implements tlog.HashReader.
func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, x := range indexes {
		var b []byte
		if err := h.q.QueryRowContext(h.ctx, selectHash, x).Scan(&b); err != nil {
			return nil, fmt.Errorf("hash %d of the journal: %w", x, err)
		}
		if len(b) != len(out[i]) {
			return nil, fmt.Errorf("hash %d of the journal is %d bytes", x, len(b))
		}
		copy(out[i][:], b)
	}
	return out, nil
}

// reading is a journal.Reader over one transaction, so that verification sees one moment.
type reading struct {
	hashes
	tx *sql.Tx
}

func (r reading) Size() (n int64, err error) {
	err = r.tx.QueryRowContext(r.ctx, countEvents).Scan(&n)
	return n, err
}

// Records implements journal.Reader. The columns beside the record only serve to find it: where
// they say something else than the record does, the record is given as unreadable.
func (r reading) Records(from int64, f func(int64, []byte) error) error {
	return each(r.ctx, r.tx, selectFrom, []any{from}, func(rows *sql.Rows) error {
		var seq int64
		var object, id string
		var record []byte
		if err := rows.Scan(&seq, &object, &id, &record); err != nil {
			return err
		}
		if e, err := journal.Decode(record); err == nil && (e.Object != object || e.ID != id) {
			record = nil
		}
		return f(seq, record)
	})
}

// at runs f over the journal as it stands at one moment.
func (l *log) at(ctx context.Context, f func(reading) error) error {
	tx, err := l.db.Read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fail(ctx, err)
	}
	defer tx.Rollback()
	return fail(ctx, f(reading{hashes{ctx, tx}, tx}))
}

// VerifyJournal reads the whole journal and says whether it holds together.
func (l *log) VerifyJournal(ctx context.Context, progress func(done, total int64)) (r journal.Report, err error) {
	err = l.at(ctx, func(j reading) error {
		r, err = journal.VerifyAll(j, progress)
		return err
	})
	return r, err
}

// Head is the number of events and the root of the journal now.
func (l *log) Head(ctx context.Context) (size int64, root journal.Hash, err error) {
	err = l.at(ctx, func(j reading) error {
		if size, err = j.Size(); err != nil {
			return err
		}
		root, err = journal.Root(size, j)
		return err
	})
	return size, root, err
}

// Events are up to limit events before a sequence number, newest first.
func (l *log) Events(ctx context.Context, before int64, limit int) ([]journal.Event, error) {
	return l.events(ctx, selectPage, before, limit)
}

// EventsOf are up to limit events of one thing, newest first.
func (l *log) EventsOf(ctx context.Context, object, id string, limit int) ([]journal.Event, error) {
	return l.events(ctx, selectOf, object, id, limit)
}

// Last is the newest event; ok is false for an empty journal.
func (l *log) Last(ctx context.Context) (e journal.Event, ok bool, err error) {
	es, err := l.events(ctx, lastEvent)
	if err != nil || len(es) == 0 {
		return journal.Event{}, false, err
	}
	return es[0], true, nil
}

func (l *log) events(ctx context.Context, query string, args ...any) ([]journal.Event, error) {
	var out []journal.Event
	err := each(ctx, l.db.Read, query, args, func(rows *sql.Rows) error {
		var record []byte
		if err := rows.Scan(&record); err != nil {
			return err
		}
		e, err := journal.Decode(record)
		if err != nil {
			return err
		}
		out = append(out, e)
		return nil
	})
	return out, fail(ctx, err)
}
