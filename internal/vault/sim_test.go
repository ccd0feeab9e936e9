package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
)

// long tells whether the long harnesses run: QJ_LONG=1.
var long = os.Getenv("QJ_LONG") != ""

var errPower = errors.New("the power is off")

// simDisk is a disk in memory that remembers which writes were synced, and can lose its power.
type simDisk struct {
	mu    sync.Mutex
	files map[string]*simFile
	ops   int               // physical operations so far
	cut   int               // lose power at this operation; 0 never
	watch func(data []byte) // sees every physical write
}

type simFile struct {
	d       *simDisk
	durable []byte
	now     []byte
	pending []simOp
}

type simOp struct {
	off      int64
	data     []byte
	truncate bool
}

func newSimDisk() *simDisk { return &simDisk{files: map[string]*simFile{}} }

// step counts an operation and tells whether there is power for it.
func (d *simDisk) step() bool {
	d.ops++
	return d.cut == 0 || d.ops < d.cut
}

func (d *simDisk) open(path string, create, exclusive bool) (physical, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.step() {
		return nil, errPower
	}
	f := d.files[path]
	if f == nil {
		if !create {
			return nil, fs.ErrNotExist
		}
		f = &simFile{d: d}
		d.files[path] = f
	} else if exclusive {
		return nil, fs.ErrExist
	}
	return f, nil
}

func (d *simDisk) remove(path string, sync bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.step() {
		return errPower
	}
	if d.files[path] == nil {
		return fs.ErrNotExist
	}
	delete(d.files, path)
	return nil
}

func (d *simDisk) exists(path string) (int64, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f := d.files[path]
	if f == nil {
		return 0, false
	}
	return int64(len(f.now)), true
}

