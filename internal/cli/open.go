package cli

import (
	"context"
	"os"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"qingjiao/internal/errs"
	"qingjiao/internal/service"
	"qingjiao/internal/vault"
)

// withApp unlocks the vault of --vault, runs f and locks it again.
func (t *terminal) withApp(ctx context.Context, f func(a *service.App) error) (err error) {
	if t.dir == "" {
		return errs.New(errs.Invalid, "cli.no_vault")
	}
	info, err := vault.ReadInfo(t.dir)
	if err != nil {
		return err
	}
	id, err := chosen(info.Members, t.member)
	if err != nil {
		return err
	}
	p, err := t.passphrase(t.passphraseFile, "cli.prompt.passphrase")
	if err != nil {
		return err
	}
	a, err := service.Unlock(ctx, t.dir, id, p)
	clear(p)
	if err != nil {
		return err
	}
	defer func() {
		if e := a.Lock(); err == nil {
			err = e
		}
	}()
	return f(a)
}

// chosen is the member whose id or name was given, or the only one.
func chosen(members []vault.Member, who string) (string, error) {
	if who == "" && len(members) == 1 {
		return members[0].ID, nil
	}
	found := ""
	for _, m := range members {
		if m.ID == who {
			return m.ID, nil
		}
		if m.Name == who && who != "" {
			if found != "" {
				return "", errs.New(errs.Invalid, "cli.which_member")
			}
			found = m.ID
		}
	}
	if who != "" && found == "" {
		return "", errs.New(errs.NotFound, "cli.no_member", "name", clean(who))
	}
	if found == "" {
		return "", errs.New(errs.Invalid, "cli.which_member")
	}
	return found, nil
}

// withMatter is withApp with the matter whose id, beginning of id, or name was given.
func (t *terminal) withMatter(ctx context.Context, which string, f func(a *service.App, m service.MatterRow) error) error {
	return t.withApp(ctx, func(a *service.App) error {
		m, err := matterNamed(ctx, a, which)
		if err != nil {
			return err
		}
		return f(a, m)
	})
}

func matterNamed(ctx context.Context, a *service.App, which string) (service.MatterRow, error) {
	all, err := a.Matters(ctx)
	if err != nil {
		return service.MatterRow{}, err
	}
	var near []service.MatterRow
	for _, m := range all {
		if m.ID == which {
			return m, nil
		}
		if m.Name == which || len(which) >= 4 && strings.HasPrefix(m.ID, which) {
			near = append(near, m)
		}
	}
	switch len(near) {
	case 1:
		return near[0], nil
	case 0:
		return service.MatterRow{}, errs.New(errs.NotFound, "cli.no_matter", "name", clean(which))
	}
	return service.MatterRow{}, errs.New(errs.Conflict, "cli.which_matter", "name", clean(which))
}

// progress draws a bar on the error stream where a person looks at it, nothing elsewhere. The
// second function takes the bar away.
func (t *terminal) progress(key string) (service.Progress, func()) {
	f, ok := t.Stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return func(int64, int64) {}, func() {}
	}
	bar := progressbar.NewOptions64(-1, progressbar.OptionSetWriter(f), progressbar.OptionSetDescription(t.T(key)),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(30))
	return func(done, total int64) {
		if total > 0 && bar.GetMax64() != total {
			bar.ChangeMax64(total)
		}
		bar.Set64(done) // a bar that cannot be drawn is no reason to stop
	}, func() { bar.Finish() }
}
