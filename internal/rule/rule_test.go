package rule

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"qingjiao/internal/clock"
)

func schema(t testing.TB) *Schema {
	s := NewSchema([]Var{
		{Name: "mode", Type: Enum, Options: []string{"ASSET", "SHARE", "LIST"}},
		{Name: "sensitive", Type: Bool}, {Name: "prepaid", Type: Bool},
		{Name: "persons", Type: Int}, {Name: "closing", Type: Date},
		{Name: "kinds", Type: Multi, Options: []string{"health", "face"}}, {Name: "name", Type: Text},
	})
	if s.Err() != nil {
		t.Fatal(s.Err())
	}
	return s
}

func TestEval(t *testing.T) {
	ev := MapEvidence{Values: map[string]int{"issued D03": 2, "in_state access/nda_signed": 2, "records access": 2, "decided path": 1}, Day: "2026-11-23"}
	for _, c := range []struct {
		src   string
		facts Facts
		want  Tri
	}{
		{"", nil, Yes},
		{`mode == "ASSET"`, Facts{"mode": "ASSET"}, Yes},
		{`mode in ["ASSET", "LIST"]`, Facts{"mode": "SHARE"}, No},
		{`mode == "ASSET"`, nil, Unknown},
		{`sensitive || persons >= 100000`, Facts{"sensitive": true}, Yes},
		{`sensitive || persons >= 100000`, Facts{"sensitive": false}, Unknown},
		{`sensitive && persons >= 100000`, Facts{"sensitive": false}, No},
		{`persons >= 0`, nil, Yes},
		{`persons < 100000`, Facts{"persons": int64(99999)}, Yes},
		{`has(kinds, "health")`, Facts{"kinds": []string{"health"}}, Yes},
		{`has(kinds, "health")`, Facts{"kinds": []string{}}, No},
		{`has(kinds, "face")`, nil, Unknown},
		{`issued("D03") >= 2 && in_state("access", "nda_signed") == records("access")`, nil, Yes},
		{`decided("path")`, nil, Yes},
		{`decided("plan")`, nil, No},
		{`days_until(closing) <= 30`, Facts{"closing": "2026-12-01"}, Yes},
		{`days_until(closing) >= 0 && days_until(closing) <= 30`, nil, Unknown},
		{`days_until(closing) == 400`, nil, Unknown},
		{`days_until(closing) < 10 && days_until(closing) > 20`, nil, No},
		{`closing > "2026-03-01" && closing < "2026-03-03"`, nil, Unknown},
		{`has(kinds, "health") && !has(kinds, "face")`, nil, Unknown},
		{`has(kinds, "health") && has(kinds, "face")`, nil, Unknown},
		{`has(kinds, "health") && !has(kinds, "health")`, nil, No},
		{`persons == 100 * 1000`, nil, Unknown},
		{`persons in [17, 18]`, nil, Unknown},
		{`sensitive ? persons > 3 : persons > 9`, Facts{"persons": int64(10)}, Yes},
		{`persons * 100 >= 2500`, nil, Unknown},
		{`known("prepaid")`, Facts{"prepaid": false}, Yes},
		{`known("prepaid")`, nil, No},
		{`mode == "ASSET" || mode == "SHARE" || mode == "LIST"`, nil, Yes},
	} {
		p, err := schema(t).Compile(c.src)
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		if got, err := p.Eval(c.facts, ev); err != nil || got != c.want {
			t.Errorf("%s with %v: %v %v, want %v", c.src, c.facts, got, err, c.want)
		}
	}
}

// Without a day nothing can be said of days to come.
func TestWithoutADay(t *testing.T) {
	p, err := schema(t).Compile(`days_until(closing) > 30`)
	if err != nil {
		t.Fatal(err)
	}
	for _, facts := range []Facts{nil, {"closing": "2026-12-01"}} {
		if got, err := p.Eval(facts, nil); err != nil || got != Unknown {
			t.Errorf("%v: %v %v", facts, got, err)
		}
	}
}

