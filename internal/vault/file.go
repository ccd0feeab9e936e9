package vault

import (
	"errors"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// Errors that the files of a database give to SQLite's callbacks.
var (
	errShort   = errors.New("read past the end")
	errAuth    = errors.New("does not authenticate")
	errRefused = errors.New("write would not survive encryption")
)

// logical is a file as SQLite sees it: plaintext at logical offsets.
type logical interface {
	readAt(p []byte, off int64) error // errShort with the rest of p zeroed
	writeAt(p []byte, off int64) error
	truncate(size int64) error
	size() (int64, error)
	sync() error
	close() error
}

// readSealed reads a sealed unit that should fill buf; false when the file ends before it does.
func readSealed(f physical, buf []byte, off int64) (bool, error) {
	n, err := f.ReadAt(buf, off)
	if n == len(buf) {
		return true, nil
	}
	if size, serr := f.Size(); serr == nil && off+int64(n) >= size {
		return false, nil
	}
	return false, err
}

// errDamage is a database whose pages do not authenticate or do not fit together.
var errDamage = errors.New("database is damaged")

// isDamage tells damage from other errors of the database.
func isDamage(err error) bool {
	if errors.Is(err, errDamage) {
		return true
	}
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		switch e.Code() {
		case lib.SQLITE_IOERR_DATA, lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
			return true
		}
	}
	return false
}
