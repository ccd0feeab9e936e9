package clock

import (
	"fmt"
	"io"
	"io/fs"
	"time"

	"github.com/goccy/go-yaml"
)

// Calendar knows the working days of mainland China: public holidays, and the weekends worked in
// their stead, which the State Council announces each autumn for the next year.
type Calendar struct {
	rest, work map[Date]bool
	covered    map[int]bool
}

type yearFile struct {
	Year     int    `yaml:"year"`
	Source   string `yaml:"source"`
	Holidays []Date `yaml:"holidays"` // working weekdays that are free
	Makeup   []Date `yaml:"makeup"`   // weekend days that are worked
}

// maxYearFile bounds the file of a year.
const maxYearFile = 64 << 10

// LoadCalendar reads calendar/*.yaml, a file a year. Errors name the file.
func LoadCalendar(fsys fs.FS) (*Calendar, error) {
	names, err := fs.Glob(fsys, "calendar/*.yaml")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("calendar: no file")
	}
	c := &Calendar{rest: map[Date]bool{}, work: map[Date]bool{}, covered: map[int]bool{}}
	for _, name := range names {
		y, err := readYear(fsys, name)
		if err == nil {
			err = c.add(y)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return c, nil
}

func readYear(fsys fs.FS, name string) (y yearFile, err error) {
	f, err := fsys.Open(name)
	if err != nil {
		return y, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxYearFile+1))
	if err != nil {
		return y, err
	}
	if len(b) > maxYearFile {
		return y, fmt.Errorf("larger than %d bytes", maxYearFile)
	}
	return y, yaml.UnmarshalWithOptions(b, &y, yaml.Strict())
}

// add takes the days of a year in: days of that year only, and none both free and worked.
func (c *Calendar) add(y yearFile) error {
	for _, list := range []struct {
		days        []Date
		into, other map[Date]bool
	}{{y.Holidays, c.rest, c.work}, {y.Makeup, c.work, c.rest}} {
		for _, d := range list.days {
			if _, err := ParseDate(string(d)); err != nil || d.Time().Year() != y.Year || list.other[d] {
				return fmt.Errorf("day %q", d)
			}
			list.into[d] = true
		}
	}
	c.covered[y.Year] = true
	return nil
}

// Covered tells whether the year's calendar is known. Outside, Monday to Friday are taken for
// working days, and who shows a result says so.
func (c *Calendar) Covered(d Date) bool { return c.covered[d.Time().Year()] }

// IsWorkday tells whether people work on that day.
func (c *Calendar) IsWorkday(d Date) bool {
	if c.work[d] {
		return true
	}
	if c.rest[d] {
		return false
	}
	w := d.Time().Weekday()
	return w != time.Saturday && w != time.Sunday
}

// AddWorkdays is the n-th working day after d (before it for negative n); d itself does not count.
func (c *Calendar) AddWorkdays(d Date, n int) Date {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		if d = d.AddDays(step); c.IsWorkday(d) {
			n--
		}
	}
	return d
}
