package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

// A migration goes forward only and is never edited after it has landed: vaults in the field have
// run it.
//
//go:embed migrations
var migrations embed.FS

// migrate brings a database to the newest schema; it does nothing to one that is there.
func migrate(ctx context.Context, db *sql.DB, schema string) error {
	p, err := provider(db, schema)
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate %s: %w", schema, err)
	}
	return nil
}

func provider(db *sql.DB, schema string) (*goose.Provider, error) {
	dir, err := fs.Sub(migrations, "migrations/"+schema)
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectSQLite3, db, dir, goose.WithDisableGlobalRegistry(true))
}
