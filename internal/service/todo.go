package service

import (
	"context"
	"io"

	"qingjiao/internal/checklist"
	"qingjiao/internal/errs"
	"qingjiao/internal/law"
	"qingjiao/internal/matter"
	"qingjiao/internal/register"
	"qingjiao/internal/rule"
	"qingjiao/internal/typeset"
	"qingjiao/internal/vault"
)

var errTodo = errs.New(errs.Internal, "service.todo")

// App is an unlocked vault with the member who opened it.
type App struct{}

// Create makes a vault and opens it. The recovery key is shown once.
func Create(ctx context.Context, in CreateInput) (*App, vault.RecoveryKey, error) {
	return nil, "", errTodo
}

// Unlock opens a vault.
func Unlock(ctx context.Context, dir, memberID string, passphrase []byte) (*App, error) {
	return nil, errTodo
}

// UnlockRecovery opens a vault with its recovery key.
func UnlockRecovery(ctx context.Context, dir, key string) (*App, error) { return nil, errTodo }

// Sample makes (once) the sample vault under dir and opens it: a generated firm, matters, people and 500+ customers.
func Sample(ctx context.Context, dir string, p Progress) (*App, error) { return nil, errTodo }

func (a *App) Lock() error                             { return errTodo }
func (a *App) Me() vault.Member                        { return vault.Member{} }
func (a *App) Info() vault.Info                        { return vault.Info{} }
func (a *App) Dir() string                             { return "" }
func (a *App) OnChange(f func(Change)) (cancel func()) { return func() {} }
func (a *App) Law() *law.Library                       { return nil }
func (a *App) Cite(refs []law.Ref) []Citation          { return nil }
func (a *App) AddMember(ctx context.Context, name string, role vault.Role, passphrase []byte) (vault.Member, error) {
	return vault.Member{}, errTodo
}
func (a *App) RemoveMember(ctx context.Context, id string, p Progress) error { return errTodo }
func (a *App) ChangePassphrase(ctx context.Context, old, new []byte) error   { return errTodo }
func (a *App) RenewRecovery(ctx context.Context) (vault.RecoveryKey, error)  { return "", errTodo }
func (a *App) RecoverySheet(lang string, key vault.RecoveryKey) ([]byte, error) {
	return nil, errTodo
}
func (a *App) Backup(ctx context.Context, dst string, p Progress) error { return errTodo }
func (a *App) VerifyVault(ctx context.Context, p Progress) (vault.Report, error) {
	return vault.Report{}, errTodo
}
func (a *App) Setting(ctx context.Context, key string) (string, error) { return "", errTodo }
func (a *App) SetSetting(ctx context.Context, key, value string) error { return errTodo }

func (a *App) Home(ctx context.Context) (HomeView, error)               { return HomeView{}, errTodo }
func (a *App) Matters(ctx context.Context) ([]MatterRow, error)         { return nil, errTodo }
func (a *App) Matter(ctx context.Context, id string) (MatterRow, error) { return MatterRow{}, errTodo }
func (a *App) Facts(ctx context.Context, id string) (rule.Facts, error) { return nil, errTodo }
func (a *App) FactDefs() []matter.Fact                                  { return nil }
func (a *App) NewMatter(ctx context.Context, name string, facts rule.Facts) (string, error) {
	return "", errTodo
}
func (a *App) RenameMatter(ctx context.Context, id, name string) error { return errTodo }
func (a *App) Answer(ctx context.Context, id string, facts rule.Facts, skipped []string) error {
	return errTodo
}
func (a *App) Interview(ctx context.Context, id string) (InterviewView, error) {
	return InterviewView{}, errTodo
}
func (a *App) Path(ctx context.Context, id string) (matter.Path, error) {
	return matter.Path{}, errTodo
}
func (a *App) OverridePath(ctx context.Context, id string, o matter.Override) error { return errTodo }
func (a *App) ClearPathOverride(ctx context.Context, id, reason string) error       { return errTodo }

