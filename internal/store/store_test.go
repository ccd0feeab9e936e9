package store

import (
	"context"
	"database/sql"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	_ "modernc.org/sqlite"

	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
	"qingjiao/internal/journal"
	"qingjiao/internal/rule"
	"qingjiao/internal/vault"
)

var update = flag.Bool("update", false, "write the golden files anew")

// plainDB is an unencrypted database as the vault hands one out. The service's tests run on a real
// vault.
func plainDB(t testing.TB) *vault.DB {
	t.Helper()
	dsn := "file:" + filepath.Join(t.TempDir(), "t.db") + "?_pragma=journal_mode(WAL)&_pragma=foreign_keys(ON)&_pragma=busy_timeout(5000)"
	open := func(n int) *sql.DB {
		db, err := sql.Open("sqlite", dsn)
		if err != nil {
			t.Fatal(err)
		}
		db.SetMaxOpenConns(n)
		t.Cleanup(func() { db.Close() })
		return db
	}
	return &vault.DB{Write: open(1), Read: open(4)}
}

var day = time.Date(2026, 11, 23, 9, 0, 0, 0, clock.Beijing)

func options() Options { return Options{Key: journal.Key{7}, Now: clock.Fixed(day)} }

func openMatter(t testing.TB) *Matter {
	t.Helper()
	m, err := OpenMatter(t.Context(), plainDB(t), options())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func openFirm(t testing.TB) *Firm {
	t.Helper()
	f, err := OpenFirm(t.Context(), plainDB(t), options())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func event(action string) journal.Event {
	return journal.Event{Actor: "zhao", Action: action, Object: "matter", ID: "m-1"}
}

func TestAWriteAppendsOneEventOrNothing(t *testing.T) {
	ctx, m := t.Context(), openMatter(t)
	set := func(persons int64) error {
		return m.Write(ctx, event("facts.answered"), func(tx *MatterTx) error {
			return tx.SetFacts(rule.Facts{"persons": persons, "sensitive": true})
		})
	}
	for i, want := range []int64{1, 1, 2} { // the same answer twice is one event
		if err := set([]int64{500, 500, 520}[i]); err != nil {
			t.Fatal(err)
		}
		if n, _, err := m.Head(ctx); err != nil || n != want {
			t.Errorf("after write %d: %d events, %v", i, n, err)
		}
	}
	broken := errs.New(errs.Conflict, "store.version_taken")
	err := m.Write(ctx, event("facts.answered"), func(tx *MatterTx) error {
		if err := tx.SetFacts(rule.Facts{"persons": int64(1)}); err != nil {
			return err
		}
		return broken
	})
	if err != broken {
		t.Errorf("the error came back as %v", err)
	}
	got, err := m.Facts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(rule.Facts{"persons": int64(520), "sensitive": true}, got); d != "" {
		t.Error(d)
	}
	past, err := m.FactHistory(ctx, "persons")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]FactValue{{0, int64(500)}, {1, int64(520)}}, past); d != "" {
		t.Error(d)
	}
	r, err := m.VerifyJournal(ctx, nil)
	if err != nil || !r.OK() || r.Events != 2 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestNoPersonalValueStandsInTheJournal(t *testing.T) {
	ctx, m := t.Context(), openMatter(t)
	if err := m.Write(ctx, event("facts.answered"), func(tx *MatterTx) error {
		return tx.SetFacts(rule.Facts{"seller_contact_phone": "13800009999"})
	}); err != nil {
		t.Fatal(err)
	}
	err := m.at(ctx, func(r reading) error {
		return r.Records(0, func(_ int64, record []byte) error {
			if strings.Contains(string(record), "13800009999") {
				t.Errorf("%s", record)
			}
			return nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestATransactionKeptTooLongWritesNothing(t *testing.T) {
	ctx, m := t.Context(), openMatter(t)
	var kept *MatterTx
	if err := m.Write(ctx, event("facts.answered"), func(tx *MatterTx) error { kept = tx; return nil }); err != nil {
		t.Fatal(err)
	}
	for name, tx := range map[string]*MatterTx{"kept": kept, "zero": {}} {
		for what, err := range map[string]error{
			"facts":    tx.SetFacts(rule.Facts{"persons": int64(1)}),
			"record":   tx.AddRecord(Record{ID: "r", Register: "access", State: "listed"}),
			"override": tx.ClearOverride("4.1", "x"),
			"draft":    tx.SetDraft("D03", "", "f", "v"),
		} {
			if !errs.Is(err, errs.Internal) {
				t.Errorf("%s %s: %v", name, what, err)
			}
		}
	}
}

func TestTheDatabaseRefusesWhatTheProgramDoesNot(t *testing.T) {
	ctx, m := t.Context(), openMatter(t)
	err := m.Write(ctx, event("paper.issued"), func(tx *MatterTx) error {
		_, err := tx.AddPaper(Paper{ID: "p", Template: "D03", Number: "N-1", Version: 1, Lang: "zh", LawDate: "2026-11-01", Pages: 1}, []byte("pdf"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{
		`UPDATE papers SET pdf = x'00'`,
		`DELETE FROM papers`,
		`UPDATE events SET record = x'00'`,
		`DELETE FROM events`,
		`DELETE FROM hashes`,
		`INSERT INTO facts (name, value, event) VALUES ('a', '1', 999)`, // no such event
		`INSERT INTO facts (name, value, event) VALUES ('a', 'not json', 0)`,
		`INSERT INTO papers SELECT * FROM papers`,
	} {
		if _, err := m.db.Write.ExecContext(ctx, q); err == nil {
			t.Errorf("the database did %s", q)
		}
	}
}

func TestVerifyFindsARowChangedBehindTheProgram(t *testing.T) {
	for name, q := range map[string]string{
		"record": `UPDATE events SET record = CAST(replace(CAST(record AS TEXT), 'zhao', 'qian') AS BLOB) WHERE seq = 2`,
		"object": `UPDATE events SET object = 'point' WHERE seq = 2`,
		"hash":   `UPDATE hashes SET hash = zeroblob(32) WHERE idx = 3`,
		"last":   `DELETE FROM hashes WHERE idx = (SELECT MAX(idx) FROM hashes)`,
	} {
		t.Run(name, func(t *testing.T) {
			ctx, m := t.Context(), openMatter(t)
			for i := range 5 {
				if err := m.Write(ctx, event("facts.answered"), func(tx *MatterTx) error {
					return tx.SetFacts(rule.Facts{"persons": int64(i)})
				}); err != nil {
					t.Fatal(err)
				}
			}
			for _, s := range []string{"DROP TRIGGER events_stay", "DROP TRIGGER hashes_stay", "DROP TRIGGER hashes_remain", q} {
				if _, err := m.db.Write.ExecContext(ctx, s); err != nil {
					t.Fatal(err)
				}
			}
			if r, err := m.VerifyJournal(ctx, nil); err != nil || r.OK() {
				t.Errorf("%+v, %v", r, err)
			}
		})
	}
}

func TestAJournalKeepsTheKeyItBeganWith(t *testing.T) {
	db, o := plainDB(t), options()
	first, err := OpenMatter(t.Context(), db, o)
	if err != nil {
		t.Fatal(err)
	}
	o.Key = journal.Key{8}
	again, err := OpenMatter(t.Context(), db, o)
	if err != nil {
		t.Fatal(err)
	}
	if first.key != again.key || first.Subkey("a") != again.Subkey("a") || first.Subkey("a") == first.Subkey("b") {
		t.Error("the key changed")
	}
}

const schemaOf = `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite_%' ORDER BY name`

func schema(t *testing.T, db *sql.DB) string {
	t.Helper()
	var out []string
	if err := each(t.Context(), db, schemaOf, nil, func(r *sql.Rows) error {
		var s string
		err := r.Scan(&s)
		out = append(out, s)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, ";\n\n") + ";\n"
}

// A database that came up version by version, with a reopening between any two, is the same as a
// new one, and both are the one on record.
func TestFreshSchemaIsTheMigratedOne(t *testing.T) {
	for _, name := range []string{"firm", "matter"} {
		fresh, old := plainDB(t), plainDB(t)
		if err := migrate(t.Context(), fresh.Write, name); err != nil {
			t.Fatal(err)
		}
		p, err := provider(old.Write, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range p.ListSources() {
			if _, err := p.UpTo(t.Context(), s.Version); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 { // once more is harmless
			if err := migrate(t.Context(), old.Write, name); err != nil {
				t.Fatal(err)
			}
		}
		got := schema(t, fresh.Write)
		if d := cmp.Diff(got, schema(t, old.Write)); d != "" {
			t.Error(d)
		}
		path := filepath.Join("testdata", name+".sql")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), got); d != "" {
			t.Errorf("a landed migration was edited, or -update is due:\n%s", d)
		}
	}
}

func TestACancelledWriteLeavesNothing(t *testing.T) {
	m := openMatter(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := m.Write(ctx, event("facts.answered"), func(tx *MatterTx) error {
		if err := tx.SetFacts(rule.Facts{"persons": int64(1)}); err != nil {
			return err
		}
		cancel()
		return tx.SetFacts(rule.Facts{"sensitive": true})
	})
	if !errs.Is(err, errs.Cancelled) {
		t.Errorf("got %v", err)
	}
	if n, _, err := m.Head(t.Context()); err != nil || n != 0 {
		t.Errorf("%d events, %v", n, err)
	}
}
