package register

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"qingjiao/assets"
	"qingjiao/internal/errs"
	"qingjiao/internal/rule"
)

func load(t testing.TB) *Set {
	t.Helper()
	s, err := Load(assets.FS)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func definition(t testing.TB, id string) *Definition {
	t.Helper()
	d, ok := load(t).Get(id)
	if !ok {
		t.Fatalf("no register %s", id)
	}
	return d
}

// The checklist's evidence rules and the papers name these; a change here breaks them.
func TestRegistersHaveTheStatesOthersRelyOn(t *testing.T) {
	want := map[string][]string{
		"parties":     {"known", "verified"},
		"access":      {"listed", "nda_sent", "nda_signed", "revoked"},
		"datasets":    {"found", "confirmed", "excluded"},
		"assets":      {"counted", "sealed", "handed", "destroyed"},
		"destruction": {"identified", "cleared", "approved", "destroyed", "verified", "retained", "failed"},
	}
	s := load(t)
	for id, states := range want {
		d, ok := s.Get(id)
		if !ok {
			t.Errorf("no register %s", id)
			continue
		}
		var got []string
		for _, st := range d.States {
			got = append(got, st.ID)
		}
		if diff := cmp.Diff(states, got); diff != "" {
			t.Errorf("%s: %s", id, diff)
		}
	}
	if diff := cmp.Diff([]string{"parties", "access", "datasets", "assets", "destruction"}, s.IDs()); diff != "" {
		t.Error(diff)
	}
}

const sound = `
id: x
title: {zh: 一, en: X}
gist: {zh: 一, en: X}
scope: matter
namefield: name
columns: [name, state]
fields:
  - {name: name, label: {zh: 名, en: Name}, type: text, required: true}
  - {name: kind, label: {zh: 类, en: Kind}, type: enum, options: [{value: a, label: {zh: 甲, en: A}}]}
states:
  - {id: one, label: {zh: 一, en: One}, tone: info}
  - {id: two, label: {zh: 二, en: Two}, tone: done}
transitions:
  - {id: go, label: {zh: 去, en: Go}, from: [one], to: two}
`

func TestLoadRefusesWhatMakesNoSense(t *testing.T) {
	if _, err := Parse([]byte(sound)); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"unknown key":       {"scope: matter", "scope: matter\nowner: me"},
		"no English":        {"title: {zh: 一, en: X}", "title: {zh: 一}"},
		"scope":             {"scope: matter", "scope: world"},
		"name field":        {"namefield: name", "namefield: kind"},
		"unknown column":    {"[name, state]", "[name, state, price]"},
		"state not shown":   {"[name, state]", "[name]"},
		"type":              {"type: enum", "type: choice"},
		"options":           {"type: enum", "type: text"},
		"option twice":      {"[{value: a, label: {zh: 甲, en: A}}]", "[{value: a, label: {zh: 甲, en: A}}, {value: a, label: {zh: 乙, en: B}}]"},
		"tone":              {"tone: done", "tone: green"},
		"target":            {"to: two", "to: three"},
		"unreachable state": {"from: [one], to: two", "from: [two], to: one"},
		"needs":             {"to: two", "to: two, needs: [price]"},
		"where":             {"to: two", "to: two, where: {kind: [b]}"},
		"order":             {"scope: matter", "scope: matter\norder: [[name, price]]"},
		"pattern":           {"type: text, required: true", "type: text, required: true, pattern: '[', hint: {zh: 一, en: X}"},
		"pattern, no hint":  {"type: text, required: true", "type: text, required: true, pattern: 'a+'"},
		"documents":         {"scope: matter", "scope: matter\ndocuments: [nda]"},
		"when of evidence":  {"type: enum", "type: enum, when: 'records(\"x\") > 0'"},
		"when":              {"type: enum", "type: enum, when: 'price > 3'"},
	} {
		src := strings.Replace(sound, change[0], change[1], 1)
		if src == sound {
			t.Errorf("%s: the case changes nothing", name)
		}
		if _, err := Parse([]byte(src)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := Load(fstest.MapFS{"registers/10-y.yaml": {Data: []byte(sound)}}); err == nil {
		t.Error("a file may not be named after another register")
	}
	broken := strings.Replace(sound, "type: text, required: true", "type: text, required: true, reference: z", 1)
	if _, err := Load(fstest.MapFS{"registers/10-x.yaml": {Data: []byte(broken)}}); err == nil {
		t.Error("a reference to no register was accepted")
	}
}

func TestCheck(t *testing.T) {
	d := definition(t, "access")
	got, err := d.Check(Values{
		"name": "  何 雨 ", "tiers": []any{"T2", "T1", "T2"}, "trained": true, "score": float64(96),
		"nda_date": "2026-11-23", "title": "", "left_on": nil, "minors_approved": false,
	}, true)
	if err != nil {
		t.Fatal(err)
	}
	want := Values{"name": "何 雨", "tiers": []string{"T1", "T2"}, "trained": true, "score": int64(96), "nda_date": "2026-11-23", "minors_approved": false}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for name, c := range map[string]struct {
		values Values
		key    string
	}{
		"unknown field":    {Values{"salary": 1}, "register.unknown_field"},
		"bool as text":     {Values{"trained": "yes"}, "register.bad_bool"},
		"negative":         {Values{"score": -1}, "register.bad_int"},
		"fraction":         {Values{"score": 1.5}, "register.bad_int"},
		"over the maximum": {Values{"score": 101}, "register.too_large"},
		"no such day":      {Values{"nda_date": "2026-02-30"}, "register.bad_date"},
		"no such option":   {Values{"role": "boss"}, "register.bad_option"},
		"list with a hole": {Values{"tiers": []any{"T0", 3}}, "register.bad_option"},
		"too long":         {Values{"name": strings.Repeat("何", 61)}, "register.too_long"},
		"control":          {Values{"name": "何\x00雨"}, "register.bad_text"},
		"broken UTF-8":     {Values{"name": "\xff"}, "register.bad_text"},
		"pattern":          {Values{"id_last4": "12345"}, "register.bad_pattern"},
		"number as text":   {Values{"name": 3}, "register.bad_text"},
	} {
		_, err := d.Check(c.values, true)
		if e, ok := err.(*errs.Error); !ok || e.Key != c.key || e.Kind != errs.Invalid {
			t.Errorf("%s: %v, want %s", name, err, c.key)
		}
	}
	if _, err := d.Check(Values{"name": "何雨"}, false); !errs.Is(err, errs.Invalid) {
		t.Errorf("incomplete record accepted whole: %v", err)
	}
}

func TestCompleteFollowsConditions(t *testing.T) {
	d := definition(t, "access")
	full := Values{"name": "何雨", "employer": "甲", "role": "staff", "reason": "办理", "tiers": []string{"T1"}, "nda_kind": "D03"}
	if got := d.Complete(full); got != nil {
		t.Errorf("missing %v", got)
	}
	full["trained"] = true
	if diff := cmp.Diff([]string{"trained_on"}, d.Complete(full)); diff != "" {
		t.Error(diff)
	}
	full["trained"] = false
	if got := d.Complete(full); got != nil {
		t.Errorf("missing %v though nobody was trained", got)
	}
	if diff := cmp.Diff([]string{"name", "employer", "role", "reason", "tiers", "nda_kind"}, d.Complete(nil)); diff != "" {
		t.Error(diff)
	}
}

func TestRead(t *testing.T) {
	d := definition(t, "datasets")
	for _, c := range []struct {
		field, text string
		want        any
	}{
		{"persons", "1,204", int64(1204)},
		{"persons", " ", nil},
		{"sensitive_kinds", "financial、health", []string{"health", "financial"}},
		{"collected_since", "2020-02-29", "2020-02-29"},
		{"name", "会员表", "会员表"},
	} {
		got, err := d.Read(c.field, c.text)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s %q: %s", c.field, c.text, diff)
		}
	}
	for field, text := range map[string]string{"persons": "12a", "collected_since": "2021-02-29", "nothing": "1", "source": "moon"} {
		if _, err := d.Read(field, text); !errs.Is(err, errs.Invalid) {
			t.Errorf("%s %q: %v", field, text, err)
		}
	}
	if yes, err := definition(t, "access").Read("trained", "是"); err != nil || yes != true {
		t.Errorf("%v %v", yes, err)
	}
	for text, want := range map[string]int64{"12": 1200, "¥1,234.5": 123450, "0.07": 7} {
		if got, ok := fen(text); !ok || got != want {
			t.Errorf("%s: %d", text, got)
		}
	}
	for _, text := range []string{"", ".5", "1.234", "1.2.3", "-4", "一"} {
		if got, ok := fen(text); ok {
			t.Errorf("%q: %d", text, got)
		}
	}
}

func TestApply(t *testing.T) {
	d := definition(t, "access")
	before, state, err := d.New(Values{"name": "何雨", "title": "经办"})
	if err != nil || state != "listed" {
		t.Fatal(state, err)
	}
	after, err := d.Apply(before, Values{"title": "", "role": "staff"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Values{"name": "何雨", "role": "staff"}, after); diff != "" {
		t.Error(diff)
	}
	if before["title"] != "经办" {
		t.Error("the old values were altered")
	}
	if _, err := d.Apply(before, Values{"name": " "}); !errs.Is(err, errs.Invalid) {
		t.Errorf("a record lost its name: %v", err)
	}
	if _, _, err := d.New(Values{"role": "staff"}); !errs.Is(err, errs.Invalid) {
		t.Errorf("a record without a name: %v", err)
	}
}

func TestSigningNeedsFieldsAndTheSignedPaper(t *testing.T) {
	d := definition(t, "access")
	v := Values{"name": "何雨", "employer": "甲", "role": "staff", "reason": "办理", "tiers": []string{"T1"}, "nda_kind": "D03"}
	move := func(state, tr string, files int, reason string) (string, error) {
		return d.Move(state, tr, "handler", v, files, reason)
	}
	if _, err := move("listed", "sign", 1, ""); !errs.Is(err, errs.Invalid) {
		t.Errorf("signed without a date: %v", err)
	}
	v["nda_date"] = "2026-11-23"
	if _, err := move("listed", "sign", 0, ""); !errs.Is(err, errs.Invalid) {
		t.Errorf("signed without a paper: %v", err)
	}
	v["nda_expiry"] = "2026-11-22"
	if _, err := move("listed", "sign", 1, ""); !errs.Is(err, errs.Invalid) {
		t.Errorf("expired before it was signed: %v", err)
	}
	delete(v, "nda_expiry")
	if got, err := move("listed", "sign", 1, ""); err != nil || got != "nda_signed" {
		t.Errorf("%s %v", got, err)
	}
	if _, err := move("revoked", "sign", 1, ""); !errs.Is(err, errs.Conflict) {
		t.Errorf("signed after leaving: %v", err)
	}
	v["left_on"], v["returned"] = "2026-12-31", false
	if _, err := move("nda_signed", "revoke", 0, "离职"); !errs.Is(err, errs.Invalid) {
		t.Errorf("left without returning the material: %v", err)
	}
	v["returned"] = true
	if _, err := move("nda_signed", "revoke", 0, "  "); !errs.Is(err, errs.Invalid) {
		t.Errorf("left without a reason: %v", err)
	}
	if got, err := move("nda_signed", "revoke", 0, "离职"); err != nil || got != "revoked" {
		t.Errorf("%s %v", got, err)
	}
	if _, err := move("listed", "jump", 0, ""); !errs.Is(err, errs.NotFound) {
		t.Errorf("unknown step: %v", err)
	}
}

func TestDestructionNeedsApprovalTimeAndTwoOthers(t *testing.T) {
	d := definition(t, "destruction")
	v := Values{
		"name": "导出文件", "medium": "ssd", "scope": "会员表", "sensitivity": "general", "legal_reason": "purpose",
		"retention_law": "无", "cleared_by": "甲", "cleared_on": "2026-11-01", "category": "crypto", "copies": "无",
		"approver": "乙", "approved_on": "2026-11-02", "technique": "销毁密钥", "started": "2026-11-03 09:00", "ended": "2026-11-03 09:10",
		"place": "办公室", "operator": "丙", "supervisor1": "丁", "supervisor2": "丁",
	}
	if _, err := d.Move("cleared", "approve", "handler", v, 0, ""); !errs.Is(err, errs.Denied) {
		t.Errorf("a handler approved: %v", err)
	}
	if _, err := d.Move("approved", "destroy", "handler", v, 0, ""); !errs.Is(err, errs.Invalid) {
		t.Errorf("one person supervised twice: %v", err)
	}
	v["supervisor2"] = "戊"
	v["retained_until"] = "2026-12-31"
	if _, err := d.Move("approved", "destroy", "handler", v, 0, ""); !errs.Is(err, errs.Invalid) {
		t.Errorf("destroyed before retention ended: %v", err)
	}
	v["retained_until"] = "2026-10-31"
	if got, err := d.Move("approved", "destroy", "handler", v, 0, ""); err != nil || got != "destroyed" {
		t.Errorf("%s %v", got, err)
	}
	v["verify_method"], v["verify_result"], v["verifier"], v["verified_on"] = "读回", "failed", "己", "2026-11-03"
	if _, err := d.Move("destroyed", "verify", "handler", v, 1, ""); !errs.Is(err, errs.Invalid) {
		t.Errorf("verified though readable: %v", err)
	}
	v["verify_result"] = "passed"
	if got, err := d.Move("destroyed", "verify", "handler", v, 1, ""); err != nil || got != "verified" {
		t.Errorf("%s %v", got, err)
	}
}

func TestMovesFollowTheRole(t *testing.T) {
	d := definition(t, "destruction")
	ids := func(role string) (out []string) {
		for _, m := range d.Moves("cleared", role) {
			out = append(out, m.ID)
		}
		return out
	}
	if diff := cmp.Diff([]string{"retain", "approve", "return"}, ids("principal")); diff != "" {
		t.Error(diff)
	}
	if slices.Contains(ids("handler"), "approve") {
		t.Error("a handler is offered approval")
	}
}

// Whatever comes in, what Check gives back is accepted again unchanged.
func TestCheckedValuesAreStable(t *testing.T) {
	set := load(t)
	rapid.Check(t, func(t *rapid.T) {
		d := set.List()[rapid.IntRange(0, len(set.List())-1).Draw(t, "register")]
		f := d.Fields[rapid.IntRange(0, len(d.Fields)-1).Draw(t, "field")]
		var v any
		switch f.Type {
		case rule.Bool:
			v = rapid.Bool().Draw(t, "bool")
		case rule.Int, rule.Money:
			v = rapid.Float64().Draw(t, "number")
		case rule.Multi:
			v = rapid.SliceOf(rapid.SampledFrom(append([]string{"zzz"}, optionValues(f)...))).Draw(t, "list")
		default:
			v = rapid.OneOf(rapid.String(), rapid.SampledFrom(append([]string{"2026-11-23"}, optionValues(f)...))).Draw(t, "text")
		}
		once, err := d.Check(Values{f.Name: v}, true)
		if err != nil {
			return
		}
		twice, err := d.Check(once, true)
		if err != nil {
			t.Fatalf("refused its own value: %v", err)
		}
		if diff := cmp.Diff(once, twice); diff != "" {
			t.Fatal(diff)
		}
	})
}

func optionValues(f Field) (out []string) {
	for _, o := range f.Options {
		out = append(out, o.Value)
	}
	return out
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(sound))
	f.Fuzz(func(t *testing.T, b []byte) {
		if d, err := Parse(b); err == nil {
			d.Complete(Values{})
			d.Moves(d.States[0].ID, "handler")
		}
	})
}
