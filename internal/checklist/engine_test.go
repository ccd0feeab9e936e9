package checklist

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"qingjiao/internal/clock"
	"qingjiao/internal/rule"
)

// papers is evidence of attached files and issued papers only.
type papers struct {
	attached map[string]int
	issued   map[string]int
	decided  map[string]bool
}

func (p papers) Issued(doc string) int        { return p.issued[doc] }
func (p papers) Records(string) int           { return 0 }
func (p papers) InState(string, string) int   { return 0 }
func (p papers) Filled(string, string) int    { return 0 }
func (p papers) Attached(point string) int    { return p.attached[point] }
func (p papers) Decided(what string) bool     { return p.decided[what] }
func (p papers) Count(string) int             { return 0 }
func (p papers) Today() clock.Date            { return "2026-11-23" }
func attach(points ...string) (p papers)      { return papers{attached: times(points)} }
func (p papers) and(decided ...string) papers { p.decided = truth(decided); return p }

func times(names []string) map[string]int {
	m := map[string]int{}
	for _, n := range names {
		m[n]++
	}
	return m
}

func truth(names []string) map[string]bool {
	m := map[string]bool{}
	for _, n := range names {
		m[n] = true
	}
	return m
}

// small is a checklist of a few points over two facts, enough to see every status.
func small(t *testing.T) *Set {
	t.Helper()
	s := &Set{
		index:    map[string]int{},
		programs: map[string]*rule.Program{},
		points: []Point{
			{ID: "1.1", Section: 1, Stage: Prepare, Strict: true, Gates: []string{"G1"}, Evidence: []Proof{
				{ID: "a", Rule: `attached("1.1") >= 1`},
				{ID: "b", Rule: `attached("1.1") >= 2`},
			}},
			{ID: "1.2", Section: 1, Stage: Prepare, When: "prepaid", Evidence: []Proof{
				{ID: "a", Rule: `attached("1.2") >= 1`},
			}},
			{ID: "1.3", Section: 1, Stage: Notify, Gates: []string{"G2"}, Evidence: []Proof{
				{ID: "a", Rule: `attached("1.3") >= 1`},
				{ID: "b", When: "online", Rule: `attached("1.3") >= 2`},
			}},
			{ID: "2.1", Section: 2, Stage: Review, SameAs: "1.1"},
			{ID: "2.2", Section: 2, Stage: Review, SameAs: "1.2", When: "online"},
			{ID: "C.1", Section: Closing, Stage: Review, Evidence: []Proof{
				{ID: "a", When: "prepaid", Rule: `attached("C.1") >= 1`},
			}},
		},
		gates: []Gate{
			{ID: "G1", Stops: Release, Rule: `decided("path")`},
			{ID: "G2", Stops: Destroy, When: "prepaid"},
		},
	}
	for i, p := range s.points {
		s.index[p.ID] = i
	}
	schema := rule.NewSchema([]rule.Var{{Name: "prepaid", Type: rule.Bool}, {Name: "online", Type: rule.Bool}})
	if err := s.compile(schema); err != nil {
		t.Fatal(err)
	}
	return s
}

func statuses(states []State) map[string]Status {
	m := map[string]Status{}
	for _, st := range states {
		m[st.ID] = st.Status
	}
	return m
}