func (a *App) Checklist(ctx context.Context, id string) (ChecklistView, error) {
	return ChecklistView{}, errTodo
}
func (a *App) OverridePoint(ctx context.Context, id, point string, kind checklist.Status, reason string) error {
	return errTodo
}
func (a *App) ClearOverride(ctx context.Context, id, point, reason string) error { return errTodo }
func (a *App) AttachEvidence(ctx context.Context, id, point, name string, r io.Reader) (Attachment, error) {
	return Attachment{}, errTodo
}
func (a *App) Evidence(ctx context.Context, id, point string) ([]Attachment, error) {
	return nil, errTodo
}

func (a *App) Registers(ctx context.Context, id string) ([]RegisterSummary, error) {
	return nil, errTodo
}
func (a *App) Register(ctx context.Context, id, reg string) (RegisterView, error) {
	return RegisterView{}, errTodo
}
func (a *App) Record(ctx context.Context, id, reg, rec string) (RecordView, error) {
	return RecordView{}, errTodo
}
func (a *App) AddRecord(ctx context.Context, id, reg string, v register.Values) (RecordView, error) {
	return RecordView{}, errTodo
}
func (a *App) SetRecord(ctx context.Context, id, reg, rec string, v register.Values) (RecordView, error) {
	return RecordView{}, errTodo
}
func (a *App) MoveRecord(ctx context.Context, id, reg, rec, transition, reason string) (RecordView, error) {
	return RecordView{}, errTodo
}
func (a *App) WithdrawRecord(ctx context.Context, id, reg, rec, reason string) error { return errTodo }
func (a *App) RestoreRecord(ctx context.Context, id, reg, rec string) error          { return errTodo }
func (a *App) AttachToRecord(ctx context.Context, id, reg, rec, name string, r io.Reader) (Attachment, error) {
	return Attachment{}, errTodo
}
func (a *App) AttachmentBytes(ctx context.Context, id, attachment string) (Attachment, []byte, error) {
	return Attachment{}, nil, errTodo
}
func (a *App) ExportRegister(ctx context.Context, id, reg, format, lang string, w io.Writer) error {
	return errTodo
}

func (a *App) ImportData(ctx context.Context, id, path string, p Progress) (DatasetView, error) {
	return DatasetView{}, errTodo
}
func (a *App) Datasets(ctx context.Context, id string) ([]DatasetView, error) { return nil, errTodo }

func (a *App) Papers(ctx context.Context, id string) ([]PaperView, error) { return nil, errTodo }
func (a *App) Draft(ctx context.Context, id, template, rec, lang string) (DraftView, error) {
	return DraftView{}, errTodo
}
func (a *App) SetDraftField(ctx context.Context, id, template, rec, field string, value any) error {
	return errTodo
}
func (a *App) DraftDocument(ctx context.Context, id, template, rec, lang string) (*typeset.Document, error) {
	return nil, errTodo
}
func (a *App) DraftPDF(ctx context.Context, id, template, rec, lang string) ([]byte, error) {
	return nil, errTodo
}
func (a *App) Issue(ctx context.Context, id, template, rec, lang string, blanksAccepted bool) (IssuedPaper, error) {
	return IssuedPaper{}, errTodo
}
func (a *App) Issued(ctx context.Context, id string) ([]IssuedPaper, error)    { return nil, errTodo }
func (a *App) IssuedPDF(ctx context.Context, id, paper string) ([]byte, error) { return nil, errTodo }

func (a *App) Journal(ctx context.Context, id string, before int64, limit int) ([]EventView, error) {
	return nil, errTodo
}
func (a *App) VerifyJournal(ctx context.Context, id string, p Progress) (JournalReport, error) {
	return JournalReport{}, errTodo
}
func (a *App) Checkpoint(ctx context.Context, id string) ([]byte, error) { return nil, errTodo }

// JournalReport says what verification proved.
type JournalReport struct {
	Events int64
	Root   string // base64 of the Merkle root
	OK     bool
	Bad    int64 // first event that does not fit, -1 none
}
