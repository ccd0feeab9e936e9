package service_test

import (
	"slices"
	"testing"

	"qingjiao/internal/checklist"
	"qingjiao/internal/clock"
	"qingjiao/internal/register"
	"qingjiao/internal/rule"
	"qingjiao/internal/service"
)

func today(n int) string { return string(clock.DateOf(clock.System()).AddDays(n)) }

func find(tasks []service.Task, is func(service.Task) bool) *service.Task {
	if i := slices.IndexFunc(tasks, is); i >= 0 {
		return &tasks[i]
	}
	return nil
}

func TestDeadlinesOfLawRunFromTheFacts(t *testing.T) {
	ctx := t.Context()
	a, _ := newApp(t)
	id := must[string](t)(a.NewMatter(ctx, "恒达超市", rule.Facts{"what_is_bought": "dissolve", "dissolve_successor": false,
		"resolution_date": today(-2), "b2c": true, "shop_close_date": today(40)}))
	clocks := func() map[string]service.Task {
		out := map[string]service.Task{}
		for _, task := range must[[]service.Task](t)(a.Tasks(ctx, id)) {
			if task.Confirm != "" {
				out[task.Confirm] = task
			}
		}
		return out
	}
	got := clocks()
	for _, c := range []struct {
		id    string
		first int // the earliest day it can end, counted from today; a rest day moves it on
		tone  string
	}{{"CLK23", 8, "info"}, {"CLK24", 13, "info"}, {"CLK30", 10, "info"}} {
		task, ok := got[c.id]
		if !ok || task.Days < c.first || task.Days > c.first+10 || task.Tone != c.tone || task.Basis.Zh == "" {
			t.Errorf("%s: %+v", c.id, task)
		}
	}
	if _, ok := got["CLK21"]; ok {
		t.Error("the deadline of a merger runs in a dissolution")
	}
	ok(t, a.OverridePoint(ctx, id, "CLK23", checklist.Confirmed, "已在企业信用信息公示系统公示"))
	if _, still := clocks()["CLK23"]; still {
		t.Error("a deadline declared done is still shown")
	}
	ok(t, a.Answer(ctx, id, rule.Facts{"resolution_date": today(-60)}, nil))
	if task := clocks()["CLK24"]; task.Tone != "blocked" || task.Days >= 0 {
		t.Errorf("overdue: %+v", task)
	}
}

func TestTasksGoAwayWhenTheirWorkIsDone(t *testing.T) {
	ctx := t.Context()
	a, _ := newApp(t)
	id := must[string](t)(a.NewMatter(ctx, "明远诊所", rule.Facts{"what_is_bought": "assets", "handover_date": today(5)}))
	unsigned := func(task service.Task) bool { return task.Where == "register:access" }
	tasks := func() []service.Task { return must[[]service.Task](t)(a.Tasks(ctx, id)) }
	if find(tasks(), unsigned) != nil {
		t.Error("nobody has access and somebody has to sign")
	}
	who := must[service.RecordView](t)(a.AddRecord(ctx, id, "access", register.Values{"name": "示例乙"}))
	if task := find(tasks(), unsigned); task == nil || task.Days != 5 || task.Tone != "attention" {
		t.Errorf("task of an unsigned paper: %+v", task)
	}
	ok(t, a.WithdrawRecord(ctx, id, "access", who.ID, "误登"))
	if find(tasks(), unsigned) != nil {
		t.Error("the task stays though its record is withdrawn")
	}
	if task := find(tasks(), func(task service.Task) bool { return task.Where == "checklist" }); task == nil || task.Days != 5 {
		t.Errorf("gates before the handover: %+v", task)
	}
	home := must[service.HomeView](t)(a.Home(ctx))
	if len(home.Matters) != 1 || home.Matters[0].Next == nil || len(home.Tasks) == 0 {
		t.Errorf("home: %+v", home)
	}
	ok(t, a.CloseMatter(ctx, id, true))
	if home := must[service.HomeView](t)(a.Home(ctx)); len(home.Tasks) != 0 || home.Closed != 1 {
		t.Errorf("home after closing: %+v", home)
	}
}
