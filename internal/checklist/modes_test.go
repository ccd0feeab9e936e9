package checklist

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"qingjiao/internal/rule"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// samples are the sample matters, one for each mode of transfer, with their derived facts.
func samples(t *testing.T) map[string]rule.Facts {
	t.Helper()
	files, err := filepath.Glob("../matter/testdata/modes/*.facts.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sample matters: %v", err)
	}
	sch := schema(t)
	out := map[string]rule.Facts{}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var raw map[string]any
		if err := yaml.Unmarshal(b, &raw); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		facts := rule.Facts{}
		for k, v := range raw {
			if facts[k], err = sch.Validate(k, plain(v)); err != nil {
				t.Fatalf("%s: %s: %v", name, k, err)
			}
		}
		out[strings.TrimSuffix(filepath.Base(name), ".facts.yaml")] = sch.Derive(facts)
	}
	return out
}

// plain takes the decoder's numbers and lists to those facts use.
func plain(v any) any {
	switch v := v.(type) {
	case uint64:
		return int64(v)
	case []any:
		out := make([]string, len(v))
		for i, x := range v {
			out[i] = fmt.Sprint(x)
		}
		return out
	}
	return v
}

// TestModes shows what each kind of transfer has to do. A changed line is a changed duty: read it.
func TestModes(t *testing.T) {
	s := content(t)
	for mode, facts := range samples(t) {
		t.Run(mode, func(t *testing.T) {
			got := outline(s, facts)
			golden := filepath.Join("testdata", mode+".golden")
			if *update {
				if err := os.MkdirAll("testdata", 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got); d != "" {
				t.Error(d)
			}
		})
	}
}

// outline is the points that apply by stage, uncertain ones with a question mark, and the gates.
func outline(s *Set, facts rule.Facts) string {
	states, gates := s.Evaluate(facts, papers{}, nil)
	tallies := s.Progress(states)
	var b strings.Builder
	for _, stage := range order {
		fmt.Fprintf(&b, "%s %d:", stage, tallies[stage].Total)
		for _, st := range states {
			if st.Stage == stage && st.Status != NotNeeded {
				fmt.Fprint(&b, " ", st.ID, doubt(st.Uncertain))
			}
		}
		fmt.Fprintln(&b)
	}
	fmt.Fprint(&b, "gates:")
	for _, g := range gates {
		if g.Needed {
			fmt.Fprint(&b, " ", g.ID, doubt(g.Uncertain))
		}
	}
	fmt.Fprintln(&b)
	return b.String()
}

func doubt(uncertain bool) string {
	if uncertain {
		return "?"
	}
	return ""
}

func TestEveryPointIsReachedByASampleMatter(t *testing.T) {
	s := content(t)
	reached := map[string]bool{}
	for _, facts := range samples(t) {
		states, gates := s.Evaluate(facts, papers{}, nil)
		for _, st := range states {
			reached[st.ID] = reached[st.ID] || st.Status != NotNeeded
		}
		for _, g := range gates {
			reached[g.ID] = reached[g.ID] || g.Needed
		}
	}
	for _, p := range s.Points() {
		if !reached[p.ID] {
			t.Errorf("no sample matter needs %s", p.ID)
		}
	}
	for _, g := range s.Gates() {
		if !reached[g.ID] {
			t.Errorf("no sample matter needs gate %s", g.ID)
		}
	}
}

// A point that is done elsewhere may apply only where that place applies too, or its work would
// have no home.
func TestWorkDoneElsewhereHasAHome(t *testing.T) {
	s := content(t)
	for mode, facts := range samples(t) {
		e := evaluation{s, facts, papers{}, map[string]rule.Tri{}}
		for _, p := range s.Points() {
			if p.SameAs == "" || e.tri(p.When) != rule.Yes {
				continue
			}
			primary, _ := s.Point(p.SameAs)
			if e.tri(primary.When) == rule.No {
				t.Errorf("%s: %s applies, but %s, where it is done, does not", mode, p.ID, primary.ID)
			}
		}
	}
}
