package service_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"qingjiao/i18n"
	"qingjiao/internal/checklist"
	"qingjiao/internal/errs"
	"qingjiao/internal/matter"
	"qingjiao/internal/register"
	"qingjiao/internal/rule"
	"qingjiao/internal/service"
)

// assetDeal is a matter with what is known at the beginning of an asset deal.
func assetDeal(t testing.TB, a *service.App) string {
	t.Helper()
	return must[string](t)(a.NewMatter(t.Context(), "明远诊所", rule.Facts{"what_is_bought": "assets",
		"seller_name": "明远诊所有限公司", "buyer_name": "康和医疗管理有限公司"}))
}

// TestAssetDeal walks through an asset deal as the window does, and compares what the journal says
// of it with the golden file.
func TestAssetDeal(t *testing.T) {
	ctx := t.Context()
	a, _ := newApp(t)
	id := assetDeal(t, a)

	p := must[matter.Path](t)(a.Path(ctx, id))
	if p.Mode != matter.Asset || p.Governing != matter.Art23 {
		t.Fatalf("path is %s %s, missing %v", p.Mode, p.Governing, p.Missing)
	}
	ok(t, a.OverridePath(ctx, id, matter.Override{To: matter.Art22, Counsel: "某律师事务所", Opinion: "整体营业转让"}))
	if p := must[matter.Path](t)(a.Path(ctx, id)); p.Governing != matter.Art22 || p.Override == nil || p.Override.By != "示例甲" {
		t.Errorf("override: %s %+v", p.Governing, p.Override)
	}
	ok(t, a.ClearPathOverride(ctx, id, "意见撤回"))

	set := must[service.DatasetView](t)(a.ImportData(ctx, id, customers(t, 520), nil))
	if set.Rows != 520 || set.Persons == 0 || set.Persons >= set.Rows || set.Minors14 == 0 || set.Encoding != "GB18030" {
		t.Errorf("data set: %+v", set)
	}
	facts := must[rule.Facts](t)(a.Facts(ctx, id))
	if facts["persons"] != set.Persons || facts["sensitive"] != true {
		t.Errorf("facts after the import: persons %v, sensitive %v", facts["persons"], facts["sensitive"])
	}
	must[service.RecordView](t)(a.SetRecord(ctx, id, "datasets", set.RecordID, register.Values{"purpose": "诊疗", "legal_basis": "contract", "location": "前台电脑"}))
	must[service.RecordView](t)(a.MoveRecord(ctx, id, "datasets", set.RecordID, "confirm", ""))

	who := must[service.RecordView](t)(a.AddRecord(ctx, id, "access", register.Values{"name": "示例乙", "employer": "明远诊所有限公司",
		"role": "staff", "reason": "整理会员资料", "tiers": []string{"T1"}, "nda_kind": "D03", "nda_date": "2026-11-20"}))
	if _, err := a.MoveRecord(ctx, id, "access", who.ID, "sign", ""); !errs.Is(err, errs.Invalid) {
		t.Errorf("signed without the signed page: %v", err)
	}
	must[service.Attachment](t)(a.AttachToRecord(ctx, id, "access", who.ID, `C:\扫描\签署页.pdf`, strings.NewReader("示例")))
	who = must[service.RecordView](t)(a.MoveRecord(ctx, id, "access", who.ID, "sign", ""))
	if who.State.ID != "nda_signed" || len(who.Attachments) != 1 || who.Attachments[0].Name != "签署页.pdf" || len(who.History) != 3 {
		t.Errorf("record: %s %+v, %d events", who.State.ID, who.Attachments, len(who.History))
	}
	twice := must[service.RecordView](t)(a.AddRecord(ctx, id, "access", register.Values{"name": "误登"}))
	ok(t, a.WithdrawRecord(ctx, id, "access", twice.ID, "重复登记"))
	if v := must[service.RegisterView](t)(a.Register(ctx, id, "access")); len(v.Records) != 1 {
		t.Errorf("%d records after withdrawing one of two", len(v.Records))
	}
	ok(t, a.RestoreRecord(ctx, id, "access", twice.ID))
	ok(t, a.WithdrawRecord(ctx, id, "access", twice.ID, "重复登记"))

	must[service.Attachment](t)(a.AttachEvidence(ctx, id, "16.4", "影响评估.pdf", strings.NewReader("示例")))
	ok(t, a.OverridePoint(ctx, id, "1.2", checklist.Confirmed, "原件在负责人处"))
	v := must[service.ChecklistView](t)(a.Checklist(ctx, id))
	for _, s := range v.States {
		switch {
		case s.ID == "1.2" && (s.Status != checklist.Confirmed || s.Override.By != "示例甲"):
			t.Errorf("1.2 is %s %+v", s.Status, s.Override)
		case s.ID == "16.4" && s.Status != checklist.Met:
			t.Errorf("16.4 is %s", s.Status)
		}
	}
	ok(t, a.ClearOverride(ctx, id, "1.2", "误记"))

	paper := issue(t, a, id, "D03", who.ID, "zh")
	if again := issue(t, a, id, "D03", who.ID, "zh"); again.Version != 2 || again.Number == paper.Number {
		t.Errorf("second paper: %+v", again)
	}
	var out bytes.Buffer
	ok(t, a.ExportRegister(ctx, id, "access", "csv", "zh", &out))
	if !strings.Contains(out.String(), "示例乙") || strings.Contains(out.String(), "误登") {
		t.Errorf("export: %s", out.String())
	}

	var lines []string
	for _, e := range slices.Backward(must[[]service.EventView](t)(a.Journal(ctx, id, 0, 1000))) {
		lines = append(lines, fmt.Sprintf("%d %s %s %s", e.Seq, e.Action, e.Object, e.Actor))
		for _, l := range []i18n.Lang{i18n.ZH, i18n.EN} {
			if !i18n.Has(l, "event."+e.Action) {
				t.Errorf("no words for event %s in %s", e.Action, l)
			}
		}
	}
	golden(t, "asset.golden", strings.Join(lines, "\n")+"\n")
	if r := must[service.JournalReport](t)(a.VerifyJournal(ctx, id, nil)); !r.OK {
		t.Errorf("journal: %+v", r)
	}
}

