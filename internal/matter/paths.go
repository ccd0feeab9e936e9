package matter

import (
	"fmt"
	"io/fs"
	"slices"

	"qingjiao/i18n"
	"qingjiao/internal/law"
	"qingjiao/internal/rule"
)

// modes are in the order of the decision table.
var modes = []Mode{Share, ShareDD, ShareInt, Asset, List, MergeAbs, MergeNew, Split, DissolveT, DissolveD, Bankrupt, Sole, StoreBrand, StoreShop}

// Modes are all modes, in the order of the decision table.
func Modes() []Mode { return slices.Clone(modes) }

// Paths is the decision table that leads from facts to the legal path.
type Paths struct {
	modes    map[Mode]modeEntry
	asks     map[Governing]columns // what counsel's override brings with it
	overlays []overlay
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

// overlayFile is what facts add under some governing rules, whatever the mode.
type overlayFile struct {
	For     []Governing `yaml:"for"`
	When    string      `yaml:"when"`
	Columns columns     `yaml:",inline"`
}

type overlay struct {
	overlayFile
	when *rule.Program
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
	Overlays   []overlayFile         `yaml:"overlays"`
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
	p.loadModes(f, c)
	p.loadSteps(f, c)
	if c.err != nil {
		return nil, fmt.Errorf("law/paths.yaml: %w", c.err)
	}
	return p, nil
}

func (p *Paths) loadModes(f pathsFile, c *pathsCheck) {
	for _, m := range f.Modes {
		c.by = "mode " + string(m.Mode)
		e := modeEntry{modeFile: m}
		c.require(slices.Contains(modes, m.Mode) && p.modes[m.Mode].Mode == "", "unknown or twice")
		c.require(m.Columns.Governing != "" && m.Columns.Certainty != "", "governing or certainty is missing")
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
		c.require(g == Art22 || g == Art23, "counsel chooses between articles 22 and 23")
		c.columns(k, true)
	}
	for _, x := range f.Overlays {
		c.by = "overlay " + x.When
		c.require(len(x.For) > 0 && x.Columns.Governing == "" && x.Columns.Certainty == "", "adds to a rule, and names none")
		c.columns(x.Columns, false)
		p.overlays = append(p.overlays, overlay{x, c.compile(x.When)})
	}
}

func (p *Paths) loadSteps(f pathsFile, c *pathsCheck) {
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
		_, ok := c.schema.Fact(x.Fact)
		c.require(ok, "unknown fact")
		p.needs = append(p.needs, need{x, c.compile(x.When)})
	}
}

// Name is what a mode is called.
func (p *Paths) Name(m Mode) i18n.Text { return p.modes[m].Name }
