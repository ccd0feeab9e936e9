package law

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"qingjiao/assets"
	"qingjiao/i18n"
	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
)

func library(t testing.TB) *Library {
	t.Helper()
	l, err := Load(assets.FS)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestThePackIsWhole(t *testing.T) {
	l := library(t)
	rules := 0
	for _, c := range l.Clocks() {
		if rule, _, second := strings.Cut(c.ID, "."); !second {
			rules++
		} else if _, ok := l.Clock(rule); !ok {
			t.Errorf("%s is a second period of no rule", c.ID)
		}
		if len(c.Law) == 0 && c.Confidence == Verified {
			t.Errorf("%s is verified, and rests on nothing", c.ID)
		}
	}
	if rules != 50 {
		t.Errorf("%d clocks, the table has 50", rules)
	}
	if n := len(l.Thresholds()); n != 15 {
		t.Errorf("%d thresholds, the table has 15", n)
	}
	articles := 0
	for _, s := range l.Statutes() {
		articles += len(s.Articles)
		if len(s.Articles) == 0 && s.Gist.Zh == "" {
			t.Errorf("%s says nothing", s.ID)
		}
	}
	if len(l.Statutes()) < 55 || articles < 270 {
		t.Errorf("%d statutes, %d articles", len(l.Statutes()), articles)
	}
}

// The Cybersecurity Law was renumbered on 2026-01-01: the breach duties moved from 42 to 44.
func TestArticlesOverTime(t *testing.T) {
	l := library(t)
	_, before, err := l.Resolve(Ref{"CSL", "42"}, "2025-06-01")
	if err != nil {
		t.Fatal(err)
	}
	_, after, err := l.Resolve(Ref{"CSL", "42"}, "2026-06-01")
	if err != nil {
		t.Fatal(err)
	}
	_, moved, err := l.Resolve(Ref{"CSL", "44"}, "2026-06-01")
	if err != nil {
		t.Fatal(err)
	}
	if before.Gist == after.Gist || moved.Gist.Zh == after.Gist.Zh {
		t.Errorf("42 says the same before and after: %q", after.Gist.Zh)
	}
	_, earlier, err := l.Resolve(Ref{"CSL", "44"}, "2025-12-31")
	if err != nil || earlier.Gist == moved.Gist || earlier.To != "2026-01-01" || moved.From != "2026-01-01" {
		t.Errorf("44 before its day: %v %+v", err, earlier)
	}
	if _, _, err := l.Resolve(Ref{"CSL", "71"}, "2025-06-01"); !errs.Is(err, errs.NotFound) {
		t.Errorf("71 before its day: %v", err)
	}
	if _, _, err := l.Resolve(Ref{"O25", ""}, "2026-08-31"); !errs.Is(err, errs.NotFound) {
		t.Errorf("Order 25 the day before: %v", err)
	}
	if _, v, err := l.Resolve(Ref{"O25", ""}, "2026-09-01"); err != nil || v.Confidence != Secondary || !strings.Contains(v.Gist.Zh, "官方文本未见") {
		t.Errorf("Order 25 on its day: %v %+v", err, v)
	}
	if _, v, err := l.Resolve(Ref{"GB35273", "9.3"}, "2026-09-01"); err != nil || v.Confidence != KnownHigh {
		t.Errorf("a clause of a standard: %v %+v", err, v)
	}
	if _, v, err := l.Resolve(Ref{"PIPL", "13(1)(2)"}, "2026-06-01"); err != nil || v.Gist.Zh == "" {
		t.Errorf("a paragraph does not lead to its article: %v", err)
	}
	if _, _, err := l.Resolve(Ref{"PIPL", "999"}, "2026-06-01"); !errs.Is(err, errs.NotFound) {
		t.Errorf("an article that is not there: %v", err)
	}
}

func TestCite(t *testing.T) {
	l := library(t)
	for _, c := range []struct {
		ref    string
		zh, en string
	}{
		{"PIPL 23", "个人信息保护法 第二十三条", "PIPL art 23"},
		{"PIPL 51(4)", "个人信息保护法 第五十一条第（四）项", "PIPL art 51(4)"},
		{"PIPL 13(1)(2)", "个人信息保护法 第十三条第一款第（二）项", "PIPL art 13(1)(2)"},
		{"CRIM 253-1", "刑法 第二百五十三条之一", "Criminal Law art 253-1"},
		{"CC 1034", "民法典 第一千零三十四条", "Civil Code art 1034"},
		{"O25", "小型处理者简化措施规定（第25号令）", "Order 25 (small processors)"},
		{"GB35273 9.3", "GB/T 35273-2020 9.3", "GB/T 35273-2020 9.3"},
		{"GB35273", "GB/T 35273-2020", "GB/T 35273-2020"},
	} {
		r, err := Parse(c.ref)
		if err != nil {
			t.Fatal(err)
		}
		if zh, en := l.Cite(r, i18n.ZH), l.Cite(r, i18n.EN); zh != c.zh || en != c.en {
			t.Errorf("%s: %q %q", c.ref, zh, en)
		}
	}
}

func TestDue(t *testing.T) {
	l := library(t)
	cal, err := clock.LoadCalendar(assets.FS)
	if err != nil {
		t.Fatal(err)
	}
	at := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", s, clock.Beijing)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, c := range []struct{ id, start, due string }{
		{"CLK03", "2026-11-23 10:00", "2026-11-23 14:00"},
		{"CLK21", "2026-11-23 10:00", "2026-12-03 23:59"},
		{"CLK23", "2026-09-24 09:00", "2026-10-08 23:59"}, // ends 10-04 in the holiday, moves to the next working day
		{"CLK15", "2026-09-28 09:00", "2026-10-16 23:59"}, // ten working days across the holiday, the make-up Saturday counted
		{"CLK29", "2026-12-31 00:00", "2026-12-01 23:59"}, // thirty days before
		{"CLK08", "2024-02-29 12:00", "2027-02-28 23:59"},
		{"CLK13", "2026-11-23 12:00", "2027-02-01 23:59"}, // 31 January 2027 is a Sunday
		{"CLK31", "2025-12-31 12:00", "2026-02-28 23:59"}, // a Saturday that is worked
		{"CLK21.2", "2026-11-23 10:00", "2026-12-23 23:59"},
		{"CLK50", "2026-11-25 10:00", "2026-11-28 23:59"}, // a Saturday; the rule of another country does not move
		{"CLK16", "2026-11-23 10:00", "2029-11-23 23:59"},
	} {
		k, ok := l.Clock(c.id)
		if !ok {
			t.Fatal(c.id)
		}
		due, ok := k.Due(at(c.start), cal)
		if got := due.Format("2006-01-02 15:04"); !ok || got != c.due {
			t.Errorf("%s from %s: %s, want %s", c.id, c.start, got, c.due)
		}
	}
	k, _ := l.Clock("CLK05")
	if _, ok := k.Due(at("2026-11-23 10:00"), cal); ok {
		t.Error("the law names no number for CLK05")
	}
}

