package typeset

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/jung-kurt/gofpdf"
	"pgregory.net/rapid"

	"qingjiao/internal/errs"
)

func runs(s string) []Run { return []Run{{Text: s}} }

func contract(n int) *Document {
	d := &Document{Title: "员工保密协议", Header: "员工保密协议", Number: "示例-D03-2026-0001", Lang: ZH, QR: "示例-D03-2026-0001 sha256:0123456789abcdef", Note: "法规库 2026-11-01　本文书不构成法律意见", Created: 1795000000}
	d.First = append(d.First, Block{Kind: KeyValues, Pairs: []Pair{
		{Key: runs("甲方"), Value: runs("上海*远帆*信息咨询有限公司")}, {Key: runs("统一社会信用代码"), Value: runs("91310115MA1XXXXX7T")},
		{Key: runs("乙方"), Value: runs("王𬭚、李䶮、阿卜杜·热合曼")}, {Key: runs("住所"), Value: []Run{{Text: "＿＿＿＿＿＿", Blank: true}}},
	}})
	d.First = append(d.First, Block{Kind: Paragraph, Runs: runs("鉴于乙方在履行职务中将接触甲方客户的个人信息和商业秘密——无论其载体为何，依据《中华人民共和国民法典》《中华人民共和国个人信息保护法》及其他有关法律、法规的规定，双方本着平等、自愿、诚实信用的原则，订立本协议，以资共同遵守。")})
	for i := range n {
		d.First = append(d.First,
			Block{Kind: Heading, ID: "a", Label: fmt.Sprintf("第%d条", i+1), Runs: runs("客户信息的范围")},
			Block{Kind: Clause, ID: "b", Label: fmt.Sprintf("%d.1", i+1), Runs: runs("本协议所称“客户信息”，是指甲方以书面、口头、电子数据或者其他任何形式向乙方披露的，包括姓名、住址、联系方式、交易习惯、意向和内容；编号为HT-2024-0173的合同（API documentation）、人民币伍拾万元整（¥500,000.00）等，均在此列。")},
			Block{Kind: Item, Level: 1, Label: "（1）", Runs: runs("不得私自复制、拍照、转发；不得存入个人手机、微信、网盘……")},
			Block{Kind: Item, Level: 1, Label: "（2）", Runs: runs("发现泄露、篡改、丢失的，应当立即报告（不晚于24小时）。")})
	}
	rows := [][][]Run{}
	for i := range 30 {
		rows = append(rows, [][]Run{runs(fmt.Sprint(i + 1)), runs("2023—2025年度重点客户名录及历史成交价格明细表（含联系人姓名、手机号码及电子邮箱）"), runs("纸质"), runs(fmt.Sprintf("%d", 137*(i+1)))})
	}
	d.First = append(d.First, Block{Kind: Table, Table: &Grid{Widths: []float64{1, 6, 2, 2}, Align: []byte("clcr"), Header: [][]Run{runs("序号"), runs("资料名称"), runs("载体"), runs("数量（件）")}, Rows: rows}},
		Block{Kind: Checks, Items: [][]Run{runs("同意"), runs("不同意")}},
		Block{Kind: Center, Runs: runs("（以下无正文）")},
		Block{Kind: Signatures, Signs: []Sign{{Party: "甲方（盖章）：上海远帆信息咨询有限公司", Lines: []string{"授权代表（签字）：", "日期："}}, {Party: "乙方（签字）：王𬭚", Lines: []string{"签字：", "日期："}}}})
	return d
}

func strip(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\f' {
			return -1
		}
		return r
	}, s)
}

