package law

import (
	"fmt"
	"strings"
)

// Parse reads a reference as data writes it: "PIPL 23", "PIPL 13(1)(2)", "CRIM 253-1", a clause of a
// standard as "GB35273 9.3", or "O25" for the whole.
func Parse(s string) (Ref, error) {
	id, no, _ := strings.Cut(s, " ")
	if !statuteID.MatchString(id) || no != "" && !articleNo.MatchString(no) {
		return Ref{}, fmt.Errorf("%q is not a reference to an article", s)
	}
	return Ref{Statute: id, Article: no}, nil
}

// String writes a reference as data does.
func (r Ref) String() string { return strings.TrimSpace(r.Statute + " " + r.Article) }

// UnmarshalYAML lets data files write references as words.
func (r *Ref) UnmarshalYAML(decode func(any) error) error {
	var s string
	if err := decode(&s); err != nil {
		return err
	}
	p, err := Parse(s)
	*r = p
	return err
}

// MarshalYAML writes a reference as words.
func (r Ref) MarshalYAML() (any, error) { return r.String(), nil }
