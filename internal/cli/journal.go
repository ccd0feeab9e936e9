package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"qingjiao/internal/errs"
	"qingjiao/internal/service"
)

func (t *terminal) journalCommands() *cobra.Command {
	return t.group("journal", "cli.journal",
		t.journalShow(), t.command("verify [MATTER]", "cli.journal.verify", t.journalVerify))
}

type eventRow struct {
	Seq    int64  `json:"seq"`
	Time   string `json:"time"`
	Actor  string `json:"actor"`
	Action string `json:"action"`
	Object string `json:"object"`
	ID     string `json:"id"`
}

func (t *terminal) journalShow() *cobra.Command {
	var limit int
	c := t.command("show [MATTER]", "cli.journal.show", func(ctx context.Context, args []string) error {
		if limit < 1 || limit > 10000 {
			return errs.New(errs.Invalid, "cli.bad_limit", "max", 10000)
		}
		return t.withApp(ctx, func(a *service.App) error {
			id := ""
			if len(args) == 1 {
				m, err := matterNamed(ctx, a, args[0])
				if err != nil {
					return err
				}
				id = m.ID
			}
			events, err := a.Journal(ctx, id, 0, limit)
			if err != nil {
				return err
			}
			rows := []eventRow{}
			for _, e := range events {
				rows = append(rows, eventRow{e.Seq, e.Time.Format(time.RFC3339), e.Actor, e.Action, e.Object, e.ID})
			}
			return t.print(rows, func() {
				var lines [][]string
				for _, e := range events {
					lines = append(lines, []string{e.Time.Format("2006-01-02 15:04:05"), e.Actor, t.T("event." + e.Action), e.Object, e.Name})
				}
				table(t.Stdout, lines)
			})
		})
	})
	c.Flags().IntVar(&limit, "limit", 100, t.T("cli.flag.limit"))
	return c
}

type journalRow struct {
	Matter string `json:"matter"` // "" the firm's own
	Events int64  `json:"events"`
	Root   string `json:"root"`
	OK     bool   `json:"ok"`
	Bad    int64  `json:"bad"`
}

// journalVerify checks the journal of one matter, or of the firm and every matter this member can open.
func (t *terminal) journalVerify(ctx context.Context, args []string) error {
	return t.withApp(ctx, func(a *service.App) error {
		var ids []string
		names := map[string]string{"": a.Info().Name}
		if len(args) == 1 {
			m, err := matterNamed(ctx, a, args[0])
			if err != nil {
				return err
			}
			ids, names[m.ID] = []string{m.ID}, m.Name
		} else {
			all, err := a.Matters(ctx)
			if err != nil {
				return err
			}
			ids = []string{""}
			for _, m := range all {
				if !m.Locked {
					ids, names[m.ID] = append(ids, m.ID), m.Name
				}
			}
		}
		rows, broken := []journalRow{}, false
		for _, id := range ids {
			p, done := t.progress("cli.journal.verifying")
			r, err := a.VerifyJournal(ctx, id, p)
			done()
			if err != nil {
				return err
			}
			rows = append(rows, journalRow{id, r.Events, r.Root, r.OK, r.Bad})
			broken = broken || !r.OK
		}
		err := t.print(rows, func() {
			for _, r := range rows {
				key := "cli.journal.ok"
				if !r.OK {
					key = "cli.journal.broken"
				}
				t.say(key, "name", names[r.Matter], "n", r.Events, "bad", r.Bad, "root", r.Root)
			}
		})
		if err == nil && broken {
			err = errs.New(errs.Tampered, "cli.journal_broken")
		}
		return err
	})
}
