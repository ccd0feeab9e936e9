package journal

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"hash"
)

// Key makes the keyed digests of a log. It comes from the vault, so that a stranger with the log
// alone cannot try values until one fits.
type Key [32]byte

// Sum collects the parts of one side of a change, in order.
type Sum struct {
	mac  hash.Hash
	some bool
}

// NewSum begins a digest. The label keeps uses of one key apart.
func (k Key) NewSum(label string) *Sum {
	s := &Sum{mac: hmac.New(sha256.New, k[:])}
	s.frame(label, nil)
	return s
}

// Add adds a named part. Name and value are framed by their lengths, so that no two sequences of
// parts run together.
func (s *Sum) Add(name string, value []byte) {
	s.frame(name, value)
	s.some = true
}

// Digest is the digest of what was added; the zero Digest where nothing was.
func (s *Sum) Digest() Digest {
	var d Digest
	if s.some {
		copy(d[:], s.mac.Sum(nil))
	}
	return d
}

func (s *Sum) frame(name string, value []byte) {
	var n [16]byte
	binary.BigEndian.PutUint64(n[:8], uint64(len(name)))
	binary.BigEndian.PutUint64(n[8:], uint64(len(value)))
	s.mac.Write(n[:])
	s.mac.Write([]byte(name))
	s.mac.Write(value)
}
