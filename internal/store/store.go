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
	Key journal.Key // keys the digests in the journal
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
	return log{db: db, key: o.Key, now: o.Now}, nil
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
