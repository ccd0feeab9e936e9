package vault

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"qingjiao/internal/errs"
)

// CreateMatter makes a database with a secret of its own for the members named, beside whom only
// the recovery key opens it.
func (v *Vault) CreateMatter(ctx context.Context, id string, memberIDs []string) (*DB, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if !matterID.MatchString(id) {
		return nil, errs.New(errs.Invalid, "vault.matter_id")
	}
	if _, err := os.Stat(matterKeyPath(v.dir, id)); err == nil {
		return nil, errs.New(errs.Conflict, "vault.matter_exists")
	}
	m := &openMatter{secret: newSecret(), file: &matterFile{Format: "qingjiao matter", Version: formatVersion,
		Matter: id, ID: newID(), Generation: 1, Members: slices.Clone(memberIDs)}}
	dbID, _ := parseID(m.file.ID)
	db, err := openDB(ctx, matterPath(v.dir, id, 1), dbID, m.secret, "wal", true, osDisk{})
	if err != nil {
		return nil, v.classify(err)
	}
	m.db = db
	if err := v.saveMatterFile(m.file, m.secret); err != nil {
		db.close()
		return nil, err
	}
	v.matters[id] = m
	return db, nil
}

func (v *Vault) saveMatterFile(m *matterFile, secret []byte) error {
	rs := []string{v.file.Recovery}
	for _, k := range v.file.Members {
		if slices.Contains(m.Members, k.ID) {
			rs = append(rs, k.Recipient)
		}
	}
	var err error
	if m.Secret, err = wrap(secret, rs...); err != nil {
		return errs.Wrap(err, errs.Internal, "vault.internal")
	}
	m.MAC = m.mac(secret)
	if err := writeJSON(matterKeyPath(v.dir, m.Matter), m); err != nil {
		return errs.Wrap(err, errs.Internal, "vault.io")
	}
	return nil
}

// Matters lists the matters in the vault, those this member cannot open included.
func (v *Vault) Matters() ([]string, error) {
	names, err := filepath.Glob(filepath.Join(v.dir, "matters", "*.json"))
	if err != nil {
		return nil, errs.Wrap(err, errs.Internal, "vault.io")
	}
	ids := make([]string, 0, len(names))
	for _, n := range names {
		if id := strings.TrimSuffix(filepath.Base(n), ".json"); matterID.MatchString(id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// Matter opens a matter's database, or gives it again while it is open. Errors: errs.Denied when
// this member has no key to it, errs.NotFound, errs.Tampered.
func (v *Vault) Matter(ctx context.Context, id string) (*DB, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	m, err := v.open(ctx, id)
	if err != nil {
		return nil, err
	}
	return m.db, nil
}

func (v *Vault) open(ctx context.Context, id string) (*openMatter, error) {
	if v.closed {
		return nil, errs.New(errs.Denied, "vault.closed")
	}
	if m := v.matters[id]; m != nil {
		return m, nil
	}
	file, secret, err := v.matterSecret(id)
	if err != nil {
		return nil, err
	}
	dbID, _ := parseID(file.ID)
	db, err := openDB(ctx, matterPath(v.dir, id, file.Generation), dbID, secret, "wal", false, osDisk{})
	if err != nil {
		return nil, v.classify(err)
	}
	m := &openMatter{db, file, secret}
	v.matters[id] = m
	sweep(filepath.Join(v.dir, "matters", id+"-*.db*"), filepath.Base(matterPath(v.dir, id, file.Generation)))
	return m, nil
}

func (v *Vault) matterSecret(id string) (*matterFile, []byte, error) {
	if !matterID.MatchString(id) {
		return nil, nil, errs.New(errs.Invalid, "vault.matter_id")
	}
	b, err := readBounded(matterKeyPath(v.dir, id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, errs.New(errs.NotFound, "vault.no_matter")
	}
	if err != nil {
		return nil, nil, errs.Wrap(err, errs.Internal, "vault.io")
	}
	file, err := parseMatterFile(b, id)
	if err != nil {
		return nil, nil, err
	}
	secret, err := unwrap(file.Secret, v.key)
	if errors.Is(err, errNoKey) {
		return nil, nil, errs.New(errs.Denied, "vault.denied")
	}
	if err != nil || len(secret) != keySize || !slices.Equal(file.mac(secret), file.MAC) {
		return nil, nil, errs.Wrap(err, errs.Tampered, "vault.key_file")
	}
	return file, secret, nil
}

// MatterDerive gives a key for another use of a matter's secret.
func (v *Vault) MatterDerive(ctx context.Context, id, label string) ([32]byte, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	m, err := v.open(ctx, id)
	if err != nil {
		return [32]byte{}, err
	}
	return subkey(m.secret, m.file.ID, "derive "+label), nil
}

// ShareMatter lets another member open a matter.
func (v *Vault) ShareMatter(ctx context.Context, id, memberID string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	m, err := v.open(ctx, id)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(v.file.Members, func(k memberKey) bool { return k.ID == memberID }) {
		return errs.New(errs.NotFound, "vault.no_member")
	}
	if slices.Contains(m.file.Members, memberID) {
		return nil
	}
	next := *m.file
	next.Members = append(slices.Clone(next.Members), memberID)
	if err := v.saveMatterFile(&next, m.secret); err != nil {
		return err
	}
	m.file = &next
	return nil
}

// UnshareMatter takes a matter away from a member: a new secret, to which the database is
// encrypted anew, because the member may have kept the old one. Connections of the matter's old DB
// are closed; ask Matter for the new one.
func (v *Vault) UnshareMatter(ctx context.Context, id, memberID string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	m, err := v.open(ctx, id)
	if err != nil {
		return err
	}
	return v.rekeyMatter(ctx, m, func(s string) bool { return s == memberID })
}

// DestroyMatter erases a matter by destroying its keys: the file of wrapped secrets is overwritten
// and removed, then the database, which nothing can read any more. It cannot promise that a disk, a
// backup or a synchronised copy has not kept an older key file; while one exists whoever is named
// in it can still open an older database.
func (v *Vault) DestroyMatter(ctx context.Context, id string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	m, err := v.open(ctx, id)
	if err != nil {
		return err
	}
	if err := m.db.close(); err != nil {
		return errs.Wrap(err, errs.Internal, "vault.io")
	}
	delete(v.matters, id)
	clear(m.secret)
	if err := overwrite(matterKeyPath(v.dir, id)); err != nil {
		return errs.Wrap(err, errs.Internal, "vault.io")
	}
	removeDB(matterPath(v.dir, id, m.file.Generation))
	if err := syncDir(filepath.Join(v.dir, "matters")); err != nil {
		return errs.Wrap(err, errs.Internal, "vault.io")
	}
	return nil
}

// overwrite fills a file with random bytes, syncs and removes it.
func overwrite(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	st, err := f.Stat()
	if err == nil {
		b := make([]byte, st.Size())
		rand.Read(b)
		_, err = f.WriteAt(b, 0)
	}
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Remove(path)
}

func removeDB(path string) {
	for _, suffix := range []string{"", "-wal", "-journal"} {
		os.Remove(path + suffix)
	}
}
