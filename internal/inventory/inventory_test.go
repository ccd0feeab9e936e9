package inventory

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"qingjiao/i18n"
	"qingjiao/internal/clock"
)

const day2026 = clock.Date("2026-11-23")

func TestGuessHeader(t *testing.T) {
	for header, want := range map[string]Kind{
		"姓名": Name, "客户姓名": Name, "Full_Name": Name, "手机号码": Mobile, "联系电话": Mobile, "固定电话": Phone, "身份证号": IDNumber,
		" 证件 号码 ": IDNumber, "出生日期": Birth, "住址": Address, "Ｅmail": Email, "银行卡号": Card, "过敏史": Health, "监护人姓名": Guardian,
		"备注": Remark, "会员卡号": Number, "username": Other, "zh": Other, "": Other, "预存余额": Balance,
	} {
		if got := GuessHeader(header); got != want {
			t.Errorf("%q: %s, want %s", header, got, want)
		}
	}
}

func TestResidentID(t *testing.T) {
	// Worked examples printed in GB 11643-1999, annex A.
	for in, birth := range map[string]clock.Date{"11010519491231002X": "1949-12-31", "440524188001010014": "1880-01-01", "１１０１０５ 19491231 002x": "1949-12-31"} {
		if id, got := ResidentID(in); id == "" || got != birth {
			t.Errorf("%s: %q %s", in, id, got)
		}
	}
	for _, in := range []string{"110105194912310021", "11010519490230002X", "1101051949123100", "", "44052418800101001", "ABCDEFGHIJKLMNOPQR"} {
		if id, _ := ResidentID(in); id != "" {
			t.Errorf("%s was accepted", in)
		}
	}
}

func TestBirthDateAndAge(t *testing.T) {
	for in, want := range map[string]clock.Date{
		"2015-03-07": "2015-03-07", "2015/3/7": "2015-03-07", "2015.03.07": "2015-03-07", "20150307": "2015-03-07", "2015年3月7日": "2015-03-07",
		"2015-03-07 00:00:00": "2015-03-07", "2015-02-30": "", "15-3-7": "", "x": "", "2015-3": "", "1700-01-01": "",
	} {
		if got := BirthDate(in); got != want {
			t.Errorf("%s: %q", in, got)
		}
	}
	for _, c := range []struct {
		birth clock.Date
		years int
		want  bool
	}{
		{"2012-11-23", 14, false}, {"2012-11-24", 14, true}, {"2008-11-23", 18, false}, {"2008-11-24", 18, true}, {"", 14, false}, {"2027-01-01", 14, false},
	} {
		if got := Under(c.birth, c.years, day2026); got != c.want {
			t.Errorf("%s under %d: %v", c.birth, c.years, got)
		}
	}
	if !Under("2012-02-29", 14, "2026-02-28") || Under("2012-02-29", 14, "2026-03-01") {
		t.Error("born on 29 February: fourteen on 1 March")
	}
}

func TestMobileNumber(t *testing.T) {
	for in, want := range map[string]string{
		"16012345678": "16012345678", "+86 160-1234-5678": "16012345678", "008616012345678": "16012345678", "１６０12345678": "16012345678", "'16012345678": "16012345678",
		"1601234567": "", "12012345678": "", "010-66550000": "", "": "",
	} {
		if got := MobileNumber(in); got != want {
			t.Errorf("%s: %q", in, got)
		}
	}
}

func TestPersonsAreCountedOnce(t *testing.T) {
	header := []string{"姓名", "手机", "身份证号", "生日", "备注"}
	a, b := "11010519491231002X", "440524188001010014"
	for name, c := range map[string]struct {
		rows [][]string
		want int64
	}{
		"same identity number":             {[][]string{{"甲", "16000000001", a, "", ""}, {"乙", "16000000002", a, "", ""}}, 1},
		"same name and mobile":             {[][]string{{"甲", "16000000001", "", "", ""}, {"甲", "160 0000 0001", "", "", ""}}, 1},
		"family with one mobile":           {[][]string{{"甲", "16000000001", "", "", ""}, {"乙", "16000000001", "", "", ""}}, 2},
		"number known in one row":          {[][]string{{"甲", "16000000001", "", "", ""}, {"甲", "16000000001", a, "", ""}, {"甲", "16000000009", a, "", ""}}, 1},
		"linked later":                     {[][]string{{"甲", "", a, "", ""}, {"甲", "16000000001", "", "", ""}, {"甲", "16000000001", a, "", ""}}, 1},
		"two numbers are two people":       {[][]string{{"甲", "16000000001", a, "", ""}, {"甲", "16000000001", b, "", ""}}, 2},
		"nothing to tell by":               {[][]string{{"甲", "", "", "", ""}, {"甲", "", "", "", ""}}, 2},
		"name and birth without a mobile":  {[][]string{{"甲", "", "", "1990-1-1", ""}, {"甲", "", "", "19900101", ""}}, 1},
		"same name and birth, two mobiles": {[][]string{{"甲", "16000000001", "", "1990-1-1", ""}, {"甲", "16000000002", "", "1990-1-1", ""}}, 2},
	} {
		if s := Summarise(header, slices.Values(c.rows), day2026); s.Persons != c.want || s.Rows != int64(len(c.rows)) {
			t.Errorf("%s: %d persons in %d rows", name, s.Persons, s.Rows)
		}
	}
}

