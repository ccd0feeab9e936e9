package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qingjiao/i18n"
	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
	"qingjiao/internal/rule"
	"qingjiao/internal/service"
	"qingjiao/internal/ui/page"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/uitest"
	"qingjiao/internal/ui/widgets"
	"qingjiao/internal/vault"
)

const passphrase = "竹云山海 2026 示例"

// made is a vault in a folder of the test, with a cheap passphrase, and a matter in it.
func made(t *testing.T) (dir, member, matter string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "示例企服")
	a, _, err := service.Create(context.Background(), service.CreateInput{Dir: dir, Firm: "示例企服", Member: "陈立",
		Role: vault.Principal, Passphrase: []byte(passphrase), Params: vault.Params{WorkFactor: 10}})
	if err != nil {
		t.Fatal(err)
	}
	matter, err = a.NewMatter(context.Background(), "示例诊所", rule.Facts{"what_is_bought": "assets"})
	if err != nil {
		t.Fatal(err)
	}
	member = a.Me().ID
	if err := a.Lock(); err != nil {
		t.Fatal(err)
	}
	return dir, member, matter
}

// program starts the window in memory.
func program(t *testing.T, dir string, l page.Look) *Program {
	t.Helper()
	app := test.NewTempApp(t)
	config := t.TempDir()
	p := New(app, Options{Config: config, Data: filepath.Dir(dir), Vault: dir, Lang: i18n.ZH, Version: "0.1.0", Inline: true})
	p.setLook(l)
	p.win.Resize(fyne.NewSize(1280, 800))
	return p
}

func light() page.Look { return page.Look{Lang: i18n.ZH, Variant: theme.Light, Idle: 10} }

func TestAWrongPassphraseSaysSoAndKeepsWhatWasTyped(t *testing.T) {
	dir, _, _ := made(t)
	p := program(t, dir, light())
	p.door.secret.SetText("不对的密码 不对")
	p.door.unlock()
	if p.env.App != nil {
		t.Fatal("a wrong passphrase opened the vault")
	}
	if !strings.Contains(p.door.trouble.Text(), "密码不正确") || p.door.secret.Text() != "不对的密码 不对" {
		t.Errorf("it says %q and keeps %q", p.door.trouble.Text(), p.door.secret.Text())
	}
	p.door.secret.SetText(passphrase)
	p.door.unlock()
	if p.env.App == nil || p.shell == nil || p.door != nil {
		t.Fatal("the right passphrase does not open the vault")
	}
}

func TestEachWrongPassphraseWaitsLonger(t *testing.T) {
	d := &door{p: &Program{run: nil}}
	var waits []time.Duration
	for range 7 {
		waits = append(waits, d.wait())
	}
	for i := 1; i < len(waits); i++ {
		if waits[i] < waits[i-1] || waits[i] > 30*time.Second {
			t.Errorf("waits %v", waits)
		}
	}
}

