// Package journal is the log of who did what when 留痕日志: an append-only Merkle tree whose root
// fits on a page. Whoever holds an old root can prove that nothing before it was changed, removed
// or slipped in, without trusting the program or the machine.
//
// The log never holds content. What an event changed stands in it as two keyed digests (see Key), so
// that a short value, a telephone number say, cannot be guessed from a log shown to a stranger.
//
// The package is pure: it computes records, hashes, proofs and checkpoints, and leaves the keeping
// of them to the caller. FORMAT.md specifies every byte.
package journal

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Hash is a node of the tree: SHA-256 as in RFC 6962.
type Hash = tlog.Hash

// Entry is what the keeper of a log stores for one event, all of it or nothing.
type Entry struct {
	Record []byte // the encoded event, the leaf of the tree
	First  int64  // index of Hashes[0] in tlog's order of stored hashes
	Hashes []Hash // the leaf's hash and those of the subtrees it completes
}

// Append encodes e at its position e.Seq and computes the hashes to store with it. r reads the
// hashes stored so far. It returns ErrEvent where e cannot stand in a log.
func Append(e Event, r tlog.HashReader) (Entry, error) {
	record, err := e.Encode()
	if err != nil {
		return Entry{}, err
	}
	hashes, err := tlog.StoredHashes(e.Seq, record, r)
	if err != nil {
		return Entry{}, fmt.Errorf("append event %d: %w", e.Seq, err)
	}
	return Entry{Record: record, First: tlog.StoredHashIndex(0, e.Seq), Hashes: hashes}, nil
}

// HashCount is how many hashes a log of n events has stored.
func HashCount(n int64) int64 { return tlog.StoredHashCount(n) }

// Root is the root of the tree of the first n events; the zero hash for n 0.
func Root(n int64, r tlog.HashReader) (Hash, error) {
	if n == 0 {
		return Hash{}, nil
	}
	return tlog.TreeHash(n, r)
}
