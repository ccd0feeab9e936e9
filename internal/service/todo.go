package service

import (
	"context"

	"qingjiao/internal/document"
	"qingjiao/internal/errs"
	"qingjiao/internal/typeset"
	"qingjiao/internal/vault"
)

// The papers join when templates and typesetting do; until then these methods say so.
func noPapers() error { return errs.New(errs.NotFound, "service.no_paper") }

func (a *App) Papers(ctx context.Context, id string) ([]PaperView, error) { return nil, nil }
func (a *App) Draft(ctx context.Context, id, template, rec, lang string) (DraftView, error) {
	return DraftView{}, noPapers()
}
func (a *App) SetDraftField(ctx context.Context, id, template, rec, field string, value any) error {
	return noPapers()
}
func (a *App) DraftDocument(ctx context.Context, id, template, rec, lang string) (*typeset.Document, error) {
	return nil, noPapers()
}
func (a *App) DraftPDF(ctx context.Context, id, template, rec, lang string) ([]byte, error) {
	return nil, noPapers()
}
func (a *App) Issue(ctx context.Context, id, template, rec, lang string, blanksAccepted bool) (IssuedPaper, error) {
	return IssuedPaper{}, noPapers()
}
func (a *App) Issued(ctx context.Context, id string) ([]IssuedPaper, error) { return nil, nil }
func (a *App) IssuedPDF(ctx context.Context, id, paper string) ([]byte, error) {
	return nil, noPapers()
}
func (a *App) RecoverySheet(lang string, key vault.RecoveryKey) ([]byte, error) {
	return nil, noPapers()
}

// PaperList stands in for the library of papers until it can be loaded.
type PaperList struct{}

// List is empty.
func (PaperList) List() []document.Template { return nil }

// Get finds nothing.
func (PaperList) Get(id string) (document.Template, bool) { return document.Template{}, false }
