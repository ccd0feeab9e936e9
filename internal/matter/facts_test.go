package matter

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"qingjiao/internal/rule"
)

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
		{"seller_uscc", "91310000MA1FL0000A", "91310000MA1FL0000A", false}, {"seller_uscc", "123", nil, true}, {"seller_uscc", " 91310000ma1fl0000a", "91310000MA1FL0000A", false}, {"seller_uscc", "91310000MA1FL0000I", nil, true},
		{"seller_name", "  明远诊所 ", "明远诊所", false}, {"seller_name", "a\x00b", nil, true}, {"seller_name", strings.Repeat("长", 501), nil, true}, {"seller_name", "\ue000", nil, true},
		{"nosuch", 1, nil, true}, {"persons", nil, nil, false},
	} {
		got, err := s.Validate(r.name, r.in)
		if (err != nil) != r.bad || !r.bad && cmp.Diff(r.want, got) != "" {
			t.Errorf("%s %v: %v %v", r.name, r.in, got, err)
		}
	}
}

func facts(s string) fstest.MapFS {
	return fstest.MapFS{"interview/facts.yaml": {Data: []byte(s)}}
}

func TestLoadFactsRefuses(t *testing.T) {
	const a = `- {name: a, type: bool, label: {zh: 甲, en: A}}`
	if _, err := LoadFacts(facts(a)); err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]string{
		"twice":           a + "\n" + a,
		"one language":    `- {name: a, type: bool, label: {zh: 甲}}`,
		"unknown type":    `- {name: a, type: float, label: {zh: 甲, en: A}}`,
		"no options":      `- {name: a, type: enum, label: {zh: 甲, en: A}}`,
		"unknown field":   `- {name: a, type: bool, label: {zh: 甲, en: A}, colour: red}`,
		"a function":      `- {name: known, type: bool, label: {zh: 甲, en: A}}`,
		"bad pattern":     `- {name: a, type: text, label: {zh: 甲, en: A}, pattern: "("}`,
		"unknown fact":    `- {name: a, type: bool, label: {zh: 甲, en: A}, derive: [{when: b}]}`,
		"derived number":  `- {name: a, type: int, label: {zh: 甲, en: A}, derive: [{when: "", value: "3"}]}`,
		"derived nowhere": `- {name: a, type: enum, label: {zh: 甲, en: A}, options: [{value: x, label: {zh: 甲, en: A}}], derive: [{when: "", value: y}]}`,
	} {
		if _, err := LoadFacts(facts(s)); err == nil {
			t.Errorf("%s: loads", name)
		}
	}
}

func TestDerive(t *testing.T) {
	s := load(t).schema
	for _, r := range []struct {
		in   rule.Facts
		name string
		want any
	}{
		{rule.Facts{}, "mode", nil},
		{rule.Facts{"what_is_bought": "shares"}, "mode", nil},
		{rule.Facts{"what_is_bought": "shares", "share_stage": "closing"}, "mode", "SHARE"},
		{rule.Facts{"what_is_bought": "assets"}, "mode", "ASSET"},
		{rule.Facts{"mode": "LIST", "what_is_bought": "assets"}, "mode", "LIST"},
		{rule.Facts{"buyer_overseas": false}, "xborder", nil},
		{rule.Facts{"overseas_access": true}, "xborder", true},
		{rule.Facts{"buyer_overseas": false, "overseas_access": false, "overseas_storage": false}, "xborder", false},
		{rule.Facts{"persons": int64(99999)}, "small", true},
		{rule.Facts{"persons": int64(100000)}, "small", false},
		{rule.Facts{"basis": []string{"contract"}}, "consent_based", false},
		{rule.Facts{"persons": nil}, "persons", nil},
	} {
		if got := s.Derive(r.in)[r.name]; got != r.want {
			t.Errorf("%v: %s is %v, want %v", r.in, r.name, got, r.want)
		}
	}
}

func FuzzValidate(f *testing.F) {
	f.Add("seller_name", "明远")
	s := load(f).schema
	f.Fuzz(func(t *testing.T, name, v string) { s.Validate(name, v) })
}

func FuzzLoadFacts(f *testing.F) {
	f.Add(`- {name: a, type: bool, label: {zh: 甲, en: A}, derive: [{when: "a"}]}`)
	f.Fuzz(func(t *testing.T, s string) {
		if schema, err := LoadFacts(facts(s)); err == nil {
			schema.Derive(rule.Facts{})
		}
	})
}