func pdftotext(t testing.TB, pdf []byte) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	name := filepath.Join(t.TempDir(), "x.pdf")
	if err := os.WriteFile(name, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-enc", "UTF-8", "-raw", name, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// keep leaves samples behind for eyes to look at: QJ_KEEP=DIR.
func keep(t *testing.T, name string, pdf []byte) {
	if dir := os.Getenv("QJ_KEEP"); dir != "" {
		os.MkdirAll(dir, 0o755)
		if err := os.WriteFile(filepath.Join(dir, name), pdf, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestContract(t *testing.T) {
	d := contract(6)
	d.Draft = "草稿"
	pdf, err := PDF(d)
	if err != nil {
		t.Fatal(err)
	}
	keep(t, "contract.pdf", pdf)
	again, _ := PDF(d)
	if !bytes.Equal(pdf, again) {
		t.Error("the same document gives other bytes")
	}
	got := strip(pdftotext(t, pdf))
	for _, b := range d.First {
		if want := strip(plain(b.Runs)); !strings.Contains(acrossPages(got), want) && b.Kind != Table {
			t.Errorf("lost: %s", want)
		}
	}
	for _, want := range []string{"王𬭚、李䶮、阿卜杜·热合曼", "91310115MA1XXXXX7T", "示例-D03-2026-0001", "第1页", "HT-2024-0173"} {
		if !strings.Contains(got, want) {
			t.Errorf("lost: %s", want)
		}
	}
	if n := strings.Count(got, "资料名称"); n < 2 {
		t.Errorf("the table's header stands %d times", n)
	}
}

// acrossPages takes running texts out, so that a sentence over a page break stays whole.
func acrossPages(s string) string {
	for _, cut := range []string{"员工保密协议编号：示例-D03-2026-0001", "法规库2026-11-01本文书不构成法律意见"} {
		s = strings.ReplaceAll(s, cut, "")
	}
	for i := range 20 {
		for n := range 20 {
			s = strings.ReplaceAll(s, fmt.Sprintf("第%d页共%d页", i+1, n+1), "")
		}
	}
	return s
}

func TestQPDF(t *testing.T) {
	if _, err := exec.LookPath("qpdf"); err != nil {
		t.Skip("qpdf is not installed")
	}
	pdf, err := PDF(contract(3))
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "x.pdf")
	os.WriteFile(name, pdf, 0o600)
	if out, err := exec.Command("qpdf", "--check", name).CombinedOutput(); err != nil {
		t.Errorf("%s", out)
	}
	if out, err := exec.Command("pdffonts", name).Output(); err == nil {
		for _, l := range strings.Split(strings.TrimSpace(string(out)), "\n")[2:] {
			if f := strings.Fields(l); !strings.Contains(f[0], "+") || f[len(f)-5] != "yes" || f[len(f)-4] != "yes" {
				t.Errorf("font not embedded and cut: %s", l)
			}
		}
	}
}

func TestBilingual(t *testing.T) {
	zh, en := contract(3), contract(3)
	var second []Block
	for _, b := range en.First {
		b.Lang = EN
		switch b.Kind {
		case Paragraph, Clause, Item:
			b.Runs = runs("“Confidential Information” means any technical, business or other commercial information disclosed by Party A to Party B in written, oral, electronic or any other form, which is unknown to the public.")
			b.Label = strings.NewReplacer("（", "(", "）", ")").Replace(b.Label)
		case Heading:
			b.Runs, b.Label = runs("Definition of Confidential Information"), "Article 1"
		case KeyValues:
			b.Pairs = slices.Clone(b.Pairs)
			for i := range b.Pairs {
				b.Pairs[i] = Pair{Key: runs("Party A (Disclosing Party)"), Value: runs("Shanghai Yuanfan Information Consulting Co., Ltd.")}
			}
		case Center:
			b.Runs = runs("(The remainder of this page is intentionally left blank)")
		case Checks:
			b.Items = [][]Run{runs("I agree"), runs("I do not agree")}
		}
		second = append(second, b)
	}
	zh.Second, zh.Title2, zh.Draft = second, "Employee Confidentiality Agreement", "草稿"
	pdf, err := PDF(zh)
	if err != nil {
		t.Fatal(err)
	}
	keep(t, "bilingual.pdf", pdf)
	zh.Second = second[1:]
	if _, err := PDF(zh); !errs.Is(err, errs.Invalid) {
		t.Errorf("languages that differ: %v", err)
	}
	one := &Document{Title: "Employee Confidentiality Agreement", Header: "Employee Confidentiality Agreement", Number: "SAMPLE-D03-2026-0001", Lang: EN, First: second, Created: 1795000000, QR: "x"}
	pdf, err = PDF(one)
	if err != nil {
		t.Fatal(err)
	}
	keep(t, "english.pdf", pdf)
}

func TestMissingGlyphIsRefusedByName(t *testing.T) {
	_, err := PDF(&Document{First: []Block{{Runs: runs("张\U000203B7三")}}})
	e, _ := err.(*errs.Error)
	if !errs.Is(err, errs.Invalid) || !strings.Contains(fmt.Sprint(e.Args), "U+203B7") {
		t.Errorf("got %v", err)
	}
}

// No line of Chinese begins with a closing mark or ends with an opening one.
func TestLinesKeepTheRules(t *testing.T) {
	alphabet := []rune("中文客户信息保密，。、；：“”（）《》——……123ABCa b·-/")
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOfN(rapid.SampledFrom(alphabet), 1, 400).Draw(t, "text"))
		width := rapid.Float64Range(60, 400).Draw(t, "width")
		missing := map[rune]bool{}
		gs := shape(runs(s), style{bodySize, false, ZH}, missing)
		lines := breakLines(gs, width, 2*bodySize, bodySize, true)
		var all []rune
		for i, ln := range lines {
			for k, g := range ln.glyphs {
				all = append(all, g.r)
				if k > 0 && ln.x[k] < ln.x[k-1]-0.01 {
					t.Fatalf("characters run backwards in %q", s)
				}
			}
			if len(ln.glyphs) < 4 {
				continue
			}
			if first := ln.glyphs[0]; i > 0 && first.kind == closer && len(lines[i-1].glyphs) > 3 && hasBreak(lines[i-1].glyphs) {
				t.Fatalf("a line begins with %c in %q", first.r, s)
			}
			if last := ln.glyphs[len(ln.glyphs)-1]; i+1 < len(lines) && last.kind == opener && hasBreak(ln.glyphs) {
				t.Fatalf("a line ends with %c in %q", last.r, s)
			}
		}
		want := strings.ReplaceAll(strip(s), "——", "⸺")
		if strip(string(all)) != want {
			t.Fatalf("lost characters: %q became %q", want, string(all))
		}
	})
}

