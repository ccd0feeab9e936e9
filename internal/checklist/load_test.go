package checklist

import (
	"strings"
	"testing"
)

const onePoint = `
section: 1
points:
  - id: "1.1"
    stage: prepare
    title: {zh: 甲, en: A}
    ask: {zh: 乙, en: B}
    law: [PIPL 23]
    owner: OWN
    evidence:
      - {id: a, label: {zh: 丙, en: C}, rule: 'attached("1.1") >= 1'}
    do: {label: {zh: 丁, en: D}, where: attach}
`

func TestDecodeIsStrict(t *testing.T) {
	tests := []struct{ name, yaml, want string }{
		{"unknown key", strings.Replace(onePoint, "owner:", "owners:", 1), "owners"},
		{"key twice", strings.Replace(onePoint, "owner: OWN", "owner: OWN\n    owner: IT", 1), "owner"},
		{"wrong type", strings.Replace(onePoint, "section: 1", "section: one", 1), "section"},
		{"two documents", onePoint + "\n---\n" + onePoint, "more than one document"},
		{"no yaml", "\t{", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var d sectionData
			err := decode([]byte(tt.yaml), &d)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error about %q", err, tt.want)
			}
		})
	}
	var d sectionData
	if err := decode([]byte(onePoint), &d); err != nil {
		t.Error(err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(onePoint))
	f.Add([]byte("section: &a [*a]"))
	f.Add([]byte("- id: G1\n  stops: release"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var d sectionData
		if decode(b, &d) != nil {
			return
		}
		for _, p := range d.Points {
			if pt, err := p.point(d.Section); err == nil && pt.ID != p.ID {
				t.Errorf("id %q became %q", p.ID, pt.ID)
			}
		}
		var g []gateData
		if decode(b, &g) == nil {
			for _, x := range g {
				_, _ = x.gate()
			}
		}
	})
}

func TestCheckNamesWhatIsWrong(t *testing.T) {
	change := func(f func(*Set)) func(*testing.T) *Set {
		return func(t *testing.T) *Set {
			s := content(t)
			c := *s
			c.points = s.Points()
			c.gates = s.Gates()
			f(&c)
			return &c
		}
	}
	tests := []struct {
		name string
		set  func(*testing.T) *Set
		want string
	}{
		{"no English", change(func(s *Set) { s.points[0].Title.En = " " }), "point 1.1: title has no English"},
		{"no Chinese", change(func(s *Set) { s.points[0].Ask.Zh = "" }), "point 1.1: ask has no Chinese"},
		{"stage", change(func(s *Set) { s.points[0].Stage = "later" }), `unknown stage "later"`},
		{"owner", change(func(s *Set) { s.points[0].Owner = "KING" }), `unknown owner "KING"`},
		{"paper", change(func(s *Set) { s.points[0].Documents = []string{"D99"} }), `unknown paper "D99"`},
		{"gate", change(func(s *Set) { s.points[0].Gates = []string{"G0"} }), `unknown gate "G0"`},
		{"place", change(func(s *Set) { s.points[0].Do.Where = "https://example.com" }), "unknown place"},
		{"no evidence", change(func(s *Set) { s.points[0].Evidence = nil }), "no evidence"},
		{"chain", change(func(s *Set) { s.points[s.index["9.2"]].SameAs = "17.5" }), "which is itself the same as"},
		{"nowhere", change(func(s *Set) { s.points[s.index["9.2"]].SameAs = "30.1" }), "which is not there"},
		{"evidence of a reference", change(func(s *Set) { s.points[s.index["9.2"]].Gates = []string{"G1"} }), "has evidence, gates or an action"},
		{"section", change(func(s *Set) { s.points[0].Section = 2 }), "stands in section 2"},
		{"step", change(func(s *Set) { s.gates[0].Stops = "lunch" }), `unknown step "lunch"`},
		{"empty gate", change(func(s *Set) { s.gates = append(s.gates, Gate{ID: "G10", Stops: Release}) }), "neither a rule nor a point"},
		{"missing point", change(func(s *Set) { s.index = map[string]int{} }), "point 20.5 is missing"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.set(t).check()
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}
