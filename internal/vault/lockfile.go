package vault

import (
	"os"
	"path/filepath"

	"qingjiao/internal/errs"
)

// A vault is open in one process at a time: two would each keep a wal-index of their own, and the
// databases would be lost. The lock is on a file of its own, because closing any other descriptor of
// a database would drop SQLite's locks on some systems.
func takeLock(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, errs.Wrap(err, errs.Internal, "vault.io")
	}
	if !lockFile(f) {
		f.Close()
		return nil, errs.New(errs.Busy, "vault.busy")
	}
	return f, nil
}
