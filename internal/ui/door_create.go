package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"qingjiao/internal/service"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
	"qingjiao/internal/vault"
)

// createView asks for what a new vault needs: whose it is, who opens it, the passphrase, the place.
func (d *door) createView() fyne.CanvasObject {
	firm := widgets.NewEntry(d.t("door.firm_hint")).SetMax(100)
	member := widgets.NewEntry(d.t("door.you_hint")).SetMax(40)
	secret := widgets.Passphrase(d.t("door.passphrase")).SetMax(400)
	again := widgets.Passphrase(d.t("door.again")).SetMax(400)
	place := widgets.NewEntry("").SetMax(400)
	place.SetText(d.suggest(""))
	suggested := place.Text()
	firm.OnChange = func(s string) {
		if place.Text() == suggested {
			suggested = d.suggest(s)
			place.SetText(suggested)
		}
	}
	strength := strengthMeter(d.t)
	secret.OnChange = func(s string) { strength.set(s) }
	d.first, d.hint = firm, widgets.Note("")
	create := func() {
		d.create(service.CreateInput{Dir: strings.TrimSpace(place.Text()), Firm: firm.Text(), Member: member.Text(),
			Role: vault.Principal, Passphrase: []byte(secret.Text())}, again.Text(), secret, again)
	}
	again.OnSubmit = func(string) { create() }
	d.button = widgets.Primary(d.t("door.create"), create)
	browse := widgets.SecondaryIcon("folder-open", d.t("door.browse"), func() {
		widgets.AskPath(d.p.win, d.p.run, widgets.FileWish{Title: d.t("door.place"), Folder: true}, func(path string) {
			place.SetText(filepath.Join(path, d.folder(firm.Text())))
		})
	})
	return widgets.Column(0,
		widgets.Section(d.t("door.new")), widgets.Space(0, 6),
		widgets.Paragraph(d.t("door.new_note")).SetInk(theme.Second), widgets.Space(0, 20),
		widgets.Column(16,
			widgets.Field(d.t("door.firm"), "", firm),
			widgets.Field(d.t("door.you"), "", member),
			widgets.Field(d.t("door.passphrase"), "", widgets.Column(8, secret, again, strength.object)),
			widgets.Field(d.t("door.place"), d.t("door.place_note"), widgets.RowTop(8, widgets.Grow(place), browse))),
		widgets.Space(0, 12), d.line, widgets.Space(0, 8), d.trouble,
		widgets.Row(12, widgets.Secondary(d.t("page.cancel"), func() { d.turn(d.unlockView) }), widgets.Grow(d.hint), d.button))
}

