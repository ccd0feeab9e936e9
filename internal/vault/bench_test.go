package vault

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	program "os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// benchRows is how many customers the tables of the benchmark hold.
const benchRows = 100_000

// rival is a database to be timed: one connection that does everything.
type rival struct {
	name string
	open func(t *testing.T, dir string) (db *sql.DB, done func())
}

func rivals() []rival {
	return []rival{
		{"Qingjiao", func(t *testing.T, dir string) (*sql.DB, func()) {
			db, err := openDB(context.Background(), filepath.Join(dir, "sealed.db"), [16]byte{1}, make([]byte, keySize), "wal", true, osDisk{})
			if err != nil {
				t.Fatal(err)
			}
			return db.Write, func() { db.close() }
		}},
		{"modernc.org/sqlite, plain", func(t *testing.T, dir string) (*sql.DB, func()) {
			db, err := sql.Open("sqlite", strings.Replace(dsn(filepath.Join(dir, "plain.db"), "wal", true), "&vfs="+vfsName, "", 1))
			if err != nil {
				t.Fatal(err)
			}
			db.SetMaxOpenConns(1)
			return db, func() { db.Close() }
		}},
	}
}

// A task of the benchmark, done on a table that holds benchRows rows.
type task struct {
	name string
	n    int // pieces of work in one run
	do   func(db *sql.DB, n int) error
}

func tasks() []task {
	return []task{
		{"bulk insert, 100,000 rows in one transaction", benchRows, func(db *sql.DB, n int) error {
			if _, err := db.Exec(`DROP TABLE IF EXISTS bulk; CREATE TABLE bulk (id INTEGER PRIMARY KEY, name TEXT NOT NULL, phone TEXT NOT NULL, words TEXT NOT NULL)`); err != nil {
				return err
			}
			return fill(db, "bulk", n)
		}},
		{"point lookup by key", 20_000, func(db *sql.DB, n int) error {
			return look(db, `SELECT words FROM customer WHERE id = ?`, n, func(i int) any { return (i*7919)%benchRows + 1 })
		}},
		{"point lookup with SQLite's own page cache of 2 MB", 20_000, func(db *sql.DB, n int) error {
			if _, err := db.Exec(`PRAGMA cache_size = -2000; PRAGMA shrink_memory`); err != nil {
				return err
			}
			defer db.Exec(`PRAGMA cache_size = -32768`)
			return look(db, `SELECT words FROM customer WHERE id = ?`, n, func(i int) any { return (i*7919)%benchRows + 1 })
		}},
		{"lookup by indexed name", 20_000, func(db *sql.DB, n int) error {
			return look(db, `SELECT words FROM customer WHERE name = ?`, n, func(i int) any { return fmt.Sprintf("客户%06d", (i*7919)%benchRows) })
		}},
		{"scan of the table", 1, func(db *sql.DB, _ int) error {
			var n int
			return db.QueryRow(`SELECT sum(length(words)) FROM customer`).Scan(&n)
		}},
		{"small commits, each synced", 300, func(db *sql.DB, n int) error {
			for i := range n {
				if _, err := db.Exec(`UPDATE customer SET words = ? WHERE id = ?`, fmt.Sprint("changed ", i), (i*7919)%benchRows+1); err != nil {
					return err
				}
			}
			return nil
		}},
	}
}

