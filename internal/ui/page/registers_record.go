package page

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"qingjiao/internal/clock"
	"qingjiao/internal/matter"
	"qingjiao/internal/register"
	"qingjiao/internal/rule"
	"qingjiao/internal/service"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
)

// fillDetail shows the open record: state and moves, fields, papers, files, history.
func (r *Registers) fillDetail() {
	d, one := r.view.Definition, r.one
	r.detail.Objects = nil
	close := widgets.IconButton("x", func() { r.record = ""; r.show() })
	r.detail.Add(widgets.Column(8, widgets.Row(8, widgets.Grow(widgets.Section(one.Name).Cut()), close),
		widgets.Row(8, widgets.Pill(stateTone(one.State.Tone), r.env.In(one.State.Label)))))
	if moves := r.moves(); moves != nil {
		r.detail.Add(moves)
	}
	a := &answer{env: r.env}
	form := widgets.Column(16)
	for _, f := range d.Fields {
		if !d.Applies(f.Name, one.Values) {
			continue
		}
		form.Add(widgets.Field(r.fieldLabel(f), r.env.In(f.Help), r.field(a, f)))
	}
	r.detail.Add(form)
	r.papers()
	r.files()
	r.history()
	r.detail.Add(widgets.Row(0, widgets.LinkTone(widgets.Blocked, r.env.T("registerpage.withdraw"), r.withdraw)))
	r.detail.Refresh()
}

func (r *Registers) fieldLabel(f register.Field) string {
	label := r.env.In(f.Label)
	for _, m := range r.one.Missing {
		if m == f.Name {
			label = r.env.T("registerpage.wanted", "label", label)
		}
	}
	return label
}

// field is the widget of a field of the open record; a change is saved at once.
func (r *Registers) field(a *answer, f register.Field) fyne.CanvasObject {
	v := r.one.Values[f.Name]
	save := func(facts rule.Facts) { r.save(f.Name, facts[f.Name]) }
	if f.Reference != "" {
		var choices []widgets.Choice
		current, _ := v.(string)
		known := current == ""
		for _, name := range r.refs[f.Reference] {
			choices = append(choices, widgets.Choice{Value: name, Label: name})
			known = known || name == current
		}
		if !known {
			choices = append(choices, widgets.Choice{Value: current, Label: current})
		}
		if len(choices) > 0 {
			return widgets.NewSelect("user", r.env.T("page.choose"), choices, current, func(s string) { r.save(f.Name, s) })
		}
	}
	fact := matter.Fact{Var: rule.Var{Name: f.Name, Type: f.Type}, Label: f.Label}
	for _, o := range f.Options {
		fact.Options = append(fact.Options, matter.Option{Value: o.Value, Label: o.Label})
	}
	_, object := a.field(fact, v, save)
	return object
}

// save keeps one field. What follows from it — state, moves, what is missing — shows at once; the
// form stays where it is unless fields come or go.
func (r *Registers) save(field string, v any) {
	at, record := r.at, r.record
	var one service.RecordView
	r.env.Do("page.saving", func(ctx context.Context, _ widgets.Progress) (err error) {
		one, err = r.env.App.SetRecord(ctx, r.id, at, record, register.Values{field: v})
		return err
	}, func() {
		r.env.saved()
		if at != r.at {
			return
		}
		d, before := r.view.Definition, r.one.Values
		for i := range r.view.Records {
			if r.view.Records[i].ID == one.ID {
				r.view.Records[i] = one
			}
		}
		r.filter()
		if record != r.record {
			return
		}
		r.one = one
		for _, f := range d.Fields {
			if d.Applies(f.Name, before) != d.Applies(f.Name, one.Values) {
				r.fillDetail()
				return
			}
		}
	})
}

// moves are what can be done with the record now.
func (r *Registers) moves() fyne.CanvasObject {
	if len(r.one.Moves) == 0 {
		return nil
	}
	row := widgets.Wrap(8)
	for _, m := range r.one.Moves {
		row.Add(widgets.Small(r.env.In(m.Label), func() { r.move(m) }))
	}
	return row
}

// move makes a transition; a reason is asked where the register wants one.
func (r *Registers) move(m register.Transition) {
	if m.Attach && len(r.one.Attachments) == 0 {
		r.env.Hint("registerpage.attach_first")
		return
	}
	do := func(reason string) {
		r.env.Do("page.saving", func(ctx context.Context, _ widgets.Progress) error {
			_, err := r.env.App.MoveRecord(ctx, r.id, r.at, r.record, m.ID, reason)
			return err
		}, func() { r.env.saved(); r.Reload() })
	}
	if !m.Reason {
		do("")
		return
	}
	r.reason(r.env.In(m.Label), r.env.T("registerpage.reason"), r.env.In(m.Label), do)
}

