package service

import (
	"context"
	"math"

	"qingjiao/internal/journal"
	"qingjiao/internal/store"
)

// JournalReport says what verification proved.
type JournalReport struct {
	Events    int64
	Root      string // base64 of the Merkle root
	OK        bool
	Bad       int64 // first event that does not fit, -1 none
	ClockBack int64 // events earlier than the one before: the machine's clock was set back
}

// Journal are up to limit events before a sequence number, newest first; before 0 begins with the
// newest. The matter "" is the firm's own journal.
func (a *App) Journal(ctx context.Context, id string, before int64, limit int) ([]EventView, error) {
	ctx, l, end, err := a.log(ctx, id)
	if err != nil {
		return nil, err
	}
	defer end()
	if before <= 0 {
		before = math.MaxInt64
	}
	events, err := l.Events(ctx, before, min(max(limit, 1), 1000))
	if err != nil {
		return nil, err
	}
	names, err := a.names(ctx, id)
	if err != nil {
		return nil, err
	}
	out := make([]EventView, len(events))
	for i, e := range events {
		out[i] = a.eventView(e, names[e.Object+" "+e.ID])
	}
	return out, nil
}

// VerifyJournal builds the tree anew from the records and compares it with the stored one. The
// matter "" is the firm's own journal.
func (a *App) VerifyJournal(ctx context.Context, id string, p Progress) (JournalReport, error) {
	ctx, l, end, err := a.log(ctx, id)
	if err != nil {
		return JournalReport{}, err
	}
	defer end()
	r, err := l.VerifyJournal(ctx, p)
	if err != nil {
		return JournalReport{}, err
	}
	return JournalReport{Events: r.Events, Root: r.Root.String(), OK: r.OK(), Bad: r.Bad, ClockBack: r.ClockBack}, nil
}

// Checkpoint is the state of a journal as a signed note, to be given to the other side: whoever
// holds it can prove later that nothing before it was changed. The matter "" is the firm's own.
func (a *App) Checkpoint(ctx context.Context, id string) ([]byte, error) {
	ctx, l, end, err := a.log(ctx, id)
	if err != nil {
		return nil, err
	}
	defer end()
	size, root, err := l.Head(ctx)
	if err != nil {
		return nil, err
	}
	s, err := journal.NewSigner(a.signer(), a.vault.Derive(signingLabel))
	if err != nil {
		return nil, err
	}
	if id == "" {
		id = "firm"
	}
	return s.Sign(journal.Checkpoint{Origin: a.signer() + "/" + id, Size: size, Root: root})
}

// VerifierKey is the public key that checks this vault's checkpoints (C2SP signed-note).
func (a *App) VerifierKey() (string, error) {
	_, end, err := a.begin(context.Background())
	if err != nil {
		return "", err
	}
	defer end()
	return journal.VerifierKey(a.signer(), a.vault.Derive(signingLabel))
}

func (a *App) signer() string { return "qingjiao/" + a.vault.Info().ID }

// log is the journal of a matter, or the firm's for "".
func (a *App) log(ctx context.Context, id string) (context.Context, logReader, func(), error) {
	if id == "" {
		ctx, end, err := a.begin(ctx)
		return ctx, a.firm, end, err
	}
	w, err := a.on(ctx, id)
	if err != nil {
		return nil, nil, nil, err
	}
	return w.ctx, w.s, w.end, nil
}

type logReader interface {
	Events(ctx context.Context, before int64, limit int) ([]journal.Event, error)
	VerifyJournal(ctx context.Context, progress func(done, total int64)) (journal.Report, error)
	Head(ctx context.Context) (int64, journal.Hash, error)
}

var (
	_ logReader = (*store.Firm)(nil)
	_ logReader = (*store.Matter)(nil)
)

func (a *App) eventView(e journal.Event, name string) EventView {
	return EventView{Seq: e.Seq, Time: e.Time, Actor: a.memberName(e.Actor), Action: e.Action,
		Object: e.Object, ID: e.ID, Name: name}
}

// names are what the things in a journal are called, by object and id. They come from the matter,
// never from the journal.
func (a *App) names(ctx context.Context, id string) (map[string]string, error) {
	out := map[string]string{}
	for _, m := range a.vault.Info().Members {
		out["member "+m.ID] = m.Name
	}
	if id == "" {
		ms, err := a.firm.Matters(ctx)
		for _, m := range ms {
			out["matter "+m.ID] = m.Name
		}
		return out, err
	}
	s, err := a.store(ctx, id)
	if err != nil {
		return nil, err
	}
	for _, d := range a.content.Registers.List() {
		rs, err := s.Records(ctx, d.ID, true)
		if err != nil {
			return nil, err
		}
		for _, r := range rs {
			out["record:"+d.ID+" "+r.ID] = d.Name(r.Values)
		}
	}
	papers, err := s.Papers(ctx)
	for _, p := range papers {
		out["paper:"+p.Template+" "+p.ID] = p.Number
	}
	return out, err
}

// memberName is a member's name, also of one who left; the id where nobody is known by it.
func (a *App) memberName(id string) string {
	for _, m := range a.vault.Info().Members {
		if m.ID == id {
			return m.Name
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if name, ok := a.people[id]; ok {
		return name
	}
	return id
}
