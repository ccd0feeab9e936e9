package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"qingjiao/internal/errs"
	"qingjiao/internal/register"
	"qingjiao/internal/service"
)

func (t *terminal) recordCommands() *cobra.Command {
	return t.group("record", "cli.record",
		t.command("add MATTER REGISTER FIELD=VALUE...", "cli.record.add", t.recordAdd),
		t.command("set MATTER REGISTER RECORD FIELD=VALUE...", "cli.record.set", t.recordSet),
		t.recordMove(),
		t.command("attach MATTER REGISTER RECORD FILE", "cli.record.attach", t.recordAttach),
		t.command("list MATTER REGISTER", "cli.record.list", t.recordList),
		t.command("fields MATTER REGISTER", "cli.record.fields", t.recordFields),
		t.recordExport(),
	)
}

type recordRow struct {
	ID      string          `json:"id"`
	Name    string          `json:"name"`
	State   string          `json:"state"`
	Values  register.Values `json:"values"`
	Missing []string        `json:"missing,omitempty"`
	Files   int             `json:"files,omitempty"`
}

func recordOf(r service.RecordView) recordRow {
	return recordRow{r.ID, r.Name, r.State.ID, r.Values, r.Missing, len(r.Attachments)}
}

// fieldValues reads FIELD=VALUE arguments by the types of the register; an empty value takes a
// field out.
func fieldValues(d *register.Definition, args []string) (register.Values, error) {
	v := register.Values{}
	for _, a := range args {
		name, text, ok := strings.Cut(a, "=")
		if !ok {
			return nil, errs.New(errs.Invalid, "cli.field_form")
		}
		w, err := d.Read(name, text)
		if err != nil {
			return nil, err
		}
		v[name] = w
	}
	return v, nil
}

// withRegister is withMatter with a register of it.
func (t *terminal) withRegister(ctx context.Context, matter, reg string, f func(a *service.App, id string, v service.RegisterView) error) error {
	return t.withMatter(ctx, matter, func(a *service.App, m service.MatterRow) error {
		v, err := a.Register(ctx, m.ID, reg)
		if err != nil {
			return err
		}
		return f(a, m.ID, v)
	})
}

// recordNamed is the id of the record with the id, or the only one with the name.
func recordNamed(v service.RegisterView, which string) (string, error) {
	found := ""
	for _, r := range v.Records {
		if r.ID == which {
			return r.ID, nil
		}
		if r.Name == which {
			if found != "" {
				return "", errs.New(errs.Conflict, "cli.which_record")
			}
			found = r.ID
		}
	}
	if found == "" {
		return "", errs.New(errs.NotFound, "cli.no_record")
	}
	return found, nil
}

func (t *terminal) showRecord(r service.RecordView) error {
	return t.print(recordOf(r), func() {
		table(t.Stdout, [][]string{{r.ID, r.State.Label.In(t.lang), r.Name}})
	})
}

func (t *terminal) recordAdd(ctx context.Context, args []string) error {
	return t.withRegister(ctx, args[0], args[1], func(a *service.App, id string, v service.RegisterView) error {
		values, err := fieldValues(&v.Definition, args[2:])
		if err != nil {
			return err
		}
		r, err := a.AddRecord(ctx, id, args[1], values)
		if err != nil {
			return err
		}
		return t.showRecord(r)
	})
}

func (t *terminal) recordSet(ctx context.Context, args []string) error {
	return t.withRegister(ctx, args[0], args[1], func(a *service.App, id string, v service.RegisterView) error {
		rec, err := recordNamed(v, args[2])
		if err != nil {
			return err
		}
		values, err := fieldValues(&v.Definition, args[3:])
		if err != nil {
			return err
		}
		r, err := a.SetRecord(ctx, id, args[1], rec, values)
		if err != nil {
			return err
		}
		return t.showRecord(r)
	})
}

