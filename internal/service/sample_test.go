package service_test

import (
	"path/filepath"
	"testing"

	"qingjiao/internal/errs"
	"qingjiao/internal/service"
	"qingjiao/internal/vault"
)

func TestSample(t *testing.T) {
	ctx := t.Context()
	dir := filepath.Join(t.TempDir(), "sample")
	a, err := service.Sample(ctx, dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	h := must[service.HomeView](t)(a.Home(ctx))
	if len(h.Matters) != 3 || len(h.Tasks) < 3 {
		t.Errorf("%d matters, %d tasks", len(h.Matters), len(h.Tasks))
	}
	for _, m := range h.Matters {
		if m.Mode == "" || m.ModeName.Zh == "" || m.Seller == "" || m.StageNo < 1 || m.StageNo > 7 {
			t.Errorf("row: %+v", m)
		}
		for _, s := range m.Stages {
			if s.Total == 0 {
				t.Errorf("%s has a stage without points: %v", m.Name, m.Stages)
			}
		}
		for _, r := range must[[]service.RegisterSummary](t)(a.Registers(ctx, m.ID)) {
			v := must[service.RegisterView](t)(a.Register(ctx, m.ID, r.ID))
			if len(v.Records) != r.Records {
				t.Errorf("%s %s: %d records, the summary says %d", m.Name, r.ID, len(v.Records), r.Records)
			}
		}
		must[[]service.PaperView](t)(a.Papers(ctx, m.ID))
		must[service.InterviewView](t)(a.Interview(ctx, m.ID))
		if r := must[service.JournalReport](t)(a.VerifyJournal(ctx, m.ID, nil)); !r.OK {
			t.Errorf("%s: %+v", m.Name, r)
		}
	}
	for i, task := range h.Tasks {
		if task.Title.Zh == "" || task.Title.En == "" || task.Button.Zh == "" || task.Where == "" || task.Tone == "" {
			t.Errorf("task: %+v", task)
		}
		if i > 0 && task.Due != "" && h.Tasks[i-1].Due > task.Due {
			t.Errorf("tasks are not in the order of their days: %s before %s", h.Tasks[i-1].Due, task.Due)
		}
	}
	if err := a.Lock(); err != nil {
		t.Fatal(err)
	}
	if a, err = service.Sample(ctx, dir, nil); err != nil { // the same again, not anew
		t.Fatal(err)
	}
	defer a.Lock()
	if again := must[service.HomeView](t)(a.Home(ctx)); len(again.Matters) != 3 || again.Matters[0].ID != h.Matters[0].ID {
		t.Error("the sample was made anew")
	}
}

func TestMembers(t *testing.T) {
	ctx := t.Context()
	a, dir := newApp(t)
	mine := must[string](t)(a.NewMatter(ctx, "明远诊所", nil))
	shared := must[string](t)(a.NewMatter(ctx, "恒达超市", nil))
	m := must[vault.Member](t)(a.AddMember(ctx, "示例乙", "handler", []byte("另一个密码 2026")))
	ok(t, a.ShareMatter(ctx, shared, m.ID))
	ok(t, a.Lock())

	b := must[*service.App](t)(service.Unlock(ctx, dir, m.ID, []byte("另一个密码 2026")))
	for _, row := range must[[]service.MatterRow](t)(b.Matters(ctx)) {
		if row.Locked != (row.ID == mine) || row.Name == "" {
			t.Errorf("%+v", row)
		}
	}
	if _, err := b.Facts(ctx, mine); !errs.Is(err, errs.Denied) {
		t.Errorf("facts of a matter without key: %v", err)
	}
	if _, err := b.AddMember(ctx, "示例丙", "handler", []byte("第三个密码 2026")); !errs.Is(err, errs.Denied) {
		t.Errorf("a handler added a member: %v", err)
	}
	id := must[string](t)(b.NewMatter(ctx, "东方云帆", nil))
	ok(t, b.Lock())

	a = must[*service.App](t)(service.Unlock(ctx, dir, a.Me().ID, []byte(passphrase)))
	defer a.Lock()
	ok(t, a.RemoveMember(ctx, m.ID, nil))
	for _, j := range []string{"", mine, shared, id} {
		if r := must[service.JournalReport](t)(a.VerifyJournal(ctx, j, nil)); !r.OK {
			t.Errorf("journal %q after a member was removed: %+v", j, r)
		}
	}
	if es := must[[]service.EventView](t)(a.Journal(ctx, id, 0, 10)); es[len(es)-1].Actor != "示例乙" {
		t.Errorf("a former member is called %q", es[len(es)-1].Actor)
	}
}
