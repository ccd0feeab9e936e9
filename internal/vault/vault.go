package vault

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"filippo.io/age"

	"qingjiao/internal/errs"
)

// Progress reports how far a long piece of work has come.
type Progress = func(done, total int64)

// Info is what can be read of a vault without a key.
type Info struct {
	ID          string
	Name        string // the firm
	Members     []Member
	HasRecovery bool
}

// Vault is an open vault. Its methods may be called from several goroutines.
type Vault struct {
	dir    string
	params Params
	me     Member // ID "recovery" when opened by the recovery key
	key    *age.HybridIdentity
	lock   *os.File

	mu      sync.Mutex
	file    *keyFile
	secret  []byte
	firm    *DB
	matters map[string]*openMatter
	closed  bool
}

type openMatter struct {
	db     *DB
	file   *matterFile
	secret []byte
}

// RecoveryID is the member id of whoever opened the vault by the recovery key.
const RecoveryID = "recovery"

func (v *Vault) keyPath() string { return filepath.Join(v.dir, "vault.json") }

func firmPath(dir string, generation int) string {
	return filepath.Join(dir, fmt.Sprintf("firm-%d.db", generation))
}

func matterKeyPath(dir, id string) string { return filepath.Join(dir, "matters", id+".json") }

func matterPath(dir, id string, generation int) string {
	return filepath.Join(dir, "matters", fmt.Sprintf("%s-%d.db", id, generation))
}

func readKeyFile(dir string) (*keyFile, error) {
	b, err := readBounded(filepath.Join(dir, "vault.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errs.New(errs.NotFound, "vault.not_found", "dir", dir)
	}
	if err != nil {
		return nil, errs.Wrap(err, errs.Internal, "vault.io")
	}
	return parseKeyFile(b)
}

// ReadInfo reads what a vault says of itself before it is unlocked. It is authenticated only by
// Open. Errors: errs.NotFound, errs.Tampered when the key file has lost its shape.
func ReadInfo(dir string) (Info, error) {
	k, err := readKeyFile(dir)
	if err != nil {
		return Info{}, err
	}
	return k.info(), nil
}

func (k *keyFile) info() Info {
	i := Info{ID: k.ID, Name: k.Name, HasRecovery: k.Recovery != ""}
	for _, m := range k.Members {
		i.Members = append(i.Members, m.Member)
	}
	return i
}

func (k *keyFile) recipients() []string {
	rs := []string{k.Recovery}
	for _, m := range k.Members {
		rs = append(rs, m.Recipient)
	}
	return rs
}

// Create makes a vault in dir, which must be empty or absent, and opens it for its first member. The
// recovery key is given once and kept nowhere.
func Create(ctx context.Context, dir, firmName string, first Member, passphrase []byte, p Params) (*Vault, RecoveryKey, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, "", errs.Wrap(err, errs.Invalid, "vault.io")
	}
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return nil, "", errs.New(errs.Conflict, "vault.exists", "dir", dir)
	}
	firmName = strings.TrimSpace(firmName)
	if !validName(firmName) {
		return nil, "", errs.New(errs.Invalid, "vault.firm_name")
	}
	member, identity, err := newMember(first, passphrase, p)
	if err != nil {
		return nil, "", err
	}
	recovery, recipient, err := newRecovery()
	if err != nil {
		return nil, "", errs.Wrap(err, errs.Internal, "vault.internal")
	}
	if err := os.MkdirAll(filepath.Join(dir, "matters"), 0o700); err != nil {
		return nil, "", errs.Wrap(err, errs.Internal, "vault.io")
	}
	lock, err := takeLock(dir)
	if err != nil {
		return nil, "", err
	}
	k := &keyFile{Format: "qingjiao vault", Version: formatVersion, ID: newID(), Name: firmName, Generation: 1,
		Members: []memberKey{member}, Recovery: recipient}
	v := &Vault{dir: dir, params: p, me: member.Member, key: identity, lock: lock, file: k, secret: newSecret(), matters: map[string]*openMatter{}}
	if err := v.start(ctx, true); err != nil {
		lock.Close()
		return nil, "", err
	}
	return v, recovery, nil
}

// start opens the firm's database, and first writes the key file of a new vault.
func (v *Vault) start(ctx context.Context, create bool) error {
	id, _ := parseID(v.file.ID)
	var err error
	v.firm, err = openDB(ctx, firmPath(v.dir, v.file.Generation), id, v.secret, "wal", create, osDisk{})
	if err != nil {
		return v.classify(err)
	}
	if create {
		if err := v.saveKeyFile(v.secret); err != nil {
			v.firm.close()
			return err
		}
	}
	sweep(filepath.Join(v.dir, "firm-*.db*"), filepath.Base(firmPath(v.dir, v.file.Generation)))
	sweep(filepath.Join(v.dir, ".new-*"), "vault.json")
	return nil
}

