package vault

import (
	"context"
	"net/url"
	"path/filepath"
	"slices"

	"qingjiao/internal/errs"
)

// copyInto writes a consistent copy of db, encrypted under secret and id, to a new file.
func copyInto(ctx context.Context, db *DB, path string, id [16]byte, secret []byte) error {
	m := newMount(path, id, secret, osDisk{})
	if err := m.attach(); err != nil {
		return err
	}
	defer m.detach()
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath(), RawQuery: "vfs=" + vfsName}
	if _, err := db.Write.ExecContext(ctx, "VACUUM INTO ?", u.String()); err != nil {
		return err
	}
	f, err := osDisk{}.open(path, false, false)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// rekeyMatter gives a matter a new secret and database, without the members that drop names. Until
// the key file is replaced the old database is the matter; after it the new one is.
func (v *Vault) rekeyMatter(ctx context.Context, m *openMatter, drop func(string) bool) error {
	next := *m.file
	next.Members = slices.DeleteFunc(slices.Clone(next.Members), drop)
	next.Generation++
	secret := newSecret()
	id, _ := parseID(next.ID)
	path := matterPath(v.dir, next.Matter, next.Generation)
	removeDB(path)
	if err := copyInto(ctx, m.db, path, id, secret); err != nil {
		removeDB(path)
		return v.classify(err)
	}
	if err := v.saveMatterFile(&next, secret); err != nil {
		removeDB(path)
		return err
	}
	old := matterPath(v.dir, next.Matter, m.file.Generation)
	err := m.db.close()
	delete(v.matters, next.Matter)
	removeDB(old)
	clear(m.secret)
	return v.classify(err)
}

// rekeyFirm gives the firm's database a new secret. The key file must already hold the new members.
func (v *Vault) rekeyFirm(ctx context.Context) error {
	secret := newSecret()
	id, _ := parseID(v.file.ID)
	path := firmPath(v.dir, v.file.Generation+1)
	removeDB(path)
	if err := copyInto(ctx, v.firm, path, id, secret); err != nil {
		removeDB(path)
		return v.classify(err)
	}
	v.file.Generation++
	if err := v.saveKeyFile(secret); err != nil {
		v.file.Generation--
		removeDB(path)
		return err
	}
	old := firmPath(v.dir, v.file.Generation-1)
	if err := v.firm.close(); err != nil {
		return v.classify(err)
	}
	removeDB(old)
	clear(v.secret)
	v.secret = secret
	return v.reopenFirm(ctx)
}

// reopenFirm connects the DB that callers hold to the new file.
func (v *Vault) reopenFirm(ctx context.Context) error {
	id, _ := parseID(v.file.ID)
	db, err := openDB(ctx, firmPath(v.dir, v.file.Generation), id, v.secret, "wal", false, osDisk{})
	if err != nil {
		return v.classify(err)
	}
	*v.firm = *db
	return nil
}

// AddMember gives another person a key to the vault, though to no matter yet.
func (v *Vault) AddMember(ctx context.Context, m Member, passphrase []byte) (Member, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.me.Role != Principal {
		return Member{}, errs.New(errs.Denied, "vault.principal_only")
	}
	if len(v.file.Members) >= maxMembers {
		return Member{}, errs.New(errs.Invalid, "vault.too_many")
	}
	k, _, err := newMember(m, passphrase, v.params)
	if err != nil {
		return Member{}, err
	}
	before := v.file.Members
	v.file.Members = append(slices.Clone(before), k)
	if err := v.saveKeyFile(v.secret); err != nil {
		v.file.Members = before
		return Member{}, err
	}
	return k.Member, nil
}

// RemoveMember takes a person's key away and encrypts the firm's database, and every matter that
// the person could open and this member can, under new secrets. Matters that this member cannot
// open keep their secret; they are named in an errs.Denied error after all else is done.
func (v *Vault) RemoveMember(ctx context.Context, id string, p Progress) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.me.Role != Principal {
		return errs.New(errs.Denied, "vault.principal_only")
	}
	if id == v.me.ID {
		return errs.New(errs.Invalid, "vault.remove_self")
	}
	i := slices.IndexFunc(v.file.Members, func(k memberKey) bool { return k.ID == id })
	if i < 0 {
		return errs.New(errs.NotFound, "vault.no_member")
	}
	matters, err := v.Matters()
	if err != nil {
		return err
	}
	before := v.file.Members
	v.file.Members = slices.Delete(slices.Clone(before), i, i+1)
	if err := v.rekeyFirm(ctx); err != nil {
		v.file.Members = before
		return err
	}
	left := 0
	for n, mid := range matters {
		if p != nil {
			p(int64(n), int64(len(matters)))
		}
		m, err := v.open(ctx, mid)
		if errs.Is(err, errs.Denied) {
			left++
			continue
		}
		if err != nil {
			return err
		}
		if slices.Contains(m.file.Members, id) {
			if err := v.rekeyMatter(ctx, m, func(s string) bool { return s == id }); err != nil {
				return err
			}
		}
	}
	if left > 0 {
		return errs.New(errs.Denied, "vault.left_behind", "n", left)
	}
	return nil
}

// ChangePassphrase locks a member's identity under a new passphrase. Copies of the old key file, in
// backups for instance, still open with the old one.
func (v *Vault) ChangePassphrase(ctx context.Context, memberID string, old, new []byte) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	i := slices.IndexFunc(v.file.Members, func(k memberKey) bool { return k.ID == memberID })
	if i < 0 {
		return errs.New(errs.NotFound, "vault.no_member")
	}
	id, err := v.file.Members[i].unlock(old)
	if err != nil {
		return err
	}
	locked, err := lockIdentity(id, new, v.params)
	if err != nil {
		return err
	}
	before := v.file.Members
	v.file.Members = slices.Clone(before)
	v.file.Members[i].Identity = locked
	if err := v.saveKeyFile(v.secret); err != nil {
		v.file.Members = before
		return err
	}
	return nil
}

// RenewRecovery makes a new recovery key; the printed old one opens nothing that is written from now on.
func (v *Vault) RenewRecovery(ctx context.Context) (RecoveryKey, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.me.Role != Principal {
		return "", errs.New(errs.Denied, "vault.principal_only")
	}
	key, recipient, err := newRecovery()
	if err != nil {
		return "", errs.Wrap(err, errs.Internal, "vault.internal")
	}
	before := v.file.Recovery
	v.file.Recovery = recipient
	if err := v.saveKeyFile(v.secret); err != nil {
		v.file.Recovery = before
		return "", err
	}
	matters, err := v.Matters()
	if err != nil {
		return "", err
	}
	for _, id := range matters {
		m, err := v.open(ctx, id)
		if errs.Is(err, errs.Denied) {
			continue
		}
		if err != nil {
			return "", err
		}
		if err := v.saveMatterFile(m.file, m.secret); err != nil {
			return "", err
		}
	}
	return key, nil
}
