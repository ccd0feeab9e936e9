package service

import (
	"context"
	"regexp"
	"unicode/utf8"

	"qingjiao/internal/errs"
	"qingjiao/internal/store"
	"qingjiao/internal/vault"
)

// Create makes a vault and opens it. The recovery key is shown once.
func Create(ctx context.Context, in CreateInput) (*App, vault.RecoveryKey, error) {
	firm, err := sentence(in.Firm, 100, "service.firm_missing")
	if err != nil {
		return nil, "", err
	}
	member, err := sentence(in.Member, 40, "service.member_missing")
	if err != nil {
		return nil, "", err
	}
	if in.Role == "" {
		in.Role = "principal"
	}
	v, key, err := vault.Create(ctx, in.Dir, firm, vault.Member{Name: member, Role: in.Role}, in.Passphrase, in.Params)
	if err != nil {
		return nil, "", err
	}
	a, err := open(ctx, v)
	if err != nil {
		return nil, "", err
	}
	err = a.writeFirm(ctx, "vault.created", "vault", "", "members", func(tx *store.FirmTx) error {
		if err := tx.Note("name", []byte(firm)); err != nil {
			return err
		}
		return tx.SetSetting(memberSetting+a.actor(), member)
	})
	if err != nil {
		return nil, "", closing(v, err)
	}
	return a, key, nil
}

// Unlock opens a vault with a member's passphrase.
func Unlock(ctx context.Context, dir, memberID string, passphrase []byte) (*App, error) {
	v, err := vault.Open(ctx, dir, memberID, passphrase)
	if err != nil {
		return nil, err
	}
	return open(ctx, v)
}

// UnlockRecovery opens a vault with its recovery key. The journal notes it.
func UnlockRecovery(ctx context.Context, dir, key string) (*App, error) {
	v, err := vault.OpenRecovery(ctx, dir, key)
	if err != nil {
		return nil, err
	}
	a, err := open(ctx, v)
	if err != nil {
		return nil, err
	}
	if err := a.note(ctx, "vault.recovered", "vault", ""); err != nil {
		return nil, closing(v, err)
	}
	return a, nil
}

// note puts an event into the firm's journal that changes no row of its own.
func (a *App) note(ctx context.Context, action, object, id string) error {
	return a.writeFirm(ctx, action, object, id, "members", func(tx *store.FirmTx) error {
		return tx.Note(action, []byte(id))
	})
}

// AddMember gives another person a key to the vault. Matters are shared one by one.
func (a *App) AddMember(ctx context.Context, name string, role vault.Role, passphrase []byte) (vault.Member, error) {
	ctx, end, err := a.begin(ctx)
	if err != nil {
		return vault.Member{}, err
	}
	defer end()
	if err := a.principal(); err != nil {
		return vault.Member{}, err
	}
	name, err = sentence(name, 40, "service.member_missing")
	if err != nil {
		return vault.Member{}, err
	}
	m, err := a.vault.AddMember(ctx, vault.Member{Name: name, Role: role}, passphrase)
	if err != nil {
		return vault.Member{}, err
	}
	a.mu.Lock()
	a.people[m.ID] = m.Name
	a.mu.Unlock()
	return m, a.writeFirm(ctx, "member.added", "member", m.ID, "members", func(tx *store.FirmTx) error {
		return tx.SetSetting(memberSetting+m.ID, m.Name)
	})
}

// RemoveMember takes a person's key away and encrypts anew what it opened. Other calls wait
// meanwhile. What that person copied before stays readable to them.
func (a *App) RemoveMember(ctx context.Context, id string, p Progress) error {
	if err := a.principal(); err != nil {
		return err
	}
	if id == a.actor() {
		return errs.New(errs.Conflict, "service.remove_self")
	}
	err := a.apart(ctx, func(ctx context.Context) error { return a.vault.RemoveMember(ctx, id, p) })
	if err != nil {
		return err
	}
	ctx, end, err := a.begin(ctx)
	if err != nil {
		return err
	}
	defer end()
	return a.note(ctx, "member.removed", "member", id)
}

