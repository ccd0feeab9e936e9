package vault

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"qingjiao/internal/errs"
)

var quick = Params{WorkFactor: 10}

const pass = "correct horse 电池"

func newVault(t *testing.T) (*Vault, RecoveryKey) {
	t.Helper()
	v, key, err := Create(t.Context(), filepath.Join(t.TempDir(), "vault"), "明达企服", Member{Name: "陈立", Role: Principal}, []byte(pass), quick)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { v.Close() })
	return v, key
}

func exec(t *testing.T, db *DB, q string, args ...any) {
	t.Helper()
	if _, err := db.Write.ExecContext(t.Context(), q, args...); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
}

func count(t *testing.T, db *DB, q string) (n int) {
	t.Helper()
	if err := db.Read.QueryRowContext(t.Context(), q).Scan(&n); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return n
}

func wantKind(t *testing.T, err error, k errs.Kind) {
	t.Helper()
	if !errs.Is(err, k) {
		t.Fatalf("got %v, want %s", err, k)
	}
}

func TestOpenByPassphraseAndByRecoveryKey(t *testing.T) {
	v, key := newVault(t)
	exec(t, v.Firm(), "CREATE TABLE t (v)")
	exec(t, v.Firm(), "INSERT INTO t VALUES ('x')")
	m, err := v.CreateMatter(t.Context(), "mingyuan", []string{v.Member().ID})
	if err != nil {
		t.Fatal(err)
	}
	exec(t, m, "CREATE TABLE t (v)")
	dir, me := v.Dir(), v.Member()

	_, err = Open(t.Context(), dir, me.ID, []byte(pass))
	wantKind(t, err, errs.Busy)
	v.Close()

	_, err = Open(t.Context(), dir, me.ID, []byte("wrong horse 电池"))
	wantKind(t, err, errs.WrongKey)
	_, err = Open(t.Context(), dir, "m-0000000000", []byte(pass))
	wantKind(t, err, errs.NotFound)
	_, err = OpenRecovery(t.Context(), dir, "QQQQ-QQQQ")
	wantKind(t, err, errs.WrongKey)

	for name, open := range map[string]func() (*Vault, error){
		"passphrase": func() (*Vault, error) { return Open(t.Context(), dir, me.ID, []byte(pass)) },
		"recovery": func() (*Vault, error) {
			return OpenRecovery(t.Context(), dir, " "+strings.ToLower(strings.ReplaceAll(string(key), "-", " "))+"\n")
		},
	} {
		v, err := open()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if n := count(t, v.Firm(), "SELECT count(*) FROM t"); n != 1 {
			t.Errorf("%s: %d rows", name, n)
		}
		if _, err := v.Matter(t.Context(), "mingyuan"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		v.Close()
	}
}

func TestCreateRefuses(t *testing.T) {
	dir := t.TempDir()
	os.WriteFile(filepath.Join(dir, "thesis.doc"), []byte("x"), 0o600)
	_, _, err := Create(t.Context(), dir, "f", Member{Name: "a", Role: Principal}, []byte(pass), quick)
	wantKind(t, err, errs.Conflict)
	_, _, err = Create(t.Context(), filepath.Join(t.TempDir(), "v"), "f", Member{Name: "a", Role: Principal}, []byte("short"), quick)
	wantKind(t, err, errs.Invalid)
	_, _, err = Create(t.Context(), filepath.Join(t.TempDir(), "v"), " ", Member{Name: "a", Role: Principal}, []byte(pass), quick)
	wantKind(t, err, errs.Invalid)
}

func TestMembersAndMatters(t *testing.T) {
	v, key := newVault(t)
	exec(t, v.Firm(), "CREATE TABLE t (v)")
	zhou, err := v.AddMember(t.Context(), Member{Name: "周敏", Role: Handler}, []byte("another 密码 here"))
	if err != nil {
		t.Fatal(err)
	}
	mine, _ := v.CreateMatter(t.Context(), "mine", []string{v.Member().ID})
	exec(t, mine, "CREATE TABLE secret (v)")
	shared, _ := v.CreateMatter(t.Context(), "shared", []string{v.Member().ID})
	exec(t, shared, "CREATE TABLE t (v)")
	if err := v.ShareMatter(t.Context(), "shared", zhou.ID); err != nil {
		t.Fatal(err)
	}
	dir, chen := v.Dir(), v.Member()
	oldKeys, _ := os.ReadFile(matterKeyPath(dir, "shared"))
	v.Close()

	v, err = Open(t.Context(), dir, zhou.ID, []byte("another 密码 here"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.Matter(t.Context(), "shared"); err != nil {
		t.Fatal(err)
	}
	_, err = v.Matter(t.Context(), "mine")
	wantKind(t, err, errs.Denied)
	wantKind(t, v.RemoveMember(t.Context(), chen.ID, nil), errs.Denied)
	if err := v.ChangePassphrase(t.Context(), zhou.ID, []byte("another 密码 here"), []byte("第三个密码 third")); err != nil {
		t.Fatal(err)
	}
	v.Close()
	_, err = Open(t.Context(), dir, zhou.ID, []byte("another 密码 here"))
	wantKind(t, err, errs.WrongKey)

	v, err = Open(t.Context(), dir, chen.ID, []byte(pass))
	if err != nil {
		t.Fatal(err)
	}
	if err := v.RemoveMember(t.Context(), zhou.ID, nil); err != nil {
		t.Fatal(err)
	}
	if db, err := v.Matter(t.Context(), "shared"); err != nil || count(t, db, "SELECT count(*) FROM sqlite_schema") != 1 {
		t.Fatalf("after the rekey: %v", err)
	}
	if n := count(t, v.Firm(), "SELECT count(*) FROM sqlite_schema"); n != 1 {
		t.Fatalf("the firm's database has %d tables after the rekey", n)
	}
	v.Close()
	_, err = Open(t.Context(), dir, zhou.ID, []byte("第三个密码 third"))
	wantKind(t, err, errs.NotFound)
	// Somebody who kept the old key file and so the old secret cannot open the new database.
	os.WriteFile(matterKeyPath(dir, "shared"), oldKeys, 0o600)
	v, err = OpenRecovery(t.Context(), dir, string(key))
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	if _, err := v.Matter(t.Context(), "shared"); err == nil {
		t.Fatal("the old key file still opens the matter")
	}
}

func TestRenewRecovery(t *testing.T) {
	v, old := newVault(t)
	v.CreateMatter(t.Context(), "m", []string{v.Member().ID})
	key, err := v.RenewRecovery(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dir := v.Dir()
	v.Close()
	_, err = OpenRecovery(t.Context(), dir, string(old))
	wantKind(t, err, errs.WrongKey)
	v, err = OpenRecovery(t.Context(), dir, string(key))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.Matter(t.Context(), "m"); err != nil {
		t.Fatal(err)
	}
	v.Close()
}

func TestBackupAndRestore(t *testing.T) {
	v, _ := newVault(t)
	exec(t, v.Firm(), "CREATE TABLE t (v)")
	m, _ := v.CreateMatter(t.Context(), "m", []string{v.Member().ID})
	exec(t, m, "CREATE TABLE t (v)")
	for range 100 {
		exec(t, m, "INSERT INTO t VALUES (randomblob(3000))")
	}
	dst, back := filepath.Join(t.TempDir(), "b"), filepath.Join(t.TempDir(), "r")
	if err := v.Backup(t.Context(), dst, nil); err != nil {
		t.Fatal(err)
	}
	wantKind(t, v.Backup(t.Context(), dst, nil), errs.Conflict)
	exec(t, m, "DELETE FROM t")
	me := v.Member().ID
	v.Close()
	if err := Restore(t.Context(), dst, back, nil); err != nil {
		t.Fatal(err)
	}
	v, err := Open(t.Context(), back, me, []byte(pass))
	if err != nil {
		t.Fatal(err)
	}
	defer v.Close()
	m, err = v.Matter(t.Context(), "m")
	if err != nil {
		t.Fatal(err)
	}
	if n := count(t, m, "SELECT count(*) FROM t"); n != 100 {
		t.Errorf("%d rows came back", n)
	}
	r, err := v.Verify(t.Context(), nil)
	if err != nil || r.Databases != 2 || r.Pages < 75 {
		t.Errorf("verify: %+v %v", r, err)
	}
	// One flipped bit in the backup, and it is refused.
	name, _ := filepath.Glob(filepath.Join(dst, "matters", "*.db"))
	b, _ := os.ReadFile(name[0])
	b[len(b)/2] ^= 1
	os.WriteFile(name[0], b, 0o600)
	wantKind(t, Restore(t.Context(), dst, filepath.Join(t.TempDir(), "r2"), nil), errs.Tampered)
}

func TestDestroyMatter(t *testing.T) {
	v, _ := newVault(t)
	m, _ := v.CreateMatter(t.Context(), "m", []string{v.Member().ID})
	exec(t, m, "CREATE TABLE t (v)")
	if err := v.DestroyMatter(t.Context(), "m"); err != nil {
		t.Fatal(err)
	}
	_, err := v.Matter(t.Context(), "m")
	wantKind(t, err, errs.NotFound)
	left, _ := filepath.Glob(filepath.Join(v.Dir(), "matters", "*"))
	if len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestKeyFileTampering(t *testing.T) {
	v, _ := newVault(t)
	dir, me := v.Dir(), v.Member().ID
	v.Close()
	path := filepath.Join(dir, "vault.json")
	good, _ := os.ReadFile(path)
	for name, change := range map[string]func([]byte) []byte{
		"name":      func(b []byte) []byte { return bytes.Replace(b, []byte("明达"), []byte("暗达"), 1) },
		"role":      func(b []byte) []byte { return bytes.Replace(b, []byte("principal"), []byte("handler"), 1) },
		"cut":       func(b []byte) []byte { return b[:len(b)/2] },
		"extra key": func(b []byte) []byte { return bytes.Replace(b, []byte(`"version"`), []byte(`"x": 1, "version"`), 1) },
	} {
		os.WriteFile(path, change(bytes.Clone(good)), 0o600)
		_, err := Open(t.Context(), dir, me, []byte(pass))
		if !errs.Is(err, errs.Tampered) {
			t.Errorf("%s: %v", name, err)
		}
	}
	os.WriteFile(path, bytes.Replace(good, []byte(`"version": 1`), []byte(`"version": 2`), 1), 0o600)
	_, err := Open(t.Context(), dir, me, []byte(pass))
	wantKind(t, err, errs.Invalid)
}

func TestEveryChangedPageIsNoticed(t *testing.T) {
	v, _ := newVault(t)
	exec(t, v.Firm(), "CREATE TABLE t (id INTEGER PRIMARY KEY, v)")
	for range 60 {
		exec(t, v.Firm(), "INSERT INTO t(v) VALUES (randomblob(2500))")
	}
	dir, me := v.Dir(), v.Member().ID
	v.Close()
	path := firmPath(dir, 1)
	good, _ := os.ReadFile(path)
	pages := len(good) / pageSize
	check := func(what string, b []byte) {
		t.Helper()
		os.WriteFile(path, b, 0o600)
		v, err := Open(t.Context(), dir, me, []byte(pass))
		if err == nil {
			_, err = v.Verify(t.Context(), nil)
			v.Close()
		}
		if !errs.Is(err, errs.Tampered) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if pages < 40 {
		t.Fatalf("only %d pages", pages)
	}
	for p := range pages {
		b := bytes.Clone(good)
		b[p*pageSize+(p*997)%pageSize] ^= 1 << (p % 8)
		check("flip", b)
		if p%4 == 0 {
			b = bytes.Clone(good)
			clear(b[p*pageSize : (p+1)*pageSize])
			check("zero", b)
			b = bytes.Clone(good)
			q := (p + 1) % pages
			copy(b[p*pageSize:], good[q*pageSize:(q+1)*pageSize])
			copy(b[q*pageSize:], good[p*pageSize:(p+1)*pageSize])
			check("swap", b)
		}
	}
	// A page of another vault, though in its own place.
	w, _ := newVault(t)
	exec(t, w.Firm(), "CREATE TABLE t (id INTEGER PRIMARY KEY, v)")
	other := w.Dir()
	w.Close()
	foreign, _ := os.ReadFile(firmPath(other, 1))
	b := bytes.Clone(good)
	copy(b[pageSize:2*pageSize], foreign[pageSize:2*pageSize])
	check("foreign", b)
	os.WriteFile(path, good, 0o600)
	if v, err := Open(t.Context(), dir, me, []byte(pass)); err != nil {
		t.Errorf("the untouched file: %v", err)
	} else {
		v.Close()
	}
}

func TestReadersAndWriters(t *testing.T) {
	v, _ := newVault(t)
	db := v.Firm()
	exec(t, db, "CREATE TABLE t (a INTEGER, b INTEGER)")
	exec(t, db, "INSERT INTO t VALUES (0, 0)")
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	var commits, reads int
	var mu sync.Mutex
	for range 2 {
		wg.Go(func() {
			for i := 0; i < 150; i++ {
				tx, err := db.Write.BeginTx(context.Background(), nil)
				if err != nil {
					t.Error(err)
					return
				}
				tx.Exec("UPDATE t SET a = a + 1")
				tx.Exec("INSERT INTO t SELECT 0, 0 WHERE (SELECT count(*) FROM t) < 0")
				tx.Exec("UPDATE t SET b = b + 1")
				if err := tx.Commit(); err != nil {
					t.Error(err)
				}
				mu.Lock()
				commits++
				if commits == 300 {
					stop()
				}
				mu.Unlock()
			}
		})
	}
	for range 6 {
		wg.Go(func() {
			for ctx.Err() == nil {
				var a, b int
				if err := db.Read.QueryRow("SELECT a, b FROM t").Scan(&a, &b); err != nil {
					t.Error(err)
					return
				}
				if a != b {
					t.Errorf("saw half a commit: %d %d", a, b)
				}
				mu.Lock()
				reads++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	stop()
	if n := count(t, db, "SELECT a FROM t"); n != 300 || reads == 0 {
		t.Errorf("%d commits, %d reads", n, reads)
	}
}

func TestStrength(t *testing.T) {
	for _, c := range []struct {
		p        string
		min, max int
	}{
		{"", 0, 0}, {"abc", 0, 0}, {"aaaaaaaaaaaa", 1, 1}, {"12345678", 1, 1},
		{"correct horse battery", 4, 4}, {"雨夜骑车去买豆腐脑", 4, 4}, {"Tq8$vL2p", 2, 3},
	} {
		if s, bits := Strength(c.p); s < c.min || s > c.max {
			t.Errorf("%q: %d (%.0f bits)", c.p, s, bits)
		}
	}
}

func FuzzKeyFile(f *testing.F) {
	f.Add([]byte(`{"format":"qingjiao vault","version":1}`))
	if b, err := os.ReadFile("testdata/vault-v1/vault.json"); err == nil {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		k, err := parseKeyFile(b)
		if err == nil && (len(k.Members) > maxMembers || k.Generation < 1) {
			t.Error("accepted beyond its bounds")
		}
		parseMatterFile(b, "m")
	})
}

func FuzzRecoveryKey(f *testing.F) {
	f.Add("QQQQ-QQQQ")
	f.Fuzz(func(t *testing.T, s string) { RecoveryKey(s).identity() })
}
