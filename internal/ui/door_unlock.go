package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
	"qingjiao/internal/service"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
	"qingjiao/internal/vault"
)

// Roles as the data names them.
func roleKey(r vault.Role) string { return "role." + string(r) }

// unlockView asks who opens the vault and for the passphrase.
func (d *door) unlockView() fyne.CanvasObject {
	if !d.here {
		return d.noVaultView()
	}
	who := make([]widgets.Choice, len(d.info.Members))
	for i, m := range d.info.Members {
		who[i] = widgets.Choice{Value: m.ID, Label: d.t("door.member", "name", m.Name, "role", d.t(roleKey(m.Role)))}
	}
	note := d.dir
	if r, ok := d.p.prefs.lastOpened(d.dir); ok {
		note += d.t("shell.dot") + d.t("door.opened", "when", r.Opened.In(clock.Beijing).Format("2006-01-02 15:04"))
	}
	d.secretField()
	d.button = widgets.Primary(d.t("door.open"), d.unlock)
	if d.dir == d.p.samplePlace() {
		d.hint.SetText(d.t("door.sample_passphrase", "passphrase", service.SamplePassphrase))
	}
	return widgets.Column(0,
		widgets.Row(8, widgets.Grow(widgets.Section(d.info.Name).Cut()), widgets.Link(d.t("door.other"), d.otherVault)),
		widgets.Note(note).Cut(), widgets.Space(0, 20),
		widgets.NewSelect("user", "", who, d.member, func(id string) { d.member = id; d.first.Focus() }), widgets.Space(0, 8),
		d.secret, widgets.Space(0, 4), d.line, widgets.Space(0, 13),
		d.trouble,
		widgets.Row(12, widgets.Grow(d.hint), d.button),
		widgets.Space(0, 40), widgets.HLine(), widgets.Space(0, 16), d.otherWays())
}

// secretField is the field for a passphrase, with a word about Caps Lock.
func (d *door) secretField() {
	d.secret = widgets.Passphrase(d.t("door.passphrase")).SetMax(400)
	d.hint = widgets.Note("")
	d.secret.OnSubmit = func(string) { d.unlock() }
	d.secret.OnChange = func(string) { d.say("") }
	d.secret.OnCaps = func(on bool) {
		if on {
			d.hint.SetText(d.t("door.caps"))
			d.hint.SetInk(theme.Attention)
		} else {
			d.hint.SetText("")
			d.hint.SetInk(theme.Second)
		}
	}
	d.first = d.secret
}

// otherWays are the small ways in under the line.
func (d *door) otherWays() fyne.CanvasObject {
	ways := widgets.Wrap(28,
		widgets.Link(d.t("door.new"), func() { d.turn(d.createView) }),
		widgets.Link(d.t("door.sample"), d.sample))
	if d.here && d.info.HasRecovery {
		ways.Add(widgets.Link(d.t("door.recovery"), func() { d.turn(d.recoveryView) }))
	}
	return ways
}

// noVaultView is the first start: there is no vault yet.
func (d *door) noVaultView() fyne.CanvasObject {
	d.hint = widgets.Note("")
	d.button = widgets.Primary(d.t("door.new"), func() { d.turn(d.createView) })
	return widgets.Column(0,
		widgets.Section(d.t("door.welcome")), widgets.Space(0, 6),
		widgets.Paragraph(d.t("door.welcome_note")).SetInk(theme.Second), widgets.Space(0, 20),
		d.trouble, d.line, widgets.Space(0, 4), d.hint, widgets.Space(0, 8),
		widgets.Row(12, d.button, widgets.Secondary(d.t("door.sample"), d.sample)),
		widgets.Space(0, 40), widgets.HLine(), widgets.Space(0, 16),
		widgets.Wrap(28, widgets.Link(d.t("door.existing"), d.browse)))
}

// unlock tries the passphrase. A wrong one stays in the field, and the next try waits longer.
func (d *door) unlock() {
	if !d.button.Enabled() {
		return
	}
	secret := []byte(d.secret.Text())
	if len(secret) == 0 {
		d.say(d.t("door.empty"))
		d.focus()
		return
	}
	d.say("")
	d.enable(false)
	var a *service.App
	d.p.run.Run(d.t("door.opening"), func(ctx context.Context, p widgets.Progress) (err error) {
		defer clear(secret)
		a, err = service.Unlock(ctx, d.dir, d.member, secret)
		return err
	}, func(err error) {
		if err == nil {
			d.secret.SetText("")
			d.p.opened(a, d.member)
			return
		}
		d.fail(err)
		d.slow(errs.Is(err, errs.WrongKey))
	})
}

