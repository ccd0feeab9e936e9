package page

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"qingjiao/i18n"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
)

// Settings holds the members and keys of the vault, its backups, and how the window looks.
type Settings struct {
	env  *Env
	at   string
	root *fyne.Container
}

// The parts of the settings.
const (
	partMembers = "members"
	partKeys    = "keys"
	partBackup  = "backup"
	partLook    = "look"
	partAbout   = "about"
)

// NewSettings shows the settings.
func NewSettings(env *Env) *Settings {
	s := &Settings{env: env, at: partMembers, root: widgets.Column(0)}
	s.Reload()
	return s
}

// Title is the place's name.
func (s *Settings) Title() string { return s.env.T("shell.place.settings") }

// Content is what the screen shows.
func (s *Settings) Content() fyne.CanvasObject { return s.root }

// Open goes to a part.
func (s *Settings) Open(part string) { s.at = part; s.Reload() }

// Reload shows the part again.
func (s *Settings) Reload() {
	rail := widgets.Column(2)
	for _, p := range []struct{ id, icon string }{
		{partMembers, "users"}, {partKeys, "key-round"}, {partBackup, "save"}, {partLook, "sun"}, {partAbout, "info"},
	} {
		rail.Add(widgets.NavRow(p.icon, widgets.Plain, s.env.T("page.settings."+p.id), "", p.id == s.at, func() { s.Open(p.id) }))
	}
	var body fyne.CanvasObject
	switch s.at {
	case partKeys:
		body = s.keys()
	case partBackup:
		body = s.backup()
	case partLook:
		body = s.look()
	case partAbout:
		body = s.about()
	default:
		body = s.members()
	}
	left := widgets.Ground(theme.Paper, widgets.FixedWidth(220, widgets.Inset(24, 12, 24, 12, rail)))
	s.root.Objects = []fyne.CanvasObject{widgets.Grow(widgets.Frame(nil, nil, widgets.RowFill(0, left, widgets.VLine()), nil,
		widgets.NewScroll(widgets.Inset(28, 40, 28, 40, widgets.MostWidth(theme.FormWidth, body)))))}
	s.root.Refresh()
}

// part is a heading with a line and, at the right, what can be done.
func (s *Settings) part(key string, action fyne.CanvasObject) fyne.CanvasObject {
	return widgets.RowTop(16, widgets.Grow(widgets.Column(4, widgets.Section(s.env.T(key)),
		widgets.Paragraph(s.env.T(key+"_note")).Small())), action)
}

// look is language, theme and the time after which the vault locks.
func (s *Settings) look() fyne.CanvasObject {
	l := s.env.Look()
	set := func(f func(*Look)) {
		l := s.env.Look()
		f(&l)
		s.env.SetLook(l)
	}
	languages := widgets.Segmented([]widgets.Choice{{Value: "zh", Label: s.env.T("page.settings.zh")}, {Value: "en", Label: s.env.T("page.settings.en")}},
		string(l.Lang), func(v string) { set(func(l *Look) { l.Lang = i18n.Lang(v) }) })
	variants := widgets.Segmented([]widgets.Choice{
		{Value: string(theme.Light), Label: s.env.T("page.settings.light")},
		{Value: string(theme.Dark), Label: s.env.T("page.settings.dark")},
		{Value: string(theme.System), Label: s.env.T("page.settings.system")},
	}, string(l.Variant), func(v string) { set(func(l *Look) { l.Variant = theme.Variant(v) }) })
	var idle []widgets.Choice
	for _, n := range []int{1, 3, 5, 10, 15, 30, 60, 0} {
		label := s.env.T("page.settings.minutes", "n", n)
		if n == 0 {
			label = s.env.T("page.settings.never")
		}
		idle = append(idle, widgets.Choice{Value: strconv.Itoa(n), Label: label})
	}
	pause := widgets.NewSelect("clock", "", idle, strconv.Itoa(l.Idle), func(v string) {
		if n, err := strconv.Atoi(v); err == nil {
			set(func(l *Look) { l.Idle = n })
		}
	})
	return widgets.Column(24, heading(s.env.T("page.settings.look"), s.env.T("page.settings.look_note")),
		s.part("page.settings.language", languages), widgets.HLine(),
		s.part("page.settings.theme", variants), widgets.HLine(),
		s.part("page.settings.idle", widgets.FixedWidth(180, pause)), widgets.HLine(),
		s.part("page.settings.shortcuts", nil))
}

// about says what the program is, what it cannot promise, and whose work it stands on.
func (s *Settings) about() fyne.CanvasObject {
	return widgets.Column(20, heading(s.env.T("page.settings.about_title", "version", s.env.Version), s.env.T("page.settings.about_note")),
		widgets.Remark(widgets.Attention, s.env.T("page.about.not_advice"), s.env.T("page.about.not_advice_note", "day", string(s.env.App.Law().PackDate()))),
		widgets.Remark(widgets.Attention, s.env.T("page.about.limits"), s.env.T("page.about.limit_ssd"), s.env.T("page.about.limit_clock"), s.env.T("page.about.limit_copies")),
		widgets.Remark(widgets.Info, s.env.T("page.about.offline"), s.env.T("page.about.offline_note")),
		widgets.Section(s.env.T("page.about.licences")), widgets.Paragraph(s.env.T("page.about.licences_note")).Small())
}

// backup copies the vault and proves what is in it.
func (s *Settings) backup() fyne.CanvasObject {
	save := widgets.SecondaryIcon("save", s.env.T("page.backup.now"), func() {
		widgets.AskPath(s.env.Window, s.env.Run, widgets.FileWish{Title: s.env.T("page.backup.now"), Folder: true}, s.saveTo)
	})
	verify := widgets.SecondaryIcon("shield-check", s.env.T("page.backup.verify_now"), s.verify)
	return widgets.Column(24, heading(s.env.T("page.settings.backup"), s.env.T("page.backup.title_note")),
		s.part("page.backup.copy", save), widgets.HLine(),
		s.part("page.backup.verify", verify), widgets.HLine(),
		s.part("page.backup.restore", nil),
		widgets.Column(4, widgets.Section(s.env.T("page.backup.place")), widgets.Note(s.env.App.Dir())))
}

// saveTo copies the vault into a new folder of the one chosen, named by the vault and the day.
func (s *Settings) saveTo(folder string) {
	dst := backupFolder(folder, s.env.App.Info().Name, s.env.T("page.backup.folder"))
	s.env.Do("page.backup.copying", func(ctx context.Context, p widgets.Progress) error {
		return s.env.App.Backup(ctx, dst, p)
	}, func() { s.tell("page.backup.done", s.env.T("page.backup.done_note", "path", dst)) })
}

func (s *Settings) verify() {
	var pages int64
	var databases, skipped int
	s.env.Do("page.backup.verifying", func(ctx context.Context, p widgets.Progress) error {
		r, err := s.env.App.VerifyVault(ctx, p)
		pages, databases, skipped = r.Pages, r.Databases, r.Skipped
		return err
	}, func() {
		text := s.env.T("page.backup.verified_note", "n", databases, "pages", widgets.Count(pages))
		if skipped > 0 {
			text += s.env.T("page.backup.skipped", "n", skipped)
		}
		s.tell("page.backup.verified", text)
	})
}

func (s *Settings) tell(title, text string) {
	widgets.Confirm(s.env.Window.Canvas(), widgets.DialogWords{Title: s.env.T(title), Text: text, Yes: s.env.T("page.ok")}, func() {})
}
