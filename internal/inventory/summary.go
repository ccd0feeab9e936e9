package inventory

import (
	"crypto/sha256"
	"iter"
	"strconv"

	"qingjiao/internal/clock"
)

// Ages of the law: PIPL article 31 protects children under 14; Civil Code article 17 makes 18 of age.
const (
	ChildAge = 14
	AdultAge = 18
)

// Column is one column as understood.
type Column struct {
	Name   string
	Kind   Kind
	Class  Class
	Filled int64    // cells that say something
	Valid  int64    // of them in the shape of the kind, where it has one
	Sample []string // up to three cells, masked
}

// Summary is what a file holds.
type Summary struct {
	Rows      int64
	Persons   int64 // each counted once
	Unkeyed   int64 // rows without anything to tell people apart by; each counted as a person
	Sensitive int64 // persons with a sensitive cell, or under 14
	Minors14  int64
	Minors18  int64
	NoBirth   int64 // persons whose age the file does not tell
	Columns   []Column
	Kinds     []string // sensitive kinds found: health, financial, religion, biometric, track, minor14
}

type hash [16]byte

const (
	isSensitive = 1 << iota
	isChild
	isMinor
	hasBirth
)

// Tally takes rows one by one and sums them up. Its memory grows with the number of people, some
// hundred bytes each; it keeps hashes, never their data.
type Tally struct {
	on      clock.Date
	columns []Column
	guess   []Kind
	valid   []map[Kind]int64
	rows    int64
	unkeyed int64
	keys    map[hash]int32
	parent  []int32
	id      []hash // identity number of a person, zero unknown
	flags   []uint8
	kinds   map[string]bool
}

// NewTally begins a count for a file with the header; ages are counted on the day.
func NewTally(header []string, on clock.Date) *Tally {
	t := &Tally{on: on, keys: map[hash]int32{}, kinds: map[string]bool{}}
	for i, h := range header {
		if h = Normalise(h); h == "" {
			h = "#" + strconv.Itoa(i+1)
		}
		k := GuessHeader(h)
		t.guess = append(t.guess, k)
		t.columns = append(t.columns, Column{Name: h})
		t.valid = append(t.valid, map[Kind]int64{})
	}
	return t
}

// Summarise counts a whole file.
func Summarise(header []string, rows iter.Seq[[]string], on clock.Date) Summary {
	t := NewTally(header, on)
	for row := range rows {
		t.Add(row)
	}
	return t.Summary()
}

// Add counts one row. Cells beyond the header are not looked at.
func (t *Tally) Add(row []string) {
	t.rows++
	var name, mobile, id string
	var birth clock.Date
	var flags uint8
	for i, cell := range row[:min(len(row), len(t.columns))] {
		if nothing(cell) {
			continue
		}
		c := &t.columns[i]
		c.Filled++
		if len(c.Sample) < 3 {
			c.Sample = append(c.Sample, Mask(t.guess[i], cell))
		}
		if v, b := ResidentID(cell); v != "" {
			t.valid[i][IDNumber]++
			if id == "" && t.guess[i] != Guardian {
				id, birth = v, b
			}
			continue
		}
		switch t.guess[i] {
		case Name:
			if name == "" {
				name = Normalise(cell)
			}
			if hanName(cell) {
				t.valid[i][Name]++
			}
		case Birth:
			if b := BirthDate(cell); b != "" {
				t.valid[i][Birth]++
				if birth == "" {
					birth = b
				}
			}
		case Health, Religion, Biometry, Track, Card:
			flags |= isSensitive
			t.kinds[sensitiveKind(t.guess[i])] = true
		case Remark, Other:
			if k := sensitiveText(cell); k != "" {
				flags |= isSensitive
				t.kinds[k] = true
			}
			fallthrough
		default:
			if m := MobileNumber(cell); m != "" {
				t.valid[i][Mobile]++
				if mobile == "" && t.guess[i] != Guardian {
					mobile = m
				}
			}
		}
	}
	if birth != "" && birth <= t.on {
		flags |= hasBirth
		if Under(birth, ChildAge, t.on) {
			flags |= isChild | isSensitive
			t.kinds["minor14"] = true
		}
		if Under(birth, AdultAge, t.on) {
			flags |= isMinor
		}
	}
	p := t.person(name, mobile, id, birth)
	t.flags[p] |= flags
}

