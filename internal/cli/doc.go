package cli

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"qingjiao/internal/errs"
	"qingjiao/internal/service"
)

func (t *terminal) docCommands() *cobra.Command {
	return t.group("doc", "cli.doc", t.command("list MATTER", "cli.doc.list", t.docList), t.docIssue())
}

type paperRow struct {
	Template string      `json:"template"`
	Title    string      `json:"title"`
	Needed   bool        `json:"needed"`
	Issued   []issuedRow `json:"issued"`
	Subjects []string    `json:"records,omitempty"`
}

type issuedRow struct {
	ID     string `json:"id"`
	Number string `json:"number"`
	Lang   string `json:"lang"`
	Pages  int    `json:"pages"`
	SHA256 string `json:"sha256"`
	Record string `json:"record,omitempty"`
}

func issuedOf(p service.IssuedPaper) issuedRow {
	return issuedRow{p.ID, p.Number, p.Lang, p.Pages, p.SHA256, p.RecordID}
}

func (t *terminal) docList(ctx context.Context, args []string) error {
	return t.withMatter(ctx, args[0], func(a *service.App, m service.MatterRow) error {
		papers, err := a.Papers(ctx, m.ID)
		if err != nil {
			return err
		}
		rows := []paperRow{}
		for _, p := range papers {
			r := paperRow{Template: p.Template.ID, Title: p.Template.Title.In(t.lang), Needed: p.Needed, Issued: []issuedRow{}}
			for _, s := range p.Subjects {
				if s.RecordID != "" {
					r.Subjects = append(r.Subjects, s.RecordID)
				}
				for _, i := range s.Issued {
					r.Issued = append(r.Issued, issuedOf(i))
				}
			}
			rows = append(rows, r)
		}
		return t.print(rows, func() {
			var lines [][]string
			for _, r := range rows {
				key := "cli.doc.not_needed"
				if r.Needed {
					key = "cli.doc.needed"
				}
				lines = append(lines, []string{r.Template, t.T(key), t.T("cli.doc.issued", "n", len(r.Issued)), r.Title})
			}
			table(t.Stdout, lines)
		})
	})
}

func (t *terminal) docIssue() *cobra.Command {
	var out, record string
	var blanks bool
	c := t.command("issue MATTER TEMPLATE", "cli.doc.issue", func(ctx context.Context, args []string) error {
		if out == "" {
			return errs.New(errs.Invalid, "cli.no_out")
		}
		return t.withMatter(ctx, args[0], func(a *service.App, m service.MatterRow) error {
			if record == "" {
				var err error
				if record, err = onlySubject(ctx, a, m.ID, args[1]); err != nil {
					return err
				}
			}
			p, err := t.issue(ctx, a, m.ID, args[1], record, t.paperLang(), blanks, out)
			if err != nil {
				return err
			}
			return t.print(issuedOf(p), func() {
				t.say("cli.doc.done", "number", p.Number, "n", p.Pages, "file", out)
				fmt.Fprintln(t.Stdout, p.SHA256)
			})
		})
	})
	c.Annotations = map[string]string{"paper": "yes"}
	c.Flags().StringVar(&out, "out", "", t.T("cli.flag.out"))
	c.Flags().StringVar(&record, "record", "", t.T("cli.flag.record"))
	c.Flags().BoolVar(&blanks, "accept-blanks", false, t.T("cli.flag.accept_blanks"))
	return c
}

func (t *terminal) paperLang() string {
	if t.paper == "" {
		return "zh"
	}
	return t.paper
}

// onlySubject is the record a paper is made for where there is just one, "" where it is for the matter.
func onlySubject(ctx context.Context, a *service.App, matter, template string) (string, error) {
	papers, err := a.Papers(ctx, matter)
	if err != nil {
		return "", err
	}
	for _, p := range papers {
		if p.Template.ID != template {
			continue
		}
		switch {
		case p.Template.Subject == "":
			return "", nil
		case len(p.Subjects) == 1:
			return p.Subjects[0].RecordID, nil
		}
		return "", errs.New(errs.Invalid, "cli.which_subject", "template", template)
	}
	return "", errs.New(errs.NotFound, "cli.no_template", "template", clean(template))
}

// issue issues a paper and writes its PDF to a new file.
func (t *terminal) issue(ctx context.Context, a *service.App, matter, template, record, lang string, blanks bool, out string) (service.IssuedPaper, error) {
	var p service.IssuedPaper
	err := writeNew(out, func(f *os.File) error {
		var err error
		if p, err = a.Issue(ctx, matter, template, record, lang, blanks); err != nil {
			return err
		}
		b, err := a.IssuedPDF(ctx, matter, p.ID)
		if err != nil {
			return err
		}
		_, err = f.Write(b)
		return err
	})
	return p, err
}