func TestSensitivePersons(t *testing.T) {
	header := []string{"姓名", "手机", "生日", "过敏史", "备注"}
	rows := [][]string{
		{"甲", "16000000001", "", "青霉素", ""},
		{"甲", "16000000001", "", "无", ""},
		{"乙", "16000000002", "", "无", "有高血压"},
		{"丙", "16000000003", "2020-01-01", "", ""},
		{"丁", "16000000004", "2010-01-01", "", "卡 6222021234567894"},
		{"戊", "16000000005", "1990-01-01", "", "下午联系"},
	}
	s := Summarise(header, slices.Values(rows), day2026)
	got := [6]int64{s.Rows, s.Persons, s.Sensitive, s.Minors14, s.Minors18, s.NoBirth}
	if got != [6]int64{6, 5, 4, 1, 2, 2} {
		t.Errorf("rows persons sensitive minors14 minors18 unknown: %v", got)
	}
	if diff := cmp.Diff([]string{"health", "financial", "minor14"}, s.Kinds); diff != "" {
		t.Error(diff)
	}
	if c := s.Columns[3]; c.Kind != Health || c.Class != Sensitive || c.Filled != 1 {
		t.Errorf("%+v", c)
	}
}

func TestColumnsAreToldByTheirValuesToo(t *testing.T) {
	rows := [][]string{{"16000000001", "440524188001010014"}, {"16000000002", "11010519491231002X"}, {"", ""}}
	s := Summarise([]string{"字段一", ""}, slices.Values(rows), day2026)
	if s.Columns[0].Kind != Mobile || s.Columns[1].Kind != IDNumber || s.Columns[1].Name != "#2" {
		t.Errorf("%+v", s.Columns)
	}
	for _, c := range s.Columns {
		for _, sample := range c.Sample {
			if !strings.Contains(sample, "*") || strings.Contains(sample, "0000000") {
				t.Errorf("%s shows %q", c.Name, sample)
			}
		}
	}
}

func TestMaskNeverShowsTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.NewReplacer("*", "x", "＊", "x").Replace(rapid.StringN(1, 40, 120).Draw(t, "cell"))
		k := rapid.SampledFrom([]Kind{Name, Mobile, IDNumber, Birth, Gender, Address, Email, Card, Health, Remark, Other}).Draw(t, "kind")
		plain := Normalise(s)
		if m := Mask(k, s); plain != "" && (m == plain || !strings.Contains(m, "*")) {
			t.Fatalf("%s %q shows %q", k, s, m)
		}
	})
	for k, c := range map[Kind][2]string{Mobile: {"16012345678", "160******78"}, Name: {"王小明", "王**"}, IDNumber: {"11010519491231002X", "1101************2X"}} {
		if got := Mask(k, c[0]); got != c[1] {
			t.Errorf("%s: %s", k, got)
		}
	}
}

func TestFakeCustomers(t *testing.T) {
	rows := FakeCustomers(7, 520)
	if len(rows) != 521 {
		t.Fatalf("%d rows", len(rows))
	}
	if diff := cmp.Diff(rows, FakeCustomers(7, 520)); diff != "" {
		t.Error("the same seed gives another file")
	}
	if cmp.Equal(rows, FakeCustomers(8, 520)) {
		t.Error("another seed gives the same file")
	}
	text := fmt.Sprint(rows)
	for _, want := range []string{"䶮", "𬭚", "·"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
	for _, r := range rows[1:] {
		if len(r) != len(rows[0]) || r[len(r)-1] != fakeMark || !strings.HasPrefix(r[2], "160") {
			t.Fatalf("row is not marked as generated: %d cells", len(r))
		}
		if id, _ := ResidentID(r[3]); r[3] != "" && (id == "" || id[14:17] != "000") {
			t.Errorf("identity number of the wrong form")
		}
	}
	s := Summarise(rows[0], slices.Values(rows[1:]), day2026)
	if s.Persons != 512 || s.Rows != 520 || s.Minors14 == 0 || s.Sensitive <= s.Minors14 || s.Unkeyed != 0 {
		t.Errorf("%+v", s)
	}
}

func TestKindsAndClassesHaveWords(t *testing.T) {
	keys := []string{"class." + string(Sensitive), "class." + string(General), "class." + string(None), "pii." + string(Other)}
	for _, e := range headers {
		keys = append(keys, "pii."+string(e.kind))
	}
	for _, k := range keys {
		if !i18n.Has(i18n.ZH, k) || !i18n.Has(i18n.EN, k) {
			t.Errorf("no words for %s", k)
		}
	}
}

func ExampleSummarise() {
	rows := [][]string{{"王䶮", "160 0000 0001", "2016-05-01"}, {"王䶮", "16000000001", ""}, {"李𬭚", "16000000002", "1980-02-03"}}
	s := Summarise([]string{"姓名", "手机", "出生日期"}, slices.Values(rows), "2026-11-23")
	fmt.Println(s.Rows, s.Persons, s.Minors14)
	// Output: 3 2 1
}

func FuzzCells(f *testing.F) {
	f.Add("11010519491231002X", "王䶮", "2015年3月7日")
	f.Add("+86 160", "'", "20150230")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		s := Summarise([]string{"证件号", "姓名", "出生日期", a}, slices.Values([][]string{{a, b, c, b}, {c, a, b}}), day2026)
		if s.Persons < 1 || s.Persons > 2 {
			t.Fatalf("%d persons in two rows", s.Persons)
		}
	})
}