// saveKeyFile wraps the secret to everybody of the key file, authenticates it and replaces it on disk.
func (v *Vault) saveKeyFile(secret []byte) error {
	var err error
	if v.file.Secret, err = wrap(secret, v.file.recipients()...); err != nil {
		return errs.Wrap(err, errs.Internal, "vault.internal")
	}
	v.file.MAC = v.file.mac(secret)
	if err := writeJSON(v.keyPath(), v.file); err != nil {
		return errs.Wrap(err, errs.Internal, "vault.io")
	}
	return nil
}

// Open opens the vault in dir for a member. Errors: errs.WrongKey, errs.Busy when another process
// has it open, errs.Tampered, errs.NotFound. Nothing is changed when it fails.
func Open(ctx context.Context, dir, memberID string, passphrase []byte) (*Vault, error) {
	return open1(ctx, dir, func(k *keyFile) (Member, *age.HybridIdentity, error) {
		for i := range k.Members {
			if m := &k.Members[i]; m.ID == memberID {
				id, err := m.unlock(passphrase)
				return m.Member, id, err
			}
		}
		return Member{}, nil, errs.New(errs.NotFound, "vault.no_member")
	})
}

// OpenRecovery opens the vault in dir by its printed recovery key.
func OpenRecovery(ctx context.Context, dir, key string) (*Vault, error) {
	return open1(ctx, dir, func(k *keyFile) (Member, *age.HybridIdentity, error) {
		id, err := RecoveryKey(key).identity()
		if err == nil && id.Recipient().String() != k.Recovery {
			err = errs.New(errs.WrongKey, "vault.bad_recovery_key")
		}
		return Member{ID: RecoveryID, Role: Principal}, id, err
	})
}

func open1(ctx context.Context, dir string, who func(*keyFile) (Member, *age.HybridIdentity, error)) (*Vault, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, errs.Wrap(err, errs.Invalid, "vault.io")
	}
	if _, err := readKeyFile(dir); err != nil {
		return nil, err
	}
	lock, err := takeLock(dir)
	if err != nil {
		return nil, err
	}
	v, err := openLocked(ctx, dir, lock, who)
	if err != nil {
		lock.Close()
		return nil, err
	}
	return v, nil
}

func openLocked(ctx context.Context, dir string, lock *os.File, who func(*keyFile) (Member, *age.HybridIdentity, error)) (*Vault, error) {
	k, err := readKeyFile(dir) // again, now that nobody else changes it
	if err != nil {
		return nil, err
	}
	me, identity, err := who(k)
	if err != nil {
		return nil, err
	}
	secret, err := unwrap(k.Secret, identity)
	if err != nil || len(secret) != keySize || !slices.Equal(k.mac(secret), k.MAC) {
		return nil, errs.Wrap(err, errs.Tampered, "vault.key_file")
	}
	v := &Vault{dir: dir, me: me, key: identity, lock: lock, file: k, secret: secret, matters: map[string]*openMatter{}}
	if err := v.start(ctx, false); err != nil {
		return nil, err
	}
	return v, nil
}

// classify names an error of the database: damage, or anything else.
func (v *Vault) classify(err error) error {
	switch {
	case err == nil:
		return nil
	case isDamage(err):
		return errs.Wrap(err, errs.Tampered, "vault.tampered")
	case errors.Is(err, context.Canceled):
		return errs.Wrap(err, errs.Cancelled, "vault.cancelled")
	}
	return errs.Wrap(err, errs.Internal, "vault.io")
}

// sweep removes databases that a rekey left behind when it was interrupted: those of the pattern
// whose name is not keep, nor keep with -wal or -journal.
func sweep(pattern, keep string) {
	old, _ := filepath.Glob(pattern)
	for _, p := range old {
		if !strings.HasPrefix(filepath.Base(p), keep) {
			os.Remove(p)
		}
	}
}

// Close closes every database, gives the lock back and forgets the secrets as far as Go allows.
func (v *Vault) Close() error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.closed {
		return nil
	}
	v.closed = true
	var err error
	for id, m := range v.matters {
		if e := m.db.close(); err == nil {
			err = e
		}
		clear(m.secret)
		delete(v.matters, id)
	}
	if e := v.firm.close(); err == nil {
		err = e
	}
	clear(v.secret)
	v.key = nil
	if e := v.lock.Close(); err == nil {
		err = e
	}
	return err
}

// Dir is the vault's folder.
func (v *Vault) Dir() string { return v.dir }

// Info is what the vault says of itself.
func (v *Vault) Info() Info {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.file.info()
}

// Member is who opened the vault; its ID is RecoveryID when the recovery key did.
func (v *Vault) Member() Member { return v.me }

// Firm is the database that every member opens.
func (v *Vault) Firm() *DB { return v.firm }

// LastFailure tells where authentication last failed in any open database, "" if nowhere.
func (v *Vault) LastFailure() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, m := range v.matters {
		if s := m.db.m.lastFailure(); s != "" {
			return s
		}
	}
	return v.firm.m.lastFailure()
}

// Derive gives a key for another use of the firm's secret, such as signing the journal.
func (v *Vault) Derive(label string) [32]byte {
	v.mu.Lock()
	defer v.mu.Unlock()
	return subkey(v.secret, v.file.ID, "derive "+label)
}
