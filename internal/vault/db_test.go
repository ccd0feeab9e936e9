package vault

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// The vectors of C2SP xaes-256-gcm.
func TestXAESVectors(t *testing.T) {
	for _, v := range []struct{ key, aad, want string }{
		{"0101010101010101010101010101010101010101010101010101010101010101", "", "ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271"},
		{"0303030303030303030303030303030303030303030303030303030303030303", "c2sp.org/XAES-256-GCM", "986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d"},
	} {
		key, _ := hex.DecodeString(v.key)
		x := newXAES(key)
		nonce := []byte("ABCDEFGHIJKLMNOPQRSTUVWX")
		got := x.aead([12]byte(nonce[:12])).Seal(nil, nonce[12:], []byte("XAES-256-GCM"), []byte(v.aad))
		if hex.EncodeToString(got) != v.want {
			t.Errorf("got %x, want %s", got, v.want)
		}
	}
}

func TestModes(t *testing.T) {
	for _, mode := range []string{"wal", "delete", "truncate"} {
		t.Run(mode, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.db")
			secret := bytes.Repeat([]byte{7}, 32)
			db, err := openDB(t.Context(), path, [16]byte{1}, secret, mode, true, osDisk{})
			if err != nil {
				t.Fatal(err)
			}
			must := func(q string, args ...any) {
				t.Helper()
				if _, err := db.Write.ExecContext(t.Context(), q, args...); err != nil {
					t.Fatalf("%s: %v %s", q, err, db.m.lastFailure())
				}
			}
			must("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)")
			must("CREATE INDEX tv ON t(v)")
			for i := range 2000 {
				must("INSERT INTO t(v) VALUES(?)", fmt.Sprintf("MARKER-%d-%s", i, bytes.Repeat([]byte("x"), i%500)))
			}
			must("DELETE FROM t WHERE id%3=0")
			must("VACUUM")
			var s string
			db.Read.QueryRow("PRAGMA journal_mode").Scan(&s)
			if s != mode {
				t.Fatalf("mode %s", s)
			}
			db.Read.QueryRow("PRAGMA integrity_check").Scan(&s)
			if s != "ok" {
				t.Fatal(s)
			}
			db.close()
			raw, _ := os.ReadFile(path)
			if bytes.Contains(raw, []byte("MARKER")) || len(raw) < 100000 {
				t.Fatal("leak", len(raw))
			}
			db, err = openDB(t.Context(), path, [16]byte{1}, secret, mode, false, osDisk{})
			if err != nil {
				t.Fatal(err)
			}
			var n int
			db.Read.QueryRow("SELECT count(*) FROM t").Scan(&n)
			if n != 1334 {
				t.Fatal(n)
			}
			db.close()
		})
	}
}
