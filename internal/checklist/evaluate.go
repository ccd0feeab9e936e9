package checklist

import (
	"slices"

	"qingjiao/internal/rule"
)

// Evaluate computes every point and gate as it stands in a matter. Unknown facts never make a
// point disappear or a gate open: the point stands as if it applied, marked uncertain, and a rule
// that cannot be decided counts as not there. Of several overrides of one point the last holds;
// overrides of unknown points or other kinds are left out.
func (s *Set) Evaluate(facts rule.Facts, ev rule.Evidence, overrides []Override) ([]State, []GateState) {
	hand := map[string]*Override{}
	for _, o := range overrides {
		if o.Kind == Confirmed || o.Kind == Waived {
			hand[o.Point] = &o
		}
	}
	e := evaluation{s, facts, ev, map[string]rule.Tri{}}
	states := make([]State, len(s.points))
	for i, p := range s.points {
		if p.SameAs == "" {
			states[i] = e.point(p, hand[p.ID])
		}
	}
	for i, p := range s.points {
		if p.SameAs != "" {
			states[i] = e.same(p, states[s.index[p.SameAs]], hand[p.ID])
		}
	}
	gates := make([]GateState, len(s.gates))
	for i, g := range s.gates {
		gates[i] = e.gate(g, states)
	}
	return states, gates
}

// evaluation is one pass over the set; an expression that many points share is decided once.
type evaluation struct {
	*Set
	facts rule.Facts
	ev    rule.Evidence
	known map[string]rule.Tri
}

// tri decides an expression; one that fails is unknown.
func (e evaluation) tri(src string) rule.Tri {
	if src == "" {
		return rule.Yes
	}
	if t, ok := e.known[src]; ok {
		return t
	}
	t, err := e.programs[src].Eval(e.facts, e.ev)
	if err != nil {
		t = rule.Unknown
	}
	e.known[src] = t
	return t
}

func (e evaluation) point(p Point, o *Override) State {
	st := State{Point: p, Override: o}
	applies := e.tri(p.When)
	if applies == rule.No {
		st.Status = NotNeeded
		return st
	}
	st.Uncertain = applies == rule.Unknown
	present := 0
	for _, proof := range p.Evidence {
		asked := e.tri(proof.When)
		if asked == rule.No {
			continue
		}
		st.Uncertain = st.Uncertain || asked == rule.Unknown
		there := e.tri(proof.Rule) == rule.Yes
		if there {
			present++
		}
		st.Proofs = append(st.Proofs, ProofState{proof, there})
	}
	switch {
	case len(st.Proofs) == 0: // nothing is asked in this matter
		st.Status = NotNeeded
	case present == len(st.Proofs):
		st.Status = Met
	case present > 0:
		st.Status = Partly
	default:
		st.Status = Todo
	}
	return st.decided(o)
}

// same is a point that is done elsewhere. A decision about it by hand holds in this place only; one
// about the primary holds wherever it is shown.
func (e evaluation) same(p Point, primary State, o *Override) State {
	applies := e.tri(p.When)
	if applies == rule.No {
		return State{Point: p, Status: NotNeeded, Override: o}
	}
	st := State{
		Point: p, Status: primary.Status, Uncertain: primary.Uncertain || applies == rule.Unknown,
		Proofs: slices.Clone(primary.Proofs), Override: primary.Override,
	}
	if o == nil {
		return st
	}
	st.Override = o
	return st.decided(o)
}

// decided lets a person's decision stand over what evidence says. Confirming what the evidence
// already proves changes nothing.
func (st State) decided(o *Override) State {
	switch {
	case o == nil || st.Status == NotNeeded:
	case o.Kind == Waived:
		st.Status = Waived
	case o.Kind == Confirmed && st.Status != Met:
		st.Status = Confirmed
	}
	return st
}

func (e evaluation) gate(g Gate, states []State) GateState {
	needed := e.tri(g.When)
	gs := GateState{Gate: g, Needed: needed != rule.No, Uncertain: needed == rule.Unknown}
	if !gs.Needed {
		gs.Open = true
		return gs
	}
	gs.RuleHolds = e.tri(g.Rule) != rule.Yes
	for _, st := range states {
		if !slices.Contains(st.Gates, g.ID) {
			continue
		}
		switch {
		case !st.Status.Settled():
			gs.Holds = append(gs.Holds, st.ID)
		case st.Status == Confirmed || st.Status == Waived:
			gs.Overridden = append(gs.Overridden, st.ID)
		}
	}
	gs.Open = !gs.RuleHolds && len(gs.Holds) == 0
	return gs
}

// Settled tells whether nothing is left to do at a point: met, confirmed, waived or not needed.
func (s Status) Settled() bool {
	return s == Met || s == Confirmed || s == Waived || s == NotNeeded
}

// Key is the i18n key of the status's name.
func (s Status) Key() string { return "checklist.status." + string(s) }

// Key is the i18n key of the step's name.
func (s Step) Key() string { return "checklist.step." + string(s) }
