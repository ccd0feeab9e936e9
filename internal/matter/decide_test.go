package matter

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
	"qingjiao/internal/rule"
)

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
		{rule.Facts{"what_is_bought": "merge", "merge_kind": "new", "purpose_change": true}, MergeNew, Art22, "H", Must, Must, Recommended},
		{rule.Facts{"what_is_bought": "merge", "merge_kind": "absorb", "sensitive": true}, MergeAbs, Art22, "H", Must, NotNeeded, Must},
		{rule.Facts{"what_is_bought": "merge", "merge_kind": "absorb", "minor14": true}, MergeAbs, Art22, "H", Must, NotNeeded, Must},
		{rule.Facts{"what_is_bought": "merge", "merge_kind": "absorb", "overseas_access": true}, MergeAbs, Art22, "H", Must, Depends, Must},
		{rule.Facts{"what_is_bought": "merge", "merge_kind": "absorb", "overseas_access": true, "purpose_change": true}, MergeAbs, Art22, "H", Must, Must, Must},
		{rule.Facts{"what_is_bought": "shares", "share_stage": "closing", "buyer_overseas": true}, Share, NoTransfer, "H", Must, Depends, Must},
		{rule.Facts{"what_is_bought": "shares", "share_stage": "dd", "dd_data": "aggregate", "buyer_overseas": true}, ShareDD, NoTransfer, "M", NotNeeded, NotNeeded, Recommended},
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
		{rule.Facts{"xborder": true, "export_transit": true}, NotNeeded, "FLOW 4"},
		{rule.Facts{"xborder": true, "ftz_unlisted": true, "important_data": true}, Must, "FLOW 7"},
		{rule.Facts{"xborder": true, "ftz_unlisted": true, "important_data": false, "ciio": false, "export_exempt": false}, NotNeeded, "FLOW 6"},
		{rule.Facts{"xborder": true, "important_data": false, "ciio": true}, Must, "FLOW 7"},
		{rule.Facts{"xborder": true, "important_data": false, "ciio": false, "export_exempt": false, "export_count": int64(0), "export_sensitive": int64(9999)}, Must, "FLOW 8"},
		{rule.Facts{"xborder": true, "important_data": false, "ciio": false, "export_exempt": false, "export_count": int64(50)}, Depends, "FLOW 7"},
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

// Counsel's article brings its own columns, and facts add to those as they add to any.
func TestOverrideAndOverlays(t *testing.T) {
	c := load(t)
	p := c.paths.Decide(rule.Facts{"what_is_bought": "sole", "purpose_change": true}, day, &Override{To: Art22})
	if p.Governing != Art22 || p.Consent.Duty != Must || p.Consent.Law[0].String() != "PIPL 22" || p.PIA.Duty != Must {
		t.Errorf("%s %+v", p.Governing, p.Consent)
	}
	for _, to := range []Governing{Blocked, NoTransfer, Delete, Art20, ""} {
		if p := c.paths.Decide(rule.Facts{"what_is_bought": "sole"}, day, &Override{To: to}); p.Override != nil || p.Governing != Art23 {
			t.Errorf("to %q: %s", to, p.Governing)
		}
	}
}

func says(list []Reason, words string) bool {
	return slices.ContainsFunc(list, func(r Reason) bool { return strings.Contains(r.Text.Zh, words) })
}

// Only law in force is relied on: Order 25 holds from 2026-09-01.
func TestLawOfTheDay(t *testing.T) {
	c := load(t)
	facts := rule.Facts{"what_is_bought": "merge", "merge_kind": "new", "persons": int64(500), "buyer_persons": int64(99_800)}
	for on, want := range map[clock.Date]bool{"2026-08-31": false, "2026-09-01": true, "": true} {
		p := c.paths.Decide(facts, on, nil)
		if says(p.Reasons, "适用小型处理者简化措施") != want || says(p.Reasons, "不再适用简化措施") != want {
			t.Errorf("%q: %+v", on, p.Reasons)
		}
		for _, r := range append(p.Reasons, Reason{Law: p.PIA.Law}) {
			for _, ref := range r.Law {
				if _, _, err := c.laws.Resolve(ref, p.AsOf); err != nil {
					t.Errorf("%q cites %s", on, ref)
				}
			}
		}
	}
}

func TestCriminalThresholds(t *testing.T) {
	c := load(t)
	for _, r := range []struct {
		service             bool
		track, trade, other int64
		want                string
	}{
		{true, 0, 0, 2499, "未到入罪标准"},
		{true, 0, 0, 2500, "三年以下"},
		{true, 25, 0, 0, "三年以下"},
		{true, 24, 0, 0, "未到入罪标准"},
		{true, 12, 60, 700, "三年以下"}, // 1200 + 600 + 700
		{true, 250, 0, 0, "三至七年"},
		{false, 49, 0, 0, ""},
		{false, 50, 0, 0, "三年以下"},
		{false, 0, 500, 0, "三年以下"},
		{false, 0, 0, 49_999, "三年以下"},
		{false, 0, 0, 50_000, "三至七年"},
	} {
		p := c.paths.Decide(rule.Facts{"what_is_bought": "list", "service_derived": r.service, "records_track": r.track, "records_trade": r.trade, "records_other": r.other, "persons": int64(9000)}, day, nil)
		got := ""
		for _, words := range []string{"未到入罪标准", "三年以下", "三至七年"} {
			if says(p.Warnings, words) {
				got += words
			}
		}
		if got != r.want {
			t.Errorf("%+v: %q", r, got)
		}
	}
	// Without counts of records the number of people gives the warning.
	p := c.paths.Decide(rule.Facts{"what_is_bought": "list", "service_derived": true, "persons": int64(9000)}, day, nil)
	if !says(p.Warnings, "二千五百条起") {
		t.Error("people alone give no warning")
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
