package cli

import (
	"bytes"
	"testing"

	"github.com/goccy/go-yaml"

	"qingjiao/assets"
	"qingjiao/internal/inventory"
	"qingjiao/internal/register"
	"qingjiao/internal/tabular"
)

// The demonstration's records go through the registers as people's do: every value fits, every step
// is allowed.
func TestDemoRecordsFitTheRegisters(t *testing.T) {
	set, err := register.Load(assets.FS)
	if err != nil {
		t.Fatal(err)
	}
	var plan demoPlan
	b, err := demoFiles.ReadFile("demo/records.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(&plan); err != nil {
		t.Fatal(err)
	}
	for _, r := range plan.Records {
		d, ok := set.Get(r.Register)
		if !ok {
			t.Fatalf("no register %s", r.Register)
		}
		v, state, err := d.New(r.Values)
		if err != nil {
			t.Errorf("%s %s: %v", r.Register, r.Values["name"], err)
			continue
		}
		files := 0
		if r.File != "" {
			files = 1
		}
		for _, step := range r.Steps {
			if state, err = d.Move(state, step, "principal", v, files, r.Reason); err != nil {
				t.Errorf("%s %s: %s: %v", r.Register, r.Values["name"], step, err)
			}
		}
	}
	d, _ := set.Get("datasets")
	v, state, err := d.New(plan.Dataset)
	if err != nil {
		t.Fatal(err)
	}
	v["fields"], v["persons"] = "姓名", int64(512)
	if _, err := d.Move(state, "confirm", "principal", v, 0, ""); err != nil {
		t.Error(err)
	}
	if len(plan.Papers) != 6 {
		t.Errorf("%d papers", len(plan.Papers))
	}
}

func TestDemoCustomersReadBack(t *testing.T) {
	b, err := demoCSV()
	if err != nil {
		t.Fatal(err)
	}
	r, d, err := tabular.Open(bytes.NewReader(b), tabular.Options{})
	if err != nil || d.Encoding != tabular.GB18030 || !d.Sure {
		t.Fatal(d, err)
	}
	tally := inventory.NewTally(r.Header(), "2026-11-23")
	for {
		row, err := r.Next()
		if err != nil {
			break
		}
		tally.Add(row)
	}
	if s := tally.Summary(); s.Rows != demoCustomers || s.Persons < 500 || r.Findings().Total() != 0 {
		t.Errorf("%d rows, %d persons, %+v", s.Rows, s.Persons, r.Findings())
	}
}