func hasBreak(gs []glyph) bool {
	return slices.ContainsFunc(gs, func(g glyph) bool { return g.brk })
}

// Whatever the text, every character of it is in the PDF, in order.
func TestNoCharacterIsLost(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	alphabet := []rune("个人信息保护法第二十三条，。、；：“”《》（）【】欧阳王李张𬭚𫖯䶮·0123456789ABCxyz%¥—…-/")
	rapid.Check(t, func(rt *rapid.T) {
		s := string(rapid.SliceOfN(rapid.SampledFrom(alphabet), 1, 300).Draw(rt, "text"))
		pdf, err := PDF(&Document{Lang: ZH, First: []Block{{Runs: runs(s)}}})
		if err != nil {
			rt.Fatal(err)
		}
		want := strip(s) + "第1页共1页"
		if got := strip(pdftotext(t, pdf)); got != want {
			rt.Fatalf("got %q\nwant %q", got, want)
		}
	})
}

func TestBreaks(t *testing.T) {
	for _, c := range []struct {
		s    string
		lang Lang
		want []int
	}{
		{"客户，信息", ZH, []int{1, 3, 4, 5}},
		{"（客户）", ZH, []int{2, 4}},
		{"说“好”了", ZH, []int{1, 4, 5}},
		{"HT-2024-01", ZH, []int{10}},
		{"a b", EN, []int{2, 3}},
	} {
		if got := Breaks(c.s, c.lang); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.s, got, c.want)
		}
	}
}

func TestWrapText(t *testing.T) {
	got := WrapText("个人信息，是指与自然人有关的信息。", ZH, 5, func(rune) float64 { return 1 })
	if strings.Join(got, "|") != "个人信息，|是指与自然|人有关的信|息。" {
		t.Errorf("%q", got)
	}
}

