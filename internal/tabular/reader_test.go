package tabular

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"qingjiao/internal/errs"
)

func readAll(t testing.TB, src []byte, o Options) (header []string, rows [][]string, d Detected, f Findings) {
	t.Helper()
	r, d, err := Open(bytes.NewReader(src), o)
	if err != nil {
		t.Fatal(err)
	}
	for {
		row, err := r.Next()
		if err == io.EOF {
			return r.Header(), rows, d, r.Findings()
		}
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, row)
	}
}

type appendOrder interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

func encoded(t testing.TB, s string, e Encoding) []byte {
	t.Helper()
	var order appendOrder = binary.LittleEndian
	switch e {
	case GB18030:
		b, err := EncodeGB18030(s)
		if err != nil {
			t.Fatal(err)
		}
		return b
	case UTF16BE:
		order = binary.BigEndian
		fallthrough
	case UTF16LE:
		var out []byte
		for _, u := range utf16.Encode([]rune(s)) {
			out = order.AppendUint16(out, u)
		}
		return out
	}
	return []byte(s)
}

const people = "姓名,手机号,备注\r\n王䶮,13800000001,\"说：\"\"好\"\"，\n明天来\"\r\n𬭚·艾山江,13800000002,\r\n"

func TestEveryEncodingGivesTheSameRows(t *testing.T) {
	wantHeader := []string{"姓名", "手机号", "备注"}
	want := [][]string{{"王䶮", "13800000001", "说：\"好\"，\n明天来"}, {"𬭚·艾山江", "13800000002", ""}}
	for _, c := range []struct {
		name string
		src  []byte
		e    Encoding
		bom  bool
	}{
		{"utf-8", encoded(t, people, UTF8), UTF8, false},
		{"utf-8 with mark", encoded(t, "\uFEFF"+people, UTF8), UTF8, true},
		{"gb18030", encoded(t, people, GB18030), GB18030, false},
		{"gb18030 with mark", encoded(t, "\uFEFF"+people, GB18030), GB18030, true},
		{"utf-16le with mark", encoded(t, "\uFEFF"+people, UTF16LE), UTF16LE, true},
		{"utf-16be with mark", encoded(t, "\uFEFF"+people, UTF16BE), UTF16BE, true},
		{"utf-16le", encoded(t, people, UTF16LE), UTF16LE, false},
		{"utf-16be", encoded(t, people, UTF16BE), UTF16BE, false},
	} {
		header, rows, d, f := readAll(t, c.src, Options{})
		if d.Encoding != c.e || d.BOM != c.bom || !d.Sure || d.Comma != ',' || d.Size != int64(len(c.src)) {
			t.Errorf("%s: %+v", c.name, d)
		}
		if diff := cmp.Diff(wantHeader, header); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if diff := cmp.Diff(want, rows); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
		if f.Total() != 0 {
			t.Errorf("%s: %+v", c.name, f)
		}
	}
}

func TestShapesOfRows(t *testing.T) {
	for name, c := range map[string]struct {
		src    string
		comma  rune
		want   [][]string
		ragged int64
	}{
		"tab":                     {"a\tb\n1\t2,3\n", '\t', [][]string{{"1", "2,3"}}, 0},
		"semicolon":               {"a;b\n1;2\n3;4\n", ';', [][]string{{"1", "2"}, {"3", "4"}}, 0},
		"short row":               {"a,b,c\n1,2\n", ',', [][]string{{"1", "2", ""}}, 1},
		"long row keeps its tail": {"a,b\n1,2,3\n", ',', [][]string{{"1", "2,3"}}, 1},
		"empty cells beyond":      {"a,b,,\n1,2,,\n", ',', [][]string{{"1", "2"}}, 0},
		"blank rows":              {"a,b\n\n,\n1,2\n \n", ',', [][]string{{"1", "2"}}, 0},
		"old mac":                 {"a,b\r1,2\r3,4", ',', [][]string{{"1", "2"}, {"3", "4"}}, 0},
		"quote inside a cell":     {"a,b\n5\"x,y\"z\n", ',', [][]string{{"5\"x", "y\"z"}}, 0},
		"text after the quote":    {"a,b\n\"x\"y,2\n", ',', [][]string{{"xy", "2"}}, 0},
		"quoted line break":       {"a,b\n\"x\r\ny\",2\n", ',', [][]string{{"x\r\ny", "2"}}, 0},
		"last line unfinished":    {"a,b\n1,\"2\"", ',', [][]string{{"1", "2"}}, 0},
		"one column":              {"a\n1\n", ',', [][]string{{"1"}}, 0},
	} {
		_, rows, d, f := readAll(t, []byte(c.src), Options{})
		if d.Comma != c.comma {
			t.Errorf("%s: separator %q", name, d.Comma)
		}
		if diff := cmp.Diff(c.want, rows); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if f.Ragged != c.ragged {
			t.Errorf("%s: %d ragged", name, f.Ragged)
		}
	}
}

