package checklist

import (
	"strings"
	"testing"

	"qingjiao/assets"
	"qingjiao/internal/clock"
	"qingjiao/internal/law"
	"qingjiao/internal/matter"
	"qingjiao/internal/register"
	"qingjiao/internal/rule"
)

func schema(t testing.TB) *matter.Schema {
	t.Helper()
	s, err := matter.LoadFacts(assets.FS)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// content is the checklist that is shipped.
func content(t testing.TB) *Set {
	t.Helper()
	s, err := Load(assets.FS, schema(t).Rules)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// finished is the evidence of a matter in which everything was done: five of everything, each in
// its last state.
type finished struct{}

func (finished) Issued(string) int         { return 5 }
func (finished) Records(string) int        { return 5 }
func (finished) Filled(string, string) int { return 5 }
func (finished) Attached(string) int       { return 5 }
func (finished) Decided(string) bool       { return true }
func (finished) Today() clock.Date         { return "2026-11-23" }
func (finished) Count(what string) int     { return map[string]int{"open_requests": 0}[what] }
func (finished) InState(reg, st string) int {
	return map[string]int{
		"access nda_signed": 5, "datasets confirmed": 5, "assets handed": 5, "destruction verified": 5, "parties verified": 5,
	}[reg+" "+st]
}

func TestNoProofStandsWithoutEvidenceAndEachCan(t *testing.T) {
	s := content(t)
	for _, p := range s.Points() {
		for _, proof := range p.Evidence {
			prog := s.programs[proof.Rule]
			if got, err := prog.Eval(rule.Facts{}, papers{}); err != nil || got == rule.Yes {
				t.Errorf("%s %s: %v, %v with no evidence", p.ID, proof.ID, got, err)
			}
			if got, err := prog.Eval(rule.Facts{}, finished{}); err != nil || got != rule.Yes {
				t.Errorf("%s %s: %v, %v with all evidence", p.ID, proof.ID, got, err)
			}
		}
	}
}

func TestAllGatesOpenWhenAllIsDone(t *testing.T) {
	s := content(t)
	states, gates := s.Evaluate(rule.Facts{"open_requests": false}, finished{}, nil)
	for _, st := range states {
		if st.Status != Met {
			t.Errorf("%s: %s", st.ID, st.Status)
		}
	}
	for _, g := range gates {
		if !g.Open || !g.Needed {
			t.Errorf("gate %s: %+v", g.ID, g)
		}
	}
	_, gates = s.Evaluate(rule.Facts{}, papers{}, nil)
	for _, g := range gates {
		if g.Open {
			t.Errorf("gate %s is open with nothing done", g.ID)
		}
	}
}

func TestExpressionsNameWhatExists(t *testing.T) {
	s := content(t)
	regs, err := register.Load(assets.FS)
	if err != nil {
		t.Fatal(err)
	}
	calls := 0
	for by, programs := range s.Expressions() {
		for _, p := range programs {
			for _, c := range p.Calls() {
				calls++
				if msg := unresolved(s, regs, by, c); msg != "" {
					t.Errorf("%s: %s%v: %s", by, c.Func, c.Args, msg)
				}
			}
		}
	}
	if calls < 100 {
		t.Errorf("only %d calls were looked at", calls)
	}
}

func unresolved(s *Set, regs *register.Set, by string, c rule.Call) string {
	switch c.Func {
	case "issued":
		if !has(s.documents, c.Args[0]) {
			return "no such paper"
		}
	case "attached":
		if p, ok := s.Point(c.Args[0]); !ok || p.SameAs != "" {
			return "no such point, or one done elsewhere"
		}
		if _, point := s.Point(by); point && c.Args[0] != by {
			return "evidence of another point"
		}
	case "records", "in_state", "filled":
		d, ok := regs.Get(c.Args[0])
		if !ok {
			return "no such register"
		}
		if c.Func == "in_state" && !hasState(d, c.Args[1]) {
			return "no such state"
		}
		if c.Func == "filled" && !hasField(d, c.Args[1]) {
			return "no such field"
		}
	case "decided":
		if !strings.Contains(" path override plan ", " "+c.Args[0]+" ") {
			return "no such decision"
		}
	}
	return ""
}

func hasState(d *register.Definition, id string) bool {
	for _, st := range d.States {
		if st.ID == id {
			return true
		}
	}
	return false
}

func hasField(d *register.Definition, name string) bool {
	for _, f := range d.Fields {
		if f.Name == name {
			return true
		}
	}
	return false
}

func TestEveryPlaceExists(t *testing.T) {
	s := content(t)
	regs, err := register.Load(assets.FS)
	if err != nil {
		t.Fatal(err)
	}
	laws, err := law.Load(assets.FS)
	if err != nil {
		t.Fatal(err)
	}
	interview, err := matter.LoadInterview(assets.FS, schema(t), laws)
	if err != nil {
		t.Fatal(err)
	}
	questions := map[string]bool{"": true}
	for _, c := range interview.Chapters {
		for _, q := range c.Questions {
			questions[q.ID] = true
		}
	}
	for _, p := range s.Points() {
		kind, id, _ := strings.Cut(p.Do.Where, ":")
		switch kind {
		case "interview":
			if !questions[id] {
				t.Errorf("%s leads to question %q", p.ID, id)
			}
		case "register":
			if _, ok := regs.Get(id); !ok {
				t.Errorf("%s leads to register %q", p.ID, id)
			}
		case "document":
			if !has(s.documents, id) {
				t.Errorf("%s leads to paper %q", p.ID, id)
			}
		}
	}
}

func TestEveryReferenceToLawResolves(t *testing.T) {
	laws, err := law.Load(assets.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range content(t).Refs() {
		if _, _, err := laws.Resolve(c.Ref, "2026-11-23"); err != nil {
			t.Errorf("%s: %v", c.By, err)
		}
	}
}

func TestTitlesAreOneShortLine(t *testing.T) {
	for _, p := range content(t).Points() {
		if n := len([]rune(p.Title.Zh)); n > 28 {
			t.Errorf("%s: the Chinese title has %d characters", p.ID, n)
		}
		if n := len(p.Title.En); n > 100 {
			t.Errorf("%s: the English title has %d characters", p.ID, n)
		}
		if strings.ContainsAny(p.Title.Zh+p.Ask.Zh+p.Title.En+p.Ask.En, "!！") {
			t.Errorf("%s shouts", p.ID)
		}
	}
}

// The points whose seed says nothing but that they belong to another.
func TestDuplicatesAreDoneOnce(t *testing.T) {
	s := content(t)
	for id, primary := range map[string]string{
		"11.2": "1.4", "12.4": "1.4", "13.4": "3.4", "14.4": "2.5", "15.1": "8.1", "16.3": "3.4",
		"17.5": "6.5", "18.1": "8.1", "18.2": "8.3", "18.4": "13.1", "18.5": "14.5", "19.5": "6.5",
		"20.2": "14.1", "20.4": "1.4", "20.5": "12.5", "C.2": "1.5", "C.5": "6.5",
	} {
		if got := s.Primary(id); got != primary {
			t.Errorf("%s is done at %s, want %s", id, got, primary)
		}
	}
	if got := s.Primary("1.1"); got != "1.1" {
		t.Errorf("1.1 is done at %s", got)
	}
}

func TestEveryPaperOfTheCatalogueIsYielded(t *testing.T) {
	s := content(t)
	yielded := map[string]bool{}
	for _, p := range s.Points() {
		for _, d := range p.Documents {
			yielded[d] = true
		}
	}
	for _, d := range s.Documents() {
		if !yielded[d.ID] {
			t.Errorf("no point yields %s", d.ID)
		}
	}
}