func FuzzLayout(f *testing.F) {
	f.Add("客户“信息”——", true)
	f.Fuzz(func(t *testing.T, s string, zh bool) {
		lang := EN
		if zh {
			lang = ZH
		}
		Layout(&Document{Title: s, Header: s, Draft: s, Lang: lang, First: []Block{
			{Kind: Clause, Label: s, Runs: runs(s)}, {Kind: KeyValues, Pairs: []Pair{{Key: runs(s), Value: runs(s)}}},
			{Kind: Table, Table: &Grid{Header: [][]Run{runs(s)}, Rows: [][][]Run{{runs(s), runs(s)}}}},
			{Kind: Signatures, Signs: []Sign{{Party: s, Lines: []string{s}}}},
		}})
	})
}

func letter(i int) *Document {
	d := contract(1)
	d.First[0].Pairs[0].Value = runs(fmt.Sprintf("客户%d", i))
	d.First = append(d.First[:5:5], Block{Kind: Table, Table: &Grid{Header: [][]Run{runs("项目"), runs("内容")}, Rows: [][][]Run{{runs("接收方"), runs("康和医疗管理有限公司")}, {runs("联系方式"), runs("010-5550 0202")}, {runs("目的"), runs("继续提供诊疗服务")}}}})
	return d
}

func BenchmarkLetter(b *testing.B) {
	for i := range b.N {
		if _, err := PDF(letter(i)); err != nil {
			b.Fatal(err)
		}
	}
}

func ExamplePDF() {
	pdf, err := PDF(&Document{Title: "告知书", Lang: ZH, First: []Block{{Runs: []Run{{Text: "您的信息将由康和医疗继续保管。"}}}}})
	fmt.Println(err, bytes.HasPrefix(pdf, []byte("%PDF-1.7")))
	// Output: <nil> true
}

// TestBenchTable prints the time of a letter beside gofpdf's own way of setting it (QJ_BENCH=1).
// The rival gets the same cut font, and still loses a character at every line it breaks.
func TestBenchTable(t *testing.T) {
	if os.Getenv("QJ_BENCH") == "" {
		t.Skip("set QJ_BENCH=1")
	}
	const n = 100
	best := func(f func(int)) time.Duration {
		least := time.Hour
		for range 3 {
			start := time.Now()
			for i := range n {
				f(i)
			}
			least = min(least, time.Since(start))
		}
		return least / n
	}
	ours := best(func(i int) {
		if _, err := PDF(letter(i)); err != nil {
			t.Fatal(err)
		}
	})
	text := pdfText(letter(0))
	codes := map[uint16]rune{}
	for _, r := range text {
		if r <= 0xFFFF {
			codes[uint16(r)] = r
		}
	}
	multicell := func(font []byte) func(int) {
		return func(int) {
			p := gofpdf.New("P", "pt", "A4", "")
			p.AddUTF8FontFromBytes("f", "", slices.Clone(font))
			p.AddPage()
			p.SetFont("f", "", 11)
			p.MultiCell(440, 18, text, "", "L", false)
			var out bytes.Buffer
			p.Output(&out)
		}
	}
	cut := best(multicell(faceOf[Serif]().cut(codes)))
	start := time.Now()
	multicell(FaceData(Serif))(0)
	full := time.Since(start)
	fmt.Printf("typeset: one letter as a PDF of its own\n")
	fmt.Printf("  %-44s %8.2f ms  1.00\n", "Qingjiao (four faces, exact lines)", ours.Seconds()*1e3)
	fmt.Printf("  %-44s %8.2f ms  %.2f\n", "gofpdf MultiCell, font cut by us", cut.Seconds()*1e3, cut.Seconds()/ours.Seconds())
	fmt.Printf("  %-44s %8.2f ms  %.2f\n", "gofpdf MultiCell, whole font", full.Seconds()*1e3, full.Seconds()/ours.Seconds())
}

func pdfText(d *Document) string {
	p, _ := Layout(d)
	return strings.Map(func(r rune) rune {
		if r > 0xFFFF {
			return '字'
		}
		return r
	}, p.Text())
}
