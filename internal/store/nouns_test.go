package store

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"qingjiao/internal/checklist"
	"qingjiao/internal/errs"
	"qingjiao/internal/matter"
	"qingjiao/internal/register"
)

func write(t testing.TB, m *Matter, action string, f func(*MatterTx) error) {
	t.Helper()
	if err := m.Write(t.Context(), event(action), f); err != nil {
		t.Fatal(err)
	}
}

func TestRecordsAndTheirHistory(t *testing.T) {
	ctx, m := t.Context(), openMatter(t)
	v := register.Values{"name": "示例甲", "trained": true, "score": int64(95), "tiers": []string{"T1", "T2"}}
	write(t, m, "record.added", func(tx *MatterTx) error {
		return tx.AddRecord(Record{ID: "r1", Register: "access", State: "listed", Values: v})
	})
	write(t, m, "record.moved", func(tx *MatterTx) error {
		r, err := tx.Record("access", "r1")
		if err != nil {
			return err
		}
		r.State = "nda_sent"
		return tx.SetRecord(r)
	})
	write(t, m, "record.withdrawn", func(tx *MatterTx) error {
		r, err := tx.Record("access", "r1")
		r.Withdrawn = true
		if err != nil {
			return err
		}
		return tx.SetRecord(r)
	})
	if rs, err := m.Records(ctx, "access", false); err != nil || len(rs) != 0 {
		t.Errorf("%v, %v", rs, err)
	}
	rs, err := m.Records(ctx, "access", true)
	if err != nil || len(rs) != 1 {
		t.Fatalf("%v, %v", rs, err)
	}
	if d := cmp.Diff(v, rs[0].Values); d != "" {
		t.Error(d)
	}
	past, err := m.RecordHistory(ctx, "r1")
	if err != nil {
		t.Fatal(err)
	}
	var states []string
	for _, p := range past {
		states = append(states, fmt.Sprint(p.State, " ", p.Withdrawn))
	}
	if d := cmp.Diff([]string{"listed false", "nda_sent false", "nda_sent true"}, states); d != "" {
		t.Error(d)
	}
	if _, err := m.Record(ctx, "assets", "r1"); !errs.Is(err, errs.NotFound) {
		t.Errorf("found in another register: %v", err)
	}
}

func TestAttachments(t *testing.T) {
	ctx, m := t.Context(), openMatter(t)
	big := bytes.Repeat([]byte("证据 evidence "), 60_000)
	write(t, m, "evidence.attached", func(tx *MatterTx) error {
		if _, err := tx.Attach("a1", "point:4.1", "扫描.pdf", bytes.NewReader(big)); err != nil {
			return err
		}
		_, err := tx.Attach("a2", "point:4.1", "空.txt", strings.NewReader(""))
		return err
	})
	a, b, err := m.Attachment(ctx, "a1")
	if err != nil || !bytes.Equal(b, big) || a.Size != int64(len(big)) {
		t.Fatalf("%+v, %v", a, err)
	}
	if n, err := m.AttachmentCounts(ctx); err != nil || n["point:4.1"] != 2 {
		t.Errorf("%v, %v", n, err)
	}
	err = m.Write(ctx, event("evidence.attached"), func(tx *MatterTx) error {
		_, err := tx.Attach("a3", "point:4.1", "大.bin", endless{})
		return err
	})
	if !errs.Is(err, errs.Invalid) {
		t.Errorf("an endless file: %v", err)
	}
	if _, _, err := m.Attachment(ctx, "a3"); !errs.Is(err, errs.NotFound) {
		t.Errorf("left behind: %v", err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestDraftsAndPapers(t *testing.T) {
	ctx, m := t.Context(), openMatter(t)
	write(t, m, "draft.changed", func(tx *MatterTx) error { return tx.SetDraft("D03", "r1", "place", "上海") })
	write(t, m, "draft.changed", func(tx *MatterTx) error { return tx.SetDraft("D03", "r1", "copies", int64(2)) })
	write(t, m, "draft.changed", func(tx *MatterTx) error { return tx.SetDraft("D03", "r1", "place", nil) })
	d, err := m.Draft(ctx, "D03", "r1")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string]any{"copies": int64(2)}, d); d != "" {
		t.Error(d)
	}
	paper := Paper{ID: "p1", Template: "D03", Record: "r1", Number: "明远-D03-2026-0001", Version: 1, Lang: "zh", LawDate: "2026-11-01", Pages: 3}
	write(t, m, "paper.issued", func(tx *MatterTx) error { _, err := tx.AddPaper(paper, []byte("%PDF")); return err })
	p, pdf, err := m.Paper(ctx, "p1")
	if err != nil || string(pdf) != "%PDF" || p.Number != paper.Number || p.Member != "zhao" {
		t.Errorf("%+v, %v", p, err)
	}
	paper.ID, paper.Number = "p2", "明远-D03-2026-0002"
	if err := m.Write(ctx, event("paper.issued"), func(tx *MatterTx) error { _, err := tx.AddPaper(paper, nil); return err }); !errs.Is(err, errs.Conflict) {
		t.Errorf("a version twice: %v", err)
	}
}

func TestOverrides(t *testing.T) {
	ctx, m := t.Context(), openMatter(t)
	o := checklist.Override{Point: "4.1", Kind: checklist.Confirmed, Reason: "原件已核对", By: "zhao", On: "2026-11-23"}
	write(t, m, "point.confirmed", func(tx *MatterTx) error { return tx.SetOverride(o) })
	got, err := m.Overrides(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]checklist.Override{o}, got); d != "" {
		t.Error(d)
	}
	write(t, m, "point.cleared", func(tx *MatterTx) error { return tx.ClearOverride("4.1", "误记") })
	if got, _ := m.Overrides(ctx); len(got) != 0 {
		t.Error(got)
	}
	p := &matter.Override{From: matter.Art23, To: matter.Art22, Counsel: "某律师", Opinion: "整体转让", On: "2026-11-23", By: "zhao"}
	write(t, m, "path.overridden", func(tx *MatterTx) error { return tx.SetPathOverride(p, "") })
	back, err := m.PathOverride(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(p, back); d != "" {
		t.Error(d)
	}
}

func TestRowsComeBackAsTheyWere(t *testing.T) {
	m := openMatter(t)
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		id := fmt.Sprint("d", n)
		rows := rapid.SliceOfN(rapid.SliceOfN(rapid.StringOfN(rapid.Rune(), 0, 8, -1), 0, 4), 0, 40).Draw(rt, "rows")
		err := m.Write(t.Context(), event("data.imported"), func(tx *MatterTx) error {
			if err := tx.AddRecord(Record{ID: id, Register: "datasets", State: "found"}); err != nil {
				return err
			}
			w, err := tx.Rows(id, 4)
			if err != nil {
				return err
			}
			for i, r := range rows {
				if err := w.Add(r, [32]byte{1, byte(i % 3)}); err != nil {
					return err
				}
			}
			total, err := w.Close()
			if err != nil {
				return err
			}
			return tx.AddDataset(Dataset{Record: id, File: "客户.csv", SHA256: [32]byte{byte(n >> 8), byte(n), 1}, Encoding: "UTF-8", Rows: total})
		})
		if err != nil {
			rt.Fatal(err)
		}
		var got [][]string
		if err := m.Rows(t.Context(), id, func(_ int64, c []string) error {
			got = append(got, append([]string{}, c...))
			return nil
		}); err != nil {
			rt.Fatal(err)
		}
		var want [][]string
		for _, r := range rows {
			want = append(want, append(append([]string{}, r...), make([]string, 4-len(r))...))
		}
		if d := cmp.Diff(want, got); d != "" {
			rt.Fatal(d)
		}
		if ns, err := m.PersonRows(t.Context(), id, [32]byte{1, 0}); err != nil || len(ns) != (len(rows)+2)/3 {
			rt.Fatalf("%v, %v", ns, err)
		}
	})
}

