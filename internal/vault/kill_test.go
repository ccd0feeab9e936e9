package vault

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	osexec "os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// killed is the child of the kill harness: it commits and says so until it is killed.
func killed(path, mode string) {
	db, err := openDB(context.Background(), path, [16]byte{7}, bytes.Repeat([]byte{1}, keySize), mode, true, osDisk{})
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	db.Write.Exec("CREATE TABLE IF NOT EXISTS t (n INTEGER PRIMARY KEY, v BLOB)")
	db.Write.Exec("PRAGMA wal_autocheckpoint = 30")
	var n int
	db.Write.QueryRow("SELECT coalesce(max(n), 0) FROM t").Scan(&n)
	r := rand.New(rand.NewPCG(uint64(n), 1))
	for {
		n++
		if work(db, r, n-1, 1) != n {
			os.Exit(1)
		}
		fmt.Println(n)
	}
}

func TestMain(m *testing.M) {
	if path := os.Getenv("QJ_KILLED"); path != "" {
		killed(path, os.Getenv("QJ_KILLED_MODE"))
	}
	os.Exit(m.Run())
}

// TestKill kills a process that commits, again and again on the same database. No commit that it
// acknowledged is lost, and the database stays whole.
func TestKill(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs SIGKILL")
	}
	kills := 5
	if long {
		kills = 40
	}
	for _, mode := range []string{"wal", "delete"} {
		t.Run(mode, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "kill.db")
			total, last := 0, 0
			for range kills {
				c := osexec.Command(os.Args[0], "-test.run=^$")
				c.Env = append(os.Environ(), "QJ_KILLED="+path, "QJ_KILLED_MODE="+mode)
				out, err := c.StdoutPipe()
				if err != nil {
					t.Fatal(err)
				}
				if err := c.Start(); err != nil {
					t.Fatal(err)
				}
				lines := bufio.NewScanner(out)
				if !lines.Scan() { // it is at work
					t.Fatal("the child says nothing")
				}
				acked := lines.Text()
				timer := time.AfterFunc(time.Duration(20+rand.IntN(130))*time.Millisecond, func() { c.Process.Kill() })
				for lines.Scan() {
					acked = lines.Text()
				}
				timer.Stop()
				c.Wait()
				n, err := strconv.Atoi(strings.TrimSpace(acked))
				if err != nil {
					t.Fatalf("the child says %q", acked)
				}
				total += n - last
				db, err := openDB(t.Context(), path, [16]byte{7}, bytes.Repeat([]byte{1}, keySize), mode, false, osDisk{})
				if err != nil {
					t.Fatal(err)
				}
				var word string
				if err := db.Write.QueryRow("PRAGMA integrity_check").Scan(&word); err != nil || word != "ok" {
					t.Fatalf("%s %v", word, err)
				}
				if err := db.Write.QueryRow("SELECT max(n) FROM t").Scan(&last); err != nil || last < n {
					t.Fatalf("commit %d was acknowledged, %d is there: %v", n, last, err)
				}
				db.close()
			}
			t.Logf("%s: %d kills, %d acknowledged commits, none lost", mode, kills, total)
		})
	}
}