// ShareMatter gives a member the key to a matter.
func (a *App) ShareMatter(ctx context.Context, id, memberID string) error {
	w, err := a.on(ctx, id)
	if err != nil {
		return err
	}
	defer w.done()
	if err := a.vault.ShareMatter(w.ctx, id, memberID); err != nil {
		return err
	}
	return w.write("matter.shared", "member", memberID, "members", func(tx *store.MatterTx) error {
		return tx.Note("member", []byte(memberID))
	})
}

// ChangePassphrase changes the passphrase of the member who opened the vault.
func (a *App) ChangePassphrase(ctx context.Context, old, new []byte) error {
	ctx, end, err := a.begin(ctx)
	if err != nil {
		return err
	}
	defer end()
	if err := a.vault.ChangePassphrase(ctx, a.actor(), old, new); err != nil {
		return err
	}
	return a.note(ctx, "passphrase.changed", "member", a.actor())
}

// RenewRecovery makes a new recovery key and makes the old one useless.
func (a *App) RenewRecovery(ctx context.Context) (key vault.RecoveryKey, err error) {
	if err := a.principal(); err != nil {
		return "", err
	}
	err = a.apart(ctx, func(ctx context.Context) (err error) {
		key, err = a.vault.RenewRecovery(ctx)
		return err
	})
	if err != nil {
		return "", err
	}
	ctx, end, err := a.begin(ctx)
	if err != nil {
		return "", err
	}
	defer end()
	return key, a.note(ctx, "recovery.renewed", "vault", "")
}

// principal refuses what only the firm's principal, or the holder of the recovery key, may do.
func (a *App) principal() error {
	if m := a.vault.Member(); m.Role != "principal" && m.ID != "recovery" {
		return errs.New(errs.Denied, "service.principal_only")
	}
	return nil
}

// Backup copies the vault, encrypted as it is, and reopens the copy to prove it.
func (a *App) Backup(ctx context.Context, dst string, p Progress) error {
	ctx, end, err := a.begin(ctx)
	if err != nil {
		return err
	}
	defer end()
	if err := a.vault.Backup(ctx, dst, p); err != nil {
		return err
	}
	return a.note(ctx, "vault.backed_up", "vault", "")
}

// VerifyVault reads and authenticates every page that this member can open.
func (a *App) VerifyVault(ctx context.Context, p Progress) (vault.Report, error) {
	ctx, end, err := a.begin(ctx)
	if err != nil {
		return vault.Report{}, err
	}
	defer end()
	return a.vault.Verify(ctx, p)
}

// Setting is a setting of the firm, "" where it was never set.
func (a *App) Setting(ctx context.Context, key string) (string, error) {
	ctx, end, err := a.begin(ctx)
	if err != nil {
		return "", err
	}
	defer end()
	return a.firm.Setting(ctx, key)
}

// settingKey is what a setting may be called: its name stands in the journal.
var settingKey = regexp.MustCompile(`^[a-z][a-z0-9_.]{0,59}$`)

// SetSetting changes a setting of the firm. Keys are lower-case words with digits, _ and dots.
func (a *App) SetSetting(ctx context.Context, key, value string) error {
	ctx, end, err := a.begin(ctx)
	if err != nil {
		return err
	}
	defer end()
	if !settingKey.MatchString(key) {
		return errs.New(errs.Invalid, "service.setting_key")
	}
	if len(value) > 10_000 || !utf8.ValidString(value) {
		return errs.New(errs.Invalid, "service.too_long", "n", len(value), "max", 10_000)
	}
	return a.writeFirm(ctx, "setting.changed", "setting", key, "settings", func(tx *store.FirmTx) error {
		return tx.SetSetting(key, value)
	})
}
