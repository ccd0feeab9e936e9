package checklist

import (
	"strings"
	"unicode/utf8"

	"qingjiao/internal/errs"
)

// MaxReason is how long the reason of an override may be, in characters.
const MaxReason = 500

// Allows checks a person's decision about a point before it is recorded: the point exists, the
// decision is Confirmed or Waived, and it has a reason. Errors are of kind NotFound or Invalid.
func (s *Set) Allows(o Override) error {
	if _, ok := s.index[o.Point]; !ok {
		return errs.New(errs.NotFound, "checklist.unknown_point", "point", clip(o.Point))
	}
	if o.Kind != Confirmed && o.Kind != Waived {
		return errs.New(errs.Invalid, "checklist.override_kind", "point", o.Point)
	}
	if strings.TrimSpace(o.Reason) == "" {
		return errs.New(errs.Invalid, "checklist.no_reason", "point", o.Point)
	}
	if utf8.RuneCountInString(o.Reason) > MaxReason {
		return errs.New(errs.Invalid, "checklist.long_reason", "point", o.Point, "max", MaxReason)
	}
	return nil
}

// clip keeps what came from outside short enough to show.
func clip(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}