// issue fills what a paper wants and issues it.
func issue(t *testing.T, a *service.App, id, template, rec, lang string) service.IssuedPaper {
	t.Helper()
	ctx := t.Context()
	d := must[service.DraftView](t)(a.Draft(ctx, id, template, rec, lang))
	if len(d.Blanks) > 0 {
		if _, err := a.Issue(ctx, id, template, rec, lang, false); !errs.Is(err, errs.Conflict) {
			t.Errorf("issued with %d blanks that nobody accepted: %v", len(d.Blanks), err)
		}
	}
	p := must[service.IssuedPaper](t)(a.Issue(ctx, id, template, rec, lang, true))
	pdf := must[[]byte](t)(a.IssuedPDF(ctx, id, p.ID))
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) || p.Pages < 1 || p.LawDate == "" {
		t.Errorf("paper: %+v, %d bytes", p, len(pdf))
	}
	return p
}

// While counsel's opinion puts article 22 in the place of 23, nobody is asked for separate consent;
// stating the fact as an answer does not do that.
func TestCounselDropsTheConsentPoint(t *testing.T) {
	ctx := t.Context()
	a, _ := newApp(t)
	id := assetDeal(t, a)
	ok(t, a.Answer(ctx, id, rule.Facts{"purpose_change": false, "buyer_overseas": false, "overseas_access": false, "overseas_storage": false,
		"foreign_customers": false, "counsel_art22": true}, nil))
	consent := func() checklist.Status {
		for _, s := range must[service.ChecklistView](t)(a.Checklist(ctx, id)).States {
			if s.ID == "4.1" {
				return s.Status
			}
		}
		return ""
	}
	if got := consent(); got == checklist.NotNeeded {
		t.Error("an answer stands in for counsel's opinion")
	}
	ok(t, a.OverridePath(ctx, id, matter.Override{To: matter.Art22, Counsel: "某律师事务所", Opinion: "整体营业转让"}))
	if got := consent(); got != checklist.NotNeeded {
		t.Errorf("with counsel's opinion the consent point is %s", got)
	}
	ok(t, a.ClearPathOverride(ctx, id, "意见撤回"))
	if got := consent(); got == checklist.NotNeeded {
		t.Error("the opinion was taken back and the point stays away")
	}
}
