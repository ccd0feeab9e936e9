package checklist

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"qingjiao/internal/rule"
)

// anyFacts draws facts of the right types, each known or not.
func anyFacts(t *rapid.T, vars []rule.Var) rule.Facts {
	f := rule.Facts{}
	for _, v := range vars {
		if !rapid.Bool().Draw(t, v.Name+" known") {
			continue
		}
		switch v.Type {
		case rule.Bool:
			f[v.Name] = rapid.Bool().Draw(t, v.Name)
		case rule.Int, rule.Money:
			f[v.Name] = rapid.SampledFrom([]int64{0, 1, 2, 99_999, 100_000, 999_999, 1_000_000, 1 << 40}).Draw(t, v.Name)
		case rule.Enum:
			f[v.Name] = rapid.SampledFrom(v.Options).Draw(t, v.Name)
		case rule.Multi:
			f[v.Name] = rapid.SliceOfDistinct(rapid.SampledFrom(v.Options), rapid.ID[string]).Draw(t, v.Name)
		case rule.Date:
			f[v.Name] = "2026-11-23"
		default:
			f[v.Name] = rapid.StringN(0, 8, -1).Draw(t, v.Name)
		}
	}
	return f
}

// used are the facts that the checklist's expressions name.
func used(t testing.TB, s *Set) []rule.Var {
	t.Helper()
	named := map[string]bool{}
	for _, programs := range s.Expressions() {
		for _, p := range programs {
			for _, f := range p.Facts() {
				named[f] = true
			}
		}
	}
	var out []rule.Var
	for _, v := range schema(t).Rules.Vars() {
		if named[v.Name] {
			out = append(out, v)
		}
	}
	if len(out) == 0 {
		t.Fatal("the checklist names no facts")
	}
	return out
}

func anyPapers(t *rapid.T, s *Set) papers {
	p := papers{map[string]int{}, map[string]int{}, map[string]bool{}}
	for _, pt := range s.points {
		p.attached[pt.ID] = rapid.IntRange(0, 3).Draw(t, "attached "+pt.ID)
	}
	for _, d := range s.documents {
		p.issued[d.ID] = rapid.IntRange(0, 2).Draw(t, "issued "+d.ID)
	}
	for _, d := range []string{"path", "plan", "override"} {
		p.decided[d] = rapid.Bool().Draw(t, d)
	}
	return p
}

func TestMoreEvidenceNeverUndoesAPoint(t *testing.T) {
	s := content(t)
	vars := used(t, s)
	rapid.Check(t, func(t *rapid.T) {
		facts := anyFacts(t, vars)
		before := anyPapers(t, s)
		after := papers{maps.Clone(before.attached), maps.Clone(before.issued), maps.Clone(before.decided)}
		point := rapid.SampledFrom(s.points).Draw(t, "point").ID
		after.attached[point]++
		after.issued[rapid.SampledFrom(s.documents).Draw(t, "paper").ID]++
		after.decided[rapid.SampledFrom([]string{"path", "plan", "override"}).Draw(t, "decision")] = true
		a, ga := s.Evaluate(facts, before, nil)
		b, gb := s.Evaluate(facts, after, nil)
		for i := range a {
			if a[i].Status == Met && b[i].Status != Met {
				t.Fatalf("%s was met and is %s", a[i].ID, b[i].Status)
			}
		}
		for i := range ga {
			if ga[i].Open && !gb[i].Open {
				t.Fatalf("gate %s was open and is not", ga[i].ID)
			}
		}
	})
}

func TestLearningAFactNeverBringsBackWhatWasRuledOut(t *testing.T) {
	s := content(t)
	vars := used(t, s)
	rapid.Check(t, func(t *rapid.T) {
		less := anyFacts(t, vars)
		more := maps.Clone(less)
		for k, v := range anyFacts(t, vars) {
			if _, known := more[k]; !known {
				more[k] = v
			}
		}
		a, _ := s.Evaluate(less, papers{}, nil)
		b, _ := s.Evaluate(more, papers{}, nil)
		for i := range a {
			if a[i].Status == NotNeeded && b[i].Status != NotNeeded {
				t.Fatalf("%s was not needed and is %s", a[i].ID, b[i].Status)
			}
			if !a[i].Uncertain && a[i].Status != NotNeeded && b[i].Status == NotNeeded {
				t.Fatalf("%s surely applied and is not needed", a[i].ID)
			}
		}
	})
}

func TestStatesAgreeWithEachOther(t *testing.T) {
	s := content(t)
	vars := used(t, s)
	rapid.Check(t, func(t *rapid.T) {
		var overrides []Override
		for range rapid.IntRange(0, 5).Draw(t, "overrides") {
			overrides = append(overrides, Override{
				Point: rapid.SampledFrom(s.points).Draw(t, "point").ID,
				Kind:  rapid.SampledFrom([]Status{Confirmed, Waived, Met, ""}).Draw(t, "kind"),
			})
		}
		states, gates := s.Evaluate(anyFacts(t, vars), anyPapers(t, s), overrides)
		if len(states) != len(s.points) || len(gates) != len(s.gates) {
			t.Fatal("a point or a gate is missing")
		}
		total := 0
		for _, tally := range s.Progress(states) {
			if tally.Met < 0 || tally.Met > tally.Total {
				t.Fatalf("%+v", tally)
			}
			total += tally.Total
		}
		for _, tally := range s.ProgressBySection(states) {
			total -= tally.Total
		}
		if total != 0 {
			t.Fatal("stages and sections count differently")
		}
		for _, g := range gates {
			if g.Open != (!g.Needed || !g.RuleHolds && len(g.Holds) == 0) {
				t.Fatalf("gate %+v", g)
			}
			for _, id := range g.Overridden {
				if !slices.ContainsFunc(overrides, func(o Override) bool { return o.Point == id }) {
					t.Fatalf("gate %s names %s, which nobody overrode", g.ID, id)
				}
			}
		}
	})
}

func TestWrongTypesDoNotPanic(t *testing.T) {
	s := content(t)
	vars := used(t, s)
	rapid.Check(t, func(t *rapid.T) {
		f := rule.Facts{}
		for _, v := range vars {
			f[v.Name] = rapid.SampledFrom([]any{nil, true, 1, int64(-1), "x", []string{"y"}, 1.5, map[string]any{}}).Draw(t, v.Name)
		}
		s.Evaluate(f, papers{}, nil)
	})
}
