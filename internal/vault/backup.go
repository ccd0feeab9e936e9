package vault

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"qingjiao/internal/errs"
)

// manifest is backup.json: the files of a backup with their digests, so that Restore can check them
// without a key.
type manifest struct {
	Format  string            `json:"format"` // "qingjiao backup"
	Version int               `json:"version"`
	Vault   string            `json:"vault"`
	Files   map[string]string `json:"files"` // path with slashes → SHA-256, hexadecimal
}

// Report is what Verify found.
type Report struct {
	Databases int
	Pages     int64
	Skipped   int // databases that this member has no key to
}

// Backup writes a copy of the whole vault to dst, which must be empty or absent, then opens every
// database of the copy that this member can and checks every page. A matter that this member cannot
// open is copied as it is.
func (v *Vault) Backup(ctx context.Context, dst string, p Progress) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	dst, err := filepath.Abs(dst)
	if err != nil {
		return errs.Wrap(err, errs.Invalid, "vault.io")
	}
	if e, err := os.ReadDir(dst); err == nil && len(e) > 0 {
		return errs.New(errs.Conflict, "vault.backup_exists", "dir", dst)
	}
	if err := os.MkdirAll(filepath.Join(dst, "matters"), 0o700); err != nil {
		return errs.Wrap(err, errs.Internal, "vault.io")
	}
	if err := v.backup(ctx, dst, p); err != nil {
		os.RemoveAll(dst)
		return err
	}
	return nil
}

func (v *Vault) backup(ctx context.Context, dst string, p Progress) error {
	matters, err := v.Matters()
	if err != nil {
		return err
	}
	id, _ := parseID(v.file.ID)
	firm := firmPath(dst, v.file.Generation)
	if err := copyChecked(ctx, v.firm, firm, id, v.secret); err != nil {
		return v.classify(err)
	}
	files := []string{filepath.Base(firm), "vault.json"}
	if err := writeJSON(filepath.Join(dst, "vault.json"), v.file); err != nil {
		return errs.Wrap(err, errs.Internal, "vault.io")
	}
	for i, mid := range matters {
		if p != nil {
			p(int64(i+1), int64(len(matters)+1))
		}
		copied, err := v.backupMatter(ctx, dst, mid)
		if err != nil {
			return err
		}
		files = append(files, copied...)
	}
	m := manifest{Format: "qingjiao backup", Version: formatVersion, Vault: v.file.ID, Files: map[string]string{}}
	for _, f := range files {
		if m.Files[filepath.ToSlash(f)], err = digest(filepath.Join(dst, f)); err != nil {
			return errs.Wrap(err, errs.Internal, "vault.io")
		}
	}
	if err := writeJSON(filepath.Join(dst, "backup.json"), m); err != nil {
		return errs.Wrap(err, errs.Internal, "vault.io")
	}
	return nil
}

func (v *Vault) backupMatter(ctx context.Context, dst, id string) ([]string, error) {
	key := filepath.Join("matters", id+".json")
	if err := copyFile(filepath.Join(v.dir, key), filepath.Join(dst, key)); err != nil {
		return nil, errs.Wrap(err, errs.Internal, "vault.io")
	}
	m, err := v.open(ctx, id)
	if err == nil {
		path := matterPath(dst, id, m.file.Generation)
		dbID, _ := parseID(m.file.ID)
		if err := copyChecked(ctx, m.db, path, dbID, m.secret); err != nil {
			return nil, v.classify(err)
		}
		return []string{key, filepath.Join("matters", filepath.Base(path))}, nil
	}
	if !errs.Is(err, errs.Denied) {
		return nil, err
	}
	files := []string{key}
	names, _ := filepath.Glob(filepath.Join(v.dir, "matters", id+"-*.db*"))
	for _, n := range names {
		f := filepath.Join("matters", filepath.Base(n))
		if err := copyFile(n, filepath.Join(dst, f)); err != nil {
			return nil, errs.Wrap(err, errs.Internal, "vault.io")
		}
		files = append(files, f)
	}
	return files, nil
}

// copyChecked copies a database and proves that the copy opens and every page of it authenticates.
func copyChecked(ctx context.Context, db *DB, path string, id [16]byte, secret []byte) error {
	if err := copyInto(ctx, db, path, id, secret); err != nil {
		return err
	}
	c, err := openDB(ctx, path, id, secret, "wal", false, osDisk{})
	if err != nil {
		return err
	}
	_, err = c.verify(ctx)
	if cerr := c.close(); err == nil {
		err = cerr
	}
	return err
}

// IsBackup tells whether a folder holds a backup rather than a vault in use.
func IsBackup(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "backup.json"))
	return err == nil
}

