package service

import (
	"slices"

	"qingjiao/internal/checklist"
	"qingjiao/internal/clock"
	"qingjiao/internal/matter"
	"qingjiao/internal/register"
	"qingjiao/internal/rule"
	"qingjiao/internal/store"
)

// knowledge is a matter as it stands at one moment: everything that rules, papers and lists are
// computed from.
type knowledge struct {
	entry     store.MatterEntry
	facts     rule.Facts // answered and derived
	answered  rule.Facts // answered only
	skipped   []string
	path      matter.Path
	overrides []checklist.Override
	records   map[string][]store.Record // by register, not withdrawn
	files     map[string]int            // attachments by place
	papers    []store.Paper
	datasets  []store.Dataset
	today     clock.Date
}

// counselFact says in rules that counsel's recorded opinion puts article 22 in the place of 23, so
// that what article 23 alone wants is not asked.
const counselFact = "counsel_art22"

// know reads a matter.
func (w *work) know() (*knowledge, error) {
	k := &knowledge{today: w.a.today(), records: map[string][]store.Record{}}
	var err error
	read := func(f func() error) {
		if err == nil {
			err = f()
		}
	}
	read(func() (e error) { k.entry, e = w.a.firm.Matter(w.ctx, w.id); return e })
	read(func() (e error) { k.answered, e = w.s.Facts(w.ctx); return e })
	read(func() (e error) { k.skipped, e = w.s.Skipped(w.ctx); return e })
	read(func() (e error) { k.overrides, e = w.s.Overrides(w.ctx); return e })
	read(func() (e error) { k.files, e = w.s.AttachmentCounts(w.ctx); return e })
	read(func() (e error) { k.papers, e = w.s.Papers(w.ctx); return e })
	read(func() (e error) { k.datasets, e = w.s.Datasets(w.ctx); return e })
	read(func() error {
		all, e := w.s.AllRecords(w.ctx)
		for _, r := range all {
			k.records[r.Register] = append(k.records[r.Register], r)
		}
		return e
	})
	var o *matter.Override
	read(func() (e error) { o, e = w.s.PathOverride(w.ctx); return e })
	if err != nil {
		return nil, err
	}
	k.facts = w.a.content.Facts.Derive(k.answered)
	k.path = w.a.content.Paths.Decide(k.facts, k.today, o)
	k.facts[counselFact] = k.path.Override != nil && k.path.Override.To == matter.Art22
	return k, nil
}

// evidence answers the evidence functions of rules for one matter.
type evidence struct {
	*knowledge
	registers *register.Set
}

var _ rule.Evidence = evidence{}

// Issued counts the things a paper was issued for, so that one paper in two languages counts once.
func (e evidence) Issued(doc string) int {
	seen := map[string]bool{}
	for _, p := range e.papers {
		if p.Template == doc {
			seen[p.Record] = true
		}
	}
	return len(seen)
}

// Records counts the records of a register.
func (e evidence) Records(reg string) int { return len(e.records[reg]) }

// InState counts the records of a register in a state.
func (e evidence) InState(reg, state string) int {
	n := 0
	for _, r := range e.records[reg] {
		if r.State == state {
			n++
		}
	}
	return n
}

// Filled counts the records of a register with a field filled; a yes-or-no field counts with yes.
func (e evidence) Filled(reg, field string) int {
	n := 0
	for _, r := range e.records[reg] {
		switch v := r.Values[field].(type) {
		case nil:
		case bool:
			if v {
				n++
			}
		case string:
			if v != "" {
				n++
			}
		case []string:
			if len(v) > 0 {
				n++
			}
		default:
			n++
		}
	}
	return n
}

// Attached counts the evidence files at a point.
func (e evidence) Attached(point string) int { return e.files["point:"+point] }

// Decided tells whether something was decided: "path", when the facts lead to one or counsel's
// opinion is on record; "override", when that opinion is; "plan", when every item to be destroyed
// is approved or kept.
func (e evidence) Decided(what string) bool {
	switch what {
	case "path":
		return e.path.Governing != matter.Open && e.path.Governing != matter.Blocked && e.path.Governing != ""
	case "override":
		return e.path.Override != nil
	case "plan":
		items := e.records["destruction"]
		return len(items) > 0 && !slices.ContainsFunc(items, func(r store.Record) bool {
			return r.State == "identified" || r.State == "cleared"
		})
	}
	return false
}

// Count is a number: "datasets" and "files" taken in, "persons", "sensitive", "minors14" and
// "minors18" over all of them or, where no file was taken in, as answered.
func (e evidence) Count(what string) int {
	var n int64
	switch what {
	case "datasets":
		return len(e.records["datasets"])
	case "files":
		return len(e.datasets)
	case "persons":
		n = e.sum("persons", func(d store.Dataset) int64 { return d.Persons })
	case "sensitive":
		n = e.sum("sensitive_count", func(d store.Dataset) int64 { return d.Sensitive })
	case "minors14":
		n = e.sum("minor14_count", func(d store.Dataset) int64 { return d.Minors14 })
	case "minors18":
		n = e.sum("minor18_count", func(d store.Dataset) int64 { return d.Minors18 })
	}
	return int(n)
}

func (e evidence) sum(fact string, of func(store.Dataset) int64) int64 {
	if len(e.datasets) == 0 {
		n, _ := e.facts[fact].(int64)
		return n
	}
	var n int64
	for _, d := range e.datasets {
		n += of(d)
	}
	return n
}

// Today is the Beijing day.
func (e evidence) Today() clock.Date { return e.today }
