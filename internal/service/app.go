package service

import (
	"context"
	"sync"

	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
	"qingjiao/internal/journal"
	"qingjiao/internal/store"
	"qingjiao/internal/vault"
)

// App is an unlocked vault with the member who opened it. Its methods may be called from several
// goroutines at once; after Lock each of them returns a Denied error.
type App struct {
	vault   *vault.Vault
	firm    *store.Firm
	content *Content
	now     clock.Clock

	mu      sync.Mutex
	idle    sync.Cond                // signalled when running falls
	running int                      // calls under way
	alone   bool                     // one call has the vault to itself
	locked  bool                     // Lock was called
	stop    context.CancelFunc       // ends the calls under way
	until   context.Context          // over when locked
	matters map[string]*store.Matter // opened so far
	people  map[string]string        // names of members by id, those who left too
	hear    map[int]func(Change)
	heard   int
}

// open makes an App of a vault. On error the vault is closed.
func open(ctx context.Context, v *vault.Vault) (*App, error) {
	content, err := loadContent()
	if err != nil {
		return nil, closing(v, errs.Wrap(err, errs.Internal, "service.assets"))
	}
	a := &App{vault: v, content: content, now: clock.From(ctx),
		matters: map[string]*store.Matter{}, hear: map[int]func(Change){}}
	a.idle.L = &a.mu
	a.until, a.stop = context.WithCancel(context.Background())
	a.firm, err = store.OpenFirm(ctx, v.Firm(), store.Options{Key: journal.Key(v.Derive(digestLabel)), Now: a.clock})
	if err != nil {
		return nil, closing(v, err)
	}
	if a.people, err = a.firm.Settings(ctx, memberSetting); err != nil {
		return nil, closing(v, err)
	}
	return a, nil
}

// memberSetting begins the settings that keep members' names, so that the journal tells who it was
// after they left.
const memberSetting = "member/"

// Labels of the keys that the vault derives for the journal.
const (
	digestLabel  = "journal-digest"
	signingLabel = "journal-signing"
)

func closing(v *vault.Vault, err error) error {
	if e := v.Close(); e != nil {
		return errs.Wrap(err, errs.KindOf(err), "service.open_failed")
	}
	return err
}

// begin starts a call: the context it returns ends when the vault is locked. end must be called.
func (a *App) begin(ctx context.Context) (_ context.Context, end func(), err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for a.alone && !a.locked {
		a.idle.Wait()
	}
	if a.locked {
		return nil, nil, errs.New(errs.Denied, "service.locked")
	}
	a.running++
	ctx, cancel := context.WithCancel(ctx)
	release := context.AfterFunc(a.until, cancel)
	return ctx, func() {
		release()
		cancel()
		a.mu.Lock()
		a.running--
		a.idle.Broadcast()
		a.mu.Unlock()
	}, nil
}

// apart does f while no other call is under way, because it replaces databases under them. Those
// that begin meanwhile wait. f must not begin calls.
func (a *App) apart(ctx context.Context, f func(context.Context) error) error {
	a.mu.Lock()
	for (a.running > 0 || a.alone) && !a.locked {
		a.idle.Wait()
	}
	if a.locked {
		a.mu.Unlock()
		return errs.New(errs.Denied, "service.locked")
	}
	a.alone = true
	a.mu.Unlock()
	err := f(ctx)
	a.mu.Lock()
	a.alone = false
	clear(a.matters)
	a.idle.Broadcast()
	a.mu.Unlock()
	return err
}

// Lock ends what is under way, waits for it, closes every database and wipes the keys the vault
// holds. What Go's memory still holds of texts that were shown cannot be wiped. Locking twice is
// harmless.
func (a *App) Lock() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.locked {
		return nil
	}
	a.locked = true
	a.stop()
	a.idle.Broadcast()
	for a.running > 0 || a.alone {
		a.idle.Wait()
	}
	clear(a.matters)
	clear(a.hear)
	return a.vault.Close()
}

// Me is the member who opened the vault; its ID is "recovery" where the recovery key did.
func (a *App) Me() vault.Member { return a.vault.Member() }

// Info is the public part of the vault: its name and members.
func (a *App) Info() vault.Info { return a.vault.Info() }

// Dir is the vault's folder.
func (a *App) Dir() string { return a.vault.Dir() }

// OnChange calls f after every write, on the goroutine that wrote. cancel ends it.
func (a *App) OnChange(f func(Change)) (cancel func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	id := a.heard
	a.heard++
	a.hear[id] = f
	return func() {
		a.mu.Lock()
		delete(a.hear, id)
		a.mu.Unlock()
	}
}

// tell passes a change to whoever listens, in the order they began to.
func (a *App) tell(c Change) {
	a.mu.Lock()
	var fs []func(Change)
	for i := range a.heard {
		if f, ok := a.hear[i]; ok {
			fs = append(fs, f)
		}
	}
	a.mu.Unlock()
	for _, f := range fs {
		f(c)
	}
}