func (f *simFile) ReadAt(p []byte, off int64) (int, error) {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if off >= int64(len(f.now)) {
		return 0, io.EOF
	}
	n := copy(p, f.now[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (f *simFile) WriteAt(p []byte, off int64) (int, error) {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if f.d.watch != nil {
		f.d.watch(p)
	}
	powered := f.d.step()
	op := simOp{off: off, data: bytes.Clone(p)}
	f.pending = append(f.pending, op)
	if !powered {
		return 0, errPower // it may still have reached the disk, whole or in part
	}
	f.now = op.apply(f.now)
	return len(p), nil
}

func (o simOp) apply(b []byte) []byte {
	if o.truncate {
		if o.off <= int64(len(b)) {
			return b[:o.off:o.off]
		}
		return append(b, make([]byte, o.off-int64(len(b)))...)
	}
	if need := o.off + int64(len(o.data)); need > int64(len(b)) {
		b = append(b, make([]byte, need-int64(len(b)))...)
	}
	copy(b[o.off:], o.data)
	return b
}

func (f *simFile) Truncate(size int64) error {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	powered := f.d.step()
	op := simOp{off: size, truncate: true}
	f.pending = append(f.pending, op)
	if !powered {
		return errPower
	}
	f.now = op.apply(f.now)
	return nil
}

func (f *simFile) Sync() error {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if !f.d.step() {
		return errPower
	}
	f.durable = bytes.Clone(f.now)
	f.pending = nil
	return nil
}

func (f *simFile) Close() error { return nil }

func (f *simFile) Size() (int64, error) {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	return int64(len(f.now)), nil
}

const sector = 512

// after is the disk as it may come back: of each write that was not synced, all, nothing, or some
// sectors arrived.
func (d *simDisk) after(r *rand.Rand) (*simDisk, int) {
	out := newSimDisk()
	torn := 0
	for path, f := range d.files {
		b := bytes.Clone(f.durable)
		for _, op := range f.pending {
			switch r.IntN(3) {
			case 0:
			case 1:
				b = op.apply(b)
			default:
				if op.truncate {
					b = op.apply(b)
					continue
				}
				torn++
				for at := int64(0); at < int64(len(op.data)); {
					end := min(int64(len(op.data)), (op.off+at)/sector*sector+sector-op.off)
					if r.IntN(2) == 0 {
						b = simOp{off: op.off + at, data: op.data[at:end]}.apply(b)
					}
					at = end
				}
			}
		}
		out.files[path] = &simFile{d: out, durable: b, now: bytes.Clone(b)}
	}
	return out, torn
}

func (d *simDisk) clone() *simDisk {
	out := newSimDisk()
	for path, f := range d.files {
		out.files[path] = &simFile{d: out, durable: bytes.Clone(f.now), now: bytes.Clone(f.now)}
	}
	return out
}

// work commits rows and updates until something fails, and gives the number of the last commit that
// was acknowledged.
func work(db *DB, r *rand.Rand, from, commits int) int {
	acked := from
	for n := from + 1; n <= from+commits; n++ {
		tx, err := db.Write.Begin()
		if err != nil {
			return acked
		}
		_, err = tx.Exec("INSERT INTO t(n, v) VALUES (?, ?)", n, bytes.Repeat([]byte{byte(n)}, 1+r.IntN(9000)))
		if err == nil && n%3 == 0 {
			_, err = tx.Exec("UPDATE t SET v = v || x'00' WHERE n % 5 = ?", r.IntN(5))
		}
		if err == nil && n%7 == 0 {
			_, err = tx.Exec("DELETE FROM t WHERE n < ? AND n % 2 = 1", n-20)
		}
		if err != nil {
			tx.Rollback()
			return acked
		}
		if tx.Commit() != nil {
			return acked
		}
		acked = n
	}
	return acked
}

// TestPowerCuts loses the power at random moments. Whatever part of the unsynced writes arrived, the
// database opens, is whole, and holds every acknowledged commit.
func TestPowerCuts(t *testing.T) {
	cuts := 40
	if long {
		cuts = 400
	}
	for _, mode := range []string{"wal", "delete", "truncate"} {
		t.Run(mode, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, uint64(len(mode))))
			path := filepath.Join(t.TempDir(), "sim.db")
			id, secret := [16]byte{9}, bytes.Repeat([]byte{3}, keySize)
			open := func(d *simDisk, create bool) (*DB, error) {
				return openDB(context.Background(), path, id, secret, mode, create, d)
			}
			base := newSimDisk()
			db, err := open(base, true)
			if err != nil {
				t.Fatal(err)
			}
			db.Write.Exec("CREATE TABLE t (n INTEGER PRIMARY KEY, v BLOB)")
			if n := work(db, r, 0, 30); n != 30 {
				t.Fatalf("the workload stops at %d without any cut", n)
			}
			db.close()
			torn, lost := 0, 0
			for cut := range cuts {
				d := base.clone()
				db, err := open(d, false)
				if err != nil {
					t.Fatal(err)
				}
				db.Write.Exec("PRAGMA wal_autocheckpoint = 12")
				d.mu.Lock()
				d.ops, d.cut = 0, 1+r.IntN(220)
				d.mu.Unlock()
				acked := work(db, r, 30, 25)
				db.close()
				d2, n := d.after(r)
				torn += n
				if db, err = open(d2, false); err != nil {
					t.Fatalf("cut %d: does not open: %v", cut, err)
				}
				var word string
				if err := db.Write.QueryRow("PRAGMA integrity_check").Scan(&word); err != nil || word != "ok" {
					t.Fatalf("cut %d: %s %v %s", cut, word, err, db.m.lastFailure())
				}
				var last int
				if err := db.Write.QueryRow("SELECT max(n) FROM t").Scan(&last); err != nil || last < acked || last > acked+1 {
					t.Fatalf("cut %d: commit %d was acknowledged, %d is there: %v", cut, acked, last, err)
				}
				if last == acked {
					lost++
				}
				if _, err := db.verify(context.Background()); err != nil {
					t.Fatalf("cut %d: %v", cut, err)
				}
				db.close()
			}
			t.Logf("%s: %d cuts, %d torn writes, no acknowledged commit lost", mode, cuts, torn)
		})
	}
}

// TestNothingLeavesInClear looks for what is written to the database in every physical write.
func TestNothingLeavesInClear(t *testing.T) {
	markers := [][]byte{[]byte("MARKERVALUE"), []byte("markercolumn"), []byte("CREATE TABLE"), []byte("SQLite format 3"), []byte("客户姓名标记")}
	for _, mode := range []string{"wal", "delete"} {
		t.Run(mode, func(t *testing.T) {
			d := newSimDisk()
			var written int64
			d.watch = func(b []byte) {
				written += int64(len(b))
				for _, m := range markers {
					if bytes.Contains(b, m) {
						t.Errorf("%q is written in clear", m)
					}
				}
			}
			db, err := openDB(t.Context(), filepath.Join(t.TempDir(), "leak.db"), [16]byte{5}, bytes.Repeat([]byte{8}, keySize), mode, true, d)
			if err != nil {
				t.Fatal(err)
			}
			defer db.close()
			rows := 3000
			if long {
				rows = 100000
			}
			exec(t, db, "CREATE TABLE markertable (id INTEGER PRIMARY KEY, markercolumn TEXT)")
			exec(t, db, "PRAGMA cache_size = 50") // spill
			tx, _ := db.Write.Begin()
			for i := range rows {
				tx.Exec("INSERT INTO markertable(markercolumn) VALUES (?)", fmt.Sprintf("MARKERVALUE 客户姓名标记 %d %d", rand.Int64(), i))
			}
			if err := tx.Commit(); err != nil {
				t.Fatal(err)
			}
			exec(t, db, "CREATE INDEX markerindex ON markertable(markercolumn)")
			exec(t, db, "UPDATE markertable SET markercolumn = markercolumn || 'x' WHERE id % 3 = 0")
			exec(t, db, "CREATE TEMP TABLE tmp AS SELECT markercolumn FROM markertable ORDER BY markercolumn DESC")
			exec(t, db, "VACUUM")
			if count(t, db, "SELECT count(DISTINCT markercolumn) FROM markertable") != rows || written < int64(rows)*40 {
				t.Errorf("only %d bytes were looked at", written)
			}
		})
	}
}

