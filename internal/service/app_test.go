package service_test

import (
	"errors"
	"path/filepath"
	"sync"
	"testing"

	"qingjiao/i18n"
	"qingjiao/internal/errs"
	"qingjiao/internal/register"
	"qingjiao/internal/rule"
	"qingjiao/internal/service"
	"qingjiao/internal/vault"
)

const passphrase = "清风明月 2026 试验"

// newApp is a new vault with a principal, its keys made quickly.
func newApp(t testing.TB) (*service.App, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "vault")
	a, key, err := service.Create(t.Context(), service.CreateInput{Dir: dir, Firm: "示例企服", Member: "示例甲",
		Role: "principal", Passphrase: []byte(passphrase), Params: vault.Params{WorkFactor: 10}})
	if err != nil {
		t.Fatal(err)
	}
	if key == "" {
		t.Fatal("no recovery key")
	}
	t.Cleanup(func() { a.Lock() })
	return a, dir
}

func TestCreateUnlockLock(t *testing.T) {
	ctx := t.Context()
	a, dir := newApp(t)
	me := a.Me()
	if _, err := service.Unlock(ctx, dir, me.ID, []byte(passphrase)); !errs.Is(err, errs.Busy) {
		t.Errorf("opened twice: %v", err)
	}
	id, err := a.NewMatter(ctx, "明远诊所", nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Lock(); err != nil {
		t.Fatal(err)
	}
	if err := a.Lock(); err != nil {
		t.Errorf("locked twice: %v", err)
	}
	if _, err := a.Home(ctx); !errs.Is(err, errs.Denied) {
		t.Errorf("home of a locked vault: %v", err)
	}
	if _, err := service.Unlock(ctx, dir, me.ID, []byte("不是这个密码 123")); !errs.Is(err, errs.WrongKey) {
		t.Errorf("wrong passphrase: %v", err)
	}
	b, err := service.Unlock(ctx, dir, me.ID, []byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	defer b.Lock()
	if m, err := b.Matter(ctx, id); err != nil || m.Name != "明远诊所" {
		t.Errorf("%+v, %v", m, err)
	}
	for _, j := range []string{"", id} {
		if r, err := b.VerifyJournal(ctx, j, nil); err != nil || !r.OK || r.Events == 0 {
			t.Errorf("journal %q: %+v, %v", j, r, err)
		}
	}
}

func TestChangesAreTold(t *testing.T) {
	ctx := t.Context()
	a, _ := newApp(t)
	id, err := a.NewMatter(ctx, "明远诊所", nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []service.Change
	cancel := a.OnChange(func(c service.Change) { got = append(got, c) })
	for range 2 { // the second answer changes nothing and is not told
		if err := a.Answer(ctx, id, rule.Facts{"persons": int64(520)}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if len(got) != 1 || got[0] != (service.Change{MatterID: id, What: "facts"}) {
		t.Errorf("told %+v", got)
	}
	cancel()
	if _, err := a.AddRecord(ctx, id, "parties", register.Values{"name": "示例"}); err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 {
		t.Errorf("told after cancel: %+v", got)
	}
}

func TestManyAtOnce(t *testing.T) {
	ctx := t.Context()
	a, _ := newApp(t)
	id, err := a.NewMatter(ctx, "明远诊所", nil)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for n := range 4 {
		wg.Go(func() {
			for i := range 5 {
				if _, err := a.AddRecord(ctx, id, "parties", register.Values{"name": "示例"}); err != nil {
					t.Error(err)
				}
				if err := a.Answer(ctx, id, rule.Facts{"persons": int64(n*100 + i)}, nil); err != nil {
					t.Error(err)
				}
			}
		})
		wg.Go(func() {
			for range 5 {
				if _, err := a.Home(ctx); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	v, err := a.Register(ctx, id, "parties")
	if err != nil || len(v.Records) != 20 {
		t.Errorf("%d records, %v", len(v.Records), err)
	}
	if r, err := a.VerifyJournal(ctx, id, nil); err != nil || !r.OK {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestLockWaitsForWhatIsUnderWay(t *testing.T) {
	ctx := t.Context()
	a, _ := newApp(t)
	id, err := a.NewMatter(ctx, "明远诊所", nil)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for {
				_, err := a.AddRecord(ctx, id, "parties", register.Values{"name": "示例"})
				if k := errs.KindOf(err); k == errs.Denied || k == errs.Cancelled {
					return
				}
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	if err := a.Lock(); err != nil {
		t.Error(err)
	}
	wg.Wait()
}

func TestExplain(t *testing.T) {
	label := i18n.Text{Zh: "姓名", En: "Name"}
	for _, c := range []struct {
		err  error
		lang i18n.Lang
		want string
	}{
		{errs.New(errs.Invalid, "register.required", "field", label), i18n.ZH, "「姓名」还没有填写。记录没有改动。"},
		{errors.New("disk"), i18n.EN, i18n.T(i18n.EN, "err.service.internal")},
		{errs.New(errs.Internal, "no.such.key"), i18n.EN, i18n.T(i18n.EN, "err.service.internal")},
	} {
		if what, do := service.Explain(c.lang, c.err); what != c.want || do == "" {
			t.Errorf("%v: %q, %q", c.err, what, do)
		}
	}
}
