package store

import (
	"bytes"
	"context"
	"database/sql"
	"time"

	"qingjiao/internal/errs"
	"qingjiao/internal/journal"
)

// FirmTx writes to the firm's database inside Firm.Write. Its zero value writes nothing and says so.
type FirmTx struct{ *change }

// MatterTx writes to a matter's database inside Matter.Write. Its zero value writes nothing and says so.
type MatterTx struct{ *change }

// Write does f and appends e in one transaction. e says who, what and to which thing; its sequence,
// time and digests are filled here from what f really changed. Where f changes nothing, nothing is
// appended. Errors of f come back as they are and nothing is written.
func (s *Firm) Write(ctx context.Context, e journal.Event, f func(*FirmTx) error) error {
	return s.write(ctx, e, func(c *change) error { return f(&FirmTx{c}) })
}

// Write does f and appends e in one transaction, as Firm.Write.
func (s *Matter) Write(ctx context.Context, e journal.Event, f func(*MatterTx) error) error {
	return s.write(ctx, e, func(c *change) error { return f(&MatterTx{c}) })
}

// change is one transaction under way.
type change struct {
	ctx           context.Context
	tx            *sql.Tx
	now           time.Time
	seq           int64
	actor         string
	key           journal.Key
	before, after *journal.Sum
	some          bool
	over          bool
}

const nextEvent = `SELECT COALESCE(MAX(seq) + 1, 0) FROM events`

func (l *log) write(ctx context.Context, e journal.Event, f func(*change) error) error {
	tx, err := l.db.Write.BeginTx(ctx, nil)
	if err != nil {
		return fail(ctx, err)
	}
	defer tx.Rollback()
	c := &change{ctx: ctx, tx: tx, now: l.now(), actor: e.Actor, key: l.key,
		before: l.key.NewSum(e.Object), after: l.key.NewSum(e.Object)}
	defer func() { c.over = true }()
	if err := tx.QueryRowContext(ctx, nextEvent).Scan(&c.seq); err != nil {
		return fail(ctx, err)
	}
	if err := f(c); err != nil {
		return fail(ctx, err)
	}
	if !c.some {
		return nil
	}
	e.Seq, e.Time, e.Before, e.After = c.seq, c.now, c.before.Digest(), c.after.Digest()
	if err := c.append(e); err != nil {
		return fail(ctx, err)
	}
	return fail(ctx, tx.Commit())
}

// Seq is the sequence the event of this transaction gets.
func (c *change) Seq() int64 { return c.seq }

// Changed tells whether anything was changed so far.
func (c *change) Changed() bool { return c != nil && c.some }

// Now is the time the event of this transaction gets.
func (c *change) Now() time.Time { return c.now }

// Note adds a fact to the event's digest that changes no row: an export, a verification.
func (c *change) Note(name string, value []byte) error {
	if err := c.usable(); err != nil {
		return err
	}
	c.note(name, nil, value)
	return nil
}

// note says what stood under a name before and stands after; nil is nothing.
func (c *change) note(name string, before, after []byte) {
	if bytes.Equal(before, after) && (before == nil) == (after == nil) {
		return
	}
	c.some = true
	if before != nil {
		c.before.Add(name, before)
	}
	if after != nil {
		c.after.Add(name, after)
	}
}

// usable refuses a transaction that never began or is over: a caller kept it too long.
func (c *change) usable() error {
	if c == nil || c.tx == nil || c.over {
		return errs.New(errs.Internal, "store.outside_write")
	}
	return nil
}

func (c *change) exec(query string, args ...any) error {
	if err := c.usable(); err != nil {
		return err
	}
	_, err := c.tx.ExecContext(c.ctx, query, args...)
	return err
}

// scan reads one row; sql.ErrNoRows comes back as found false.
func (c *change) scan(query string, args []any, dst ...any) (found bool, err error) {
	if err := c.usable(); err != nil {
		return false, err
	}
	err = c.tx.QueryRowContext(c.ctx, query, args...).Scan(dst...)
	if err == sql.ErrNoRows {
		return false, nil
	}
	return err == nil, err
}
