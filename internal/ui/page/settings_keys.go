package page

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"qingjiao/internal/clock"
	"qingjiao/internal/ui/widgets"
	"qingjiao/internal/vault"
)

// backupFolder is a folder that is not there yet: the vault's name and the day, numbered if need be.
func backupFolder(in, name, word string) string {
	name = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return -1
		}
		return r
	}, name)
	base := filepath.Join(in, name+"-"+word+"-"+string(clock.DateOf(clock.System())))
	path := base
	for n := 2; n < 1000; n++ {
		if _, err := os.Stat(path); err != nil {
			break
		}
		path = base + "-" + strconv.Itoa(n)
	}
	return path
}

// members lists who has a key; the principal adds and removes.
func (s *Settings) members() fyne.CanvasObject {
	me := s.env.App.Me()
	chief := me.Role == vault.Principal || me.ID == vault.RecoveryID
	var rows []fyne.CanvasObject
	for _, m := range s.env.App.Info().Members {
		note := s.env.T("role." + string(m.Role))
		if m.ID == me.ID {
			note += s.env.T("shell.dot") + s.env.T("page.members.you")
		}
		var remove fyne.CanvasObject
		if chief && m.ID != me.ID {
			remove = widgets.LinkTone(widgets.Blocked, s.env.T("page.members.remove"), func() { s.remove(m) })
		}
		rows = append(rows, widgets.ListRow("user", widgets.Plain, m.Name, note, nil, remove))
	}
	var add fyne.CanvasObject
	if chief {
		add = widgets.PrimaryIcon("plus", s.env.T("page.members.add"), s.add)
	}
	return widgets.Column(20, widgets.RowTop(16, widgets.Grow(heading(s.env.T("page.settings.members"), s.env.T("page.members.note"))), add),
		widgets.Card(rows...), widgets.Paragraph(s.env.T("page.members.sharing")).Small())
}

// add asks for the name, role and first passphrase of another person.
func (s *Settings) add() {
	name := widgets.NewEntry(s.env.T("page.members.name")).SetMax(40)
	role := vault.Handler
	roles := widgets.Segmented([]widgets.Choice{
		{Value: string(vault.Handler), Label: s.env.T("role.handler")}, {Value: string(vault.Principal), Label: s.env.T("role.principal")},
	}, string(role), func(v string) { role = vault.Role(v) })
	first := widgets.Passphrase(s.env.T("page.members.first")).SetMax(400)
	again := widgets.Passphrase(s.env.T("door.again")).SetMax(400)
	widgets.Ask(s.env.Window.Canvas(), widgets.DialogWords{Title: s.env.T("page.members.add"), Text: s.env.T("page.members.add_note"),
		Yes: s.env.T("page.members.add"), No: s.env.T("page.cancel")},
		widgets.Form(widgets.Field(s.env.T("page.members.name"), "", name), widgets.Field(s.env.T("page.members.role"), "", widgets.Row(0, roles)),
			widgets.Field(s.env.T("page.members.first"), "", widgets.Column(8, first, again))), func() bool {
			if strings.TrimSpace(name.Text()) == "" {
				name.SetError(s.env.T("page.members.no_name"))
				return false
			}
			if !s.good(first, again) {
				return false
			}
			secret := []byte(first.Text())
			s.env.Do("page.members.adding", func(ctx context.Context, _ widgets.Progress) error {
				defer clear(secret)
				_, err := s.env.App.AddMember(ctx, name.Text(), role, secret)
				return err
			}, s.Reload)
			return true
		})
	name.Focus()
}

// good tells whether a new passphrase is strong enough and typed twice the same.
func (s *Settings) good(first, again *widgets.Entry) bool {
	if score, _ := vault.Strength(first.Text()); score < 2 {
		first.SetError(s.env.T("door.weak", "n", vault.MinPassphrase))
		return false
	}
	if first.Text() != again.Text() {
		again.SetError(s.env.T("door.differs"))
		return false
	}
	return true
}