func TestCompileRefuses(t *testing.T) {
	for _, src := range []string{
		"nosuch", `mode == "AXXET"`, `mode in ["ASSET", "NOPE"]`, "persons", `persons == "3"`, `issued(name) > 0`, `issued("a","b") > 0`,
		`has(name, "x")`, `has(kinds, "nose")`, `known("nosuch")`, `days_until(name) < 3`, `len(name) > 3`, `map([1], # > 0)[0]`, `sensitive &&`, `name.Foo()`,
		`persons in 1..1000000`, `(1..1000000) == (2..1000000)`, `persons ** 9 > 2`, `persons / 3 > 1`, `name matches "(a+)+b"`, `kinds[0] == "face"`, `let x = 1; x > 0`, `persons > 2.5`,
		`all(kinds, # == "health")`,
	} {
		if _, err := schema(t).Compile(src); err == nil {
			t.Errorf("%s compiles", src)
		}
	}
}

func TestFactsAndCalls(t *testing.T) {
	p, err := schema(t).Compile(`sensitive && in_state("access", "nda_signed") == records("access") && persons > 3`)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"sensitive", "persons"}, p.Facts()); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]Call{{"in_state", []string{"access", "nda_signed"}}, {"records", []string{"access"}}}, p.Calls()); d != "" {
		t.Error(d)
	}
}

// What is known with some facts unknown stays true whatever they turn out to be.
func TestKnownMeansKnownInEveryWorld(t *testing.T) {
	s := schema(t)
	sources := []string{
		`sensitive || persons >= 100`, `mode == "ASSET" && (prepaid || !sensitive)`, `persons >= 100 && persons < 1000`,
		`days_until(closing) >= 0 && days_until(closing) <= 30`, `days_until(closing) == 7 || sensitive`, `closing >= "2026-12-01"`,
		`has(kinds, "face") && !has(kinds, "health")`, `persons * 100 + 7 >= 2500`,
		`has(kinds, "face") || mode != "SHARE"`, `!(sensitive && prepaid) || persons == 0`,
	}
	rapid.Check(t, func(t *rapid.T) {
		full := Facts{
			"mode":      rapid.SampledFrom([]string{"ASSET", "SHARE", "LIST"}).Draw(t, "mode"),
			"sensitive": rapid.Bool().Draw(t, "sensitive"), "prepaid": rapid.Bool().Draw(t, "prepaid"),
			"persons": rapid.SampledFrom([]int64{0, 1, 99, 100, 999, 1000, 5e6}).Draw(t, "persons"),
			"closing": string(clock.Date("2026-11-23").AddDays(rapid.IntRange(-400, 400).Draw(t, "closing"))),
			"kinds":   rapid.SampledFrom([][]string{{}, {"face"}, {"health"}, {"health", "face"}}).Draw(t, "kinds"),
		}
		part := Facts{}
		for k, v := range full {
			if rapid.Bool().Draw(t, "know "+k) {
				part[k] = v
			}
		}
		p, err := s.Compile(rapid.SampledFrom(sources).Draw(t, "src"))
		if err != nil {
			t.Fatal(err)
		}
		ev := MapEvidence{Day: "2026-11-23"}
		all, _ := p.Eval(full, ev)
		some, _ := p.Eval(part, ev)
		if all == Unknown || some != Unknown && some != all {
			t.Fatalf("%s: %v with all facts, %v with %v", p, all, some, part)
		}
	})
}

func FuzzCompile(f *testing.F) {
	f.Add(`mode == "ASSET"`)
	f.Add(`1/0 == persons`)
	s := schema(f)
	f.Fuzz(func(t *testing.T, src string) {
		if p, err := s.Compile(src); err == nil {
			p.Eval(Facts{"sensitive": true}, nil)
		}
	})
}

func ExampleProgram_Eval() {
	s := NewSchema([]Var{{Name: "sensitive", Type: Bool}, {Name: "persons", Type: Int}})
	p, _ := s.Compile(`sensitive || persons >= 100000`)
	known, _ := p.Eval(Facts{"sensitive": true}, nil)
	open, _ := p.Eval(Facts{"sensitive": false}, nil)
	fmt.Println(known == Yes, open == Unknown)
	// Output: true true
}
