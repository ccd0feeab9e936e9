package vault

import (
	"context"
	"database/sql"
	"net/url"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver
)

// DB is one encrypted database: a single connection that writes and a pool that reads.
type DB struct {
	Write *sql.DB
	Read  *sql.DB

	m *mount
}

// readers is how many connections read at once.
const readers = 4

// dsn names the database to SQLite. The path comes from the vault, never from a user's text.
func dsn(path, journalMode string, create bool) string {
	q := url.Values{}
	q.Set("vfs", vfsName)
	q.Set("mode", "rw")
	if create {
		q.Set("mode", "rwc")
	}
	q.Add("_pragma", "busy_timeout(10000)")
	q.Add("_pragma", "foreign_keys(1)")
	q.Add("_pragma", "journal_mode("+journalMode+")")
	q.Add("_pragma", "synchronous(full)")
	q.Add("_pragma", "temp_store(memory)")
	q.Add("_pragma", "cache_size(-32768)") // 32 MiB: a page in the cache is not decrypted again
	q.Add("_pragma", "trusted_schema(0)")
	q.Set("_txlock", "immediate")
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath(), RawQuery: q.Encode()}
	return u.String()
}

// openDB mounts the database at path with its secret and connects to it.
func openDB(ctx context.Context, path string, id [16]byte, secret []byte, journalMode string, create bool, d disk) (*DB, error) {
	if err := register(); err != nil {
		return nil, err
	}
	m := newMount(path, id, secret, d)
	if err := m.attach(); err != nil {
		return nil, err
	}
	db := &DB{m: m}
	var err error
	if db.Write, err = sql.Open("sqlite", dsn(path, journalMode, create)); err == nil {
		db.Write.SetMaxOpenConns(1)
		db.Read, err = sql.Open("sqlite", dsn(path, journalMode, false))
	}
	if err == nil {
		db.Read.SetMaxOpenConns(readers)
		var n int
		err = db.Write.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&n)
	}
	if err != nil {
		db.close()
		return nil, err
	}
	return db, nil
}

func (db *DB) close() error {
	var err error
	for _, c := range []*sql.DB{db.Read, db.Write} {
		if c != nil {
			if e := c.Close(); err == nil {
				err = e
			}
		}
	}
	db.m.detach()
	return err
}
