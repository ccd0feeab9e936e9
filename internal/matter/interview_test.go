package matter

import (
	"path/filepath"
	"testing"

	"qingjiao/internal/rule"
)

func TestInterviewOfEachMode(t *testing.T) {
	c := load(t)
	files, _ := filepath.Glob("testdata/modes/*.facts.yaml")
	for _, f := range files {
		facts := c.schema.Derive(sample(t, c.schema, f))
		visible := c.in.Visible(facts)
		if n := len(visible); n < 22 || n > 34 {
			t.Errorf("%s: %d questions", f, n)
		}
		steps, after := 0, ""
		for {
			q, ok := c.in.Next(facts, after)
			if !ok {
				break
			}
			after = q.ID
			steps++
		}
		if answered, total := c.in.Progress(facts); total != len(visible) || answered != total {
			t.Errorf("%s: %d of %d answered", f, answered, total)
		}
		if steps != len(visible) {
			t.Errorf("%s: %d steps for %d questions", f, steps, len(visible))
		}
	}
	// Every question is reached by some way of changing hands.
	seen := map[string]bool{}
	for _, f := range files {
		facts := c.schema.Derive(sample(t, c.schema, f))
		for _, q := range c.in.Visible(facts) {
			seen[q.ID] = true
		}
	}
	for _, ch := range c.in.Chapters {
		for _, q := range ch.Questions {
			if !seen[q.ID] {
				t.Errorf("no sample matter is asked %s", q.ID)
			}
		}
	}
}

// A form is answered when its first field and every yes or no is; the rest may stay open.
func TestKnown(t *testing.T) {
	c := load(t)
	questions := map[string]Question{}
	for _, ch := range c.in.Chapters {
		for _, q := range ch.Questions {
			questions[q.ID] = q
		}
	}
	for _, r := range []struct {
		id    string
		facts rule.Facts
		want  bool
	}{
		{"what", rule.Facts{}, false},
		{"what", rule.Facts{"what_is_bought": "list"}, true},
		{"what", rule.Facts{"what_is_bought": nil}, false},
		{"buyer", rule.Facts{"buyer_name": "示例"}, true},
		{"buyer", rule.Facts{"buyer_uscc": "91310000MA1FL0000A"}, false},
		{"others", rule.Facts{"entrust": true}, false},
		{"others", rule.Facts{"entrust": true, "joint": false}, true},
		{"minors", rule.Facts{"minor14": false, "minor18": false}, true},
	} {
		q, ok := questions[r.id]
		if !ok || q.Known(r.facts) != r.want {
			t.Errorf("%s with %v: there %t, known %t", r.id, r.facts, ok, !r.want)
		}
	}
}

// Nobody is asked anything before what it depends on.
func TestNothingIsAskedTooEarly(t *testing.T) {
	c := load(t)
	for _, q := range c.in.Visible(rule.Facts{}) {
		if p := c.in.conditions[q.When]; len(p.Facts()) > 0 {
			t.Errorf("%s is asked while %v is not known", q.ID, p.Facts())
		}
	}
}
