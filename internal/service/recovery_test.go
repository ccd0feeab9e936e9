package service_test

import (
	"path/filepath"
	"testing"

	"qingjiao/internal/errs"
	"qingjiao/internal/service"
	"qingjiao/internal/vault"
)

func TestRecoveryKeyOpensEverythingAndIsNoted(t *testing.T) {
	ctx := t.Context()
	dir := filepath.Join(t.TempDir(), "vault")
	a, key, err := service.Create(ctx, service.CreateInput{Dir: dir, Firm: "示例企服", Member: "示例甲", Passphrase: []byte(passphrase), Params: vault.Params{WorkFactor: 10}})
	if err != nil {
		t.Fatal(err)
	}
	id := must[string](t)(a.NewMatter(ctx, "明远诊所", nil))
	renewed := must[vault.RecoveryKey](t)(a.RenewRecovery(ctx))
	ok(t, a.ChangePassphrase(ctx, []byte(passphrase), []byte("换过的密码 2026")))
	ok(t, a.Lock())
	if _, err := service.UnlockRecovery(ctx, dir, string(key)); !errs.Is(err, errs.WrongKey) {
		t.Errorf("the old recovery key: %v", err)
	}
	r := must[*service.App](t)(service.UnlockRecovery(ctx, dir, string(renewed)))
	if m := must[service.MatterRow](t)(r.Matter(ctx, id)); m.Locked || m.Name != "明远诊所" {
		t.Errorf("%+v", m)
	}
	var actions []string
	for _, e := range must[[]service.EventView](t)(r.Journal(ctx, "", 0, 3)) {
		actions = append(actions, e.Action+" "+e.Actor)
	}
	if want := "vault.recovered recovery"; len(actions) != 3 || actions[0] != want || actions[1] != "passphrase.changed 示例甲" {
		t.Errorf("journal: %v", actions)
	}
	ok(t, r.Lock())
	if _, err := service.Unlock(ctx, dir, a.Me().ID, []byte(passphrase)); !errs.Is(err, errs.WrongKey) {
		t.Errorf("the old passphrase: %v", err)
	}
}

func TestSettings(t *testing.T) {
	ctx := t.Context()
	a, _ := newApp(t)
	ok(t, a.SetSetting(ctx, "idle_minutes", "10"))
	if v := must[string](t)(a.Setting(ctx, "idle_minutes")); v != "10" {
		t.Errorf("setting is %q", v)
	}
	for _, key := range []string{"", "member/m-1", "Idle", "空"} {
		if err := a.SetSetting(ctx, key, "x"); !errs.Is(err, errs.Invalid) {
			t.Errorf("setting %q: %v", key, err)
		}
	}
}
