package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"qingjiao/internal/errs"
	"qingjiao/internal/service"
	"qingjiao/internal/vault"
)

func (t *terminal) vaultCommands() *cobra.Command {
	return t.group("vault", "cli.vault",
		t.vaultCreate(),
		t.command("members", "cli.vault.members", t.vaultMembers),
		t.vaultAddMember(),
		t.command("remove-member MEMBER", "cli.vault.remove_member", t.vaultRemoveMember),
		t.vaultPasswd(),
		t.command("backup FOLDER", "cli.vault.backup", t.vaultBackup),
		t.command("restore FOLDER NEW-VAULT", "cli.vault.restore", t.vaultRestore),
		t.command("verify", "cli.vault.verify", t.vaultVerify),
	)
}

func (t *terminal) vaultCreate() *cobra.Command {
	var firm, name string
	c := t.command("create", "cli.vault.create", func(ctx context.Context, _ []string) error {
		if t.dir == "" {
			return errs.New(errs.Invalid, "cli.no_vault")
		}
		if firm == "" || name == "" {
			return errs.New(errs.Invalid, "cli.create_needs")
		}
		p, err := t.newPassphrase(t.passphraseFile)
		if err != nil {
			return err
		}
		a, key, err := service.Create(ctx, service.CreateInput{
			Dir: t.dir, Firm: firm, Member: name, Role: "principal", Passphrase: p, Params: t.Params,
		})
		clear(p)
		if err != nil {
			return err
		}
		defer a.Lock()
		return t.print(map[string]string{"vault": a.Dir(), "member": a.Me().ID, "recovery_key": string(key)}, func() {
			t.say("cli.vault.created", "dir", a.Dir())
			t.say("cli.vault.recovery")
			fmt.Fprintln(t.Stdout, string(key))
		})
	})
	c.Flags().StringVar(&firm, "firm", "", t.T("cli.flag.firm"))
	c.Flags().StringVar(&name, "name", "", t.T("cli.flag.member_name"))
	return c
}

type memberRow struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Role string `json:"role"`
}

// vaultMembers needs no passphrase: who may open a vault stands outside its lock.
func (t *terminal) vaultMembers(context.Context, []string) error {
	if t.dir == "" {
		return errs.New(errs.Invalid, "cli.no_vault")
	}
	info, err := vault.ReadInfo(t.dir)
	if err != nil {
		return err
	}
	rows := []memberRow{}
	for _, m := range info.Members {
		rows = append(rows, memberRow{m.ID, m.Name, string(m.Role)})
	}
	return t.print(rows, func() {
		for _, m := range rows {
			table(t.Stdout, [][]string{{m.ID, t.T("cli.role." + m.Role), m.Name}})
		}
	})
}

func (t *terminal) vaultAddMember() *cobra.Command {
	var role, file string
	c := t.command("add-member NAME", "cli.vault.add_member", func(ctx context.Context, args []string) error {
		if role != "principal" && role != "handler" {
			return errs.New(errs.Invalid, "cli.bad_role")
		}
		return t.withApp(ctx, func(a *service.App) error {
			p, err := t.newPassphrase(file)
			if err != nil {
				return err
			}
			m, err := a.AddMember(ctx, args[0], vault.Role(role), p)
			clear(p)
			if err != nil {
				return err
			}
			return t.print(memberRow{m.ID, m.Name, string(m.Role)}, func() { t.say("cli.vault.member_added", "name", m.Name, "id", m.ID) })
		})
	})
	c.Flags().StringVar(&role, "role", "handler", t.T("cli.flag.role"))
	c.Flags().StringVar(&file, "new-passphrase-file", "", t.T("cli.flag.new_passphrase_file"))
	return c
}

func (t *terminal) vaultRemoveMember(ctx context.Context, args []string) error {
	return t.withApp(ctx, func(a *service.App) error {
		id, err := chosen(a.Info().Members, args[0])
		if err != nil {
			return err
		}
		p, done := t.progress("cli.vault.rekey")
		err = a.RemoveMember(ctx, id, p)
		done()
		if err == nil {
			t.say("cli.vault.member_removed")
		}
		return err
	})
}

func (t *terminal) vaultPasswd() *cobra.Command {
	var file string
	c := t.command("passwd", "cli.vault.passwd", func(ctx context.Context, _ []string) error {
		if t.dir == "" {
			return errs.New(errs.Invalid, "cli.no_vault")
		}
		info, err := vault.ReadInfo(t.dir)
		if err != nil {
			return err
		}
		id, err := chosen(info.Members, t.member)
		if err != nil {
			return err
		}
		old, err := t.passphrase(t.passphraseFile, "cli.prompt.passphrase")
		if err != nil {
			return err
		}
		defer clear(old)
		a, err := service.Unlock(ctx, t.dir, id, old)
		if err != nil {
			return err
		}
		defer a.Lock()
		p, err := t.newPassphrase(file)
		if err != nil {
			return err
		}
		defer clear(p)
		if err := a.ChangePassphrase(ctx, old, p); err != nil {
			return err
		}
		t.say("cli.vault.passphrase_changed")
		return nil
	})
	c.Flags().StringVar(&file, "new-passphrase-file", "", t.T("cli.flag.new_passphrase_file"))
	return c
}

func (t *terminal) vaultBackup(ctx context.Context, args []string) error {
	return t.withApp(ctx, func(a *service.App) error {
		p, done := t.progress("cli.vault.backing_up")
		err := a.Backup(ctx, args[0], p)
		done()
		if err == nil {
			t.say("cli.vault.backed_up", "dir", args[0])
		}
		return err
	})
}

func (t *terminal) vaultRestore(ctx context.Context, args []string) error {
	p, done := t.progress("cli.vault.restoring")
	err := vault.Restore(ctx, args[0], args[1], p)
	done()
	if err == nil {
		t.say("cli.vault.restored", "dir", args[1])
	}
	return err
}

func (t *terminal) vaultVerify(ctx context.Context, _ []string) error {
	return t.withApp(ctx, func(a *service.App) error {
		p, done := t.progress("cli.vault.verifying")
		report, err := a.VerifyVault(ctx, p)
		done()
		if err != nil {
			return err
		}
		return t.print(report, func() { t.say("cli.vault.verified") })
	})
}