// Restore copies a backup to dir, which must be empty or absent, after checking every file against
// the backup's digests. Errors: errs.Tampered when one differs, errs.Conflict when dir is in use.
func Restore(ctx context.Context, backup, dir string, p Progress) error {
	b, err := readBounded(filepath.Join(backup, "backup.json"))
	if err != nil {
		return errs.Wrap(err, errs.NotFound, "vault.no_backup", "dir", backup)
	}
	var m manifest
	if json.Unmarshal(b, &m) != nil || m.Format != "qingjiao backup" || m.Version != formatVersion || len(m.Files) > 100000 {
		return errs.New(errs.Tampered, "vault.bad_backup")
	}
	if e, err := os.ReadDir(dir); err == nil && len(e) > 0 {
		return errs.New(errs.Conflict, "vault.exists", "dir", dir)
	}
	names := make([]string, 0, len(m.Files))
	for name, want := range m.Files {
		if !filepath.IsLocal(filepath.FromSlash(name)) || strings.Count(name, "/") > 1 {
			return errs.New(errs.Tampered, "vault.bad_backup")
		}
		if got, err := digest(filepath.Join(backup, filepath.FromSlash(name))); err != nil || got != want {
			return errs.Wrap(err, errs.Tampered, "vault.bad_backup")
		}
		names = append(names, name)
	}
	slices.Sort(names)
	if err := os.MkdirAll(filepath.Join(dir, "matters"), 0o700); err != nil {
		return errs.Wrap(err, errs.Internal, "vault.io")
	}
	for i, name := range names {
		if ctx.Err() != nil {
			os.RemoveAll(dir)
			return errs.Wrap(ctx.Err(), errs.Cancelled, "vault.cancelled")
		}
		if p != nil {
			p(int64(i), int64(len(names)))
		}
		to := filepath.Join(dir, filepath.FromSlash(name))
		if err := copyFile(filepath.Join(backup, filepath.FromSlash(name)), to); err != nil {
			return errs.Wrap(err, errs.Internal, "vault.io")
		}
		if got, err := digest(to); err != nil || got != m.Files[name] {
			return errs.Wrap(err, errs.Internal, "vault.io")
		}
	}
	return nil
}

// Verify checks every database this member can open: SQLite's own integrity check, and that every
// page on disk authenticates.
func (v *Vault) Verify(ctx context.Context, p Progress) (Report, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	var r Report
	matters, err := v.Matters()
	if err != nil {
		return r, err
	}
	total := int64(len(matters) + 1)
	check := func(db *DB) error {
		n, err := db.verify(ctx)
		if err != nil {
			return v.classify(err)
		}
		r.Databases++
		r.Pages += n
		if p != nil {
			p(int64(r.Databases+r.Skipped), total)
		}
		return nil
	}
	if err := check(v.firm); err != nil {
		return r, err
	}
	for _, id := range matters {
		m, err := v.open(ctx, id)
		if errs.Is(err, errs.Denied) {
			r.Skipped++
			continue
		}
		if err != nil {
			return r, err
		}
		if err := check(m.db); err != nil {
			return r, err
		}
	}
	return r, nil
}

// verify counts the pages of the database file, all of which authenticate and fit together. Free
// leaf pages may be torn: SQLite keeps no way back for pages whose content nobody needs, so a power
// cut can leave half of one behind, and nothing ever reads it.
func (db *DB) verify(ctx context.Context) (int64, error) {
	if _, err := db.Write.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
		return 0, err
	}
	var word string
	if err := db.Write.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&word); err != nil {
		return 0, err
	}
	if word != "ok" {
		return 0, fmt.Errorf("%w: %s", errDamage, filepath.Base(db.m.path))
	}
	f, err := db.m.disk.open(db.m.path, false, false)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	size, err := f.Size()
	if err != nil {
		return 0, err
	}
	main := &mainFile{m: db.m, f: f}
	buf := make([]byte, pageSize)
	pages := size / pageSize
	free, err := main.freeLeaves(pages)
	if err != nil {
		return 0, fmt.Errorf("%w: %s", errDamage, db.m.lastFailure())
	}
	for n := int64(1); n <= pages; n++ {
		if ctx.Err() != nil {
			return 0, ctx.Err()
		}
		if err := main.page(buf, uint64(n)); err != nil && !free[uint32(n)] {
			return 0, fmt.Errorf("%w: %s", errDamage, db.m.lastFailure())
		}
	}
	return pages, nil
}

// freeLeaves are the leaf pages of the list of free pages (SQLite file format, 1.5).
func (f *mainFile) freeLeaves(pages int64) (map[uint32]bool, error) {
	free := map[uint32]bool{}
	buf := make([]byte, pageSize)
	if pages == 0 {
		return free, nil
	}
	if err := f.page(buf, 1); err != nil {
		return nil, err
	}
	trunk := binary.BigEndian.Uint32(buf[32:])
	for seen := int64(0); trunk != 0 && int64(trunk) <= pages && seen < pages; seen++ {
		if err := f.page(buf, uint64(trunk)); err != nil {
			return nil, err
		}
		trunk = binary.BigEndian.Uint32(buf)
		n := min(binary.BigEndian.Uint32(buf[4:]), (pageSize-reserve)/4-2)
		for i := range n {
			free[binary.BigEndian.Uint32(buf[8+4*i:])] = true
		}
	}
	return free, nil
}

func digest(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err = io.Copy(out, in); err == nil {
		err = out.Sync()
	}
	if cerr := out.Close(); err == nil {
		err = cerr
	}
	return err
}