// Locking saves what stands in a field, closes the vault, and opening it again shows it.
func TestLockingLosesNothing(t *testing.T) {
	dir, member, matter := made(t)
	p := program(t, dir, light())
	p.door.secret.SetText(passphrase)
	p.door.unlock()
	p.shell.goTo("matter:"+matter+":interview", "seller")
	field := p.win.Canvas().Focused()
	if field == nil {
		t.Fatal("no field has the keyboard")
	}
	test.Type(field, "示例转让方")
	a := p.env.App
	p.lock()
	if p.env.App != nil || p.door == nil {
		t.Fatal("the vault is not locked")
	}
	if _, err := a.Home(context.Background()); !errs.Is(err, errs.Denied) {
		t.Errorf("a locked vault answers: %v", err)
	}
	if len(p.win.Canvas().Overlays().List()) != 0 {
		t.Error("something of the vault still lies over the window")
	}
	b, err := service.Unlock(context.Background(), dir, member, []byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Lock()
	facts, err := b.Facts(context.Background(), matter)
	if err != nil || facts["seller_name"] != "示例转让方" {
		t.Errorf("after locking: %v, %v", facts, err)
	}
}

// A backup chosen in the way in is restored beside, and opens there; the backup stays as it was.
func TestABackupIsRestored(t *testing.T) {
	dir, member, matter := made(t)
	a, err := service.Unlock(context.Background(), dir, member, []byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	backup := filepath.Join(t.TempDir(), "backup")
	if err := a.Backup(context.Background(), backup, nil); err != nil {
		t.Fatal(err)
	}
	if err := a.Lock(); err != nil {
		t.Fatal(err)
	}
	p := program(t, "", light())
	p.opt.Data = t.TempDir()
	p.door.found(t.TempDir())
	if p.door.trouble.Text() == "" {
		t.Error("a folder without a vault is taken without a word")
	}
	p.door.found(backup)
	restore := button(p.win.Canvas().Overlays().Top(), i18n.T(i18n.ZH, "door.restore"))
	if restore == nil {
		t.Fatal("it does not ask")
	}
	test.Tap(restore)
	if !strings.HasPrefix(p.door.dir, p.opt.Data) {
		t.Fatalf("restored to %q: %s", p.door.dir, p.door.trouble.Text())
	}
	p.door.secret.SetText(passphrase)
	p.door.unlock()
	if p.env.App == nil {
		t.Fatal(p.door.trouble.Text())
	}
	if _, err := p.env.App.Matter(context.Background(), matter); err != nil {
		t.Error(err)
	}
	p.lock()
	if !vault.IsBackup(backup) || vault.IsBackup(p.prefs.Vaults[0].Dir) {
		t.Error("the backup and the vault are mixed up")
	}
}

// button finds a button by its words.
func button(o fyne.CanvasObject, words string) *widgets.Button {
	switch x := o.(type) {
	case *widgets.Button:
		if x.Label() == words {
			return x
		}
	case *fyne.Container:
		for _, c := range x.Objects {
			if b := button(c, words); b != nil {
				return b
			}
		}
		return nil
	}
	if w, ok := o.(fyne.Widget); ok {
		for _, c := range test.WidgetRenderer(w).Objects() {
			if b := button(c, words); b != nil {
				return b
			}
		}
	}
	return nil
}

func TestItLocksWhenNobodyIsThere(t *testing.T) {
	dir, _, _ := made(t)
	p := program(t, dir, light())
	p.door.secret.SetText(passphrase)
	p.door.unlock()
	p.watch.see(p.watch.last.Add(9 * time.Minute))
	if p.env.App == nil {
		t.Fatal("locked too soon")
	}
	p.watch.touch()
	p.prefs.Idle = 0
	p.watch.see(p.watch.last.Add(100 * time.Hour))
	if p.env.App == nil {
		t.Fatal("locked though it never should")
	}
	p.prefs.Idle = 10
	p.watch.see(p.watch.last.Add(10 * time.Minute))
	if p.env.App != nil {
		t.Error("it is still open after ten minutes without a hand")
	}
}

func TestLanguageAndThemeChangeAtOnceAndStay(t *testing.T) {
	dir, _, matter := made(t)
	p := program(t, dir, light())
	p.door.secret.SetText(passphrase)
	p.door.unlock()
	p.shell.goTo("matter:" + matter + ":checklist")
	l := p.look()
	l.Lang, l.Variant = i18n.EN, theme.Dark
	p.setLook(l)
	if p.shell.at.Tab != "checklist" || p.env.Lang != i18n.EN {
		t.Errorf("at %s in %s", p.shell.at, p.env.Lang)
	}
	again := loadPrefs(p.prefs.path, i18n.ZH)
	if again.Lang != i18n.EN || again.Variant != theme.Dark || len(again.Vaults) != 1 {
		t.Errorf("kept: %+v", again)
	}
	b, err := os.ReadFile(p.prefs.path)
	if err != nil || strings.Contains(string(b), "示例诊所") {
		t.Errorf("the settings tell of a matter: %s, %v", b, err)
	}
}

func TestPlaces(t *testing.T) {
	dir, _, matter := made(t)
	p := program(t, dir, light())
	p.door.secret.SetText(passphrase)
	p.door.unlock()
	for _, r := range railPlaces() {
		p.shell.goTo(r.name)
		if p.shell.at.Name != r.name || p.shell.screen.Title() == "" {
			t.Errorf("%s leads to %s, %q", r.name, p.shell.at, p.shell.screen.Title())
		}
	}
	for _, tab := range matterTabs() {
		p.shell.goTo("matter:" + matter + ":" + tab)
		if p.shell.at.Tab != tab || p.shell.heading() != "示例诊所" {
			t.Errorf("%s: at %s, %q", tab, p.shell.at, p.shell.heading())
		}
	}
	p.shell.back()
	if p.shell.at.Tab != "papers" {
		t.Errorf("back leads to %s", p.shell.at)
	}
	p.shell.goTo("matter:" + matter + ":register:access")
	if p.shell.at.Tab != "registers" {
		t.Errorf("a task's place leads to %s", p.shell.at)
	}
	p.shell.search()
	if p.win.Canvas().Overlays().Top() == nil {
		t.Error("search does not show")
	}
	p.lock()
}

func TestMatch(t *testing.T) {
	all := []found{{title: "个人信息保护法", note: "主席令"}, {title: "首页"}, {title: "Personal Information", note: "law"}}
	for query, want := range map[string]int{"": 3, "保护": 1, "PERSONAL law": 1, "没有": 0} {
		if got := len(match(all, query)); got != want {
			t.Errorf("%q finds %d, want %d", query, got, want)
		}
	}
}

func TestDamagedSettingsAreAsAtFirst(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.json")
	for _, s := range []string{"", "{", `{"lang":"xx","theme":"pink","idle_minutes":-4}`, `{"idle_minutes":100000}`} {
		if err := os.WriteFile(path, []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
		if p := loadPrefs(path, i18n.EN); p.Lang != i18n.EN || p.Variant != theme.Light || p.Idle != 10 {
			t.Errorf("%q gives %+v", s, p)
		}
	}
}

// The way in and the shell, as they look.
func TestPictures(t *testing.T) {
	for _, lang := range []i18n.Lang{i18n.ZH, i18n.EN} {
		for _, v := range []theme.Variant{theme.Light, theme.Dark} {
			name := string(lang) + "-" + string(v)
			t.Run(name, func(t *testing.T) {
				dir := filepath.Join(t.TempDir(), "vault")
				ctx := clock.Carry(context.Background(), clock.Fixed(time.Date(2026, 11, 23, 2, 30, 0, 0, time.UTC)))
				a, _, err := service.Create(ctx, service.CreateInput{Dir: dir, Firm: "示例企服", Member: "陈立",
					Role: vault.Principal, Passphrase: []byte(passphrase), Params: vault.Params{WorkFactor: 10}})
				if err != nil {
					t.Fatal(err)
				}
				if err := a.Lock(); err != nil {
					t.Fatal(err)
				}
				p := program(t, dir, page.Look{Lang: lang, Variant: v, Idle: 10})
				p.door.dir = filepath.FromSlash("/home/chen/示例企服")
				p.door.show()
				p.win.Canvas().Unfocus()
				uitest.Golden(t, "unlock-"+name, p.win)
				p.door.dir = dir
				p.door.turn(p.door.noVaultView)
				uitest.Golden(t, "welcome-"+name, p.win)
				p.door.turn(p.door.unlockView)
				p.door.secret.SetText(passphrase)
				p.door.unlock()
				p.shell.saved = time.Time{}
				p.shell.goTo("new")
				p.win.Canvas().Unfocus()
				uitest.Golden(t, "shell-"+name, p.win)
				p.lock()
			})
		}
	}
}