func TestFindingsNameTheCell(t *testing.T) {
	src, err := EncodeGB18030("姓名,备注\n张三,无\n李\uE000,好\n")
	if err != nil {
		t.Fatal(err)
	}
	src = append(src, encoded(t, strings.Repeat("王五六七八,一二三四五六七八九十\n", 100), GB18030)...)
	src = append(src, "\xB0,ok\nx\x07,y\n"...)
	_, rows, d, f := readAll(t, src, Options{})
	if d.Encoding != GB18030 || d.Sure {
		t.Errorf("%+v", d)
	}
	if len(rows) != 104 {
		t.Errorf("%d rows", len(rows))
	}
	want := Findings{Replaced: 1, Private: 1, Control: 1, List: []Finding{{2, 0, Private}, {103, 0, Replaced}, {104, 0, Control}}}
	if diff := cmp.Diff(want, f); diff != "" {
		t.Error(diff)
	}
}

func TestOpenRefuses(t *testing.T) {
	long := "a,b\n" + strings.Repeat("x", 2000) + ",1\n"
	for name, c := range map[string]struct {
		src string
		o   Options
		key string
	}{
		"spreadsheet":     {"PK\x03\x04rest", Options{}, "tabular.not_text"},
		"old spreadsheet": {"\xD0\xCF\x11\xE0\xA1\xB1", Options{}, "tabular.not_text"},
		"binary":          {"a,b\x00\x00\x01\n1,2\n", Options{}, "tabular.not_text"},
		"empty":           {"", Options{}, "tabular.empty"},
		"mark only":       {"\xEF\xBB\xBF", Options{}, "tabular.empty"},
		"no encoding":     {"\xFF\xB0\xFF\x80\xE4,\xFF\n", Options{}, "tabular.encoding"},
		"open quote":      {"a,b\n\"x,1\n2,3\n", Options{}, "tabular.quote"},
		"long cell":       {long, Options{MaxField: 1000}, "tabular.field"},
		"long row":        {long, Options{MaxRow: 1500}, "tabular.row"},
		"many rows":       {"a\n1\n2\n3\n", Options{MaxRows: 2}, "tabular.rows"},
		"many columns":    {"a,b,c\n", Options{MaxColumns: 2}, "tabular.columns"},
		"separator":       {"a,b\n", Options{Comma: '"'}, "tabular.comma"},
	} {
		r, _, err := Open(strings.NewReader(c.src), c.o)
		for err == nil {
			_, err = r.Next()
		}
		if e, ok := err.(*errs.Error); !ok || e.Key != c.key || e.Kind != errs.Invalid {
			t.Errorf("%s: %v, want %s", name, err, c.key)
		}
	}
}

func TestMillionCellsInBoundedMemory(t *testing.T) {
	line := encoded(t, "张三,13800000001,北京市海淀区示例路1号\n", GB18030)
	src := append(encoded(t, "姓名,手机,地址\n", GB18030), bytes.Repeat(line, 50000)...)
	r, _, err := Open(bytes.NewReader(src), Options{})
	if err != nil {
		t.Fatal(err)
	}
	allocs := testing.AllocsPerRun(1000, func() {
		if _, err := r.Next(); err != nil {
			t.Fatal(err)
		}
	})
	if allocs > 3 {
		t.Errorf("%.0f allocations a row", allocs)
	}
}

