package service_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"qingjiao/internal/errs"
	"qingjiao/internal/rule"
	"qingjiao/internal/service"
)

func TestImportIsWholeOrNothing(t *testing.T) {
	a, _ := newApp(t)
	id := must[string](t)(a.NewMatter(t.Context(), "明远诊所", nil))
	before := must[service.JournalReport](t)(a.VerifyJournal(t.Context(), id, nil))
	file := customers(t, 5000)

	ctx, cancel := context.WithCancel(t.Context())
	calls := 0
	_, err := a.ImportData(ctx, id, file, func(done, total int64) {
		if calls++; done > total/2+total/8 {
			cancel()
		}
	})
	if !errs.Is(err, errs.Cancelled) || calls < 3 {
		t.Errorf("cancelled import after %d calls: %v", calls, err)
	}
	bad := filepath.Join(t.TempDir(), "空.csv")
	ok(t, os.WriteFile(bad, []byte("姓名,手机号\r\n"), 0o600))
	for name, path := range map[string]string{"no rows": bad, "no file": bad + "x", "a folder": filepath.Dir(bad)} {
		if _, err := a.ImportData(t.Context(), id, path, nil); err == nil {
			t.Errorf("%s was taken in", name)
		}
	}
	if v := must[service.RegisterView](t)(a.Register(t.Context(), id, "datasets")); len(v.Records) != 0 {
		t.Errorf("%d records after imports that failed", len(v.Records))
	}
	after := must[service.JournalReport](t)(a.VerifyJournal(t.Context(), id, nil))
	if after.Events != before.Events {
		t.Errorf("%d events for imports that failed", after.Events-before.Events)
	}

	set := must[service.DatasetView](t)(a.ImportData(t.Context(), id, file, nil))
	if set.Rows != 5000 {
		t.Errorf("%d rows", set.Rows)
	}
	if _, err := a.ImportData(t.Context(), id, file, nil); !errs.Is(err, errs.Conflict) {
		t.Errorf("the same file twice: %v", err)
	}
	for _, c := range set.Columns {
		if c.Kind == "mobile" || c.Kind == "id_number" {
			for _, s := range c.Sample {
				if len(s) > 6 && !containsMask(s) {
					t.Errorf("column %s shows %q", c.Name, s)
				}
			}
		}
	}
}

func containsMask(s string) bool {
	for _, r := range s {
		if r == '*' || r == '＊' || r == '•' {
			return true
		}
	}
	return false
}

func TestWrongAnswersSaveNothing(t *testing.T) {
	ctx := t.Context()
	a, _ := newApp(t)
	id := must[string](t)(a.NewMatter(ctx, "明远诊所", nil))
	for name, f := range map[string]rule.Facts{
		"below 0":      {"persons": int64(-1), "seller_name": "甲"},
		"another type": {"persons": "many", "seller_name": "甲"},
		"unknown fact": {"no_such_fact": true, "seller_name": "甲"},
		"unknown nil":  {"no_such_fact": nil, "seller_name": "甲"},
	} {
		if err := a.Answer(ctx, id, f, nil); !errs.Is(err, errs.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := a.Answer(ctx, id, nil, []string{"no_such_question"}); !errs.Is(err, errs.Invalid) {
		t.Errorf("skipped a question that does not exist: %v", err)
	}
	if f := must[rule.Facts](t)(a.Facts(ctx, id)); len(f) != 0 {
		t.Errorf("saved %v", f)
	}
}
