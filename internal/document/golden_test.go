package document

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write golden files")

// The whole text of each paper in both languages, with the first sample; what changes in a template
// shows here for a lawyer to read.
func TestGolden(t *testing.T) {
	l := library(t)
	first := samples(t)[0]
	for _, id := range l.order {
		for _, lang := range []string{Chinese, English} {
			doc, _, err := l.Render(id, lang, Gather(*l.byID[id], first))
			if err != nil {
				t.Fatal(err)
			}
			golden(t, id+"."+lang+".txt", dump(doc))
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got+"\n"); d != "" {
		t.Errorf("%s differs (-want +got):\n%s", name, d)
	}
}