func TestNumeral(t *testing.T) {
	for n, want := range map[int]string{0: "零", 7: "七", 10: "十", 13: "十三", 20: "二十", 23: "二十三", 100: "一百", 101: "一百零一", 110: "一百一十", 253: "二百五十三", 1034: "一千零三十四", 1260: "一千二百六十"} {
		if got := Numeral(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("PIPL 13(1)(2)")
	l := library(f)
	f.Fuzz(func(t *testing.T, s string) {
		if r, err := Parse(s); err == nil {
			l.Cite(r, i18n.ZH)
			l.Resolve(r, "2026-01-01")
			if again, err := Parse(r.String()); err != nil || again != r {
				t.Errorf("%q does not read back", s)
			}
		}
	})
}

const smallStatute = `- {id: X1, name: {zh: 甲, en: A}, short: {zh: 甲, en: A}, kind: law, from: "2020-01-01", confidence: V, source: s, articles: [{no: "1", zh: 甲, en: A}]}`

func pack(statutes string) fstest.MapFS {
	return fstest.MapFS{
		"law/pack.yaml":       {Data: []byte(`date: "2026-01-01"`)},
		"law/statutes/a.yaml": {Data: []byte(statutes)},
		"law/clocks.yaml":     {Data: []byte("[]")},
		"law/thresholds.yaml": {Data: []byte("[]")},
	}
}

func TestLoadRefuses(t *testing.T) {
	if _, err := Load(pack(smallStatute)); err != nil {
		t.Fatal(err)
	}
	for name, statutes := range map[string]string{
		"unknown field":     strings.Replace(smallStatute, "kind:", "kinds:", 1),
		"English missing":   strings.Replace(smallStatute, "zh: 甲, en: A}]", "zh: 甲}]", 1),
		"not a day":         strings.Replace(smallStatute, "2020-01-01", "2020-02-30", 1),
		"ends before":       strings.Replace(smallStatute, `source: s`, `to: "2019-01-01", source: s`, 1),
		"unknown tag":       strings.Replace(smallStatute, "confidence: V", "confidence: W", 1),
		"overlap":           strings.Replace(smallStatute, `[{no`, `[{no: "1", zh: 乙, en: B, from: "2025-01-01"}, {no`, 1),
		"statute twice":     smallStatute + "\n" + smallStatute,
		"too large":         smallStatute + strings.Repeat(" ", maxFile),
		"not a list at all": "x: 1",
	} {
		if _, err := Load(pack(statutes)); err == nil {
			t.Errorf("%s: loads", name)
		}
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(smallStatute)
	f.Add("- &a {id: X1}\n- *a")
	f.Fuzz(func(t *testing.T, statutes string) { Load(pack(statutes)) })
}

func ExampleLibrary_Cite() {
	l, _ := Load(assets.FS)
	fmt.Println(l.Cite(Ref{"PIPL", "23"}, i18n.ZH))
	// Output: 个人信息保护法 第二十三条
}
