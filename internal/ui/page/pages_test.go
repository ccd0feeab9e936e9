package page

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"qingjiao/i18n"
	"qingjiao/internal/checklist"
	"qingjiao/internal/rule"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
)

// words are all texts that a screen shows now.
func words(o fyne.CanvasObject) string {
	var b strings.Builder
	var walk func(fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		switch x := o.(type) {
		case *widgets.Text:
			b.WriteString(x.Text() + "\n")
		case *widgets.Para:
			b.WriteString(x.Text() + "\n")
		case *fyne.Container:
			for _, c := range x.Objects {
				walk(c)
			}
			return
		}
		if w, ok := o.(fyne.Widget); ok {
			for _, c := range test.WidgetRenderer(w).Objects() {
				walk(c)
			}
		}
	}
	walk(o)
	return b.String()
}

// key is a key of the catalogue that nobody translated.
var key = regexp.MustCompile(`\b(page|door|shell|registerpage|paperpage|event|role)\.[a-z_]+`)

func says(t *testing.T, screen Screen, want ...string) {
	t.Helper()
	got := words(screen.Content())
	for _, w := range want {
		if !strings.Contains(got, w) {
			t.Errorf("the screen does not say %q; it says:\n%s", w, got)
		}
	}
}

func TestHome(t *testing.T) {
	home := func(e *Env) Screen { return NewHome(e) }
	s, h := on(t, theme.Light, i18n.ZH, home)
	says(t, h, "明远诊所", "恒达超市", "东方云帆", "办理签署")
	tasks := h.(*Home).view.Tasks
	for i := 1; i < len(tasks); i++ {
		if tasks[i].Due != "" && (tasks[i-1].Due == "" || tasks[i-1].Due > tasks[i].Due) {
			t.Errorf("task %d is due %s after %s", i, tasks[i].Due, tasks[i-1].Due)
		}
	}
	h.(*Home).all = true
	h.(*Home).show()
	for _, x := range tasks {
		says(t, h, x.Title.Zh)
	}
	s.env.Lang = i18n.EN
	h.Reload()
	says(t, h, "Matters", "New matter")
	pictures(t, "home", home)
}

func TestMattersAreFound(t *testing.T) {
	_, m := on(t, theme.Light, i18n.ZH, func(e *Env) Screen { return NewMatters(e, "registers") })
	m.(*Matters).query = "康和"
	m.(*Matters).fill()
	says(t, m, "明远诊所")
	if strings.Contains(words(m.Content()), "恒达超市") {
		t.Error("a matter that does not match is shown")
	}
	m.(*Matters).query = "没有这个"
	m.(*Matters).fill()
	says(t, m, "没有找到")
	pictures(t, "matters", func(e *Env) Screen { return NewMatters(e, "") })
}

func TestAMatterBeginsWithItsName(t *testing.T) {
	s, b := on(t, theme.Light, i18n.ZH, func(e *Env) Screen { return NewBeginning(e) })
	b.(*Beginning).begin()
	says(t, b, "请先起个名字")
	if len(s.gone) > 0 {
		t.Fatal("a matter without a name was begun")
	}
	pictures(t, "beginning", func(e *Env) Screen { return NewBeginning(e) })
}

func TestOverview(t *testing.T) {
	clinic := func(e *Env) Screen { return NewOverview(e, kept.ids["明远诊所"]) }
	s, o := on(t, theme.Light, i18n.ZH, clinic)
	says(t, o, "第二十三条", "有争议", "必须", "关口")
	o.(*Overview).share()
	if s.win.Canvas().Overlays().Top() == nil {
		t.Error("sharing with nobody says nothing")
	}
	_, o = on(t, theme.Light, i18n.ZH, func(e *Env) Screen { return NewOverview(e, kept.ids["东方云帆"]) })
	if o.(*Overview).path.MayOverride() == nil {
		t.Error("the sample's share deal should not be contested")
	}
	pictures(t, "overview", clinic)
}

