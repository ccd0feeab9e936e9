// Package clock is the only place that asks what time it is. Days are Beijing days, because the
// law's deadlines run in them; a local clock is not trusted time, and papers say so.
package clock

import (
	"context"
	"fmt"
	"time"
)

// Beijing is UTC+8 without daylight saving, independent of the machine's zone database.
var Beijing = time.FixedZone("CST", 8*3600)

// Clock tells the time. Tests pass a fixed one.
type Clock func() time.Time

// System is the machine's clock in Beijing time.
func System() time.Time { return time.Now().In(Beijing) }

// Fixed is a clock that stands still.
func Fixed(t time.Time) Clock { return func() time.Time { return t.In(Beijing) } }

type carried struct{}

// Carry is a context in which From finds c: whoever opens a vault in it works at that time.
func Carry(ctx context.Context, c Clock) context.Context {
	return context.WithValue(ctx, carried{}, c)
}

// From is the clock that a context carries, the machine's where it carries none.
func From(ctx context.Context) Clock {
	if c, ok := ctx.Value(carried{}).(Clock); ok {
		return c
	}
	return System
}

// Date is a civil day, written 2006-01-02. The empty Date is "not known".
type Date string

// DateOf is the Beijing day of t.
func DateOf(t time.Time) Date { return Date(t.In(Beijing).Format(time.DateOnly)) }

// ParseDate checks s to be a real day written YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", fmt.Errorf("date %q is not YYYY-MM-DD", s)
	}
	return Date(s), nil
}

// Time is the beginning of the day in Beijing; the zero time for the empty Date.
func (d Date) Time() time.Time {
	t, err := time.ParseInLocation(time.DateOnly, string(d), Beijing)
	if err != nil {
		return time.Time{}
	}
	return t
}

// AddDays is the day n calendar days later.
func (d Date) AddDays(n int) Date { return DateOf(d.Time().AddDate(0, 0, n)) }

// DaysUntil is the number of calendar days from d to e, negative where e is earlier.
func (d Date) DaysUntil(e Date) int { return int(e.Time().Sub(d.Time()).Hours() / 24) }

// Before tells whether d is earlier than e.
func (d Date) Before(e Date) bool { return d < e }
