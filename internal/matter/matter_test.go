package matter

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"qingjiao/assets"
	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
	"qingjiao/internal/law"
	"qingjiao/internal/rule"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const day = clock.Date("2026-11-23")

type content struct {
	schema *Schema
	in     *Interview
	paths  *Paths
	laws   *law.Library
}

func load(t testing.TB) content {
	t.Helper()
	laws, err := law.Load(assets.FS)
	if err != nil {
		t.Fatal(err)
	}
	s, err := LoadFacts(assets.FS)
	if err != nil {
		t.Fatal(err)
	}
	in, err := LoadInterview(assets.FS, s, laws)
	if err != nil {
		t.Fatal(err)
	}
	p, err := LoadPaths(assets.FS, s, laws)
	if err != nil {
		t.Fatal(err)
	}
	return content{s, in, p, laws}
}

// sample reads the facts of a sample matter.
func sample(t testing.TB, s *Schema, name string) rule.Facts {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var raw map[string]any
	if err := yaml.Unmarshal(b, &raw); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	facts := rule.Facts{}
	for k, v := range raw {
		if facts[k], err = s.Validate(k, v); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	return facts
}

// golden is what the decision table says for a mode, in a form that reads beside it.
type golden struct {
	Mode      Mode      `yaml:"mode"`
	Governing Governing `yaml:"governing"`
	Certainty string    `yaml:"certainty"`
	Notice    string    `yaml:"notice"`
	Consent   string    `yaml:"consent"`
	Contract  string    `yaml:"contract"`
	PIA       string    `yaml:"pia"`
	Export    string    `yaml:"export"`
	Reasons   []string  `yaml:"reasons"`
	Warnings  []string  `yaml:"warnings"`
	Missing   []string  `yaml:"missing"`
}

func (c content) golden(p Path) golden {
	req := func(r Requirement) string { return string(r.Duty) + " · " + r.Text.Zh + " · " + c.cites(r.Law) }
	list := func(rs []Reason) []string {
		var out []string
		for _, r := range rs {
			out = append(out, r.Text.Zh+" · "+c.cites(r.Law))
		}
		return out
	}
	return golden{p.Mode, p.Governing, p.Certainty, req(p.Notice), req(p.Consent), req(p.Contract), req(p.PIA), req(p.Export), list(p.Reasons), list(p.Warnings), p.Missing}
}

func (c content) cites(refs []law.Ref) string {
	var out []string
	for _, r := range refs {
		out = append(out, r.String())
	}
	return strings.Join(out, ", ")
}

func TestModes(t *testing.T) {
	c := load(t)
	files, _ := filepath.Glob("testdata/modes/*.facts.yaml")
	if len(files) != len(Modes()) {
		t.Fatalf("%d sample matters for %d modes", len(files), len(Modes()))
	}
	for _, f := range files {
		want := Mode(strings.TrimSuffix(filepath.Base(f), ".facts.yaml"))
		t.Run(string(want), func(t *testing.T) {
			p := c.paths.Decide(sample(t, c.schema, f), day, nil)
			if p.Mode != want {
				t.Fatalf("mode %s", p.Mode)
			}
			b, err := yaml.Marshal(c.golden(p))
			if err != nil {
				t.Fatal(err)
			}
			name := strings.Replace(f, ".facts.", ".golden.", 1)
			if *update {
				if err := os.WriteFile(name, b, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			old, _ := os.ReadFile(name)
			if d := cmp.Diff(string(old), string(b)); d != "" {
				t.Error(d)
			}
		})
	}
}

// The table of the decision, mode by mode, as a lawyer would read it out.
func TestTheDecisionTable(t *testing.T) {
	c := load(t)
	for _, r := range []struct {
		facts           rule.Facts
		mode            Mode
		governing       Governing
		certainty       string
		notice, consent Duty
		pia             Duty
	}{
		{rule.Facts{"what_is_bought": "shares", "share_stage": "closing", "sensitive": false, "auto_decisions": false, "xborder": false}, Share, NoTransfer, "H", Recommended, NotNeeded, NotNeeded},
		{rule.Facts{"what_is_bought": "shares", "share_stage": "closing", "art17_change": true}, Share, NoTransfer, "H", Must, NotNeeded, NotNeeded},
		{rule.Facts{"what_is_bought": "shares", "share_stage": "closing", "purpose_change": true}, Share, NoTransfer, "H", Must, Must, NotNeeded},
		{rule.Facts{"what_is_bought": "shares", "share_stage": "closing", "sensitive": true}, Share, NoTransfer, "H", Recommended, NotNeeded, Must},
		{rule.Facts{"what_is_bought": "shares", "share_stage": "dd", "dd_data": "identifiable"}, ShareDD, Art23, "M", Must, Must, Must},
		{rule.Facts{"what_is_bought": "shares", "share_stage": "dd", "dd_data": "masked"}, ShareDD, Art23, "M", Must, Must, Must},
		{rule.Facts{"what_is_bought": "shares", "share_stage": "dd", "dd_data": "aggregate"}, ShareDD, NoTransfer, "M", NotNeeded, NotNeeded, Recommended},
		{rule.Facts{"what_is_bought": "shares", "share_stage": "integration", "group_role": "entrusted"}, ShareInt, Art21, "H", Recommended, NotNeeded, Must},
		{rule.Facts{"what_is_bought": "shares", "share_stage": "integration", "group_role": "joint"}, ShareInt, Art20, "H", Must, Depends, Must},
		{rule.Facts{"what_is_bought": "shares", "share_stage": "integration", "group_role": "own"}, ShareInt, Art23, "H", Must, Must, Must},
		{rule.Facts{"what_is_bought": "shares", "share_stage": "integration"}, ShareInt, Open, "H", Depends, Depends, Must},
		{rule.Facts{"what_is_bought": "assets"}, Asset, Art23, "L", Must, Must, Must},
		{rule.Facts{"what_is_bought": "assets", "contract_necessity": true}, Asset, Art23, "L", Must, Depends, Must},
		{rule.Facts{"what_is_bought": "list"}, List, Blocked, "H", Must, Must, Must},
		{rule.Facts{"what_is_bought": "list", "consent_complete": false}, List, Blocked, "H", Must, Must, Must},
		{rule.Facts{"what_is_bought": "list", "consent_complete": true}, List, Art23, "H", Must, Must, Must},
		{rule.Facts{"what_is_bought": "merge", "merge_kind": "absorb"}, MergeAbs, Art22, "H", Must, NotNeeded, Recommended},
		{rule.Facts{"what_is_bought": "merge", "merge_kind": "new"}, MergeNew, Art22, "H", Must, NotNeeded, Recommended},
		{rule.Facts{"what_is_bought": "split", "both_keep": false}, Split, Art22, "H", Must, NotNeeded, Recommended},
		{rule.Facts{"what_is_bought": "split", "both_keep": true}, Split, Art22, "M", Must, Must, Must},
		{rule.Facts{"what_is_bought": "split", "sensitive": true}, Split, Art22, "H", Must, NotNeeded, Must},
		{rule.Facts{"what_is_bought": "dissolve", "dissolve_successor": true}, DissolveT, Art22, "H", Must, NotNeeded, Recommended},
		{rule.Facts{"what_is_bought": "dissolve", "dissolve_successor": false}, DissolveD, Delete, "H", Must, NotNeeded, NotNeeded},
		{rule.Facts{"what_is_bought": "bankrupt", "bankrupt_stage": "declared"}, Bankrupt, Art22, "M", Must, NotNeeded, Recommended},
		{rule.Facts{"what_is_bought": "sole"}, Sole, Art23, "L", Must, Must, Must},
		{rule.Facts{"what_is_bought": "store", "store_processor": "brand"}, StoreBrand, Art21, "M", Recommended, NotNeeded, Must},
		{rule.Facts{"what_is_bought": "store", "store_processor": "shop"}, StoreShop, Art23, "L", Must, Must, Must},
		{rule.Facts{}, "", Open, "L", "", "", ""},
		{rule.Facts{"what_is_bought": "merge"}, "", Open, "L", "", "", ""},
	} {
		p := c.paths.Decide(r.facts, day, nil)
		if p.Mode != r.mode || p.Governing != r.governing || p.Certainty != r.certainty || p.Notice.Duty != r.notice || p.Consent.Duty != r.consent || p.PIA.Duty != r.pia {
			t.Errorf("%v: %s %s %s notice %s consent %s pia %s", r.facts, p.Mode, p.Governing, p.Certainty, p.Notice.Duty, p.Consent.Duty, p.PIA.Duty)
		}
	}
}

func TestExportTiers(t *testing.T) {
	c := load(t)
	for _, r := range []struct {
		facts rule.Facts
		duty  Duty
		cite  string
	}{
		{rule.Facts{"buyer_overseas": false, "overseas_access": false, "overseas_storage": false}, NotNeeded, "PIPL 38"},
		{rule.Facts{"overseas_access": true, "important_data": true}, Must, "FLOW 7"},
		{rule.Facts{"xborder": true, "important_data": false, "ciio": false, "export_exempt": true}, NotNeeded, "FLOW 5"},
		{rule.Facts{"xborder": true, "important_data": false, "ciio": false, "export_exempt": false, "export_count": int64(99999), "export_sensitive": int64(0)}, NotNeeded, "FLOW 5"},
		{rule.Facts{"xborder": true, "important_data": false, "ciio": false, "export_exempt": false, "export_count": int64(100000), "export_sensitive": int64(0)}, Must, "FLOW 8"},
		{rule.Facts{"xborder": true, "important_data": false, "ciio": false, "export_exempt": false, "export_count": int64(5), "export_sensitive": int64(1)}, Must, "FLOW 8"},
		{rule.Facts{"xborder": true, "important_data": false, "ciio": false, "export_exempt": false, "export_count": int64(5), "export_sensitive": int64(10000)}, Must, "FLOW 7"},
		{rule.Facts{"xborder": true, "important_data": false, "ciio": false, "export_exempt": false, "export_count": int64(1000000), "export_sensitive": int64(0)}, Must, "FLOW 7"},
		{rule.Facts{"xborder": true}, Depends, "FLOW 7"},
	} {
		e := c.paths.Decide(r.facts, day, nil).Export
		if e.Duty != r.duty || len(e.Law) == 0 || e.Law[0].String() != r.cite {
			t.Errorf("%v: %s %v", r.facts, e.Duty, e.Law)
		}
	}
}

func TestOverride(t *testing.T) {
	c := load(t)
	o := &Override{To: Art22, Counsel: "示例律师事务所 张律师", Opinion: "整体转让", On: day, By: "陈立"}
	p := c.paths.Decide(rule.Facts{"what_is_bought": "assets"}, day, o)
	if p.Governing != Art22 || p.Override == nil || p.Override.From != Art23 || p.Consent.Duty != NotNeeded || p.MayOverride() != nil {
		t.Errorf("a contested path: %+v", p)
	}
	p = c.paths.Decide(rule.Facts{"what_is_bought": "merge", "merge_kind": "new"}, day, &Override{To: Art23})
	if p.Override != nil || p.Governing != Art22 || !errs.Is(p.MayOverride(), errs.Denied) {
		t.Errorf("a clear path: %+v", p)
	}
	p = c.paths.Decide(rule.Facts{"what_is_bought": "list"}, day, &Override{To: Art22})
	if p.Governing != Blocked || !errs.Is(p.MayOverride(), errs.Denied) {
		t.Errorf("a list: %s", p.Governing)
	}
}

func TestInterviewOfEachMode(t *testing.T) {
	c := load(t)
	files, _ := filepath.Glob("testdata/modes/*.facts.yaml")
	for _, f := range files {
		facts := c.schema.Derive(sample(t, c.schema, f))
		visible := c.in.Visible(facts)
		if n := len(visible); n < 30 || n > 60 {
			t.Errorf("%s: %d questions", f, n)
		}
		steps, after := 0, ""
		for {
			q, ok := c.in.Next(facts, after)
			if !ok {
				break
			}
			after = q.ID
			steps++
		}
		if steps != len(visible) {
			t.Errorf("%s: %d steps for %d questions", f, steps, len(visible))
		}
	}
	// Every question is reached by some way of changing hands.
	seen := map[string]bool{}
	for _, f := range files {
		facts := c.schema.Derive(sample(t, c.schema, f))
		for _, q := range c.in.Visible(facts) {
			seen[q.ID] = true
		}
	}
	for _, ch := range c.in.Chapters {
		for _, q := range ch.Questions {
			if !seen[q.ID] {
				t.Errorf("no sample matter is asked %s", q.ID)
			}
		}
	}
}

func TestValidate(t *testing.T) {
	s := load(t).schema
	for _, r := range []struct {
		name string
		in   any
		want any
		bad  bool
	}{
		{"persons", 520, int64(520), false}, {"persons", -1, nil, true}, {"persons", "many", nil, true}, {"persons", 1.5, nil, true},
		{"sensitive", true, true, false}, {"sensitive", "yes", nil, true},
		{"what_is_bought", "assets", "assets", false}, {"what_is_bought", "moon", nil, true},
		{"sources", []any{"online", "counter"}, []string{"counter", "online"}, false}, {"sources", []string{"x"}, nil, true}, {"sources", []string{"online", "online"}, nil, true},
		{"handover_date", "2026-12-18", "2026-12-18", false}, {"handover_date", "2026-02-30", nil, true}, {"handover_date", "", nil, false},
		{"seller_uscc", "91310000MA1FL0000A", "91310000MA1FL0000A", false}, {"seller_uscc", "123", nil, true},
		{"seller_name", "  明远诊所 ", "明远诊所", false}, {"seller_name", "a\x00b", nil, true}, {"seller_name", strings.Repeat("长", 501), nil, true}, {"seller_name", "\ue000", nil, true},
		{"nosuch", 1, nil, true}, {"persons", nil, nil, false},
	} {
		got, err := s.Validate(r.name, r.in)
		if (err != nil) != r.bad || !r.bad && cmp.Diff(r.want, got) != "" {
			t.Errorf("%s %v: %v %v", r.name, r.in, got, err)
		}
	}
}

// Whatever the facts, a decision comes out; and knowing less never makes a blocked transfer free.
func TestDecideProperties(t *testing.T) {
	c := load(t)
	rapid.Check(t, func(t *rapid.T) {
		full, part := rule.Facts{}, rule.Facts{}
		for _, f := range c.schema.Facts {
			if f.Derived {
				continue
			}
			var v any
			switch f.Type {
			case rule.Bool:
				v = rapid.Bool().Draw(t, f.Name)
			case rule.Enum:
				v = rapid.SampledFrom(f.Var.Options).Draw(t, f.Name)
			case rule.Int, rule.Money:
				v = rapid.SampledFrom([]int64{0, 1, 24, 25, 99999, 100000, 1000000, 20000000}).Draw(t, f.Name)
			default:
				continue
			}
			full[f.Name] = v
			if f.Name == "what_is_bought" || rapid.Bool().Draw(t, "know "+f.Name) {
				part[f.Name] = v
			}
		}
		all, some := c.paths.Decide(full, day, nil), c.paths.Decide(part, day, nil)
		if all.Mode == "" || all.Governing == Open {
			t.Fatalf("all facts known and still open: %v", all.Missing)
		}
		if all.Governing == Blocked && some.Governing != Blocked && some.Governing != Open {
			t.Fatalf("blocked with all facts, %s with fewer", some.Governing)
		}
		if some.Governing == Open && len(some.Missing) == 0 {
			t.Fatal("open, and nothing is said to be missing")
		}
		if all.Export.Duty == Must && some.Export.Duty == NotNeeded {
			t.Fatal("export needs a mechanism, and with fewer facts none")
		}
	})
}

func FuzzValidate(f *testing.F) {
	f.Add("seller_name", "明远")
	s := load(f).schema
	f.Fuzz(func(t *testing.T, name, v string) { s.Validate(name, v) })
}
