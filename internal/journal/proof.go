package journal

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Proof is a list of hashes with which a stranger recomputes a root.
type Proof []Hash

// ProveInclusion proves that event seq stands in the log of size events.
func ProveInclusion(size, seq int64, r tlog.HashReader) (Proof, error) {
	if seq < 0 || seq >= size {
		return nil, fmt.Errorf("event %d is not among %d", seq, size)
	}
	p, err := tlog.ProveRecord(size, seq, r)
	return Proof(p), err
}

// CheckInclusion checks that record is event seq of the log that c describes.
func CheckInclusion(p Proof, c Checkpoint, seq int64, record []byte) error {
	if seq < 0 || seq >= c.Size {
		return fmt.Errorf("event %d is not among %d", seq, c.Size)
	}
	return tlog.CheckRecord(tlog.RecordProof(p), c.Size, c.Root, seq, tlog.RecordHash(record))
}

// ProveConsistency proves that the log of size newer begins with the log of size older.
func ProveConsistency(newer, older int64, r tlog.HashReader) (Proof, error) {
	if older < 1 || older > newer {
		return nil, fmt.Errorf("a log of %d does not begin with %d", newer, older)
	}
	p, err := tlog.ProveTree(newer, older, r)
	return Proof(p), err
}

// CheckConsistency checks that newer is a continuation of older. Every log continues an empty one.
func CheckConsistency(p Proof, newer, older Checkpoint) error {
	switch {
	case newer.Origin != older.Origin:
		return fmt.Errorf("checkpoints of different logs")
	case older.Size == 0:
		return nil
	case older.Size > newer.Size:
		return fmt.Errorf("the log shrank from %d to %d events", older.Size, newer.Size)
	}
	return tlog.CheckTree(tlog.TreeProof(p), newer.Size, newer.Root, older.Size, older.Root)
}
