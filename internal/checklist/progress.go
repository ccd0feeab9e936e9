package checklist

import "slices"

// Tally counts settled points among those that apply.
type Tally struct{ Met, Total int }

// Done tells whether nothing is left.
func (t Tally) Done() bool { return t.Met == t.Total }

func (t Tally) plus(st State) Tally {
	if st.Status == NotNeeded {
		return t
	}
	t.Total++
	if st.Status.Settled() {
		t.Met++
	}
	return t
}

// Progress counts by stage. A point that is done elsewhere counts in its own place too: what is
// done once is shown at each.
func (s *Set) Progress(states []State) map[Stage]Tally {
	out := make(map[Stage]Tally, len(order))
	for _, stage := range order {
		out[stage] = Tally{}
	}
	for _, st := range states {
		out[st.Stage] = out[st.Stage].plus(st)
	}
	return out
}

// ProgressBySection counts by section; Closing is the closing insights.
func (s *Set) ProgressBySection(states []State) map[int]Tally {
	out := make(map[int]Tally, len(s.sections))
	for _, sec := range s.sections {
		out[sec.ID] = Tally{}
	}
	for _, st := range states {
		out[st.Section] = out[st.Section].plus(st)
	}
	return out
}

// NextActions are up to n points to work on now: by stage, and within a stage those that hold a
// gate, then what is mandatory, then the rest. Points done elsewhere are left out, so each piece of
// work stands once.
func NextActions(states []State, n int) []State {
	var open []State
	for _, st := range states {
		if st.SameAs == "" && !st.Status.Settled() {
			open = append(open, st)
		}
	}
	slices.SortStableFunc(open, func(a, b State) int {
		if d := slices.Index(order, a.Stage) - slices.Index(order, b.Stage); d != 0 {
			return d
		}
		return weight(a) - weight(b)
	})
	return open[:min(max(n, 0), len(open))]
}

// weight sorts within a stage: gates, then mandatory points, then the rest.
func weight(st State) int {
	switch {
	case len(st.Gates) > 0:
		return 0
	case st.Strict:
		return 1
	}
	return 2
}
