package journal

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the golden files anew")

// memory is a log kept in slices.
type memory struct {
	records [][]byte
	hashes  []Hash
}

func (m *memory) ReadHashes(indexes []int64) ([]Hash, error) {
	out := make([]Hash, len(indexes))
	for i, x := range indexes {
		if x < 0 || x >= int64(len(m.hashes)) {
			return nil, errors.New("no such hash")
		}
		out[i] = m.hashes[x]
	}
	return out, nil
}

func (m *memory) Size() (int64, error) { return int64(len(m.records)), nil }

func (m *memory) Records(from int64, f func(int64, []byte) error) error {
	for i := from; i < int64(len(m.records)); i++ {
		if err := f(i, m.records[i]); err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) add(t interface{ Fatal(...any) }, e Event) {
	e.Seq = int64(len(m.records))
	entry, err := Append(e, m)
	if err != nil {
		t.Fatal(err)
	}
	if entry.First != int64(len(m.hashes)) {
		t.Fatal("stored hashes have a gap")
	}
	m.records = append(m.records, entry.Record)
	m.hashes = append(m.hashes, entry.Hashes...)
}

var start = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

func sample(i int) Event {
	k := Key{1, 2, 3}
	before, after := k.NewSum("facts"), k.NewSum("facts")
	if i > 0 {
		before.Add("persons", fmt.Appendf(nil, "%d", i-1))
	}
	after.Add("persons", fmt.Appendf(nil, "%d", i))
	return Event{Time: start.Add(time.Duration(i) * time.Second), Actor: "zhao", Action: "facts.answered",
		Object: "matter", ID: fmt.Sprintf("m-%d", i), Before: before.Digest(), After: after.Digest()}
}

func filled(t interface{ Fatal(...any) }, n int) *memory {
	m := &memory{}
	for i := range n {
		m.add(t, sample(i))
	}
	return m
}

// TestVectors keeps the bytes of the format: FORMAT.md points to these files.
func TestVectors(t *testing.T) {
	m := filled(t, 5)
	var b strings.Builder
	for i, r := range m.records {
		root, err := Root(int64(i+1), m)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%sleaf %s\nroot %s\n\n", r, tlog.RecordHash(r), root)
	}
	root, _ := Root(5, m)
	s, err := NewSigner("qingjiao/test", [32]byte{9})
	if err != nil {
		t.Fatal(err)
	}
	note, err := s.Sign(Checkpoint{Origin: "qingjiao/test/m-1", Size: 5, Root: root})
	if err != nil {
		t.Fatal(err)
	}
	vkey, err := VerifierKey("qingjiao/test", [32]byte{9})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&b, "%s\nverifier %s\n", note, vkey)
	golden(t, "vectors.txt", b.String())
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
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
		t.Error(d)
	}
}

func TestVerifyAllFindsEveryChange(t *testing.T) {
	const n = 37
	whole := filled(t, n)
	clean, err := VerifyAll(whole, nil)
	if err != nil || !clean.OK() || clean.Events != n {
		t.Fatalf("clean log: %+v, %v", clean, err)
	}
	root, _ := Root(n, whole)
	if clean.Root != root {
		t.Fatal("the root computed from the records is not the stored one")
	}
	type change struct {
		name string
		do   func(*memory)
		bad  int64
	}
	changes := []change{
		{"an event is altered", func(m *memory) { m.records[11] = m.records[12] }, 11},
		{"an event is removed", func(m *memory) { m.records = append(m.records[:20:20], m.records[21:]...) }, 20},
		{"the last event is cut off", func(m *memory) { m.records = m.records[:n-1] }, -1},
		{"two events change places", func(m *memory) { m.records[3], m.records[4] = m.records[4], m.records[3] }, 3},
		{"garbage stands in for an event", func(m *memory) { m.records[0] = []byte("x") }, 0},
	}
	for i := range whole.hashes {
		changes = append(changes, change{fmt.Sprintf("hash %d is altered", i), func(m *memory) { m.hashes[i][7] ^= 1 }, -2})
	}
	for _, c := range changes {
		m := filled(t, n)
		c.do(m)
		r, err := VerifyAll(m, nil)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case c.bad == -1: // a shorter log is a good log; an older checkpoint shows the loss
			if r.Root == root {
				t.Errorf("%s: same root", c.name)
			}
		case r.OK() || c.bad >= 0 && r.Bad != c.bad:
			t.Errorf("%s: %+v", c.name, r)
		}
	}
}