func TestDefuse(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+8613800000001": "+8613800000001", "+86 138": "'+86 138", "-5": "-5", "-5.20": "-5.20", "-x": "'-x", "@a": "'@a", "＝cmd": "'＝cmd",
		"\tx": "'\tx", "  =1": "'  =1", "王": "王", "": "", "a=1": "a=1",
	} {
		if got := Defuse(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func TestWrittenCSVIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.OneOf(rapid.StringMatching(`[a王 ,"=@']{0,6}`), rapid.SampledFrom([]string{"x\ny", "=SUM(A1)", "", "\"", "张三"}))
		row := rapid.SliceOfN(cell, 2, 2)
		header := []string{"名", "值"}
		rows := rapid.SliceOfN(row, 0, 8).Draw(t, "rows")
		var b bytes.Buffer
		if err := WriteCSV(&b, header, slices.Values(rows)); err != nil {
			t.Fatal(err)
		}
		std := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b.Bytes(), []byte("\uFEFF"))))
		got, err := std.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		want := [][]string{header}
		for _, r := range rows {
			want = append(want, []string{Defuse(r[0]), Defuse(r[1])})
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		r, d, err := Open(bytes.NewReader(b.Bytes()), Options{Comma: ','})
		if err != nil || d.Encoding != UTF8 || !d.BOM {
			t.Fatal(d, err)
		}
		for _, w := range want[1:] {
			if blank(w) {
				continue
			}
			g, err := r.Next()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(w, g); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

func TestWriteXLSXKeepsDigitsAndRunsNothing(t *testing.T) {
	rows := [][]string{{"110101199003070000", "=HYPERLINK(\"x\")"}, {"𬭚", "a\x07b\nc"}}
	var b bytes.Buffer
	if err := WriteXLSX(&b, "接触人员/2026", []string{"证件号", "备注"}, slices.Values(rows)); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := f.GetRows("接触人员_2026")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"证件号", "备注"}, {"110101199003070000", "=HYPERLINK(\"x\")"}, {"𬭚", "ab\nc"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if formula, _ := f.GetCellFormula("接触人员_2026", "B2"); formula != "" {
		t.Errorf("formula %q", formula)
	}
	if err := WriteXLSX(io.Discard, "x", []string{"a"}, slices.Values([][]string{{strings.Repeat("字", 32768)}})); !errs.Is(err, errs.Invalid) {
		t.Errorf("a cell was cut: %v", err)
	}
}

func FuzzOpen(f *testing.F) {
	for _, e := range []Encoding{UTF8, GB18030, UTF16LE, UTF16BE} {
		f.Add(encoded(f, people, e))
	}
	f.Add([]byte("a;b\r1;\"2"))
	f.Add([]byte("\x84\x31\x95\x33a\n\xB0"))
	f.Fuzz(func(t *testing.T, src []byte) {
		r, _, err := Open(bytes.NewReader(src), Options{MaxField: 1 << 10, MaxRow: 1 << 12, MaxColumns: 50, MaxRows: 1000})
		if err != nil {
			return
		}
		for {
			row, err := r.Next()
			if err != nil {
				return
			}
			if len(row) != len(r.Header()) {
				t.Fatalf("%d cells under %d columns", len(row), len(r.Header()))
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	line := encoded(b, "张三,13800000001,北京市海淀区示例路1号,\"备注，无\"\n", GB18030)
	src := append(encoded(b, "姓名,手机,地址,备注\n", GB18030), bytes.Repeat(line, 20000)...)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		r, _, err := Open(bytes.NewReader(src), Options{})
		if err != nil {
			b.Fatal(err)
		}
		for {
			if _, err := r.Next(); err != nil {
				break
			}
		}
	}
}
