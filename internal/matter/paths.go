package matter

import (
	"fmt"
	"io/fs"
	"slices"

	"qingjiao/i18n"
	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
	"qingjiao/internal/law"
	"qingjiao/internal/rule"
)

// Modes are all modes, in the order of the decision table.
var modes = []Mode{Share, ShareDD, ShareInt, Asset, List, MergeAbs, MergeNew, Split, DissolveT, DissolveD, Bankrupt, Sole, StoreBrand, StoreShop}

// Modes are all modes, in the order of the decision table.
func Modes() []Mode { return slices.Clone(modes) }

// Paths is the decision table that leads from facts to the legal path.
type Paths struct {
	modes    map[Mode]modeEntry
	asks     map[Governing]columns // what counsel's override brings with it
	reasons  []step
	warnings []step
	export   []exportCase
	needs    []need
	laws     *law.Library
	schema   *Schema
}

type requirementFile struct {
	Duty Duty      `yaml:"duty"`
	Zh   string    `yaml:"zh"`
	En   string    `yaml:"en"`
	Law  []law.Ref `yaml:"law"`
}

type columns struct {
	Governing Governing        `yaml:"governing"`
	Certainty string           `yaml:"certainty"`
	Notice    *requirementFile `yaml:"notice"`
	Consent   *requirementFile `yaml:"consent"`
	Contract  *requirementFile `yaml:"contract"`
	PIA       *requirementFile `yaml:"pia"`
}

type caseFile struct {
	When    string  `yaml:"when"`
	Columns columns `yaml:",inline"`
}

type modeFile struct {
	Mode    Mode       `yaml:"mode"`
	Name    i18n.Text  `yaml:"name"`
	Remark  i18n.Text  `yaml:"remark"`
	Law     []law.Ref  `yaml:"law"`
	Cases   []caseFile `yaml:"cases"`
	Columns columns    `yaml:",inline"`
}

type modeEntry struct {
	modeFile
	whens []*rule.Program
}

type stepFile struct {
	When string    `yaml:"when"`
	Zh   string    `yaml:"zh"`
	En   string    `yaml:"en"`
	Law  []law.Ref `yaml:"law"`
}

type step struct {
	stepFile
	when *rule.Program
}

type exportFile struct {
	When string          `yaml:"when"`
	Then requirementFile `yaml:",inline"`
}

type exportCase struct {
	exportFile
	when *rule.Program
}

type needFile struct {
	Fact string `yaml:"fact"`
	When string `yaml:"when"`
}

type need struct {
	needFile
	when *rule.Program
}

type pathsFile struct {
	Modes      []modeFile            `yaml:"modes"`
	Overridden map[Governing]columns `yaml:"overridden"`
	Reasons    []stepFile            `yaml:"reasons"`
	Warnings   []stepFile            `yaml:"warnings"`
	Export     []exportFile          `yaml:"export"`
	Needs      []needFile            `yaml:"needs"`
}

// LoadPaths reads law/paths.yaml and checks it: every mode once, every column filled in both
// languages, every condition compiles, every reference resolves.
func LoadPaths(fsys fs.FS, s *Schema, lib *law.Library) (*Paths, error) {
	var f pathsFile
	if err := read(fsys, "law/paths.yaml", &f); err != nil {
		return nil, err
	}
	p := &Paths{modes: map[Mode]modeEntry{}, asks: f.Overridden, laws: lib, schema: s}
	c := &pathsCheck{schema: s, lib: lib}
	for _, m := range f.Modes {
		c.by = "mode " + string(m.Mode)
		e := modeEntry{modeFile: m}
		c.require(slices.Contains(modes, m.Mode) && p.modes[m.Mode].Mode == "", "unknown or twice")
		c.require(m.Columns.Governing != "" && slices.Contains([]string{"H", "M", "L"}, m.Columns.Certainty), "governing or certainty is missing")
		c.text(m.Name.Zh, m.Name.En)
		c.text(m.Remark.Zh, m.Remark.En)
		c.refs(m.Law)
		c.columns(m.Columns, true)
		for _, k := range m.Cases {
			e.whens = append(e.whens, c.compile(k.When))
			c.columns(k.Columns, false)
		}
		p.modes[m.Mode] = e
	}
	c.by = "modes"
	c.require(len(p.modes) == len(modes), "not every mode is there")
	for g, k := range f.Overridden {
		c.by = "overridden " + string(g)
		c.columns(k, true)
	}
	for _, x := range f.Reasons {
		c.by = "reason " + x.Zh
		p.reasons = append(p.reasons, c.step(x))
	}
	for _, x := range f.Warnings {
		c.by = "warning " + x.Zh
		p.warnings = append(p.warnings, c.step(x))
	}
	for _, x := range f.Export {
		c.by = "export " + x.Then.Zh
		c.text(x.Then.Zh, x.Then.En)
		c.refs(x.Then.Law)
		p.export = append(p.export, exportCase{x, c.compile(x.When)})
	}
	for _, x := range f.Needs {
		c.by = "need " + x.Fact
		_, ok := s.Fact(x.Fact)
		c.require(ok, "unknown fact")
		p.needs = append(p.needs, need{x, c.compile(x.When)})
	}
	if c.err != nil {
		return nil, fmt.Errorf("law/paths.yaml: %w", c.err)
	}
	return p, nil
}

