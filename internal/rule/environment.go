package rule

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"qingjiao/internal/clock"
)

// environment is what an expression sees: facts, which of them are known, and evidence functions.
func environment(facts, known Facts, ev Evidence) map[string]any {
	env := map[string]any{
		"issued":     ev.Issued,
		"records":    ev.Records,
		"in_state":   ev.InState,
		"filled":     ev.Filled,
		"attached":   ev.Attached,
		"decided":    ev.Decided,
		"count":      ev.Count,
		"days_until": func(d string) int { return ev.Today().DaysUntil(clock.Date(d)) },
		"has":        func(list []string, v string) bool { return slices.Contains(list, v) },
		"known":      func(name string) bool { _, ok := known[name]; return ok },
	}
	for k, v := range facts {
		env[k] = native(v)
	}
	return env
}

func native(v any) any {
	switch n := v.(type) {
	case int64:
		return int(n)
	case clock.Date:
		return string(n)
	}
	return v
}

// MapEvidence is evidence written out, for tests and for checking data files. Keys are the
// arguments joined by a slash: "access/nda_signed". Day is what Today answers.
type MapEvidence struct {
	Values map[string]int // "issued D03", "records access", "in_state access/nda_signed", "decided path" …
	Day    clock.Date
}

func (m MapEvidence) get(f string, args ...string) int {
	return m.Values[f+" "+strings.Join(args, "/")]
}

// Issued and the others answer from Values.
func (m MapEvidence) Issued(doc string) int              { return m.get("issued", doc) }
func (m MapEvidence) Records(register string) int        { return m.get("records", register) }
func (m MapEvidence) InState(register, state string) int { return m.get("in_state", register, state) }
func (m MapEvidence) Filled(register, field string) int  { return m.get("filled", register, field) }
func (m MapEvidence) Attached(point string) int          { return m.get("attached", point) }
func (m MapEvidence) Decided(what string) bool           { return m.get("decided", what) > 0 }
func (m MapEvidence) Count(what string) int              { return m.get("count", what) }
func (m MapEvidence) Today() clock.Date                  { return m.Day }

var _ Evidence = MapEvidence{}

// Format writes a fact's value as text, for messages and exports.
func Format(v any) string {
	switch n := v.(type) {
	case nil:
		return ""
	case bool:
		return strconv.FormatBool(n)
	case int64:
		return strconv.FormatInt(n, 10)
	case []string:
		return strings.Join(n, ", ")
	}
	return fmt.Sprint(v)
}