func TestClockSetBackIsNoted(t *testing.T) {
	m := filled(t, 3)
	e := sample(0)
	m.add(t, e)
	if r, err := VerifyAll(m, nil); err != nil || !r.OK() || r.ClockBack != 1 {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestProofs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 70).Draw(t, "n")
		m := filled(t, n)
		at := func(size int) Checkpoint {
			root, err := Root(int64(size), m)
			if err != nil {
				t.Fatal(err)
			}
			return Checkpoint{Origin: "qingjiao/test/m", Size: int64(size), Root: root}
		}
		newer := at(n)
		seq := rapid.IntRange(0, n-1).Draw(t, "seq")
		p, err := ProveInclusion(int64(n), int64(seq), m)
		if err != nil {
			t.Fatal(err)
		}
		if err := CheckInclusion(p, newer, int64(seq), m.records[seq]); err != nil {
			t.Fatal(err)
		}
		if CheckInclusion(p, newer, int64(seq), m.records[(seq+1)%n]) == nil {
			t.Fatal("the proof fits another record")
		}
		size := rapid.IntRange(1, n).Draw(t, "older")
		older := at(size)
		c, err := ProveConsistency(int64(n), int64(size), m)
		if err != nil {
			t.Fatal(err)
		}
		if err := CheckConsistency(c, newer, older); err != nil {
			t.Fatal(err)
		}
		older.Root[0] ^= 1
		if CheckConsistency(c, newer, older) == nil {
			t.Fatal("the proof fits another past")
		}
	})
}

func TestCheckpointSignature(t *testing.T) {
	c := Checkpoint{Origin: "qingjiao/test/m-1", Size: 3, Root: Hash{4}}
	s, err := NewSigner("qingjiao/test", [32]byte{1})
	if err != nil {
		t.Fatal(err)
	}
	msg, err := s.Sign(c)
	if err != nil {
		t.Fatal(err)
	}
	mine, _ := VerifierKey("qingjiao/test", [32]byte{1})
	other, _ := VerifierKey("qingjiao/test", [32]byte{2})
	if got, err := OpenCheckpoint(msg, mine); err != nil || got != c {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := OpenCheckpoint(msg, other); !errors.Is(err, ErrCheckpoint) {
		t.Errorf("another's key: %v", err)
	}
	altered := []byte(strings.Replace(string(msg), "\n3\n", "\n2\n", 1))
	if _, err := OpenCheckpoint(altered, mine); !errors.Is(err, ErrCheckpoint) {
		t.Errorf("altered: %v", err)
	}
}

func TestKeyedDigests(t *testing.T) {
	sum := func(k Key, label string, parts ...string) Digest {
		s := k.NewSum(label)
		for _, p := range parts {
			s.Add("v", []byte(p))
		}
		return s.Digest()
	}
	seen := map[Digest]string{}
	for name, d := range map[string]Digest{
		"nothing": sum(Key{1}, "a"), "one": sum(Key{1}, "a", "13800000000"),
		"other key": sum(Key{2}, "a", "13800000000"), "other label": sum(Key{1}, "b", "13800000000"),
		"split": sum(Key{1}, "a", "138", "00000000"), "empty part": sum(Key{1}, "a", ""),
	} {
		if was, twice := seen[d]; twice {
			t.Errorf("%s and %s have the same digest", was, name)
		}
		seen[d] = name
	}
	if sum(Key{1}, "a") != (Digest{}) {
		t.Error("nothing is not the zero digest")
	}
}
