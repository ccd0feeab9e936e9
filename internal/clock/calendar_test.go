package clock_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"qingjiao/assets"
	"qingjiao/internal/clock"
)

func calendar(t testing.TB) *clock.Calendar {
	t.Helper()
	c, err := clock.LoadCalendar(assets.FS)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestWorkdays(t *testing.T) {
	c := calendar(t)
	for _, r := range []struct {
		day  clock.Date
		work bool
	}{
		{"2026-11-23", true},  // Monday
		{"2026-11-22", false}, // Sunday
		{"2026-01-01", false}, // New Year, a Thursday
		{"2026-02-17", false}, // Spring Festival, a Tuesday
		{"2026-02-28", true},  // a Saturday that is worked
		{"2026-10-05", false}, // National Day, a Monday
		{"2026-10-10", true},  // a Saturday that is worked
		{"2025-10-08", false},
		{"2025-10-11", true},
		{"2024-02-18", true}, // a Sunday that is worked
		{"2030-10-01", true}, // not known yet: taken for a weekday
	} {
		if got := c.IsWorkday(r.day); got != r.work {
			t.Errorf("%s: %t", r.day, got)
		}
	}
}

func TestCovered(t *testing.T) {
	c := calendar(t)
	for day, want := range map[clock.Date]bool{"2024-01-01": true, "2026-12-31": true, "2031-01-01": false, "": false} {
		if c.Covered(day) != want {
			t.Errorf("%q: %t", day, !want)
		}
	}
}

func TestAddWorkdays(t *testing.T) {
	c := calendar(t)
	for _, r := range []struct {
		from clock.Date
		n    int
		want clock.Date
	}{
		{"2026-11-23", 0, "2026-11-23"},
		{"2026-11-23", 1, "2026-11-24"},
		{"2026-11-20", 1, "2026-11-23"},   // Friday to Monday
		{"2026-09-30", 1, "2026-10-08"},   // over the holiday
		{"2026-09-28", 10, "2026-10-16"},  // with the Saturday that is worked
		{"2026-10-08", -1, "2026-09-30"},  // and back
		{"2026-12-31", 1, "2027-01-01"},   // 2027 is not covered: the next weekday
		{"2026-11-23", -30, "2026-10-12"}, // six weeks before
	} {
		if got := c.AddWorkdays(r.from, r.n); got != r.want {
			t.Errorf("%s %+d: %s, want %s", r.from, r.n, got, r.want)
		}
	}
}

// Going n working days forward and back again ends on the same working day.
func TestThereAndBack(t *testing.T) {
	c := calendar(t)
	rapid.Check(t, func(t *rapid.T) {
		d := clock.Date("2021-06-01").AddDays(rapid.IntRange(0, 2200).Draw(t, "day"))
		n := rapid.IntRange(1, 300).Draw(t, "n")
		there := c.AddWorkdays(d, n)
		if !c.IsWorkday(there) || there <= d {
			t.Fatalf("%s %+d is %s", d, n, there)
		}
		if back := c.AddWorkdays(there, -n); c.IsWorkday(d) && back != d {
			t.Fatalf("%s %+d is %s, and back %s", d, n, there, back)
		}
	})
}

func TestLoadCalendarRefuses(t *testing.T) {
	good := "year: 2026\nsource: s\nholidays: [\"2026-01-01\"]\nmakeup: [\"2026-01-04\"]\n"
	load := func(s string) error {
		_, err := clock.LoadCalendar(fstest.MapFS{"calendar/2026.yaml": {Data: []byte(s)}})
		return err
	}
	if err := load(good); err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]string{
		"another year":    strings.Replace(good, "2026-01-01", "2025-01-01", 1),
		"not a day":       strings.Replace(good, "2026-01-01", "2026-02-30", 1),
		"unknown field":   good + "note: x\n",
		"too large":       good + strings.Repeat("#", 1<<20),
		"free and worked": strings.Replace(good, "2026-01-04", "2026-01-01", 1),
	} {
		if load(s) == nil {
			t.Errorf("%s: loads", name)
		}
	}
}

func TestDates(t *testing.T) {
	for s, ok := range map[string]bool{"2024-02-29": true, "2023-02-29": false, "2026-1-1": false, "": false, "2026-11-23T00:00": false} {
		if _, err := clock.ParseDate(s); (err == nil) != ok {
			t.Errorf("%q: %v", s, err)
		}
	}
	if n := clock.Date("2026-11-23").DaysUntil("2026-12-18"); n != 25 {
		t.Errorf("%d days", n)
	}
	if n := clock.Date("2026-12-18").DaysUntil("2026-11-23"); n != -25 {
		t.Errorf("%d days", n)
	}
	if d := clock.Date("2026-12-31").AddDays(1); d != "2027-01-01" {
		t.Error(d)
	}
}

func FuzzParseDate(f *testing.F) {
	f.Add("2026-11-23")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := clock.ParseDate(s)
		if err == nil && (string(d) != s || clock.DateOf(d.Time()) != d) {
			t.Errorf("%q reads as %q", s, d)
		}
	})
}

func ExampleCalendar_AddWorkdays() {
	c, _ := clock.LoadCalendar(assets.FS)
	fmt.Println(c.AddWorkdays("2026-09-30", 1)) // the National Day holiday lies between
	// Output: 2026-10-08
}
