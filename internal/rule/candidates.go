package rule

import (
	"qingjiao/internal/clock"
)

// far is a number larger than any that expressions compare with, and still small enough to add up.
const far = int64(1) << 40

// candidates are values of an unknown fact that could change this expression: every choice, the
// numbers and days around those it names, and one far off on either side.
func (p *Program) candidates(v Var, today clock.Date) []any {
	switch v.Type {
	case Bool:
		return []any{false, true}
	case Enum:
		out := make([]any, len(v.Options))
		for i, o := range v.Options {
			out[i] = o
		}
		return out
	case Multi:
		return p.subsets(v)
	case Int, Money:
		out := distinct[int64]{}
		out.add(0)
		for _, c := range p.ints {
			for d := int64(-1); d <= 1; d++ {
				if n := int64(c) + d; n >= 0 {
					out.add(n)
				}
			}
		}
		out.add(far)
		return out
	case Date:
		return p.days(today)
	}
	out := distinct[string]{}
	out.add("")
	out.add("\x00")
	for _, s := range p.strings {
		out.add(s)
	}
	return out
}

// days are the days around those the expression names and, for days_until, around today.
func (p *Program) days(today clock.Date) []any {
	out := distinct[string]{}
	for _, d := range []string{"", "1900-01-01", "2200-12-31"} {
		out.add(d)
	}
	around := func(d clock.Date) {
		for n := -1; n <= 1; n++ {
			out.add(string(d.AddDays(n)))
		}
	}
	for _, s := range p.strings {
		if d, err := clock.ParseDate(s); err == nil {
			around(d)
		}
	}
	if p.uses("days_until") {
		around(today)
		for _, c := range p.ints {
			if c >= -maxDays && c <= maxDays {
				around(today.AddDays(c))
				around(today.AddDays(-c))
			}
		}
	}
	return out
}

// maxDays is how far from today a date of a matter may be (1900 to 2200).
const maxDays = 110_000

// subsets are all sets of the options that the expression asks about, and one of the others.
func (p *Program) subsets(v Var) []any {
	var asked []string
	for _, c := range p.calls {
		if c.Func == "has" && c.Args[0] == v.Name {
			asked = append(asked, c.Args[1])
		}
	}
	const most = 10
	if len(asked) > most {
		asked = asked[:most]
	}
	var out []any
	for n := range 1 << len(asked) {
		set := []string{}
		for i, o := range asked {
			if n>>i&1 == 1 {
				set = append(set, o)
			}
		}
		out = append(out, set)
	}
	return append(out, v.Options)
}

func (p *Program) uses(function string) bool {
	for _, c := range p.calls {
		if c.Func == function {
			return true
		}
	}
	return false
}

// distinct is a list without repeats, in the order values were added.
type distinct[T comparable] []any

func (d *distinct[T]) add(v T) {
	for _, o := range *d {
		if o == any(v) {
			return
		}
	}
	*d = append(*d, v)
}