// TestReadersSurviveALogThatBeginsAnew reads while the log is checkpointed and begun again.
func TestReadersSurviveALogThatBeginsAnew(t *testing.T) {
	v, _ := newVault(t)
	db := v.Firm()
	exec(t, db, "CREATE TABLE t (n INTEGER PRIMARY KEY, v BLOB)")
	exec(t, db, "PRAGMA wal_autocheckpoint = 20")
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for ctx.Err() == nil {
				var n, sum int
				if err := db.Read.QueryRow("SELECT count(*), coalesce(sum(length(v)), 0) FROM t").Scan(&n, &sum); err != nil || sum != n*700 {
					t.Errorf("%d rows, %d bytes: %v", n, sum, err)
					return
				}
			}
		})
	}
	for i := range 1500 {
		if _, err := db.Write.Exec("INSERT INTO t VALUES (?, zeroblob(700))", i); err != nil {
			t.Error(err)
			break
		}
	}
	stop()
	wg.Wait()
}

// TestFramesOfAnEarlierLogAreRefused puts frames of an earlier generation back in their place.
func TestFramesOfAnEarlierLogAreRefused(t *testing.T) {
	d := newSimDisk()
	path := filepath.Join(t.TempDir(), "old.db")
	id, secret := [16]byte{2}, bytes.Repeat([]byte{4}, keySize)
	db, err := openDB(t.Context(), path, id, secret, "wal", true, d)
	if err != nil {
		t.Fatal(err)
	}
	exec(t, db, "CREATE TABLE t (v)")
	exec(t, db, "INSERT INTO t VALUES ('first')")
	early := bytes.Clone(d.files[path+"-wal"].now)
	exec(t, db, "PRAGMA wal_checkpoint(RESTART)")
	exec(t, db, "INSERT INTO t VALUES ('second')")
	wal := d.files[path+"-wal"]
	head := bytes.Clone(wal.now[:walHeaderOut])
	if bytes.Equal(head, early[:walHeaderOut]) {
		t.Fatal("the log was not begun anew")
	}
	wal.now = slices.Concat(head, early[walHeaderOut:])
	wal.durable = bytes.Clone(wal.now)
	crashed := d.clone()
	db.close()
	db, err = openDB(t.Context(), path, id, secret, "wal", false, crashed)
	if err != nil {
		t.Fatal(err)
	}
	defer db.close()
	if n := count(t, db, "SELECT count(*) FROM t WHERE v = 'second'"); n != 0 {
		t.Errorf("a frame in another's place was taken for %d rows", n)
	}
	if n := count(t, db, "SELECT count(*) FROM t WHERE v = 'first'"); n != 1 {
		t.Errorf("%d rows of the checkpointed part", n)
	}
}

// TestADiskThatFills reports a full disk and loses nothing that was acknowledged.
func TestADiskThatFills(t *testing.T) {
	d := newSimDisk()
	path := filepath.Join(t.TempDir(), "full.db")
	id, secret := [16]byte{2}, bytes.Repeat([]byte{4}, keySize)
	db, err := openDB(t.Context(), path, id, secret, "wal", true, d)
	if err != nil {
		t.Fatal(err)
	}
	exec(t, db, "CREATE TABLE t (n INTEGER PRIMARY KEY, v BLOB)")
	acked := work(db, rand.New(rand.NewPCG(1, 1)), 0, 10)
	d.mu.Lock()
	d.cut = d.ops + 5
	d.mu.Unlock()
	acked = work(db, rand.New(rand.NewPCG(1, 2)), acked, 10)
	d.mu.Lock()
	d.cut = 0
	d.mu.Unlock()
	if n := count(t, db, "SELECT max(n) FROM t"); n < acked {
		t.Errorf("commit %d was acknowledged, %d is there", acked, n)
	}
	db.close()
}
