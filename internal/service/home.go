package service

import (
	"cmp"
	"context"
	"slices"

	"qingjiao/internal/checklist"
	"qingjiao/internal/errs"
	"qingjiao/internal/store"
)

// Home is what needs a person, by deadline, and the matters under way.
func (a *App) Home(ctx context.Context) (HomeView, error) {
	ctx, end, err := a.begin(ctx)
	if err != nil {
		return HomeView{}, err
	}
	defer end()
	entries, err := a.firm.Matters(ctx)
	if err != nil {
		return HomeView{}, err
	}
	v := HomeView{Today: a.today()}
	for _, e := range entries {
		if !e.Closed.IsZero() {
			v.Closed++
			continue
		}
		row, tasks, err := a.row(ctx, e)
		if err != nil {
			return HomeView{}, err
		}
		v.Matters = append(v.Matters, row)
		v.Tasks = append(v.Tasks, tasks...)
	}
	byDue(v.Tasks)
	return v, nil
}

// Matters are all matters of the firm, those under way first, each group by latest change.
func (a *App) Matters(ctx context.Context) ([]MatterRow, error) {
	ctx, end, err := a.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer end()
	entries, err := a.firm.Matters(ctx)
	if err != nil {
		return nil, err
	}
	var out []MatterRow
	for _, e := range entries {
		row, _, err := a.row(ctx, e)
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(x, y MatterRow) int {
		if x.Closed != y.Closed {
			if x.Closed {
				return 1
			}
			return -1
		}
		return y.Updated.Compare(x.Updated)
	})
	return out, nil
}

// Matter is one matter as a row.
func (a *App) Matter(ctx context.Context, id string) (MatterRow, error) {
	ctx, end, err := a.begin(ctx)
	if err != nil {
		return MatterRow{}, err
	}
	defer end()
	e, err := a.firm.Matter(ctx, id)
	if errs.Is(err, errs.NotFound) {
		return MatterRow{}, errs.Wrap(err, errs.NotFound, "service.no_matter")
	}
	if err != nil {
		return MatterRow{}, err
	}
	row, _, err := a.row(ctx, e)
	return row, err
}

// Tasks are what needs a person in one matter, by deadline.
func (a *App) Tasks(ctx context.Context, id string) ([]Task, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return nil, err
	}
	defer w.done()
	k, err := w.know()
	if err != nil {
		return nil, err
	}
	_, gates := a.points(k)
	tasks, err := w.tasks(k, gates)
	byDue(tasks)
	return tasks, err
}

// row is a matter with what it needs. A matter to which this member has no key shows its name only.
func (a *App) row(ctx context.Context, e store.MatterEntry) (MatterRow, []Task, error) {
	row := MatterRow{ID: e.ID, Name: e.Name, Updated: e.Updated, Closed: !e.Closed.IsZero()}
	w, err := a.on(ctx, e.ID)
	if errs.Is(err, errs.Denied) {
		row.Locked = true
		return row, nil, nil
	}
	if err != nil {
		return row, nil, err
	}
	defer w.done()
	k, err := w.know()
	if err != nil {
		return row, nil, err
	}
	if last, ok, err := w.s.Last(w.ctx); err == nil && ok && last.Time.After(row.Updated) {
		row.Updated = last.Time
	}
	row.Mode = k.path.Mode
	row.ModeName = a.content.Paths.Name(row.Mode)
	row.Seller, _ = k.facts["seller_name"].(string)
	row.Buyer, _ = k.facts["buyer_name"].(string)
	states, gates := a.points(k)
	row.progress(a.content.Points.Progress(states))
	for _, g := range gates {
		if g.Needed && !g.Open {
			row.Blocker = g.Title
			break
		}
	}
	tasks, err := w.tasks(k, gates)
	if err != nil {
		return row, nil, err
	}
	byDue(tasks)
	if len(tasks) > 0 {
		row.Next = &tasks[0]
	}
	return row, tasks, nil
}

// progress fills in the tally of each stage and finds the first with something left to do.
func (r *MatterRow) progress(tallies map[checklist.Stage]checklist.Tally) {
	r.StageNo = len(r.Stages)
	for i := len(r.Stages) - 1; i >= 0; i-- {
		t := tallies[stages()[i]]
		if r.Stages[i] = Tally(t); !t.Done() {
			r.StageNo = i + 1
		}
	}
	r.Stage = stages()[r.StageNo-1]
}

// byDue sorts by day, those without a day last, and by tone among equals.
func byDue(tasks []Task) {
	rank := map[string]int{"blocked": 0, "attention": 1, "info": 2}
	slices.SortStableFunc(tasks, func(x, y Task) int {
		if (x.Due == "") != (y.Due == "") {
			if x.Due == "" {
				return 1
			}
			return -1
		}
		return cmp.Or(cmp.Compare(x.Due, y.Due), cmp.Compare(rank[x.Tone], rank[y.Tone]))
	})
}
