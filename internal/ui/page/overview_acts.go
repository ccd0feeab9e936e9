package page

import (
	"context"
	"strings"

	"qingjiao/internal/matter"
	"qingjiao/internal/ui/widgets"
)

// rename asks for another name.
func (o *Overview) rename() {
	e := widgets.NewEntry("").SetMax(60)
	e.SetText(o.row.Name)
	widgets.Ask(o.env.Window.Canvas(), widgets.DialogWords{Title: o.env.T("page.overview.rename"), Yes: o.env.T("page.overview.rename"), No: o.env.T("page.cancel")},
		widgets.Field(o.env.T("page.begin.name"), o.env.T("page.begin.name_note"), e), func() bool {
			if strings.TrimSpace(e.Text()) == "" {
				e.SetError(o.env.T("page.begin.no_name"))
				return false
			}
			o.act(func(ctx context.Context) error { return o.env.App.RenameMatter(ctx, o.id, e.Text()) })
			return true
		})
	e.Focus()
}

// close marks the matter as done, or opens it again.
func (o *Overview) close() {
	closed := !o.row.Closed
	o.act(func(ctx context.Context) error { return o.env.App.CloseMatter(ctx, o.id, closed) })
}

// share gives another member the key to this matter.
func (o *Overview) share() {
	var choices []widgets.Choice
	for _, m := range o.env.App.Info().Members {
		if m.ID != o.env.App.Me().ID {
			choices = append(choices, widgets.Choice{Value: m.ID, Label: m.Name})
		}
	}
	if len(choices) == 0 {
		widgets.Confirm(o.env.Window.Canvas(), widgets.DialogWords{Title: o.env.T("page.overview.alone"), Text: o.env.T("page.overview.alone_note"),
			Yes: o.env.T("page.overview.members"), No: o.env.T("page.cancel")}, func() { o.env.Go("settings", partMembers) })
		return
	}
	who := choices[0].Value
	widgets.Ask(o.env.Window.Canvas(), widgets.DialogWords{Title: o.env.T("page.overview.share"), Text: o.env.T("page.overview.share_note"),
		Yes: o.env.T("page.overview.share"), No: o.env.T("page.cancel")},
		widgets.NewSelect("user", "", choices, who, func(v string) { who = v }), func() bool {
			o.act(func(ctx context.Context) error { return o.env.App.ShareMatter(ctx, o.id, who) })
			return true
		})
}

// override records counsel's opinion on which article governs, where the law is contested.
func (o *Overview) override() {
	var choices []widgets.Choice
	for _, g := range []matter.Governing{matter.Art22, matter.Art23, matter.NoTransfer} {
		if g != o.path.Governing {
			choices = append(choices, widgets.Choice{Value: string(g), Label: o.env.T("page.governing." + string(g))})
		}
	}
	to := choices[0].Value
	counsel := widgets.NewEntry(o.env.T("page.overview.counsel_hint")).SetMax(100)
	opinion := widgets.NoteEntry(o.env.T("page.overview.opinion_hint"))
	widgets.Ask(o.env.Window.Canvas(), widgets.DialogWords{Title: o.env.T("page.overview.override"), Text: o.env.T("page.overview.override_note"),
		Yes: o.env.T("page.checklist.record"), No: o.env.T("page.cancel")},
		widgets.Form(widgets.Field(o.env.T("page.overview.to"), "", widgets.NewSelect("scale", "", choices, to, func(v string) { to = v })),
			widgets.Field(o.env.T("page.overview.counsel"), "", counsel), widgets.Field(o.env.T("page.overview.opinion"), "", opinion)), func() bool {
			if strings.TrimSpace(counsel.Text()) == "" {
				counsel.SetError(o.env.T("page.overview.no_counsel"))
				return false
			}
			if strings.TrimSpace(opinion.Text()) == "" {
				opinion.SetError(o.env.T("page.checklist.no_reason"))
				return false
			}
			o.act(func(ctx context.Context) error {
				return o.env.App.OverridePath(ctx, o.id, matter.Override{To: matter.Governing(to), Counsel: counsel.Text(), Opinion: opinion.Text()})
			})
			return true
		})
	counsel.Focus()
}

// takeBack lets the program's own result govern again.
func (o *Overview) takeBack() {
	e := widgets.NoteEntry(o.env.T("page.checklist.reason_hint"))
	widgets.Ask(o.env.Window.Canvas(), widgets.DialogWords{Title: o.env.T("page.overview.take_back"), Text: o.env.T("page.checklist.reason"),
		Yes: o.env.T("page.overview.take_back"), No: o.env.T("page.cancel")}, e, func() bool {
		if strings.TrimSpace(e.Text()) == "" {
			e.SetError(o.env.T("page.checklist.no_reason"))
			return false
		}
		o.act(func(ctx context.Context) error { return o.env.App.ClearPathOverride(ctx, o.id, e.Text()) })
		return true
	})
	e.Focus()
}

// act does one thing and shows the matter as it then stands.
func (o *Overview) act(f func(ctx context.Context) error) {
	o.env.Do("page.saving", func(ctx context.Context, _ widgets.Progress) error { return f(ctx) }, func() { o.env.saved(); o.Reload() })
}
