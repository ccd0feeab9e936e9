package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"qingjiao/internal/errs"
	"qingjiao/internal/inventory"
	"qingjiao/internal/register"
	"qingjiao/internal/rule"
	"qingjiao/internal/store"
	"qingjiao/internal/tabular"
)

// dataRegister is the register whose records are data sets.
const dataRegister = "datasets"

// ImportData takes a customer file into the vault: reads it exactly, says what is in it, keeps its
// rows encrypted, adds a record to the register of data sets and answers the questions about
// numbers that nobody has answered yet. Everything lands in one transaction or nothing does; the
// file itself is not copied and not changed. Progress is in bytes of the file.
func (a *App) ImportData(ctx context.Context, id, path string, p Progress) (DatasetView, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return DatasetView{}, err
	}
	defer w.done()
	f, err := os.Open(path)
	if err != nil {
		return DatasetView{}, errs.Wrap(err, errs.NotFound, "service.data_unreadable")
	}
	defer f.Close()
	return w.importFile(f, filepath.Base(path), p)
}

// file is what an import reads from.
type file interface {
	io.ReadSeeker
	Stat() (os.FileInfo, error)
}

func (w *work) importFile(f file, name string, p Progress) (DatasetView, error) {
	name, err := fileName(name)
	if err != nil {
		return DatasetView{}, err
	}
	before, err := f.Stat()
	if err != nil || !before.Mode().IsRegular() {
		return DatasetView{}, errs.Wrap(err, errs.Invalid, "service.data_unreadable")
	}
	if p == nil {
		p = func(int64, int64) {}
	}
	imp := &dataImport{w: w, record: newID(), size: before.Size(), progress: p}
	if err := imp.digest(f); err != nil {
		return DatasetView{}, err
	}
	err = w.write("data.imported", "record:"+dataRegister, imp.record, "data", func(tx *store.MatterTx) error {
		if err := imp.rows(tx, f); err != nil {
			return err
		}
		if after, err := f.Stat(); err != nil || after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime()) {
			return errs.Wrap(err, errs.Conflict, "service.data_changed")
		}
		return imp.keep(tx, name)
	})
	if err != nil {
		return DatasetView{}, err
	}
	return datasetView(imp.set, strings.TrimSuffix(name, filepath.Ext(name))), nil
}

// dataImport is one customer file on its way in.
type dataImport struct {
	w        *work
	record   string
	size     int64
	progress Progress
	set      store.Dataset
	summary  inventory.Summary
}

// digest reads the file once; the first half of the progress.
func (i *dataImport) digest(f file) error {
	h := sha256.New()
	buf := make([]byte, 1<<20)
	var done int64
	for {
		if i.w.ctx.Err() != nil {
			return errs.Wrap(i.w.ctx.Err(), errs.Cancelled, "store.cancelled")
		}
		n, err := f.Read(buf)
		h.Write(buf[:n])
		done += int64(n)
		i.progress(done/2, i.size)
		if err == io.EOF {
			break
		}
		if err != nil {
			return errs.Wrap(err, errs.Invalid, "service.data_unreadable")
		}
	}
	i.set.SHA256 = [32]byte(h.Sum(nil))
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return errs.Wrap(err, errs.Invalid, "service.data_unreadable")
	}
	return nil
}

// rows reads the file row by row into the vault.
func (i *dataImport) rows(tx *store.MatterTx, f file) error {
	r, detected, err := tabular.Open(f, tabular.Options{})
	if err != nil {
		return err
	}
	out, err := tx.Rows(i.record, len(r.Header()))
	if err != nil {
		return err
	}
	tally, index := inventory.NewTally(r.Header(), i.w.a.today()), newPersonIndex(i.w.s.Subkey("person-index"), r.Header())
	for {
		row, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if r.Row()%512 == 0 {
			if i.w.ctx.Err() != nil {
				return i.w.ctx.Err()
			}
			i.progress((i.size+min(r.Read(), i.size))/2, i.size)
		}
		tally.Add(row)
		if err := out.Add(row, index.of(row)...); err != nil {
			return err
		}
	}
	total, err := out.Close()
	if err != nil {
		return err
	}
	if total == 0 {
		return errs.New(errs.Invalid, "service.data_empty")
	}
	i.progress(i.size, i.size)
	i.summary = tally.Summary()
	i.set.Rows, i.set.Findings, i.set.Encoding = total, r.Findings().Total(), string(detected.Encoding)
	return nil
}

