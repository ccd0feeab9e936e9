package service

import (
	"context"
	"encoding/hex"
	"slices"

	"qingjiao/internal/clock"
	"qingjiao/internal/document"
	"qingjiao/internal/errs"
	"qingjiao/internal/rule"
	"qingjiao/internal/store"
	"qingjiao/internal/typeset"
	"qingjiao/internal/vault"
)

// Papers are the papers a matter can have: which it needs, for what, and what was issued.
func (a *App) Papers(ctx context.Context, id string) ([]PaperView, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return nil, err
	}
	defer w.done()
	k, err := w.know()
	if err != nil {
		return nil, err
	}
	var out []PaperView
	for _, t := range a.content.Papers.List() {
		v, err := w.paperView(t, k)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func (w *work) paperView(t document.Template, k *knowledge) (PaperView, error) {
	needed, err := w.a.holds(t.When, k)
	if err != nil {
		return PaperView{}, err
	}
	v := PaperView{Template: t, Needed: needed != rule.No}
	for _, s := range w.a.subjects(t, k) {
		for _, p := range k.papers {
			if p.Template == t.ID && p.Record == s.RecordID {
				s.Issued = append(s.Issued, w.a.issuedPaper(p))
			}
		}
		if v.Needed {
			d, err := w.draft(t, s.RecordID, string(typeset.ZH), k, draftStamp)
			if err != nil {
				return PaperView{}, err
			}
			s.Blanks = len(d.blanks)
		}
		v.Subjects = append(v.Subjects, s)
	}
	return v, nil
}

// subjects are what a paper is made for: each record of its register, or the matter.
func (a *App) subjects(t document.Template, k *knowledge) []Subject {
	if t.Subject == "" {
		return []Subject{{Name: k.entry.Name}}
	}
	d, ok := a.content.Registers.Get(t.Subject)
	if !ok {
		return nil
	}
	var out []Subject
	for _, r := range k.records[t.Subject] {
		if slices.Contains(d.Documents, t.ID) || len(d.Documents) == 0 {
			out = append(out, Subject{RecordID: r.ID, Name: d.Name(r.Values)})
		}
	}
	return out
}

// Draft is a paper before it is issued: its fields with what is known, what is blank and what the
// law wants and is missing. lang is zh, en or zh-en.
func (a *App) Draft(ctx context.Context, id, template, rec, lang string) (DraftView, error) {
	w, d, err := a.drafting(ctx, id, template, rec, lang, draftStamp)
	if err != nil {
		return DraftView{}, err
	}
	defer w.done()
	v := DraftView{Template: d.template, RecordID: rec, Lang: lang, Blanks: d.blanks, Missing: d.missing}
	for _, f := range d.template.Fields {
		value, manual := d.manual[f.Name]
		if !manual {
			value = plain(d.values[f.Name])
		}
		v.Fields = append(v.Fields, DraftField{Field: f, Value: value, Known: f.From != "" && value != nil && !manual, Manual: manual})
	}
	return v, nil
}

// plain is a value as a form shows and takes it: an option by its value.
func plain(v any) any {
	switch x := v.(type) {
	case document.Choice:
		return x.Value
	case []document.Choice:
		out := make([]string, len(x))
		for i, c := range x {
			out[i] = c.Value
		}
		return out
	case clock.Date:
		return string(x)
	}
	return v
}

// SetDraftField types a value into a paper that is not issued yet; nil takes it back, so that the
// matter's own value shows again.
func (a *App) SetDraftField(ctx context.Context, id, template, rec, field string, value any) error {
	w, err := a.on(ctx, id)
	if err != nil {
		return err
	}
	defer w.done()
	t, err := a.template(template)
	if err != nil {
		return err
	}
	if _, err := w.subject(t, rec); err != nil {
		return err
	}
	i := slices.IndexFunc(t.Fields, func(f document.Field) bool { return f.Name == field })
	if i < 0 {
		return errs.New(errs.Invalid, "service.no_paper_field", "name", field)
	}
	if value, err = fieldValue(t.Fields[i], value); err != nil {
		return err
	}
	return w.write("draft.changed", "draft:"+template, rec, "papers", func(tx *store.MatterTx) error {
		return tx.SetDraft(template, rec, field, value)
	})
}

// DraftDocument is the paper as it would be issued now, marked as a draft.
func (a *App) DraftDocument(ctx context.Context, id, template, rec, lang string) (*typeset.Document, error) {
	w, d, err := a.drafting(ctx, id, template, rec, lang, draftStamp)
	if err != nil {
		return nil, err
	}
	w.done()
	return d.doc, nil
}

// DraftPDF is DraftDocument as a PDF.
func (a *App) DraftPDF(ctx context.Context, id, template, rec, lang string) ([]byte, error) {
	doc, err := a.DraftDocument(ctx, id, template, rec, lang)
	if err != nil {
		return nil, err
	}
	return typeset.PDF(doc)
}

// Issued are the papers issued in a matter, newest first.
func (a *App) Issued(ctx context.Context, id string) ([]IssuedPaper, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return nil, err
	}
	defer w.done()
	papers, err := w.s.Papers(w.ctx)
	if err != nil {
		return nil, err
	}
	out := make([]IssuedPaper, 0, len(papers))
	for _, p := range slices.Backward(papers) {
		out = append(out, a.issuedPaper(p))
	}
	return out, nil
}

// IssuedPDF is an issued paper as it was issued, byte for byte.
func (a *App) IssuedPDF(ctx context.Context, id, paper string) ([]byte, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return nil, err
	}
	defer w.done()
	_, pdf, err := w.s.Paper(w.ctx, paper)
	if errs.Is(err, errs.NotFound) {
		return nil, errs.Wrap(err, errs.NotFound, "service.paper_not_issued")
	}
	return pdf, err
}

func (a *App) issuedPaper(p store.Paper) IssuedPaper {
	return IssuedPaper{ID: p.ID, Template: p.Template, Title: p.Title, Number: p.Number, Version: p.Version, Lang: p.Lang,
		SHA256: hex.EncodeToString(p.SHA256[:]), LawDate: p.LawDate, Issued: p.Issued, By: a.memberName(p.Member),
		RecordID: p.Record, Pages: p.Pages}
}

func (a *App) template(id string) (document.Template, error) {
	t, ok := a.content.Papers.Get(id)
	if !ok || t.Internal {
		return document.Template{}, errs.New(errs.NotFound, "service.no_paper")
	}
	return t, nil
}

// subject is the record a paper is made for, nil where it is made for the matter.
func (w *work) subject(t document.Template, rec string) (map[string]any, error) {
	if t.Subject == "" {
		if rec != "" {
			return nil, errs.New(errs.NotFound, "service.no_record")
		}
		return nil, nil
	}
	d, err := w.a.definition(t.Subject)
	if err != nil {
		return nil, err
	}
	if rec == "" {
		return nil, errs.New(errs.Invalid, "service.paper_subject", "register", d.Title)
	}
	r, err := w.s.Record(w.ctx, t.Subject, rec)
	if err != nil {
		return nil, noRecord(err)
	}
	return row(d, r), nil
}

// RecoverySheet is the sheet to print and put away: the recovery key and what it is for, as a PDF.
func (a *App) RecoverySheet(lang string, key vault.RecoveryKey) ([]byte, error) {
	doc, err := a.content.Papers.RecoverySheet(lang, a.vault.Info().Name, a.vault.Member().Name, string(key), a.today())
	if err != nil {
		return nil, err
	}
	return typeset.PDF(doc)
}