func TestChecklist(t *testing.T) {
	clinic := func(e *Env) Screen {
		c := NewChecklist(e, kept.ids["明远诊所"])
		c.Open("1.1")
		return c
	}
	_, c := on(t, theme.Light, i18n.ZH, clinic)
	list := c.(*Checklist)
	if list.point != "1.1" || list.section != 1 {
		t.Errorf("opened %s in section %d", list.point, list.section)
	}
	says(t, c, "依据", "证据")
	list.Open(string(checklist.Destruction))
	if list.stage != checklist.Destruction {
		t.Errorf("stage %s", list.stage)
	}
	list.bySection = true
	for n := 0; n <= 20; n++ { // every section can be shown
		list.section = n
		list.show()
	}
	pictures(t, "checklist", clinic)
}

func TestData(t *testing.T) {
	clinic := func(e *Env) Screen { return NewData(e, kept.ids["明远诊所"]) }
	_, d := on(t, theme.Light, i18n.ZH, clinic)
	says(t, d, "512 人", "会员资料导出.csv")
	s, d := on(t, theme.Light, i18n.ZH, func(e *Env) Screen { return NewData(e, kept.ids["东方云帆"]) })
	says(t, d, "把客户文件拖到这里")
	d.(*Data).Drop("/nowhere/customers.xlsx")
	if s.win.Canvas().Overlays().Top() == nil {
		t.Error("a file that cannot be read is taken without a word")
	}
	pictures(t, "data", clinic)
}

func TestRegisters(t *testing.T) {
	clinic := func(e *Env) Screen {
		r := NewRegisters(e, kept.ids["明远诊所"])
		r.Open("access")
		return r
	}
	_, r := on(t, theme.Light, i18n.ZH, clinic)
	reg := r.(*Registers)
	if len(reg.rows) != 5 {
		t.Fatalf("%d people", len(reg.rows))
	}
	reg.query = "康和"
	reg.filter()
	if len(reg.rows) != 2 {
		t.Errorf("%d people of 康和", len(reg.rows))
	}
	reg.query = ""
	reg.states["listed"] = true
	reg.filter()
	if len(reg.rows) != 1 {
		t.Errorf("%d people listed only", len(reg.rows))
	}
	clear(reg.states)
	reg.pick(map[string]bool{"title": true})
	if got := reg.order(); !slices.Equal(got, []string{"name", "state", "title"}) {
		t.Errorf("columns %v", got)
	}
	delete(reg.chosen, "access")
	reg.column, reg.desc = 0, true
	reg.filter()
	for i := 1; i < len(reg.rows); i++ {
		if reg.rows[i-1].Name < reg.rows[i].Name {
			t.Error("not sorted downwards by name")
		}
	}
	reg.record = reg.rows[0].ID
	reg.Reload()
	reg.save("title", "示例职务")
	if got := reg.one.Values["title"]; got != "示例职务" {
		t.Errorf("the field was saved as %v", got)
	}
	reg.save("title", nil)
	pictures(t, "registers", func(e *Env) Screen {
		r := NewRegisters(e, kept.ids["明远诊所"])
		r.Open("access")
		r.record = r.rows[0].ID
		r.Reload()
		return r
	})
}

func TestPapers(t *testing.T) {
	clinic := func(e *Env) Screen { p := NewPapers(e, kept.ids["明远诊所"]); p.Open("D04"); return p }
	_, s := on(t, theme.Light, i18n.ZH, clinic)
	p := s.(*Papers)
	if p.template != "D04" || p.count < 2 || p.trouble != nil {
		t.Fatalf("%s: %d pages, %v", p.template, p.count, p.trouble)
	}
	before := len(p.draft.Blanks)
	p.save("advisers", "示例律师事务所")
	if len(p.draft.Blanks) != before-1 {
		t.Errorf("%d blanks after one was filled, %d before", len(p.draft.Blanks), before)
	}
	p.save("advisers", nil)
	for _, lang := range []string{inEnglish, inBoth} {
		p.lang, p.pages = lang, nil
		p.read(p.show)
		if p.trouble != nil || p.count == 0 {
			t.Errorf("%s: %d pages, %v", lang, p.count, p.trouble)
		}
	}
	pictures(t, "papers", clinic)
}

