package matter

import (
	"os"
	"testing"

	"github.com/goccy/go-yaml"

	"qingjiao/assets"
	"qingjiao/internal/clock"
	"qingjiao/internal/law"
	"qingjiao/internal/rule"
)

const day = clock.Date("2026-11-23")

type content struct {
	schema *Schema
	in     *Interview
	paths  *Paths
	laws   *law.Library
}

func load(t testing.TB) content {
	t.Helper()
	laws, err := law.Load(assets.FS)
	if err != nil {
		t.Fatal(err)
	}
	s, err := LoadFacts(assets.FS)
	if err != nil {
		t.Fatal(err)
	}
	in, err := LoadInterview(assets.FS, s, laws)
	if err != nil {
		t.Fatal(err)
	}
	p, err := LoadPaths(assets.FS, s, laws)
	if err != nil {
		t.Fatal(err)
	}
	return content{s, in, p, laws}
}

// sample reads the facts of a sample matter.
func sample(t testing.TB, s *Schema, name string) rule.Facts {
	t.Helper()
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
		if facts[k], err = s.Validate(k, v); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	return facts
}