// reason asks for words that stay in the history.
func (r *Registers) reason(title, text, button string, do func(string)) {
	e := widgets.NoteEntry(r.env.T("page.checklist.reason_hint"))
	widgets.Ask(r.env.Window.Canvas(), widgets.DialogWords{Title: title, Text: text, Yes: button, No: r.env.T("page.cancel")}, e, func() bool {
		if strings.TrimSpace(e.Text()) == "" {
			e.SetError(r.env.T("page.checklist.no_reason"))
			return false
		}
		do(e.Text())
		return true
	})
	e.Focus()
}

// withdraw takes the record out of lists and papers; it can be brought back at once.
func (r *Registers) withdraw() {
	at, record := r.at, r.record
	r.reason(r.env.T("registerpage.withdraw"), r.env.T("registerpage.withdraw_note"), r.env.T("registerpage.withdraw"), func(reason string) {
		r.env.Do("page.saving", func(ctx context.Context, _ widgets.Progress) error {
			return r.env.App.WithdrawRecord(ctx, r.id, at, record, reason)
		}, func() {
			r.record = ""
			r.Reload()
			r.undo(at, record)
		})
	})
}

// undo offers to bring a withdrawn record back.
func (r *Registers) undo(at, record string) {
	widgets.Confirm(r.env.Window.Canvas(), widgets.DialogWords{Title: r.env.T("registerpage.withdrawn"), Text: r.env.T("registerpage.withdrawn_note"),
		Yes: r.env.T("page.ok"), No: r.env.T("registerpage.undo")}, func() {}).OnRefuse = func() {
		r.env.Do("page.saving", func(ctx context.Context, _ widgets.Progress) error {
			return r.env.App.RestoreRecord(ctx, r.id, at, record)
		}, func() { r.record = record; r.Reload() })
	}
}

// papers are those that can be made for the record.
func (r *Registers) papers() {
	for _, id := range r.view.Definition.Documents {
		if t, ok := r.env.App.Content().Papers.Get(id); ok && t.Subject == r.at {
			r.detail.Add(widgets.Row(0, widgets.SecondaryIcon("file-text", r.env.In(t.Title), func() {
				r.env.Go("matter:"+r.id+":papers", id+"/"+r.record)
			})))
		}
	}
}

// files lists the attachments.
func (r *Registers) files() {
	col := widgets.Column(8, widgets.Strong(r.env.T("registerpage.files")))
	for _, f := range r.one.Attachments {
		col.Add(widgets.Row(8, widgets.Icon("paperclip", theme.Second), widgets.Grow(widgets.Column(1, widgets.Body(f.Name).Cut(),
			widgets.Note(r.env.T("registerpage.file", "by", f.By, "day", f.Added.In(clock.Beijing).Format("2006-01-02"), "sha", short(f.SHA256))).Cut())),
			widgets.Link(r.env.T("page.checklist.export"), func() { r.saveFile(f) })))
	}
	col.Add(widgets.Row(0, widgets.SecondaryIcon("paperclip", r.env.T("registerpage.attach"), func() {
		widgets.AskPath(r.env.Window, r.env.Run, widgets.FileWish{Title: r.env.T("registerpage.attach")}, r.Drop)
	})))
	r.detail.Add(col)
}

// Drop attaches a file to the open record.
func (r *Registers) Drop(path string) {
	if r.record == "" {
		r.env.Hint("registerpage.open_first")
		return
	}
	at, record := r.at, r.record
	r.env.Do("page.attaching", func(ctx context.Context, _ widgets.Progress) error {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		_, err = r.env.App.AttachToRecord(ctx, r.id, at, record, filepath.Base(path), f)
		return err
	}, func() { r.env.saved(); r.Reload() })
}

func (r *Registers) saveFile(f service.Attachment) {
	widgets.AskPath(r.env.Window, r.env.Run, widgets.FileWish{Title: r.env.T("page.checklist.export"), Save: true, Name: f.Name}, func(path string) {
		r.env.Do("page.saving", func(ctx context.Context, _ widgets.Progress) error {
			_, b, err := r.env.App.AttachmentBytes(ctx, r.id, f.ID)
			if err != nil {
				return err
			}
			return writeNew(path, b)
		}, func() { r.env.Toast("page.exported") })
	})
}

// history tells what happened to the record, newest first.
func (r *Registers) history() {
	col := widgets.Column(6, widgets.Strong(r.env.T("registerpage.history")))
	for i, e := range r.one.History {
		if i == 12 {
			col.Add(widgets.Row(0, widgets.Link(r.env.T("registerpage.journal"), func() { r.env.Go("matter:" + r.id + ":journal") })))
			break
		}
		col.Add(widgets.Note(r.env.T("registerpage.event", "time", e.Time.In(clock.Beijing).Format("2006-01-02 15:04"), "who", e.Actor, "what", r.env.T("event."+e.Action))).Cut())
	}
	r.detail.Add(col)
}