func sensitiveKind(k Kind) string {
	if k == Card {
		return "financial"
	}
	return string(k)
}

func key(kind string, parts ...string) hash {
	h := sha256.New()
	h.Write([]byte(kind))
	for _, p := range parts {
		h.Write([]byte{0})
		h.Write([]byte(p))
	}
	var out hash
	copy(out[:], h.Sum(nil))
	return out
}

// person finds or makes the person of a row: the same identity number, or the same name with the
// same mobile or, where there is none, birth date, is the same person, unless identity numbers differ.
func (t *Tally) person(name, mobile, id string, birth clock.Date) int32 {
	var weak []hash
	if name != "" && mobile != "" {
		weak = append(weak, key("nm", name, mobile))
	}
	if name != "" && mobile == "" && birth != "" {
		weak = append(weak, key("nb", name, string(birth)))
	}
	if name == "" && mobile != "" {
		weak = append(weak, key("m", mobile))
	}
	var own hash
	p := int32(-1)
	if id != "" {
		own = key("id", id)
		if q, ok := t.keys[own]; ok {
			p = t.root(q)
		}
	}
	for _, k := range weak {
		q, ok := t.keys[k]
		if !ok {
			continue
		}
		q = t.root(q)
		switch {
		case p < 0 && (own == hash{} || t.id[q] == hash{} || t.id[q] == own):
			p = q
		case p >= 0 && p != q && (t.id[p] == hash{} || t.id[q] == hash{} || t.id[p] == t.id[q]):
			t.parent[q] = p
			t.flags[p] |= t.flags[q]
			if t.id[p] == (hash{}) {
				t.id[p] = t.id[q]
			}
		}
	}
	if p < 0 {
		p = int32(len(t.parent))
		t.parent = append(t.parent, p)
		t.id = append(t.id, hash{})
		t.flags = append(t.flags, 0)
		if own == (hash{}) && len(weak) == 0 {
			t.unkeyed++
		}
	}
	if own != (hash{}) {
		t.keys[own] = p
		t.id[p] = own
	}
	for _, k := range weak {
		if _, ok := t.keys[k]; !ok {
			t.keys[k] = p
		}
	}
	return p
}

func (t *Tally) root(p int32) int32 {
	for t.parent[p] != p {
		t.parent[p] = t.parent[t.parent[p]]
		p = t.parent[p]
	}
	return p
}

// vote is the share of filled cells, in percent, that must have the shape of a kind for the column
// to be taken for it against its header.
const vote = 80

// Summary is the count so far.
func (t *Tally) Summary() Summary {
	s := Summary{Rows: t.rows, Unkeyed: t.unkeyed}
	for p, f := range t.flags {
		if t.parent[p] != int32(p) {
			continue
		}
		s.Persons++
		if f&isSensitive != 0 {
			s.Sensitive++
		}
		if f&isChild != 0 {
			s.Minors14++
		}
		if f&isMinor != 0 {
			s.Minors18++
		}
		if f&hasBirth == 0 {
			s.NoBirth++
		}
	}
	for i, c := range t.columns {
		c.Kind = t.guess[i]
		for _, k := range []Kind{IDNumber, Mobile} {
			if c.Filled > 0 && t.valid[i][k]*100 >= c.Filled*vote {
				c.Kind = k
			}
		}
		c.Valid = t.valid[i][c.Kind]
		c.Class = ClassOf(c.Kind)
		c.Sample = append([]string(nil), c.Sample...)
		s.Columns = append(s.Columns, c)
	}
	for _, k := range []string{"biometric", "religion", "health", "financial", "track", "minor14"} {
		if t.kinds[k] {
			s.Kinds = append(s.Kinds, k)
		}
	}
	return s
}