// pathsCheck keeps the first thing that is wrong.
type pathsCheck struct {
	schema *Schema
	lib    *law.Library
	by     string
	err    error
}

func (c *pathsCheck) require(ok bool, what string) {
	if !ok && c.err == nil {
		c.err = fmt.Errorf("%s: %s", c.by, what)
	}
}

func (c *pathsCheck) text(zh, en string) {
	c.require(zh != "" && en != "", "words are missing in a language")
}

func (c *pathsCheck) refs(refs []law.Ref) {
	for _, r := range refs {
		_, _, err := c.lib.Resolve(r, c.lib.PackDate())
		c.require(err == nil, "no article "+r.String())
	}
}

func (c *pathsCheck) compile(src string) *rule.Program {
	p, err := c.schema.Rules.Compile(src)
	if err != nil {
		c.require(false, err.Error())
	}
	return p
}

func (c *pathsCheck) columns(k columns, all bool) {
	for _, r := range []*requirementFile{k.Notice, k.Consent, k.Contract, k.PIA} {
		c.require(r != nil || !all, "a column is missing")
		if r != nil {
			c.require(slices.Contains([]Duty{Must, Recommended, NotNeeded, Depends}, r.Duty), "unknown duty")
			c.text(r.Zh, r.En)
			c.refs(r.Law)
		}
	}
}

func (c *pathsCheck) step(x stepFile) step {
	c.text(x.Zh, x.En)
	c.refs(x.Law)
	return step{x, c.compile(x.When)}
}

// Name is what a mode is called.
func (p *Paths) Name(m Mode) i18n.Text { return p.modes[m].Name }

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

// Decide finds the legal path from the facts on a day: which rule governs, how certain that is, what
// follows for notice, consent, contract, impact assessment and export, and why. Facts that are
// unknown and matter are listed, and where the mode itself is not known the result is Open. Override
// replaces the governing article where the law is contested (certainty L) and is ignored elsewhere.
func (p *Paths) Decide(facts rule.Facts, asOf clock.Date, o *Override) Path {
	facts = p.schema.Derive(facts)
	out := Path{Governing: Open, Certainty: "L", AsOf: asOf}
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
		out.Reasons = append(out.Reasons, Reason{Text: entry.Remark, Law: entry.Law})
		if o != nil && out.MayOverride() == nil {
			if k, ok := p.asks[o.To]; ok && o.To != out.Governing {
				out.Override = &Override{From: out.Governing, To: o.To, Counsel: o.Counsel, Opinion: o.Opinion, On: o.On, By: o.By}
				out.take(k)
				out.Governing = o.To
			}
		}
	}
	for _, s := range p.reasons {
		if known && s.when.True(facts, nil) {
			out.Reasons = append(out.Reasons, Reason{Text: i18n.Text{Zh: s.Zh, En: s.En}, Law: s.Law})
		}
	}
	for _, s := range p.warnings {
		if s.when.True(facts, nil) {
			out.Warnings = append(out.Warnings, Reason{Text: i18n.Text{Zh: s.Zh, En: s.En}, Law: s.Law})
		}
	}
	out.Export = p.exportOf(facts)
	for _, n := range p.needs {
		if _, ok := facts[n.Fact]; !ok && n.when.True(facts, nil) {
			out.Missing = append(out.Missing, n.Fact)
		}
	}
	return out
}

// exportOf walks the export table in order; the first line that is sure counts, and a line before
// it that might hold makes the result depend on facts still missing.
func (p *Paths) exportOf(facts rule.Facts) Requirement {
	for _, e := range p.export {
		t, err := e.when.Eval(facts, nil)
		if err != nil || t == rule.No {
			continue
		}
		r := e.Then.requirement()
		if t == rule.Unknown {
			r.Duty = Depends
		}
		return r
	}
	return Requirement{Duty: Depends}
}

// MayOverride says whether counsel's opinion may replace the governing article: nil where the law is
// contested, errs.Denied where it is not.
func (p Path) MayOverride() error {
	if p.Certainty != "L" || p.Governing == Open || p.Governing == Blocked {
		return errs.New(errs.Denied, "matter.override_not_contested")
	}
	return nil
}
