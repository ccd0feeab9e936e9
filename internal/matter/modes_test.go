package matter

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"qingjiao/internal/law"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// golden is what the decision table says for a mode, in a form that reads beside it.
type golden struct {
	Mode      Mode      `yaml:"mode"`
	Governing Governing `yaml:"governing"`
	Certainty string    `yaml:"certainty"`
	Notice    string    `yaml:"notice"`
	Consent   string    `yaml:"consent"`
	Contract  string    `yaml:"contract"`
	PIA       string    `yaml:"pia"`
	Export    string    `yaml:"export"`
	Reasons   []string  `yaml:"reasons"`
	Warnings  []string  `yaml:"warnings"`
	Missing   []string  `yaml:"missing"`
}

func (c content) golden(p Path) golden {
	req := func(r Requirement) string { return string(r.Duty) + " · " + r.Text.Zh + " · " + c.cites(r.Law) }
	list := func(rs []Reason) []string {
		var out []string
		for _, r := range rs {
			out = append(out, r.Text.Zh+" · "+c.cites(r.Law))
		}
		return out
	}
	return golden{p.Mode, p.Governing, p.Certainty, req(p.Notice), req(p.Consent), req(p.Contract), req(p.PIA), req(p.Export), list(p.Reasons), list(p.Warnings), p.Missing}
}

func (c content) cites(refs []law.Ref) string {
	var out []string
	for _, r := range refs {
		out = append(out, r.String())
	}
	return strings.Join(out, ", ")
}

func TestModes(t *testing.T) {
	c := load(t)
	files, _ := filepath.Glob("testdata/modes/*.facts.yaml")
	if len(files) != len(Modes()) {
		t.Fatalf("%d sample matters for %d modes", len(files), len(Modes()))
	}
	for _, f := range files {
		want := Mode(strings.TrimSuffix(filepath.Base(f), ".facts.yaml"))
		t.Run(string(want), func(t *testing.T) {
			p := c.paths.Decide(sample(t, c.schema, f), day, nil)
			if p.Mode != want {
				t.Fatalf("mode %s", p.Mode)
			}
			b, err := yaml.Marshal(c.golden(p))
			if err != nil {
				t.Fatal(err)
			}
			name := strings.Replace(f, ".facts.", ".golden.", 1)
			if *update {
				if err := os.WriteFile(name, b, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			old, _ := os.ReadFile(name)
			if d := cmp.Diff(string(old), string(b)); d != "" {
				t.Error(d)
			}
		})
	}
}
