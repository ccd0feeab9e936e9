package checklist

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"qingjiao/i18n"
)

// The size of the checklist: twenty sections of five, and the six closing insights.
const (
	sectionCount = 20
	perSection   = 5
	closingCount = 6
)

var order = []Stage{Prepare, Classify, Secrecy, Notify, Handover, Destruction, Review}

// place is the form of Action.Where.
var place = regexp.MustCompile(`^(interview(:[a-z0-9-]+)?|register:[a-z]+|document:D\d\d|data|attach|vault:backup|journal)$`)

// problems gathers what is wrong, each with whom it concerns.
type problems struct{ errs []error }

func (p *problems) when(bad bool, by, format string, args ...any) {
	if bad {
		p.errs = append(p.errs, fmt.Errorf("%s: %s", by, fmt.Sprintf(format, args...)))
	}
}

func (p *problems) words(by, what string, t i18n.Text) {
	p.when(strings.TrimSpace(t.Zh) == "", by, "%s has no Chinese", what)
	p.when(strings.TrimSpace(t.En) == "", by, "%s has no English", what)
}

// check proves that the set is whole and that every name in it resolves.
func (s *Set) check() error {
	var p problems
	p.lists(s)
	for _, id := range expected() {
		_, ok := s.index[id]
		p.when(!ok, "checklist", "point %s is missing", id)
	}
	p.when(len(s.points) != sectionCount*perSection+closingCount, "checklist", "%d points", len(s.points))
	held := map[string]bool{}
	for _, pt := range s.points {
		p.point(s, pt)
		for _, g := range pt.Gates {
			held[g] = true
		}
	}
	for _, g := range s.gates {
		p.gate(g, held[g.ID])
	}
	return errors.Join(p.errs...)
}

// expected are the ids of the points: "1.1" to "20.5", "C.1" to "C.6".
func expected() []string {
	var out []string
	for i := range sectionCount {
		for j := range perSection {
			out = append(out, fmt.Sprintf("%d.%d", i+1, j+1))
		}
	}
	for j := range closingCount {
		out = append(out, fmt.Sprintf("C.%d", j+1))
	}
	return out
}

func (p *problems) lists(s *Set) {
	for name, list := range map[string][]Named{"stages": s.stages, "owners": s.owners, "documents": s.documents} {
		seen := map[string]bool{}
		for _, n := range list {
			p.when(n.ID == "" || seen[n.ID], name, "id %q is empty or stands twice", n.ID)
			p.words(name+" "+n.ID, "title", n.Title)
			seen[n.ID] = true
		}
	}
	p.when(len(s.stages) != len(order), "stages", "there are %d", len(s.stages))
	for i, n := range s.stages {
		p.when(i < len(order) && Stage(n.ID) != order[i], "stages", "%q is not stage %d", n.ID, i+1)
	}
	seen := map[int]bool{}
	for _, n := range s.sections {
		p.when(n.ID < 0 || n.ID > sectionCount || seen[n.ID], "sections", "number %d is out of range or stands twice", n.ID)
		p.words(fmt.Sprintf("section %d", n.ID), "title", n.Title)
		seen[n.ID] = true
	}
	p.when(len(seen) != sectionCount+1, "sections", "there are %d", len(seen))
}

func (p *problems) point(s *Set, pt Point) {
	by := "point " + pt.ID
	p.words(by, "title", pt.Title)
	p.words(by, "ask", pt.Ask)
	p.when(!has(s.stages, string(pt.Stage)), by, "unknown stage %q", pt.Stage)
	p.when(!has(s.owners, pt.Owner), by, "unknown owner %q", pt.Owner)
	section := fmt.Sprintf("%d.", pt.Section)
	if pt.Section == Closing {
		section = "C."
	}
	p.when(!strings.HasPrefix(pt.ID, section), by, "stands in section %d", pt.Section)
	for _, d := range pt.Documents {
		p.when(!has(s.documents, d), by, "unknown paper %q", d)
	}
	for _, g := range pt.Gates {
		p.when(!slices.ContainsFunc(s.gates, func(x Gate) bool { return x.ID == g }), by, "unknown gate %q", g)
	}
	if pt.SameAs != "" {
		p.same(s, by, pt)
		return
	}
	p.words(by, "action", pt.Do.Label)
	p.when(!place.MatchString(pt.Do.Where), by, "unknown place %q", pt.Do.Where)
	p.when(len(pt.Evidence) == 0, by, "no evidence")
	seen := map[string]bool{}
	for _, e := range pt.Evidence {
		p.when(e.ID == "" || seen[e.ID], by, "evidence id %q is empty or stands twice", e.ID)
		p.when(e.Rule == "", by, "evidence %s has no rule", e.ID)
		p.words(by, "evidence "+e.ID, e.Label)
		seen[e.ID] = true
	}
}

// same checks a point that is done elsewhere: the other exists, is not itself a reference, and
// this one carries nothing of its own that would be lost.
func (p *problems) same(s *Set, by string, pt Point) {
	other, ok := s.Point(pt.SameAs)
	p.when(!ok, by, "same as %s, which is not there", pt.SameAs)
	p.when(pt.SameAs == pt.ID, by, "same as itself")
	p.when(other.SameAs != "", by, "same as %s, which is itself the same as %s", other.ID, other.SameAs)
	p.when(len(pt.Evidence) > 0 || len(pt.Gates) > 0 || pt.Do != (Action{}), by, "same as another, but has evidence, gates or an action")
}

func (p *problems) gate(g Gate, held bool) {
	by := "gate " + g.ID
	p.words(by, "title", g.Title)
	p.words(by, "opens", g.Opens)
	p.when(g.ID == "", by, "no id")
	p.when(!slices.Contains([]Step{Release, Destroy, Certify}, g.Stops), by, "unknown step %q", g.Stops)
	p.when(g.Rule == "" && !held, by, "neither a rule nor a point")
}

func has(list []Named, id string) bool {
	return slices.ContainsFunc(list, func(n Named) bool { return n.ID == id })
}
