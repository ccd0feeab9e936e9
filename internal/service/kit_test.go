package service_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"qingjiao/internal/inventory"
	"qingjiao/internal/tabular"
)

var update = flag.Bool("update", false, "write the golden files anew")

// customers is a generated customer file as an old system writes it.
func customers(t testing.TB, n int) string {
	t.Helper()
	var text strings.Builder
	for _, row := range inventory.FakeCustomers(11, n) {
		text.WriteString(strings.Join(row, ",") + "\r\n")
	}
	b, err := tabular.EncodeGB18030(text.String())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "会员资料导出.csv")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		ok(t, os.MkdirAll("testdata", 0o755))
		ok(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want := must[[]byte](t)(os.ReadFile(path))
	if d := cmp.Diff(string(want), got); d != "" {
		t.Error(d)
	}
}