func (t *terminal) recordMove() *cobra.Command {
	var reason string
	c := t.command("move MATTER REGISTER RECORD STEP", "cli.record.move", func(ctx context.Context, args []string) error {
		return t.withRegister(ctx, args[0], args[1], func(a *service.App, id string, v service.RegisterView) error {
			rec, err := recordNamed(v, args[2])
			if err != nil {
				return err
			}
			r, err := a.MoveRecord(ctx, id, args[1], rec, args[3], reason)
			if err != nil {
				return err
			}
			return t.showRecord(r)
		})
	})
	c.Flags().StringVar(&reason, "reason", "", t.T("cli.flag.reason"))
	return c
}

func (t *terminal) recordAttach(ctx context.Context, args []string) error {
	return t.withRegister(ctx, args[0], args[1], func(a *service.App, id string, v service.RegisterView) error {
		rec, err := recordNamed(v, args[2])
		if err != nil {
			return err
		}
		f, err := os.Open(args[3])
		if err != nil {
			return fileError(err, args[3])
		}
		defer f.Close()
		at, err := a.AttachToRecord(ctx, id, args[1], rec, filepath.Base(args[3]), f)
		if err != nil {
			return err
		}
		return t.print(map[string]any{"id": at.ID, "name": at.Name, "size": at.Size, "sha256": at.SHA256}, func() {
			table(t.Stdout, [][]string{{at.ID, at.SHA256, at.Name}})
		})
	})
}

func (t *terminal) recordList(ctx context.Context, args []string) error {
	return t.withRegister(ctx, args[0], args[1], func(a *service.App, id string, v service.RegisterView) error {
		rows := []recordRow{}
		for _, r := range v.Records {
			rows = append(rows, recordOf(r))
		}
		return t.print(rows, func() {
			lines := [][]string{{t.T("cli.col.id"), t.T("cli.col.state"), t.T("cli.col.name"), t.T("cli.col.missing")}}
			for _, r := range v.Records {
				lines = append(lines, []string{r.ID, r.State.Label.In(t.lang), r.Name, strings.Join(r.Missing, " ")})
			}
			table(t.Stdout, lines)
		})
	})
}

// recordFields tells which fields, values and steps a register has, as add, set and move take them.
func (t *terminal) recordFields(ctx context.Context, args []string) error {
	return t.withRegister(ctx, args[0], args[1], func(a *service.App, id string, v service.RegisterView) error {
		d := v.Definition
		var lines [][]string
		for _, f := range d.Fields {
			var options []string
			for _, o := range f.Options {
				options = append(options, o.Value)
			}
			lines = append(lines, []string{f.Name, string(f.Type), f.Label.In(t.lang), strings.Join(options, " ")})
		}
		table(t.Stdout, lines)
		fmt.Fprintln(t.Stdout)
		lines = nil
		for _, m := range d.Transitions {
			lines = append(lines, []string{m.ID, strings.Join(m.From, " ") + " → " + m.To, m.Label.In(t.lang), strings.Join(m.Needs, " ")})
		}
		table(t.Stdout, lines)
		return nil
	})
}

func (t *terminal) recordExport() *cobra.Command {
	var format, out string
	c := t.command("export MATTER REGISTER", "cli.record.export", func(ctx context.Context, args []string) error {
		if out == "" {
			return errs.New(errs.Invalid, "cli.no_out")
		}
		if format == "" {
			format = strings.TrimPrefix(filepath.Ext(out), ".")
		}
		return t.withMatter(ctx, args[0], func(a *service.App, m service.MatterRow) error {
			return writeNew(out, func(f *os.File) error {
				return a.ExportRegister(ctx, m.ID, args[1], format, string(t.lang), f)
			})
		})
	})
	c.Flags().StringVar(&format, "format", "", t.T("cli.flag.format"))
	c.Flags().StringVar(&out, "out", "", t.T("cli.flag.out"))
	return c
}

// writeNew makes a file that must not exist yet and takes it away again where write fails.
func writeNew(path string, write func(f *os.File) error) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fileError(err, path)
	}
	err = write(f)
	if e := f.Close(); err == nil && e != nil {
		err = fileError(e, path)
	}
	if err != nil {
		os.Remove(path) // the error that is told is the first
	}
	return err
}
