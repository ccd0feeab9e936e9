package checklist

import (
	"slices"

	"qingjiao/i18n"
	"qingjiao/internal/law"
	"qingjiao/internal/rule"
)

// Closing is the section number of the six closing insights.
const Closing = 0

// Named is an entry of one of the lists points refer to: an owner, a paper of the catalogue, a
// stage.
type Named struct {
	ID    string
	Title i18n.Text
}

// Section is one of the twenty sections, or Closing.
type Section struct {
	ID    int
	Title i18n.Text
}

// Set is the whole checklist, checked and ready to be evaluated. It never changes after Load, so
// any number of goroutines may use it.
type Set struct {
	points    []Point
	index     map[string]int // into points
	gates     []Gate
	stages    []Named
	owners    []Named
	documents []Named
	sections  []Section
	programs  map[string]*rule.Program // by source
}

// Points are all points in the order of the sections.
func (s *Set) Points() []Point { return slices.Clone(s.points) }

// Point is the point with the id.
func (s *Set) Point(id string) (Point, bool) {
	i, ok := s.index[id]
	if !ok {
		return Point{}, false
	}
	return s.points[i], true
}

// Primary is the id of the point where the work of id is done: id itself, or what it is the same as.
func (s *Set) Primary(id string) string {
	if p, ok := s.Point(id); ok && p.SameAs != "" {
		return p.SameAs
	}
	return id
}

// Gates are all gates in order.
func (s *Set) Gates() []Gate { return slices.Clone(s.gates) }

// Stages are the seven stages in order, with their names.
func (s *Set) Stages() []Named { return slices.Clone(s.stages) }

// Owners are the people points belong to.
func (s *Set) Owners() []Named { return slices.Clone(s.owners) }

// Documents are the catalogue of papers D01–D38.
func (s *Set) Documents() []Named { return slices.Clone(s.documents) }

// Sections are the twenty sections in order, then Closing.
func (s *Set) Sections() []Section { return slices.Clone(s.sections) }

// Name is the title of an owner, stage or paper in the lists above; the id itself where unknown.
func Name(list []Named, id string) i18n.Text {
	for _, n := range list {
		if n.ID == id {
			return n.Title
		}
	}
	return i18n.Text{Zh: id, En: id}
}

// Cited is a reference to law and the point or gate that makes it.
type Cited struct {
	By  string
	Ref law.Ref
}

// Refs are all references to law, so that they can be resolved against the library.
func (s *Set) Refs() []Cited {
	var out []Cited
	for _, p := range s.points {
		for _, r := range p.Law {
			out = append(out, Cited{p.ID, r})
		}
	}
	for _, g := range s.gates {
		for _, r := range g.Law {
			out = append(out, Cited{g.ID, r})
		}
	}
	return out
}

// Expressions are all conditions and rules, by point or gate, so that the registers, states and
// papers they name can be resolved.
func (s *Set) Expressions() map[string][]*rule.Program {
	out := map[string][]*rule.Program{}
	add := func(by, src string) {
		if src != "" {
			out[by] = append(out[by], s.programs[src])
		}
	}
	for _, p := range s.points {
		add(p.ID, p.When)
		for _, e := range p.Evidence {
			add(p.ID, e.When)
			add(p.ID, e.Rule)
		}
	}
	for _, g := range s.gates {
		add(g.ID, g.When)
		add(g.ID, g.Rule)
	}
	return out
}
