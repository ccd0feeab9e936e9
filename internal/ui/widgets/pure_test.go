package widgets

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"qingjiao/internal/clock"
)

// cells14 measures as if Han were 14 wide and everything else 7.
func cells14(s string) float32 {
	var w float32
	for _, r := range s {
		if r > 0x2000 {
			w += 14
		} else {
			w += 7
		}
	}
	return w
}

func TestBreakLines(t *testing.T) {
	for _, tt := range []struct {
		in    string
		width float32
		want  []string
	}{
		{"甲乙丙丁。", 56, []string{"甲乙丙", "丁。"}},
		{"甲乙丙（丁戊）", 56, []string{"甲乙丙", "（丁戊）"}},
		{"甲乙丙《丁》", 56, []string{"甲乙丙", "《丁》"}},
		{"the quick fox", 70, []string{"the quick", "fox"}},
		{"一\n二", 56, []string{"一", "二"}},
		{"aaaaaaaaaaaa", 56, []string{"aaaaaaaa", "aaaa"}},
		{"", 56, []string{""}},
	} {
		if d := cmp.Diff(tt.want, breakLines(tt.in, tt.width, cells14)); d != "" {
			t.Errorf("%q: %s", tt.in, d)
		}
	}
}

func TestBreakingKeepsEveryCharacter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"甲", "。", "，", "“", "”", "《", "》", "（", "）", "a", "b ", "12", "𬭚", "\n", "—", "…"})).Draw(t, "s"), "")
		w := float32(rapid.IntRange(1, 300).Draw(t, "w"))
		lines := breakLines(s, w, cells14)
		strip := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
		if got := strip(strings.Join(lines, "")); got != strip(s) {
			t.Fatalf("%q became %q", s, got)
		}
		for i, l := range lines {
			if utf8.RuneCountInString(strings.TrimSpace(l)) > 1 && cells14(l) > w {
				t.Fatalf("line %d %q is wider than %v", i, l, w)
			}
		}
	})
}

func TestReadDate(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want clock.Date
		ok   bool
	}{
		{"2026-11-23", "2026-11-23", true}, {"20261123", "2026-11-23", true}, {"2026/1/5", "2026-01-05", true},
		{"2026年11月3日", "2026-11-03", true}, {"", "", true}, {" ", "", true},
		{"2026-02-30", "", false}, {"1626-01-01", "", false}, {"明天", "", false}, {strings.Repeat("1", 100), "", false},
	} {
		got, ok := ReadDate(tt.in)
		if got != tt.want || ok != tt.ok {
			t.Errorf("%q: %q %v", tt.in, got, ok)
		}
	}
}

func FuzzReadDate(f *testing.F) {
	f.Add("2026年11月3日")
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := ReadDate(s)
		if ok && d != "" {
			if again, ok := ReadDate(string(d)); !ok || again != d {
				t.Errorf("%q read as %q, then %q", s, d, again)
			}
		}
	})
}

func TestMoney(t *testing.T) {
	for in, want := range map[string]int64{"¥12,345.00": 1234500, "12345.6": 1234560, "0.05": 5, "８": -1, "-1": -1, "1.234": -1, "1.": -1, "": -1, "一百": -1, "999999999999999": -1} {
		got, ok := Cents(in)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%q: %d, want %d", in, got, want)
		}
	}
	if got := Yuan(-123456789); got != "-¥1,234,567.89" {
		t.Error(got)
	}
}

func FuzzCents(f *testing.F) {
	f.Add("¥12,345.6")
	f.Fuzz(func(t *testing.T, s string) {
		n, ok := Cents(s)
		if !ok {
			return
		}
		if again, ok := Cents(Yuan(n)); !ok || again != n {
			t.Errorf("%q: %d written %s read %d", s, n, Yuan(n), again)
		}
	})
}