func TestStatusFollowsTheEvidence(t *testing.T) {
	no := rule.Facts{"prepaid": false, "online": false}
	yes := rule.Facts{"prepaid": true, "online": true}
	tests := []struct {
		name      string
		facts     rule.Facts
		ev        rule.Evidence
		overrides []Override
		want      map[string]Status
	}{
		{"nothing done", yes, attach(), nil,
			map[string]Status{"1.1": Todo, "1.2": Todo, "1.3": Todo, "2.1": Todo, "2.2": Todo, "C.1": Todo}},
		{"conditions false", no, attach(), nil,
			map[string]Status{"1.1": Todo, "1.2": NotNeeded, "1.3": Todo, "2.1": Todo, "2.2": NotNeeded, "C.1": NotNeeded}},
		{"partly, and what is done once shows twice", yes, attach("1.1", "1.2", "1.3"), nil,
			map[string]Status{"1.1": Partly, "1.2": Met, "1.3": Partly, "2.1": Partly, "2.2": Met, "C.1": Todo}},
		{"evidence that is not asked is not missed", no, attach("1.1", "1.1", "1.3"), nil,
			map[string]Status{"1.1": Met, "1.2": NotNeeded, "1.3": Met, "2.1": Met, "2.2": NotNeeded, "C.1": NotNeeded}},
		{"a decision about the primary holds at both places", yes, attach(), []Override{{Point: "1.1", Kind: Confirmed}},
			map[string]Status{"1.1": Confirmed, "1.2": Todo, "1.3": Todo, "2.1": Confirmed, "2.2": Todo, "C.1": Todo}},
		{"a decision about the second place stays there", yes, attach(), []Override{{Point: "2.1", Kind: Waived}},
			map[string]Status{"1.1": Todo, "1.2": Todo, "1.3": Todo, "2.1": Waived, "2.2": Todo, "C.1": Todo}},
		{"evidence outweighs confirmation, not a waiver", yes, attach("1.1", "1.1", "1.2"),
			[]Override{{Point: "1.1", Kind: Confirmed}, {Point: "1.2", Kind: Waived}},
			map[string]Status{"1.1": Met, "1.2": Waived, "1.3": Todo, "2.1": Met, "2.2": Waived, "C.1": Todo}},
		{"decisions of other kinds or points are left out", yes, attach(),
			[]Override{{Point: "1.1", Kind: Met}, {Point: "9.9", Kind: Confirmed}},
			map[string]Status{"1.1": Todo, "1.2": Todo, "1.3": Todo, "2.1": Todo, "2.2": Todo, "C.1": Todo}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			states, _ := small(t).Evaluate(tt.facts, tt.ev, tt.overrides)
			if d := cmp.Diff(tt.want, statuses(states)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestUnknownFactsShowThePointAsUncertain(t *testing.T) {
	states, gates := small(t).Evaluate(rule.Facts{}, attach("1.3"), nil)
	got := map[string]bool{}
	for _, st := range states {
		got[st.ID] = st.Uncertain
		if st.Status == NotNeeded {
			t.Errorf("%s is hidden", st.ID)
		}
	}
	want := map[string]bool{"1.1": false, "1.2": true, "1.3": true, "2.1": false, "2.2": true, "C.1": true}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if g := gates[1]; !g.Needed || !g.Uncertain || g.Open {
		t.Errorf("gate with an unknown condition: %+v", g)
	}
}

func TestGateOpensOnlyWithRuleAndPoints(t *testing.T) {
	facts := rule.Facts{"prepaid": true, "online": false}
	confirmed := []Override{{Point: "1.1", Kind: Confirmed}}
	tests := []struct {
		name      string
		ev        rule.Evidence
		overrides []Override
		want      GateState
	}{
		{"nothing", attach(), nil, GateState{Needed: true, RuleHolds: true, Holds: []string{"1.1"}}},
		{"rule only", attach().and("path"), nil, GateState{Needed: true, Holds: []string{"1.1"}}},
		{"points only", attach("1.1", "1.1"), nil, GateState{Needed: true, RuleHolds: true}},
		{"both", attach("1.1", "1.1").and("path"), nil, GateState{Needed: true, Open: true}},
		{"by hand", attach().and("path"), confirmed, GateState{Needed: true, Open: true, Overridden: []string{"1.1"}}},
		{"nobody overrides the rule", attach(), confirmed, GateState{Needed: true, RuleHolds: true, Overridden: []string{"1.1"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := small(t)
			_, gates := s.Evaluate(facts, tt.ev, tt.overrides)
			tt.want.Gate = s.gates[0]
			if d := cmp.Diff(tt.want, gates[0]); d != "" {
				t.Error(d)
			}
		})
	}
	_, gates := small(t).Evaluate(rule.Facts{"prepaid": false, "online": false}, attach(), nil)
	if g := gates[1]; g.Needed || !g.Open || len(g.Holds) > 0 {
		t.Errorf("a gate that is not needed stands: %+v", g)
	}
}

func TestProgressCountsWhatApplies(t *testing.T) {
	s := small(t)
	states, _ := s.Evaluate(rule.Facts{"prepaid": false, "online": false}, attach("1.1", "1.1"), nil)
	stages := s.Progress(states)
	if d := cmp.Diff(map[Stage]Tally{Prepare: {1, 1}, Classify: {}, Secrecy: {}, Notify: {0, 1},
		Handover: {}, Destruction: {}, Review: {1, 1}}, stages); d != "" {
		t.Error(d)
	}
	if !stages[Prepare].Done() || stages[Notify].Done() {
		t.Error("done does not follow the count")
	}
	s.sections = []Section{{ID: 1}, {ID: 2}, {ID: Closing}}
	if d := cmp.Diff(map[int]Tally{1: {1, 2}, 2: {1, 1}, Closing: {}}, s.ProgressBySection(states)); d != "" {
		t.Error(d)
	}
}

func TestNextActionsStandOnceAndInOrder(t *testing.T) {
	states, _ := small(t).Evaluate(rule.Facts{"prepaid": true, "online": true}, attach("1.3", "1.3"), nil)
	var got []string
	for _, st := range NextActions(states, 10) {
		got = append(got, st.ID)
	}
	if d := cmp.Diff([]string{"1.1", "1.2", "C.1"}, got); d != "" {
		t.Error(d)
	}
	if n := len(NextActions(states, 2)); n != 2 {
		t.Errorf("asked for 2, got %d", n)
	}
	if n := len(NextActions(states, -1)); n != 0 {
		t.Errorf("asked for none, got %d", n)
	}
}
