package document

import (
	"os"
	"testing"

	"github.com/goccy/go-yaml"

	"qingjiao/assets"
	"qingjiao/internal/rule"
)

// schema reads the names and types of the facts, as matter does.
func schema(t testing.TB) *rule.Schema {
	t.Helper()
	b, err := assets.FS.ReadFile("interview/facts.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var facts []struct {
		Name    string
		Type    rule.Type
		Options []struct{ Value string }
	}
	if err := yaml.Unmarshal(b, &facts); err != nil {
		t.Fatal(err)
	}
	var vars []rule.Var
	for _, f := range facts {
		v := rule.Var{Name: f.Name, Type: f.Type}
		for _, o := range f.Options {
			v.Options = append(v.Options, o.Value)
		}
		vars = append(vars, v)
	}
	s := rule.NewSchema(vars)
	if s.Err() != nil {
		t.Fatal(s.Err())
	}
	return s
}

func library(t testing.TB) *Library {
	t.Helper()
	l, err := Load(os.DirFS("../../assets"), schema(t))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func samples(t testing.TB) []*Sample {
	t.Helper()
	s, err := Samples(os.DirFS("../../assets"))
	if err != nil {
		t.Fatal(err)
	}
	return s
}
