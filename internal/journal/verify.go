package journal

import (
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// Reader reads a stored log.
type Reader interface {
	tlog.HashReader
	// Size is the number of events.
	Size() (int64, error)
	// Records calls f with each record from event from on, in order, and stops at f's error.
	Records(from int64, f func(seq int64, record []byte) error) error
}

// Report says what reading a whole log proved.
type Report struct {
	Events int64
	Root   Hash  // computed from the records alone
	Bad    int64 // first event that does not fit; -1 none
	// ClockBack counts events whose time is earlier than the one before: the machine's clock was set
	// back. It is noted, not a fault of the log.
	ClockBack int64
	Last      time.Time
}

// OK tells whether every event fits.
func (r Report) OK() bool { return r.Bad < 0 }

// VerifyAll reads every record, decodes it, builds the tree anew from the records alone and compares
// each node with the stored one. The error is of reading only; what does not fit is in the Report.
// progress may be nil.
func VerifyAll(r Reader, progress func(done, total int64)) (Report, error) {
	size, err := r.Size()
	if err != nil {
		return Report{}, err
	}
	v := verifier{report: Report{Bad: -1}, stored: r, nodes: tree{}}
	err = r.Records(0, func(seq int64, record []byte) error {
		if progress != nil && v.report.Events%256 == 0 {
			progress(v.report.Events, size)
		}
		return v.take(seq, record)
	})
	if err != nil {
		return Report{}, err
	}
	if v.report.Events != size {
		v.bad(v.report.Events)
	}
	if v.report.Root, err = Root(v.report.Events, v.nodes); err != nil {
		return Report{}, err
	}
	if progress != nil {
		progress(size, size)
	}
	return v.report, nil
}

type verifier struct {
	report Report
	stored tlog.HashReader
	nodes  tree
}

// take verifies the next record. The nodes of the new tree are computed from those before it, never
// from stored ones, so that a changed node cannot vouch for a changed record.
func (v *verifier) take(seq int64, record []byte) error {
	n := v.report.Events
	e, err := Decode(record)
	if err != nil || seq != n || e.Seq != n {
		v.bad(n)
	}
	if err == nil {
		if e.Time.Before(v.report.Last) {
			v.report.ClockBack++
		}
		v.report.Last = e.Time
	}
	hashes, err := tlog.StoredHashes(n, record, v.nodes)
	if err != nil {
		return err
	}
	first := tlog.StoredHashIndex(0, n)
	want := make([]int64, len(hashes))
	for i := range hashes {
		want[i] = first + int64(i)
		v.nodes[want[i]] = hashes[i]
	}
	v.nodes.forget(n, len(hashes))
	got, err := v.stored.ReadHashes(want)
	if err != nil || len(got) != len(hashes) {
		v.bad(n)
	}
	for i := range min(len(got), len(hashes)) {
		if got[i] != hashes[i] {
			v.bad(n)
		}
	}
	v.report.Events++
	return nil
}

func (v *verifier) bad(n int64) {
	if v.report.Bad < 0 {
		v.report.Bad = n
	}
}

// tree holds the nodes that later nodes are computed from: the roots of complete subtrees.
type tree map[int64]Hash

// ReadHashes implements tlog.HashReader.
func (t tree) ReadHashes(indexes []int64) ([]Hash, error) {
	out := make([]Hash, len(indexes))
	for i, x := range indexes {
		out[i] = t[x]
	}
	return out, nil
}

// forget drops what lies below the nodes that event n completed: a complete subtree is known by its
// root from then on, so the map stays as small as the tree is high.
func (t tree) forget(n int64, levels int) {
	for l := 0; l < levels-1; l++ {
		m := n >> l
		delete(t, tlog.StoredHashIndex(l, m))
		delete(t, tlog.StoredHashIndex(l, m-1))
	}
}
