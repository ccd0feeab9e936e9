package service

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"qingjiao/i18n"
	"qingjiao/internal/errs"
	"qingjiao/internal/store"
	"qingjiao/internal/typeset"
)

// Issue makes a paper final: numbered, dated, with the version of the law it relies on, printed to a
// PDF that never changes. It is refused where the law wants something the paper does not have, and
// where it has blanks that nobody accepted.
//
// The number is taken first, in the firm's journal; a paper that then fails leaves a gap that the
// journal explains.
func (a *App) Issue(ctx context.Context, id, template, rec, lang string, blanksAccepted bool) (IssuedPaper, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return IssuedPaper{}, err
	}
	defer w.done()
	t, err := a.template(template)
	if err != nil {
		return IssuedPaper{}, err
	}
	k, err := w.know()
	if err != nil {
		return IssuedPaper{}, err
	}
	d, err := w.draft(t, rec, lang, k, draftStamp)
	if err != nil {
		return IssuedPaper{}, err
	}
	if err := a.ready(d, blanksAccepted); err != nil {
		return IssuedPaper{}, err
	}
	number, err := w.number(t.ID, k.entry.Name)
	if err != nil {
		return IssuedPaper{}, err
	}
	if d, err = w.draft(t, rec, lang, k, number); err != nil {
		return IssuedPaper{}, err
	}
	p := store.Paper{ID: newID(), Template: t.ID, Record: rec, Title: t.Title, Number: number, Lang: lang,
		Version: nextVersion(k.papers, t.ID, rec, lang), LawDate: a.content.Laws.PackDate(), Content: d.digest()}
	pages, err := typeset.Layout(d.doc)
	if err != nil {
		return IssuedPaper{}, err
	}
	p.Pages = len(pages)
	pdf, err := typeset.PDF(d.doc)
	if err != nil {
		return IssuedPaper{}, err
	}
	err = w.write("paper.issued", "paper:"+t.ID, p.ID, "papers", func(tx *store.MatterTx) (err error) {
		p, err = tx.AddPaper(p, pdf)
		return err
	})
	if err != nil {
		return IssuedPaper{}, err
	}
	return a.issuedPaper(p), nil
}

// ready refuses a paper that may not be issued.
func (a *App) ready(d *draft, blanksAccepted bool) error {
	var absent, unknown list
	for _, e := range d.missing {
		if len(e.Unknown) == 0 {
			absent.add(e.Label)
		}
		for _, name := range e.Unknown {
			if f, ok := a.content.Facts.Fact(name); ok {
				unknown.add(f.Label)
			}
		}
	}
	if len(absent.zh) > 0 {
		return errs.New(errs.Conflict, "service.paper_elements", "list", absent.text())
	}
	if len(d.missing) > 0 {
		return errs.New(errs.Conflict, "service.paper_facts", "list", unknown.text())
	}
	if n := len(d.blanks); n > 0 && !blanksAccepted {
		return errs.New(errs.Conflict, "service.paper_blanks", "n", n)
	}
	return nil
}

// list is words in both languages, each once.
type list struct{ zh, en []string }

func (l *list) add(t i18n.Text) {
	if !slices.Contains(l.zh, t.Zh) {
		l.zh, l.en = append(l.zh, t.Zh), append(l.en, t.En)
	}
}

func (l list) text() i18n.Text {
	return i18n.Text{Zh: strings.Join(l.zh, "、"), En: strings.Join(l.en, "; ")}
}

// number takes the next number of the firm for papers of a template in this year.
func (w *work) number(template, matter string) (string, error) {
	setting, err := w.a.firm.Setting(w.ctx, "number_prefix")
	if err != nil {
		return "", err
	}
	year := w.a.now().Year()
	var n int
	err = w.a.writeFirm(w.ctx, "number.taken", "number", fmt.Sprintf("%s-%d", template, year), "numbers", func(tx *store.FirmTx) (err error) {
		n, err = tx.NextNumber(template, year)
		return err
	})
	return fmt.Sprintf("%s-%s-%d-%04d", prefix(setting, matter), template, year, n), err
}

func nextVersion(papers []store.Paper, template, rec, lang string) int {
	v := 1
	for _, p := range papers {
		if p.Template == template && p.Record == rec && p.Lang == lang {
			v = max(v, p.Version+1)
		}
	}
	return v
}
