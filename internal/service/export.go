package service

import (
	"context"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"qingjiao/i18n"
	"qingjiao/internal/errs"
	"qingjiao/internal/register"
	"qingjiao/internal/rule"
	"qingjiao/internal/store"
	"qingjiao/internal/tabular"
)

// ExportRegister writes a register as a file that spreadsheets open: format csv or xlsx, headings
// and options in lang. What is written leaves the vault and is no longer encrypted; the journal
// notes the export.
func (a *App) ExportRegister(ctx context.Context, id, reg, format, lang string, out io.Writer) error {
	w, err := a.on(ctx, id)
	if err != nil {
		return err
	}
	defer w.done()
	d, err := a.definition(reg)
	if err != nil {
		return err
	}
	records, err := w.s.Records(w.ctx, reg, false)
	if err != nil {
		return err
	}
	l := i18n.ZH
	if lang == string(i18n.EN) {
		l = i18n.EN
	}
	switch format {
	case "csv":
		err = tabular.WriteCSV(out, headings(d, l), rows(d, records, l))
	case "xlsx":
		err = tabular.WriteXLSX(out, d.Title.In(l), headings(d, l), rows(d, records, l))
	default:
		return errs.New(errs.Invalid, "service.export_format")
	}
	if err != nil {
		return errs.Wrap(err, errs.KindOf(err), "service.export_failed")
	}
	return w.write("register.exported", "register", reg, "journal", func(tx *store.MatterTx) error {
		return tx.Note("export", []byte(format+" "+strconv.Itoa(len(records))))
	})
}

func headings(d *register.Definition, l i18n.Lang) []string {
	var out []string
	for _, f := range d.Fields {
		out = append(out, f.Label.In(l))
	}
	return append(out, i18n.T(l, "export.state"))
}

func rows(d *register.Definition, records []store.Record, l i18n.Lang) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for _, r := range records {
			var row []string
			for _, f := range d.Fields {
				row = append(row, cell(f, r.Values[f.Name], l))
			}
			state, _ := d.State(r.State)
			if !yield(append(row, state.Label.In(l))) {
				return
			}
		}
	}
}

// cell is a value as people read it: options by their words, money in yuan.
func cell(f register.Field, v any, l i18n.Lang) string {
	switch x := v.(type) {
	case nil:
		return ""
	case bool:
		if x {
			return i18n.T(l, "export.yes")
		}
		return i18n.T(l, "export.no")
	case int64:
		if f.Type == rule.Money {
			return fmt.Sprintf("%d.%02d", x/100, x%100)
		}
		return strconv.FormatInt(x, 10)
	case []string:
		out := make([]string, len(x))
		for i, s := range x {
			out[i] = option(f, s, l)
		}
		sep := "、"
		if l == i18n.EN {
			sep = "; "
		}
		return strings.Join(out, sep)
	case string:
		return option(f, x, l)
	}
	return fmt.Sprint(v)
}

func option(f register.Field, value string, l i18n.Lang) string {
	for _, o := range f.Options {
		if o.Value == value {
			return o.Label.In(l)
		}
	}
	return value
}
