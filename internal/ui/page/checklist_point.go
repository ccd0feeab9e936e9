package page

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"qingjiao/internal/checklist"
	"qingjiao/internal/ui/theme"
	"qingjiao/internal/ui/widgets"
)

// detail is the selected point: what it asks, why, what proves it, what to do now.
func (c *Checklist) detail() fyne.CanvasObject {
	s, ok := c.state(c.point)
	if !ok {
		return widgets.Inset(24, 20, 24, 20, widgets.Column(8, widgets.Section(c.env.T("page.checklist.pick")), widgets.Paragraph(c.env.T("page.checklist.pick_note")).SetInk(theme.Second)))
	}
	col := widgets.Column(16, widgets.Paragraph(c.word(s.Title)).Heading(), widgets.Paragraph(c.word(s.Ask)))
	if s.Uncertain {
		col.Add(widgets.Remark(widgets.Attention, c.env.T("page.checklist.uncertain")))
	}
	col.Add(c.basis(s))
	col.Add(c.proofs(s))
	c.actions(col, s)
	return widgets.NewScroll(widgets.Inset(20, 20, 20, 20, col))
}

func (c *Checklist) basis(s checklist.State) fyne.CanvasObject {
	col := widgets.Column(6, widgets.Note(c.env.T("page.checklist.basis")))
	for _, cite := range c.env.App.Cite(s.Law) {
		word, tone := c.env.T("page.in_force"), widgets.Info
		if !cite.InForce {
			word, tone = c.env.T("page.not_in_force"), widgets.Attention
		} else if cite.Confidence != "V" && cite.Confidence != "" {
			word, tone = c.env.T("page.confidence_short."+string(cite.Confidence)), widgets.Attention
		}
		col.Add(widgets.Row(8, widgets.Grow(widgets.Body(c.word(cite.Text)).Cut()), widgets.Pill(tone, word)))
	}
	return col
}

func (c *Checklist) proofs(s checklist.State) fyne.CanvasObject {
	col := widgets.Column(8, widgets.Note(c.env.T("page.checklist.proof")))
	for _, p := range s.Proofs {
		icon, ink := "circle-dashed", theme.Attention
		if p.Present {
			icon, ink = "circle-check", theme.Done
		}
		col.Add(widgets.RowTop(10, widgets.Icon(icon, ink), widgets.Grow(widgets.Paragraph(c.word(p.Label)))))
	}
	if s.SameAs != "" {
		if other, ok := c.state(s.SameAs); ok {
			to := s.SameAs
			col.Add(widgets.Paragraph(c.env.T("page.checklist.same", "point", s.SameAs+" "+c.word(other.Title))).SetInk(theme.Second))
			col.Add(widgets.Row(0, widgets.Link(c.env.T("page.checklist.go_same"), func() { c.Open(to) })))
		}
	}
	for _, f := range c.evidence {
		file := f
		col.Add(widgets.Row(10, widgets.Icon("paperclip", theme.Second), widgets.Grow(widgets.Body(f.Name).Cut()), widgets.Link(c.env.T("page.checklist.export"), func() { c.saveFile(file.ID, file.Name) })))
	}
	return col
}

// actions are what to do now: the place where the work is done, a file as evidence, or a person's
// word with a reason.
func (c *Checklist) actions(col *fyne.Container, s checklist.State) {
	if s.Status == checklist.NotNeeded {
		return
	}
	if o := s.Override; o != nil {
		who := c.env.T("page.checklist.by", "name", c.memberName(o.By), "day", dayWords(c.env, o.On))
		col.Add(widgets.Remark(widgets.Attention, c.env.T("page.status."+string(o.Kind)), o.Reason, who))
		col.Add(widgets.Row(0, widgets.Link(c.env.T("page.checklist.clear"), func() {
			c.reason("page.checklist.clear", func(reason string) error {
				return c.env.App.ClearOverride(context.Background(), c.id, s.ID, reason)
			})
		})))
		return
	}
	place := s.Do
	id := s.ID
	if s.SameAs != "" {
		if other, ok := c.state(s.SameAs); ok {
			place, id = other.Do, other.ID
		}
	}
	row := widgets.Wrap(12)
	if place.Label.Zh != "" && place.Where != "attach" {
		row.Add(widgets.Primary(c.word(place.Label), func() { c.lead(place.Where) }))
		row.Add(widgets.SecondaryIcon("paperclip", c.env.T("page.checklist.attach"), func() { c.attach(id) }))
	} else {
		row.Add(widgets.PrimaryIcon("paperclip", c.env.T("page.checklist.attach"), func() { c.attach(id) }))
	}
	col.Add(row)
	col.Add(widgets.Row(24,
		widgets.Link(c.env.T("page.checklist.waive"), func() { c.override(s.ID, checklist.Waived) }),
		widgets.Link(c.env.T("page.checklist.confirm"), func() { c.override(s.ID, checklist.Confirmed) })))
}