func TestManyRowsCrossChunks(t *testing.T) {
	m := openMatter(t)
	const n = 2*chunkRows + 17
	write(t, m, "data.imported", func(tx *MatterTx) error {
		if err := tx.AddRecord(Record{ID: "d", Register: "datasets", State: "found"}); err != nil {
			return err
		}
		w, err := tx.Rows("d", 2)
		if err != nil {
			return err
		}
		for i := range n {
			if err := w.Add([]string{fmt.Sprint(i), "值"}); err != nil {
				return err
			}
		}
		if _, err := w.Close(); err != nil {
			return err
		}
		return tx.AddDataset(Dataset{Record: "d", File: "f", Rows: n})
	})
	if err := m.Rows(t.Context(), "d", func(i int64, c []string) error {
		if c[0] != fmt.Sprint(i) {
			t.Fatalf("row %d is %v", i, c)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	ds, err := m.Datasets(t.Context())
	if err != nil || len(ds) != 1 || ds[0].Rows != n {
		t.Errorf("%+v, %v", ds, err)
	}
}

func FuzzUnpack(f *testing.F) {
	f.Add([]byte{0x28, 0xb5, 0x2f, 0xfd}, 1)
	f.Fuzz(func(t *testing.T, b []byte, rows int) {
		cells, err := unpack(b, rows)
		if err == nil && len(cells) != rows {
			t.Fatal(len(cells), rows)
		}
	})
}

func TestFirm(t *testing.T) {
	ctx, f := t.Context(), openFirm(t)
	do := func(action string, g func(*FirmTx) error) {
		t.Helper()
		if err := f.Write(ctx, event(action), g); err != nil {
			t.Fatal(err)
		}
	}
	do("matter.created", func(tx *FirmTx) error { return tx.AddMatter("m-1", "明远诊所转让") })
	do("matter.renamed", func(tx *FirmTx) error { return tx.RenameMatter("m-1", "明远诊所资产转让") })
	do("matter.closed", func(tx *FirmTx) error { return tx.CloseMatter("m-1", true) })
	m, err := f.Matter(ctx, "m-1")
	if err != nil || m.Name != "明远诊所资产转让" || m.Closed.IsZero() {
		t.Errorf("%+v, %v", m, err)
	}
	do("setting.changed", func(tx *FirmTx) error { return tx.SetSetting("idle", "10") })
	if v, err := f.Setting(ctx, "idle"); err != nil || v != "10" {
		t.Error(v, err)
	}
	do("setting.changed", func(tx *FirmTx) error { return tx.SetSetting("member/m-1", "示例甲") })
	if m, err := f.Settings(ctx, "member/"); err != nil || len(m) != 1 || m["m-1"] != "示例甲" {
		t.Error(m, err)
	}
	for want := 1; want <= 3; want++ {
		do("number.taken", func(tx *FirmTx) error {
			n, err := tx.NextNumber("D03", 2026)
			if n != want {
				t.Errorf("number %d, not %d", n, want)
			}
			return err
		})
	}
	if _, err := f.Matter(ctx, "m-2"); !errs.Is(err, errs.NotFound) {
		t.Error(err)
	}
	if r, err := f.VerifyJournal(ctx, nil); err != nil || !r.OK() || r.Events != 8 {
		t.Errorf("%+v, %v", r, err)
	}
}
