package widgets

import (
	"context"
	"runtime/debug"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
)

// Progress reports how far work has come; total 0 is unknown.
type Progress = func(done, total int64)

// Runner does work beside the window and brings its result back. It is the only place of the
// window that starts goroutines.
type Runner struct {
	// Inline does the work at once in the caller's goroutine, for tests.
	Inline bool
	// OnWork tells the shell what is going on: a state for each change, Done at the end.
	OnWork func(Work)

	mu   sync.Mutex
	busy sync.WaitGroup
	live map[*job]bool
	jobs int64
}

// Work is a piece of work as it stands.
type Work struct {
	ID     int64  // of this piece of work
	What   string // words for people; work without any is a window of the system and is not shown
	Done   int64
	Total  int64 // 0 unknown
	Over   bool
	Cancel func()
}

type job struct{ cancel context.CancelFunc }

// Run does f beside the window, then done in the window with its error. A panic of f becomes an
// error. What is shown is decided by OnWork.
func (r *Runner) Run(what string, f func(ctx context.Context, p Progress) error, done func(error)) {
	ctx, cancel := context.WithCancel(context.Background())
	j := &job{cancel: cancel}
	if r.Inline {
		defer cancel()
		done(guarded(ctx, f, func(int64, int64) {}))
		return
	}
	r.mu.Lock()
	if r.live == nil {
		r.live = map[*job]bool{}
	}
	r.live[j] = true
	r.jobs++
	work := Work{ID: r.jobs, What: what, Cancel: cancel}
	r.mu.Unlock()
	r.busy.Add(1)
	r.tell(work)
	go func() {
		defer r.busy.Done()
		var last time.Time
		err := guarded(ctx, f, func(n, total int64) {
			if now := clock.System(); now.Sub(last) > 80*time.Millisecond {
				last = now
				w := work
				w.Done, w.Total = n, total
				fyne.Do(func() { r.tell(w) })
			}
		})
		cancel()
		r.mu.Lock()
		delete(r.live, j)
		r.mu.Unlock()
		fyne.Do(func() {
			w := work
			w.Over = true
			r.tell(w)
			done(err)
		})
	}()
}

func (r *Runner) tell(w Work) {
	if r.OnWork != nil && w.What != "" {
		r.OnWork(w)
	}
}

func guarded(ctx context.Context, f func(context.Context, Progress) error, p Progress) (err error) {
	defer func() {
		if v := recover(); v != nil {
			debug.PrintStack()
			err = errs.New(errs.Internal, "service.internal")
		}
	}()
	return f(ctx, p)
}

// Stop cancels all work and waits for it.
func (r *Runner) Stop() {
	r.cancel()
	r.busy.Wait()
}

func (r *Runner) cancel() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for j := range r.live {
		j.cancel()
	}
}

// Settle waits beside the window until all work is over, cancels what is not within d, then calls f
// in the window.
func (r *Runner) Settle(d time.Duration, f func()) {
	if r.Inline {
		f()
		return
	}
	go func() {
		late := time.AfterFunc(d, r.cancel)
		r.busy.Wait()
		late.Stop()
		fyne.Do(f)
	}()
}

// After calls f in the window once d has passed, unless cancelled. Inline runners never call it.
func (r *Runner) After(d time.Duration, f func()) (cancel func()) {
	if r.Inline {
		return func() {}
	}
	t := time.AfterFunc(d, func() { fyne.Do(f) })
	return func() { t.Stop() }
}
