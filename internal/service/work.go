package service

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"strings"
	"time"

	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
	"qingjiao/internal/journal"
	"qingjiao/internal/store"
)

// work is one call on one matter: its context and the matter's store.
type work struct {
	ctx context.Context
	a   *App
	id  string
	s   *store.Matter
	end func()
}

// on begins a call on a matter; done must be called. NotFound where there is no such matter, Denied
// where this member has no key to it.
func (a *App) on(ctx context.Context, id string) (*work, error) {
	ctx, end, err := a.begin(ctx)
	if err != nil {
		return nil, err
	}
	s, err := a.store(ctx, id)
	if err != nil {
		end()
		return nil, err
	}
	return &work{ctx: ctx, a: a, id: id, s: s, end: end}, nil
}

func (w *work) done() { w.end() }

// store opens a matter's database once.
func (a *App) store(ctx context.Context, id string) (*store.Matter, error) {
	a.mu.Lock()
	s, ok := a.matters[id]
	a.mu.Unlock()
	if ok {
		return s, nil
	}
	if _, err := a.firm.Matter(ctx, id); err != nil {
		if errs.Is(err, errs.NotFound) {
			return nil, errs.Wrap(err, errs.NotFound, "service.no_matter")
		}
		return nil, err
	}
	return a.openStore(ctx, id)
}

// openStore opens the database of a matter, in the firm's index or not yet.
func (a *App) openStore(ctx context.Context, id string) (*store.Matter, error) {
	db, err := a.vault.Matter(ctx, id)
	if err != nil {
		return nil, err
	}
	key, err := a.vault.MatterDerive(ctx, id, digestLabel)
	if err != nil {
		return nil, err
	}
	s, err := store.OpenMatter(ctx, db, store.Options{Key: journal.Key(key), Now: a.clock})
	if err != nil {
		return nil, err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if first, ok := a.matters[id]; ok {
		return first, nil
	}
	a.matters[id] = s
	return s, nil
}

// write changes the matter under one event and then tells what changed. what is Change.What.
func (w *work) write(action, object, id, what string, f func(*store.MatterTx) error) error {
	e := journal.Event{Actor: w.a.actor(), Action: action, Object: object, ID: id}
	changed := false
	err := w.s.Write(w.ctx, e, func(tx *store.MatterTx) error {
		err := f(tx)
		changed = tx.Changed()
		return err
	})
	if err == nil && changed {
		w.a.tell(Change{MatterID: w.id, What: what})
	}
	return err
}

// writeFirm changes the firm's data under one event and then tells what changed.
func (a *App) writeFirm(ctx context.Context, action, object, id, what string, f func(*store.FirmTx) error) error {
	e := journal.Event{Actor: a.actor(), Action: action, Object: object, ID: id}
	changed := false
	err := a.firm.Write(ctx, e, func(tx *store.FirmTx) error {
		err := f(tx)
		changed = tx.Changed()
		return err
	})
	if err == nil && changed {
		a.tell(Change{What: what})
	}
	return err
}

// actor is how the journal names whoever opened the vault.
func (a *App) actor() string { return a.vault.Member().ID }

func (a *App) clock() time.Time { return a.now() }

func (a *App) today() clock.Date { return clock.DateOf(a.now()) }

// newID is a random name of a matter, record, attachment or paper: 80 bits, lower case.
func newID() string {
	var b [10]byte
	rand.Read(b[:])
	return strings.ToLower(base32.StdEncoding.EncodeToString(b[:]))
}

// sentence checks a short text that a person typed: not empty, bounded, on one or more lines.
func sentence(s string, most int, key string) (string, error) {
	s = strings.TrimSpace(strings.ToValidUTF8(s, ""))
	if s == "" {
		return "", errs.New(errs.Invalid, key)
	}
	if n := len([]rune(s)); n > most {
		return "", errs.New(errs.Invalid, "service.too_long", "n", n, "max", most)
	}
	return s, nil
}
