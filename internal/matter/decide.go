package matter

import (
	"cmp"
	"slices"

	"qingjiao/i18n"
	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
	"qingjiao/internal/law"
	"qingjiao/internal/rule"
)

// Decide finds the legal path from the facts on a day: which rule governs, how certain that is, what
// follows for notice, consent, contract, impact assessment and export, and why. Facts that are
// unknown and matter are listed, and where the mode itself is not known the result is Open. Override
// replaces the governing article where the law is contested (certainty L) and is ignored elsewhere.
// Only law in force on the day is cited: a reason or warning whose first reference is not, is left
// out. The empty day is the day of the law pack.
func (p *Paths) Decide(facts rule.Facts, asOf clock.Date, o *Override) Path {
	facts = p.schema.Derive(facts)
	out := Path{Governing: Open, Certainty: "L", AsOf: cmp.Or(asOf, p.laws.PackDate())}
	mode, _ := facts["mode"].(string)
	entry, known := p.modes[Mode(mode)]
	if known {
		out.Mode = entry.Mode
		out.take(entry.Columns)
		for i, k := range entry.Cases {
			if entry.whens[i].True(facts, nil) {
				out.take(k.Columns)
			}
		}
		out.Reasons = []Reason{{Text: entry.Remark, Law: p.inForce(entry.Law, out.AsOf)}}
		p.override(&out, o)
		for _, x := range p.overlays {
			if slices.Contains(x.For, out.Governing) && x.when.True(facts, nil) {
				out.raise(x.Columns)
			}
		}
		out.Reasons = append(out.Reasons, p.steps(p.reasons, facts, out.AsOf)...)
		for _, r := range []*Requirement{&out.Notice, &out.Consent, &out.Contract, &out.PIA} {
			r.Law = p.inForce(r.Law, out.AsOf)
		}
	}
	out.Warnings = p.steps(p.warnings, facts, out.AsOf)
	out.Export = p.exportOf(facts, out.AsOf)
	for _, n := range p.needs {
		if _, ok := facts[n.Fact]; !ok && n.when.True(facts, nil) {
			out.Missing = append(out.Missing, n.Fact)
		}
	}
	return out
}

// override puts counsel's article in the place of the engine's, where that is open to question.
func (p *Paths) override(out *Path, o *Override) {
	if o == nil || o.To == out.Governing || out.MayOverride() != nil {
		return
	}
	if k, ok := p.asks[o.To]; ok {
		out.Override = &Override{From: out.Governing, To: o.To, Counsel: o.Counsel, Opinion: o.Opinion, On: o.On, By: o.By}
		out.take(k)
		out.Governing = o.To
	}
}

// steps are the reasons or warnings that hold, on law in force.
func (p *Paths) steps(list []step, facts rule.Facts, asOf clock.Date) []Reason {
	var out []Reason
	for _, s := range list {
		if !s.when.True(facts, nil) {
			continue
		}
		refs := p.inForce(s.Law, asOf)
		if len(s.Law) > 0 && (len(refs) == 0 || refs[0] != s.Law[0]) {
			continue
		}
		out = append(out, Reason{Text: i18n.Text{Zh: s.Zh, En: s.En}, Law: refs})
	}
	return out
}

// inForce are the references that resolve on a day.
func (p *Paths) inForce(refs []law.Ref, asOf clock.Date) []law.Ref {
	var out []law.Ref
	for _, r := range refs {
		if _, _, err := p.laws.Resolve(r, asOf); err == nil {
			out = append(out, r)
		}
	}
	return out
}

// exportOf walks the export table in order; the first line that is sure counts, and a line before
// it that might hold makes the result depend on facts still missing.
func (p *Paths) exportOf(facts rule.Facts, asOf clock.Date) Requirement {
	for _, e := range p.export {
		t, err := e.when.Eval(facts, nil)
		if err != nil || t == rule.No {
			continue
		}
		r := e.Then.requirement()
		r.Law = p.inForce(r.Law, asOf)
		if t == rule.Unknown {
			r.Duty = Depends
		}
		return r
	}
	return Requirement{Duty: Depends}
}

func (r *requirementFile) requirement() Requirement {
	return Requirement{Duty: r.Duty, Text: i18n.Text{Zh: r.Zh, En: r.En}, Law: r.Law}
}

func (p *Path) take(k columns) {
	if k.Governing != "" {
		p.Governing = k.Governing
	}
	if k.Certainty != "" {
		p.Certainty = k.Certainty
	}
	for _, c := range []struct {
		from *requirementFile
		to   *Requirement
	}{{k.Notice, &p.Notice}, {k.Consent, &p.Consent}, {k.Contract, &p.Contract}, {k.PIA, &p.PIA}} {
		if c.from != nil {
			*c.to = c.from.requirement()
		}
	}
}

// raise takes those columns that ask for more than there is.
func (p *Path) raise(k columns) {
	for _, c := range []struct {
		from *requirementFile
		to   *Requirement
	}{{k.Notice, &p.Notice}, {k.Consent, &p.Consent}, {k.Contract, &p.Contract}, {k.PIA, &p.PIA}} {
		if c.from != nil && slices.Index(duties, c.from.Duty) > slices.Index(duties, c.to.Duty) {
			*c.to = c.from.requirement()
		}
	}
}

// duties are the degrees of duty, from the lightest.
var duties = []Duty{NotNeeded, Recommended, Depends, Must}

// MayOverride says whether counsel's opinion may replace the governing article: nil where the law is
// contested, errs.Denied where it is not.
func (p Path) MayOverride() error {
	if p.Certainty != "L" || p.Governing == Open || p.Governing == Blocked {
		return errs.New(errs.Denied, "matter.override_not_contested")
	}
	return nil
}