// lead goes to the place named by a point's action.
func (c *Checklist) lead(where string) {
	kind, what, _ := strings.Cut(where, ":")
	tab := map[string]string{"interview": "interview", "register": "registers", "document": "papers", "data": "data", "journal": "journal"}[kind]
	switch {
	case tab != "":
		c.env.Go("matter:"+c.id+":"+tab, what)
	case kind == "vault":
		c.env.Go("settings", what)
	default:
		c.env.Go(where)
	}
}

func (c *Checklist) memberName(id string) string {
	for _, m := range c.env.App.Info().Members {
		if m.ID == id {
			return m.Name
		}
	}
	return id
}

func (c *Checklist) override(point string, kind checklist.Status) {
	c.reason("page.checklist."+map[checklist.Status]string{checklist.Waived: "waive", checklist.Confirmed: "confirm"}[kind], func(reason string) error {
		return c.env.App.OverridePoint(context.Background(), c.id, point, kind, reason)
	})
}

// reason asks for the reason of a decision, without which it is not made.
func (c *Checklist) reason(key string, do func(reason string) error) {
	e := widgets.NoteEntry(c.env.T("page.checklist.reason_hint")).SetMax(1000)
	widgets.Ask(c.env.Window.Canvas(), widgets.DialogWords{Title: c.env.T(key), Text: c.env.T("page.checklist.reason"), Yes: c.env.T("page.checklist.record"), No: c.env.T("page.cancel")}, e, func() bool {
		reason := strings.TrimSpace(e.Text())
		if reason == "" {
			e.SetError(c.env.T("page.checklist.no_reason"))
			return false
		}
		c.env.Do("page.saving", func(context.Context, widgets.Progress) error { return do(reason) }, c.changed)
		return true
	})
	e.Focus()
}

func (c *Checklist) changed() {
	c.env.saved()
	c.Reload()
}

// attach takes a file into the vault as evidence of a point.
func (c *Checklist) attach(point string) {
	widgets.AskPath(c.env.Window, c.env.Run, widgets.FileWish{Title: c.env.T("page.checklist.attach")}, func(path string) {
		c.env.Do("page.attaching", func(ctx context.Context, _ widgets.Progress) error {
			f, err := os.Open(path)
			if err != nil {
				return err
			}
			defer f.Close()
			_, err = c.env.App.AttachEvidence(ctx, c.id, point, filepath.Base(path), f)
			return err
		}, c.changed)
	})
}

// saveFile writes an attachment where the person says.
func (c *Checklist) saveFile(id, name string) {
	widgets.AskPath(c.env.Window, c.env.Run, widgets.FileWish{Title: c.env.T("page.checklist.export"), Save: true, Name: name}, func(path string) {
		c.env.Do("page.saving", func(ctx context.Context, _ widgets.Progress) error {
			_, b, err := c.env.App.AttachmentBytes(ctx, c.id, id)
			if err != nil {
				return err
			}
			return writeNew(path, b)
		}, func() { c.env.Toast("page.exported") })
	})
}

// writeNew writes a file that the person named in a save window.
func writeNew(path string, b []byte) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, bytes.NewReader(b))
	return errors.Join(err, f.Close())
}
