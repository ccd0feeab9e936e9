package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"qingjiao/assets"
	"qingjiao/i18n"
	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
	"qingjiao/internal/law"
)

func (t *terminal) lawCommands() *cobra.Command {
	return t.group("law", "cli.law", t.lawShow())
}

type articleRow struct {
	Statute    string    `json:"statute"`
	Article    string    `json:"article"`
	Cite       i18n.Text `json:"cite"`
	Gist       i18n.Text `json:"gist"`
	From       string    `json:"from"`
	To         string    `json:"to,omitempty"`
	Confidence string    `json:"confidence"`
	Source     string    `json:"source"`
}

// lawShow needs no vault: the law is part of the program.
func (t *terminal) lawShow() *cobra.Command {
	var on string
	c := t.command("show REFERENCE", "cli.law.show", func(_ context.Context, args []string) error {
		day := clock.DateOf(clock.System())
		if on != "" {
			var err error
			if day, err = clock.ParseDate(on); err != nil {
				return errs.Wrap(err, errs.Invalid, "cli.bad_date")
			}
		}
		laws, err := law.Load(assets.FS)
		if err != nil {
			return err
		}
		r, err := law.Parse(args[0])
		if err != nil {
			return errs.Wrap(err, errs.Invalid, "cli.bad_reference")
		}
		s, v, err := laws.Resolve(r, day)
		if err != nil {
			return errs.Wrap(err, errs.NotFound, "cli.no_article", "reference", clean(args[0]), "day", day)
		}
		row := articleRow{s.ID, r.Article, i18n.Text{Zh: laws.Cite(r, i18n.ZH), En: laws.Cite(r, i18n.EN)}, v.Gist,
			string(v.From), string(v.To), string(v.Confidence), v.Source}
		return t.print(row, func() {
			fmt.Fprintln(t.Stdout, row.Cite.In(t.lang))
			fmt.Fprintln(t.Stdout, clean(v.Gist.In(t.lang)))
			key := "cli.law.asof"
			if v.To != "" {
				key = "cli.law.ended"
			}
			t.say(key, "from", v.From, "to", v.To)
			t.say("cli.law.source", "source", clean(v.Source), "confidence", v.Confidence)
		})
	})
	c.Flags().StringVar(&on, "on", "", t.T("cli.flag.on"))
	return c
}