// folder is a name for the folder of a firm's vault.
func (d *door) folder(firm string) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|.`, r) {
			return -1
		}
		return r
	}, strings.TrimSpace(firm))
	if name == "" {
		name = d.t("door.folder")
	}
	return name
}

// suggest is a free folder for a new vault.
func (d *door) suggest(firm string) string {
	name := d.folder(firm)
	path := filepath.Join(d.p.opt.Data, name)
	for n := 2; n < 100; n++ {
		if _, err := os.Stat(path); err != nil {
			break
		}
		path = filepath.Join(d.p.opt.Data, d.t("door.numbered", "name", name, "n", n))
	}
	return path
}

func (d *door) create(in service.CreateInput, again string, secret, repeat *widgets.Entry) {
	if score, _ := vault.Strength(string(in.Passphrase)); score < 2 {
		secret.SetError(d.t("door.weak", "n", vault.MinPassphrase))
		secret.Focus()
		return
	}
	if string(in.Passphrase) != again {
		repeat.SetError(d.t("door.differs"))
		repeat.Focus()
		return
	}
	if !filepath.IsAbs(in.Dir) {
		d.say(d.t("door.not_absolute"))
		return
	}
	d.say("")
	d.enable(false)
	d.p.run.Run(d.t("door.creating"), func(ctx context.Context, _ widgets.Progress) (err error) {
		defer clear(in.Passphrase)
		d.made, d.key, err = service.Create(ctx, in)
		return err
	}, func(err error) {
		if err != nil {
			d.enable(true)
			d.fail(err)
			return
		}
		d.p.prefs.opened(d.made.Dir(), d.made.Me().ID)
		d.turn(d.madeView)
	})
}

// madeView shows the recovery key once and lets it be saved as a sheet to print.
func (d *door) madeView() fyne.CanvasObject {
	groups := strings.Split(string(d.key), "-")
	var lines []fyne.CanvasObject
	for len(groups) > 0 {
		n := min(8, len(groups))
		lines = append(lines, widgets.Body(strings.Join(groups[:n], "  ")))
		groups = groups[n:]
	}
	d.hint = widgets.Note("")
	d.button = widgets.Primary(d.t("door.enter"), func() { d.p.opened(d.made, d.made.Me().ID) })
	d.button.Enable(false)
	kept := widgets.Check(d.t("door.kept"), false, func(on bool) { d.button.Enable(on) })
	key := widgets.NewScroll(widgets.Pad(16, widgets.Column(3, lines...)))
	return widgets.Column(0,
		widgets.Section(d.t("door.made", "name", d.made.Info().Name)), widgets.Space(0, 6),
		widgets.Paragraph(d.t("door.made_note")).SetInk(theme.Second), widgets.Space(0, 16),
		widgets.Panel(widgets.FixedHeight(84, key)), widgets.Space(0, 12),
		widgets.Row(0, widgets.SecondaryIcon("printer", d.t("door.sheet"), d.sheet)), widgets.Space(0, 12),
		kept, widgets.Space(0, 16), d.trouble, d.line,
		widgets.Row(12, widgets.Grow(d.hint), d.button))
}

// sheet saves the recovery sheet as a PDF where the person says, and opens it for printing.
func (d *door) sheet() {
	widgets.AskPath(d.p.win, d.p.run, widgets.FileWish{Title: d.t("door.sheet"), Save: true, Ext: []string{"pdf"},
		Name: d.t("door.sheet_name", "name", d.folder(d.made.Info().Name))}, func(path string) {
		d.p.run.Run(d.t("door.sheet"), func(context.Context, widgets.Progress) error {
			return saveSheet(d.made, string(d.p.env.Lang), d.key, path)
		}, func(err error) {
			if err != nil {
				d.fail(err)
				return
			}
			d.hint.SetText(d.t("door.sheet_saved"))
			if d.p.opt.View != nil {
				d.p.opt.View(path)
			}
		})
	})
}

func saveSheet(a *service.App, lang string, key vault.RecoveryKey, path string) error {
	pdf, err := a.RecoverySheet(lang, key)
	if err != nil {
		return err
	}
	return os.WriteFile(path, pdf, 0o600)
}

// meter is a bar of four that shows how long a passphrase would stand.
type meter struct {
	object fyne.CanvasObject
	bar    *fyne.Container
	words  *widgets.Text
	t      func(string, ...any) string
}

func strengthMeter(t func(string, ...any) string) *meter {
	m := &meter{bar: widgets.RowFill(0), words: widgets.Note(t("door.strength_hint")), t: t}
	m.object = widgets.Row(12, widgets.FixedWidth(120, m.bar), widgets.Grow(m.words))
	m.draw(0)
	return m
}

func (m *meter) set(s string) {
	if s == "" {
		m.words.SetText(m.t("door.strength_hint"))
		m.draw(0)
		return
	}
	score, _ := vault.Strength(s)
	m.words.SetText(m.t([]string{"door.strength.0", "door.strength.1", "door.strength.2", "door.strength.3", "door.strength.4"}[score]))
	m.draw(max(1, score))
}

func (m *meter) draw(score int) {
	tone := []widgets.Tone{widgets.Plain, widgets.Blocked, widgets.Attention, widgets.Done, widgets.Done}[score]
	tones := make([]widgets.Tone, 4)
	for i := range tones {
		tones[i] = widgets.Plain
		if i < score {
			tones[i] = tone
		}
	}
	m.bar.Objects = []fyne.CanvasObject{widgets.Grow(widgets.Segments(tones...))}
	m.bar.Refresh()
}