func TestJournal(t *testing.T) {
	_, s := on(t, theme.Light, i18n.ZH, func(e *Env) Screen { return NewJournal(e, kept.ids["明远诊所"]) })
	j := s.(*Journal)
	if len(j.events) < 20 {
		t.Fatalf("%d events", len(j.events))
	}
	for row := range j.events {
		for col := range 5 {
			if c := j.cell(row, col); strings.Contains(c.Text, "event.") || col == 3 && c.Text == "" {
				t.Errorf("event %d is told as %q", row, c.Text)
			}
		}
	}
	j.verify()
	if j.report == nil || !j.report.OK {
		t.Errorf("verification: %+v", j.report)
	}
	says(t, s, "没有改动")
	pictures(t, "journal", func(e *Env) Screen { return NewJournal(e, kept.ids["东方云帆"]) })
}

func TestLaws(t *testing.T) {
	laws := func(e *Env) Screen { return NewLaws(e) }
	_, s := on(t, theme.Light, i18n.ZH, laws)
	l := s.(*Laws)
	says(t, s, "个人信息保护法", "不是法律意见")
	for _, st := range l.env.App.Law().Statutes() {
		l.Open(st.ID)
	}
	l.Open(lawClocks)
	says(t, s, "起点")
	if got := key.FindString(words(s.Content())); got != "" {
		t.Errorf("the key %s is shown in place of words", got)
	}
	l.Open(lawThresholds)
	l.query, l.at = "单独同意", "PIPL"
	l.fill()
	says(t, s, "单独同意")
	pictures(t, "laws", laws)
}

func TestSettings(t *testing.T) {
	for _, part := range []string{partMembers, partKeys, partBackup, partLook, partAbout} {
		_, s := on(t, theme.Light, i18n.EN, func(e *Env) Screen { x := NewSettings(e); x.Open(part); return x })
		if got := key.FindString(words(s.Content())); got != "" {
			t.Errorf("%s shows the key %s in place of words", part, got)
		}
	}
	pictures(t, "settings", func(e *Env) Screen { x := NewSettings(e); x.Open(partLook); return x })
}

// The interview saves each answer as it is given, puts off what is not clear, and comes back without
// loss.
func TestInterview(t *testing.T) {
	app := sample(t)
	id, err := app.NewMatter(context.Background(), "问答", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = app.CloseMatter(context.Background(), id, true) }()
	s, screen := on(t, theme.Light, i18n.ZH, func(e *Env) Screen { return NewInterview(e, id) })
	i := screen.(*Interview)
	i.Open("what")
	i.Next()
	if i.at != "what" {
		t.Fatal("a question that must be answered was passed over")
	}
	i.TypedRune('2')
	facts, err := app.Facts(context.Background(), id)
	if err != nil || facts["what_is_bought"] != "assets" {
		t.Fatalf("saved as chosen: %v, %v", facts, err)
	}
	i.Next()
	q, _, _ := i.current()
	if q.ID == "what" {
		t.Fatal("it did not go on")
	}
	i.skip(q)
	i.back()
	i.back()
	if q, _, _ := i.current(); q.ID != "what" || q.Values["what_is_bought"] != "assets" {
		t.Errorf("back at %s with %v", q.ID, q.Values)
	}
	for range 60 {
		if i.review {
			break
		}
		if i.summary != "" {
			i.leaveSummary()
			continue
		}
		q, _, _ := i.current()
		if q.ID == "what" {
			i.Next()
			continue
		}
		i.skip(q)
	}
	if !i.review {
		t.Fatal("the interview does not end")
	}
	says(t, screen, "检查与修改", "业务和资产")
	i.finish()
	if len(s.gone) == 0 || !strings.HasSuffix(s.gone[0], ":checklist") {
		t.Errorf("after the review it led to %v", s.gone)
	}
	if err := app.Answer(context.Background(), id, rule.Facts{"what_is_bought": nil}, nil); err != nil {
		t.Fatal(err)
	}
	pictures(t, "interview", func(e *Env) Screen {
		i := NewInterview(e, kept.ids["明远诊所"])
		i.Open("what")
		return i
	})
	pictures(t, "review", func(e *Env) Screen {
		i := NewInterview(e, kept.ids["明远诊所"])
		i.review = true
		i.show()
		return i
	})
}