// slow makes a wrong guess cost time: one second, then two, four, at most thirty.
func (d *door) slow(guess bool) {
	if !guess {
		d.enable(true)
		return
	}
	wait := d.wait()
	d.focus()
	if d.p.run.Inline {
		d.enable(true)
		return
	}
	d.p.run.After(wait, func() { d.enable(true) })
}

// wait is how long the next try waits after one more wrong guess.
func (d *door) wait() time.Duration {
	w := min(time.Second<<min(d.wrong, 5), 30*time.Second)
	d.wrong++
	return w
}

// recoveryView asks for the printed key.
func (d *door) recoveryView() fyne.CanvasObject {
	d.hint = widgets.Note("")
	key := widgets.NoteEntry(d.t("door.recovery_hint"))
	key.OnChange = func(string) { d.say("") }
	d.first = key
	d.button = widgets.Primary(d.t("door.open"), func() { d.recover(key.Text()) })
	return widgets.Column(0,
		widgets.Section(d.t("door.recovery")), widgets.Space(0, 6),
		widgets.Paragraph(d.t("door.recovery_note")).SetInk(theme.Second), widgets.Space(0, 20),
		key, widgets.Space(0, 4), d.line, widgets.Space(0, 13), d.trouble,
		widgets.Row(12, widgets.Secondary(d.t("page.cancel"), func() { d.turn(d.unlockView) }), widgets.Grow(d.hint), d.button))
}

func (d *door) recover(key string) {
	d.say("")
	d.enable(false)
	var a *service.App
	d.p.run.Run(d.t("door.opening"), func(ctx context.Context, _ widgets.Progress) (err error) {
		a, err = service.UnlockRecovery(ctx, d.dir, key)
		return err
	}, func(err error) {
		if err == nil {
			d.p.opened(a, vault.RecoveryID)
			return
		}
		d.fail(err)
		d.slow(errs.Is(err, errs.WrongKey))
	})
}

// sample opens the sample vault, and makes it the first time.
func (d *door) sample() {
	d.say("")
	d.enable(false)
	var a *service.App
	d.p.run.Run(d.t("door.sampling"), func(ctx context.Context, p widgets.Progress) (err error) {
		a, err = service.Sample(ctx, d.p.samplePlace(), p)
		return err
	}, func(err error) {
		if err != nil {
			d.enable(true)
			d.fail(err)
			return
		}
		d.p.opened(a, a.Me().ID)
	})
}

// otherVault offers the vaults opened here before, and any folder.
func (d *door) otherVault() {
	var rows []fyne.CanvasObject
	var dialog *widgets.Dialog
	for _, r := range d.p.prefs.Vaults {
		if info, err := vault.ReadInfo(r.Dir); err == nil {
			rows = append(rows, widgets.ListRow("file-lock", widgets.Plain, info.Name, r.Dir, func() {
				dialog.Hide()
				d.choose(r.Dir)
				d.turn(d.unlockView)
			}))
		}
	}
	rows = append(rows, widgets.ListRow("folder-open", widgets.Info, d.t("door.existing"), d.t("door.existing_note"), func() {
		dialog.Hide()
		d.browse()
	}))
	dialog = widgets.Show(d.p.win.Canvas(), widgets.FixedWidth(480, widgets.Pad(24,
		widgets.Column(16, widgets.Section(d.t("door.other")), widgets.Card(rows...),
			widgets.Row(0, widgets.Spacer(), widgets.Secondary(d.t("page.cancel"), func() { dialog.Hide() }))))))
}

// browse asks for the folder of a vault, or of a backup.
func (d *door) browse() {
	widgets.AskPath(d.p.win, d.p.run, widgets.FileWish{Title: d.t("door.existing"), Folder: true}, d.found)
}

// found opens what stands in a folder: a vault, or a backup, which is restored to a place of its own
// so that it stays as it is.
func (d *door) found(path string) {
	info, err := vault.ReadInfo(path)
	if err != nil {
		d.fail(err)
		return
	}
	if vault.IsBackup(path) {
		d.restore(path, d.suggest(info.Name))
		return
	}
	d.choose(path)
	d.turn(d.unlockView)
}

// restore asks whether a backup shall become a vault at dst, checks every file of it and copies it.
func (d *door) restore(backup, dst string) {
	widgets.Confirm(d.p.win.Canvas(), widgets.DialogWords{Title: d.t("door.restore"), Text: d.t("door.restore_note", "path", dst),
		Yes: d.t("door.restore"), No: d.t("page.cancel")}, func() {
		d.enable(false)
		d.p.run.Run(d.t("door.restoring"), func(ctx context.Context, p widgets.Progress) error {
			return vault.Restore(ctx, backup, dst, p)
		}, func(err error) {
			d.enable(true)
			if err != nil {
				d.fail(err)
				return
			}
			d.choose(dst)
			d.turn(d.unlockView)
		})
	})
}