func fill(db *sql.DB, table string, n int) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	st, err := tx.Prepare(`INSERT INTO ` + table + ` (name, phone, words) VALUES (?, ?, ?)`)
	if err != nil {
		return err
	}
	for i := range n {
		if _, err := st.Exec(fmt.Sprintf("客户%06d", i), fmt.Sprintf("160%08d", i), "2026-11-23 到店咨询，回访一次，意向一般，备注若干"); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func look(db *sql.DB, query string, n int, key func(int) any) error {
	st, err := db.Prepare(query)
	if err != nil {
		return err
	}
	defer st.Close()
	var words string
	for i := range n {
		if err := st.QueryRow(key(i)).Scan(&words); err != nil {
			return err
		}
	}
	return nil
}

// TestBenchTable prints what encryption costs: each task beside the same driver without it, in the
// same process, in turns, as the median of several runs (QJ_BENCH=1). Where the sqlcipher program is
// installed, the tasks that a script can do are run in it too.
func TestBenchTable(t *testing.T) {
	if os.Getenv("QJ_BENCH") == "" {
		t.Skip("set QJ_BENCH=1")
	}
	const runs = 7
	dir := t.TempDir()
	dbs := make([]*sql.DB, len(rivals()))
	for i, r := range rivals() {
		db, done := r.open(t, dir)
		defer done()
		if _, err := db.Exec(`CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL, phone TEXT NOT NULL, words TEXT NOT NULL)`); err != nil {
			t.Fatal(err)
		}
		if err := fill(db, "customer", benchRows); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(`CREATE INDEX customer_name ON customer (name)`); err != nil {
			t.Fatal(err)
		}
		dbs[i] = db
	}
	cipher := sqlcipher(t, dir, runs)
	fmt.Printf("vault: time of encrypted SQLite as a ratio to the same driver without encryption (lower is better)\n")
	fmt.Printf("  %-46s %12s %12s %8s %18s\n", "", "Qingjiao", "plain", "ratio", "SQLCipher program")
	for _, k := range tasks() {
		took := make([][]time.Duration, len(dbs))
		for range runs {
			for i, db := range dbs {
				start := time.Now()
				if err := k.do(db, k.n); err != nil {
					t.Fatal(k.name, err)
				}
				took[i] = append(took[i], time.Since(start))
			}
		}
		ours, plain := median(took[0]), median(took[1])
		other := "-"
		if c := cipher[k.name]; c > 0 {
			other = fmt.Sprintf("%.2f", c.Seconds()/plain.Seconds())
		}
		fmt.Printf("  %-46s %9.2f ms %9.2f ms %8.2f %18s\n", k.name, ms(ours), ms(plain), ours.Seconds()/plain.Seconds(), other)
	}
	fmt.Printf("  Page cache 32 MiB for both, as the program sets it. Medians of %d runs in turns. The SQLCipher column is C in a process of its own, its start taken off.\n", runs)
}

func ms(d time.Duration) float64 { return d.Seconds() * 1e3 }

func median(d []time.Duration) time.Duration {
	d = slices.Clone(d)
	slices.Sort(d)
	return d[len(d)/2]
}

// sqlcipher times the bulk insert and the scan in the sqlcipher program; nil where there is none.
func sqlcipher(t *testing.T, dir string, runs int) map[string]time.Duration {
	t.Helper()
	bin, err := program.LookPath("sqlcipher")
	if err != nil {
		return nil
	}
	path := filepath.Join(dir, "cipher.db")
	open := "PRAGMA key = \"x'" + strings.Repeat("42", 32) + "'\"; PRAGMA journal_mode = wal; PRAGMA synchronous = full; PRAGMA temp_store = memory;\n"
	run := func(script string) time.Duration {
		cmd := program.Command(bin, "-batch", path)
		cmd.Stdin = strings.NewReader(open + script)
		start := time.Now()
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("sqlcipher: %v: %s", err, out)
		}
		return time.Since(start)
	}
	var insert strings.Builder
	insert.WriteString("DROP TABLE IF EXISTS bulk; CREATE TABLE bulk (id INTEGER PRIMARY KEY, name TEXT NOT NULL, phone TEXT NOT NULL, words TEXT NOT NULL);\n" +
		"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99999)\n" +
		"INSERT INTO bulk (name, phone, words) SELECT printf('客户%06d', i), printf('160%08d', i), '2026-11-23 到店咨询，回访一次，意向一般，备注若干' FROM n;\n")
	scripts := map[string]string{
		tasks()[0].name: insert.String(),
		tasks()[4].name: "SELECT sum(length(words)) FROM bulk;\n",
	}
	run(insert.String())
	out := map[string]time.Duration{}
	for name, script := range scripts {
		var with, without []time.Duration
		for range runs {
			without = append(without, run("SELECT 1;\n"))
			with = append(with, run(script))
		}
		out[name] = max(0, median(with)-median(without))
	}
	return out
}
