package service

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"qingjiao/internal/errs"
	"qingjiao/internal/inventory"
	"qingjiao/internal/register"
	"qingjiao/internal/rule"
	"qingjiao/internal/tabular"
	"qingjiao/internal/vault"
)

// SamplePassphrase opens the sample vault. It protects nothing: everything in the sample is made up.
const SamplePassphrase = "示例保险库 2026"

// sampleWork is the scrypt work factor of the sample's passphrase: it opens at once.
const sampleWork = 14

// Sample makes (once) the sample vault under dir and opens it: a made-up agency with three matters,
// people in every state of secrecy, 520 generated customers and some issued papers. Dates are set
// around the day it is made.
func Sample(ctx context.Context, dir string, p Progress) (*App, error) {
	info, err := vault.ReadInfo(dir)
	if err == nil && len(info.Members) > 0 {
		return Unlock(ctx, dir, info.Members[0].ID, []byte(SamplePassphrase))
	}
	if err != nil && !errs.Is(err, errs.NotFound) {
		return nil, err
	}
	return makeSample(ctx, dir, p)
}

// makeSample builds the vault beside its place and moves it there when it is whole, so that an
// interrupted making is begun anew.
func makeSample(ctx context.Context, dir string, p Progress) (*App, error) {
	if p == nil {
		p = func(int64, int64) {}
	}
	making := filepath.Clean(dir) + ".making"
	if err := os.RemoveAll(making); err != nil {
		return nil, errs.Wrap(err, errs.Denied, "service.sample_folder")
	}
	if err := os.MkdirAll(filepath.Dir(making), 0o700); err != nil {
		return nil, errs.Wrap(err, errs.Denied, "service.sample_folder")
	}
	a, _, err := Create(ctx, CreateInput{Dir: making, Firm: "示例企服", Member: "陈立", Role: "principal",
		Passphrase: []byte(SamplePassphrase), Params: vault.Params{WorkFactor: sampleWork}})
	if err != nil {
		return nil, err
	}
	me := a.Me().ID
	err = fillSample(ctx, a, p)
	if e := a.Lock(); err == nil {
		err = e
	}
	if err != nil {
		return nil, err
	}
	if err := os.Rename(making, dir); err != nil {
		return nil, errs.Wrap(err, errs.Denied, "service.sample_folder")
	}
	return Unlock(ctx, dir, me, []byte(SamplePassphrase))
}

// fillSample makes the three matters.
func fillSample(ctx context.Context, a *App, p Progress) error {
	made := []func(*scene){clinic, supermarket, software}
	for i, f := range made {
		p(int64(i), int64(len(made)))
		s := &scene{ctx: ctx, a: a}
		if f(s); s.err != nil {
			return s.err
		}
	}
	p(int64(len(made)), int64(len(made)))
	return nil
}

// scene sets up one matter; after the first error its methods do nothing.
type scene struct {
	ctx context.Context
	a   *App
	id  string
	err error
}

// day is a date so many days from today.
func (s *scene) day(n int) string { return string(s.a.today().AddDays(n)) }

func (s *scene) matter(name string, facts rule.Facts) {
	if s.err == nil {
		s.id, s.err = s.a.NewMatter(s.ctx, name, facts)
	}
}

// record adds a record and makes the transitions; a scan is attached where one of them wants it.
func (s *scene) record(reg string, v register.Values, moves ...string) string {
	if s.err != nil {
		return ""
	}
	r, err := s.a.AddRecord(s.ctx, s.id, reg, v)
	if err != nil {
		s.err = err
		return ""
	}
	s.move(reg, r.ID, moves...)
	return r.ID
}

func (s *scene) move(reg, rec string, moves ...string) {
	d, _ := s.a.content.Registers.Get(reg)
	for _, m := range moves {
		if s.err != nil {
			return
		}
		if t, _ := d.Transition(m); t.Attach {
			_, s.err = s.a.AttachToRecord(s.ctx, s.id, reg, rec, "示例扫描件.txt", strings.NewReader("示例附件，非真实文件。\n"))
		}
		if s.err == nil {
			_, s.err = s.a.MoveRecord(s.ctx, s.id, reg, rec, m, "示例")
		}
	}
}

// paper issues a paper with its blanks left for the pen, if the program has it.
func (s *scene) paper(template, rec, lang string) {
	if s.err != nil {
		return
	}
	if _, ok := s.a.content.Papers.Get(template); ok {
		_, s.err = s.a.Issue(s.ctx, s.id, template, rec, lang, true)
	}
}

// evidence attaches a made-up scan to checklist points.
func (s *scene) evidence(name string, points ...string) {
	for _, p := range points {
		if s.err == nil {
			_, s.err = s.a.AttachEvidence(s.ctx, s.id, p, name, strings.NewReader("示例附件，非真实文件。\n"))
		}
	}
}

// customers takes in generated customers from a file in GB18030, as old systems write them.
func (s *scene) customers(name string, seed uint64, n int) string {
	if s.err != nil {
		return ""
	}
	w, err := s.a.on(s.ctx, s.id)
	if err != nil {
		s.err = err
		return ""
	}
	defer w.done()
	var text strings.Builder
	for _, row := range inventory.FakeCustomers(seed, n) {
		for i, c := range row {
			if i > 0 {
				text.WriteByte(',')
			}
			text.WriteString(`"` + strings.ReplaceAll(c, `"`, `""`) + `"`)
		}
		text.WriteString("\r\n")
	}
	b, err := tabular.EncodeGB18030(text.String())
	if err != nil {
		s.err = err
		return ""
	}
	v, err := w.importFile(memory{bytes.NewReader(b)}, name, nil)
	s.err = err
	return v.RecordID
}

func (s *scene) set(reg, rec string, v register.Values) {
	if s.err == nil {
		_, s.err = s.a.SetRecord(s.ctx, s.id, reg, rec, v)
	}
}

// memory is a file that was never on disk.
type memory struct{ *bytes.Reader }

func (m memory) Stat() (fs.FileInfo, error) { return m, nil }
func (m memory) Name() string               { return "memory" }
func (m memory) Mode() fs.FileMode          { return 0 }
func (m memory) ModTime() time.Time         { return time.Time{} }
func (m memory) IsDir() bool                { return false }
func (m memory) Sys() any                   { return nil }