// remove takes a person's key away: the vault is encrypted anew.
func (s *Settings) remove(m vault.Member) {
	widgets.Confirm(s.env.Window.Canvas(), widgets.DialogWords{Title: s.env.T("page.members.remove_title", "name", m.Name),
		Text: s.env.T("page.members.remove_note"), Yes: s.env.T("page.members.remove_title", "name", m.Name), No: s.env.T("page.cancel"),
		Danger: true, Type: m.Name, TypeNote: s.env.T("page.members.type", "name", m.Name)}, func() {
		s.env.Do("page.members.removing", func(ctx context.Context, p widgets.Progress) error {
			return s.env.App.RemoveMember(ctx, m.ID, p)
		}, s.Reload)
	})
}

// keys changes the passphrase and renews the recovery key.
func (s *Settings) keys() fyne.CanvasObject {
	change := widgets.Secondary(s.env.T("page.keys.change"), s.change)
	change.Enable(s.env.App.Me().ID != vault.RecoveryID)
	return widgets.Column(24, heading(s.env.T("page.settings.keys"), s.env.T("page.keys.title_note")),
		s.part("page.keys.passphrase", change), widgets.HLine(),
		s.part("page.keys.recovery", widgets.Secondary(s.env.T("page.keys.renew"), s.renew)))
}

func (s *Settings) change() {
	old := widgets.Passphrase(s.env.T("page.keys.old")).SetMax(400)
	first := widgets.Passphrase(s.env.T("page.keys.new")).SetMax(400)
	again := widgets.Passphrase(s.env.T("door.again")).SetMax(400)
	widgets.Ask(s.env.Window.Canvas(), widgets.DialogWords{Title: s.env.T("page.keys.passphrase"), Yes: s.env.T("page.keys.change"), No: s.env.T("page.cancel")},
		widgets.Column(12, old, first, again), func() bool {
			if old.Text() == "" {
				old.SetError(s.env.T("door.empty"))
				return false
			}
			if !s.good(first, again) {
				return false
			}
			was, now := []byte(old.Text()), []byte(first.Text())
			s.env.Do("page.keys.changing", func(ctx context.Context, _ widgets.Progress) error {
				defer clear(was)
				defer clear(now)
				return s.env.App.ChangePassphrase(ctx, was, now)
			}, func() { s.env.Toast("page.keys.changed") })
			return true
		})
	old.Focus()
}

// renew makes a new recovery key and shows it once.
func (s *Settings) renew() {
	widgets.Confirm(s.env.Window.Canvas(), widgets.DialogWords{Title: s.env.T("page.keys.renew"), Text: s.env.T("page.keys.renew_note"),
		Yes: s.env.T("page.keys.renew"), No: s.env.T("page.cancel")}, func() {
		var key vault.RecoveryKey
		s.env.Do("page.keys.renewing", func(ctx context.Context, _ widgets.Progress) (err error) {
			key, err = s.env.App.RenewRecovery(ctx)
			return err
		}, func() { s.showKey(key) })
	})
}

func (s *Settings) showKey(key vault.RecoveryKey) {
	groups := strings.Split(string(key), "-")
	lines := widgets.Column(3)
	for len(groups) > 0 {
		n := min(8, len(groups))
		lines.Add(widgets.Body(strings.Join(groups[:n], "  ")))
		groups = groups[n:]
	}
	save := widgets.SecondaryIcon("printer", s.env.T("door.sheet"), func() {
		widgets.AskPath(s.env.Window, s.env.Run, widgets.FileWish{Title: s.env.T("door.sheet"), Save: true, Ext: []string{"pdf"},
			Name: s.env.T("door.sheet_name", "name", s.env.App.Info().Name)}, func(path string) {
			s.env.Do("door.sheet", func(context.Context, widgets.Progress) error {
				pdf, err := s.env.App.RecoverySheet(string(s.env.Lang), key)
				if err != nil {
					return err
				}
				return os.WriteFile(path, pdf, 0o600)
			}, func() {
				s.env.Toast("door.sheet_saved")
				if s.env.View != nil {
					s.env.View(path)
				}
			})
		})
	})
	widgets.Ask(s.env.Window.Canvas(), widgets.DialogWords{Title: s.env.T("page.keys.renewed"), Text: s.env.T("door.made_note"), Yes: s.env.T("door.kept")},
		widgets.Column(12, widgets.Panel(widgets.FixedHeight(84, widgets.NewScroll(widgets.Pad(16, lines)))), widgets.Row(0, save)), nil)
}
