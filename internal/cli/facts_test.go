package cli

import (
	"strings"
	"testing"

	"qingjiao/internal/errs"
)

func TestFactsFileIsBounded(t *testing.T) {
	bomb := "name: x\nfacts:\n  a0: &a0 [z, z, z, z, z, z, z, z, z, z]\n"
	for i := 1; i < 9; i++ {
		p := string(rune('0' + i - 1))
		bomb += "  a" + string(rune('0'+i)) + ": &a" + string(rune('0'+i)) + " [" + strings.TrimSuffix(strings.Repeat("*a"+p+", ", 10), ", ") + "]\n"
	}
	for name, src := range map[string]string{
		"bomb": bomb, "deep": "facts: " + strings.Repeat("[", 100000), "other key": "name: x\nsecret: 1\n", "list": "- 1\n", "float": "facts: {a: 1.5}\n",
		"twice": "facts: {a: 1, a: 2}\n", "map in map": "facts: {a: {b: 1}}\n",
	} {
		if _, _, err := parseFacts([]byte(src)); !errs.Is(err, errs.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	name, facts, err := parseFacts([]byte("name: 一案\nfacts:\n  a: true\n  b: 12\n  c: 2026-11-23\n  d: [x, y]\n  e: \"007\"\n"))
	if err != nil || name != "一案" || facts["a"] != true || facts["b"] != int64(12) || facts["c"] != "2026-11-23" || facts["e"] != "007" {
		t.Errorf("%s %v %v", name, facts, err)
	}
}

func FuzzFacts(f *testing.F) {
	f.Add([]byte("name: x\nfacts:\n  a: [b]\n  c: -1\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, facts, err := parseFacts(b); err != nil && facts != nil {
			t.Fatal("facts beside an error")
		}
	})
}
