// Package store keeps the firm's and each matter's data in the vault's databases. All SQL of the
// program stands here, one file a noun.
//
// There is one way to write: Firm.Write and Matter.Write take the journal event that says what is
// done and a function that does it; both land in one transaction or neither does. The transaction
// types have no constructor outside this package, so a change without an event does not compile,
// and every table holds its row to an event by a foreign key, so it does not commit either.
package store

import (
	"context"
	"database/sql"
	"errors"

	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
	"qingjiao/internal/journal"
	"qingjiao/internal/vault"
)

// Options are what a store needs beside its database.
type Options struct {
	Key journal.Key // keys the digests of a new journal; an old one keeps the key it began with
	Now clock.Clock // time of events; nil is the system clock
}

// log is an open database with its journal: what firm and matter have in common.
type log struct {
	db  *vault.DB
	key journal.Key
	now clock.Clock
}

// Firm is the database that every member opens: settings, the index of matters, numbers of papers.
type Firm struct{ log }

// Matter is the database of one transfer.
type Matter struct{ log }

// OpenFirm brings the database to the newest schema and returns its store.
func OpenFirm(ctx context.Context, db *vault.DB, o Options) (*Firm, error) {
	l, err := open(ctx, db, "firm", o)
	return &Firm{l}, err
}

// OpenMatter brings the database to the newest schema and returns its store.
func OpenMatter(ctx context.Context, db *vault.DB, o Options) (*Matter, error) {
	l, err := open(ctx, db, "matter", o)
	return &Matter{l}, err
}

func open(ctx context.Context, db *vault.DB, schema string, o Options) (log, error) {
	if o.Now == nil {
		o.Now = clock.System
	}
	if err := migrate(ctx, db.Write, schema); err != nil {
		return log{}, fail(ctx, err)
	}
	key, err := keepKey(ctx, db.Write, o.Key)
	return log{db: db, key: key, now: o.Now}, fail(ctx, err)
}

const (
	insertKey = `INSERT OR IGNORE INTO journal_key (one, key) VALUES (1, ?)`
	selectKey = `SELECT key FROM journal_key WHERE one = 1`
)

// keepKey keeps the key of a new journal and gives that of an old one.
func keepKey(ctx context.Context, db *sql.DB, key journal.Key) (journal.Key, error) {
	if _, err := db.ExecContext(ctx, insertKey, key[:]); err != nil {
		return key, err
	}
	var b []byte
	if err := db.QueryRowContext(ctx, selectKey).Scan(&b); err != nil {
		return key, err
	}
	copy(key[:], b)
	return key, nil
}

// Subkey is a key for another use of the journal's key, the same as long as the database lives.
func (l *log) Subkey(label string) [32]byte {
	s := l.key.NewSum("subkey")
	s.Add("label", []byte(label))
	return s.Digest()
}

// fail gives an error of the database its kind: what the program classified already stays.
func fail(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*errs.Error](err); ok {
		return err
	}
	switch {
	case ctx.Err() != nil, errors.Is(err, context.Canceled):
		return errs.Wrap(err, errs.Cancelled, "store.cancelled")
	case errors.Is(err, sql.ErrNoRows):
		return errs.Wrap(err, errs.NotFound, "store.not_found")
	}
	return errs.Wrap(err, errs.Internal, "store.failed")
}

// each runs a query and calls f for every row; f scans.
func each(ctx context.Context, q interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
}, query string, args []any, f func(*sql.Rows) error) (err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