// keep adds the record, the summary, and answers that nobody has given yet.
func (i *dataImport) keep(tx *store.MatterTx, name string) error {
	s := i.summary
	i.set.Record, i.set.File = i.record, name
	i.set.Persons, i.set.Sensitive, i.set.Minors14, i.set.Minors18 = s.Persons, s.Sensitive, s.Minors14, s.Minors18
	for _, c := range s.Columns {
		i.set.Columns = append(i.set.Columns, store.Column{Name: c.Name, Kind: string(c.Kind), Class: string(c.Class), Filled: c.Filled, Sample: c.Sample})
	}
	d, err := i.w.a.definition(dataRegister)
	if err != nil {
		return err
	}
	values, state, err := d.New(i.values(d))
	if err != nil {
		return err
	}
	if err := tx.AddRecord(store.Record{ID: i.record, Register: dataRegister, State: state, Values: values}); err != nil {
		return err
	}
	if err := tx.AddDataset(i.set); err != nil {
		return err
	}
	return tx.SetFacts(i.answers())
}

// values are what the file says for its record.
func (i *dataImport) values(d *register.Definition) register.Values {
	var names []string
	for _, c := range i.set.Columns {
		names = append(names, c.Name)
	}
	v := register.Values{
		"name": clip(strings.TrimSuffix(i.set.File, filepath.Ext(i.set.File)), d, "name"), "source": "table",
		"fields": clip(strings.Join(names, "、"), d, "fields"), "persons": i.set.Persons, "rows": i.set.Rows,
		"sensitive": i.set.Sensitive, "minors14": i.set.Minors14, "minors18": i.set.Minors18,
		"file_name": clip(i.set.File, d, "file_name"), "encoding": i.set.Encoding,
		"sha256": hex.EncodeToString(i.set.SHA256[:]), "findings": i.set.Findings,
	}
	if len(i.summary.Kinds) > 0 {
		v["sensitive_kinds"] = i.summary.Kinds
	}
	for name := range v {
		if _, ok := d.Field(name); !ok {
			delete(v, name)
		}
	}
	return v
}

// clip shortens a text to what its field holds.
func clip(s string, d *register.Definition, field string) string {
	f, _ := d.Field(field)
	most := f.Max
	if most == 0 {
		most = 200
	}
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// answers are facts that the file proves and that are still unknown. A file can prove that there
// are children or sensitive information, never that there are none elsewhere.
func (i *dataImport) answers() rule.Facts {
	out := rule.Facts{}
	known, err := i.w.s.Facts(i.w.ctx)
	if err != nil {
		return out
	}
	set := func(name string, v any) {
		if _, ok := known[name]; ok {
			return
		}
		if checked, err := i.w.a.content.Facts.Validate(name, v); err == nil {
			out[name] = checked
		}
	}
	set("persons", i.set.Persons)
	if i.set.Sensitive > 0 {
		set("sensitive", true)
		set("sensitive_count", i.set.Sensitive)
		if kinds := factKinds(i.summary.Kinds); len(kinds) > 0 {
			set("sensitive_kinds", kinds)
		}
	}
	if i.set.Minors14 > 0 {
		set("minor14", true)
		set("minor14_count", i.set.Minors14)
	}
	if i.set.Minors18 > 0 {
		set("minor18", true)
	}
	return out
}

// factKinds are the kinds of sensitive information as the fact "sensitive_kinds" names them.
// Children stand in facts of their own.
func factKinds(kinds []string) []string {
	var out []string
	for _, k := range kinds {
		switch k {
		case "minor14":
		case "financial":
			out = append(out, "finance")
		default:
			out = append(out, k)
		}
	}
	return out
}

// Datasets are the customer files taken in, oldest first.
func (a *App) Datasets(ctx context.Context, id string) ([]DatasetView, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return nil, err
	}
	defer w.done()
	sets, err := w.s.Datasets(w.ctx)
	if err != nil {
		return nil, err
	}
	records, err := w.s.Records(w.ctx, dataRegister, false)
	if err != nil {
		return nil, err
	}
	d, err := a.definition(dataRegister)
	if err != nil {
		return nil, err
	}
	var out []DatasetView
	for _, s := range sets {
		i := slices.IndexFunc(records, func(r store.Record) bool { return r.ID == s.Record })
		if i >= 0 {
			out = append(out, datasetView(s, d.Name(records[i].Values)))
		}
	}
	return out, nil
}

func datasetView(s store.Dataset, name string) DatasetView {
	v := DatasetView{RecordID: s.Record, Name: name, File: s.File, SHA256: hex.EncodeToString(s.SHA256[:]), Encoding: s.Encoding,
		Rows: s.Rows, Persons: s.Persons, Sensitive: s.Sensitive, Minors14: s.Minors14, Minors18: s.Minors18, Findings: s.Findings}
	for _, c := range s.Columns {
		v.Columns = append(v.Columns, ColumnView{Name: c.Name, Kind: c.Kind, Class: c.Class, Filled: c.Filled, Sample: c.Sample})
	}
	return v
}
