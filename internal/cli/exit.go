package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"qingjiao/internal/errs"
	"qingjiao/internal/service"
)

// Exit codes. Scripts rely on them: a number once given is not given another meaning.
const (
	exitOK    = 0
	exitUsage = 2
)

// exits gives each kind of error its code; a kind not listed is a failure, 1.
var exits = []struct {
	code int
	kind errs.Kind
}{
	{1, errs.Internal},
	{3, errs.NotFound},
	{4, errs.Invalid},
	{5, errs.Conflict},
	{6, errs.Denied},
	{7, errs.WrongKey},
	{8, errs.Tampered},
	{9, errs.Busy},
	{130, errs.Cancelled},
}

// usageError is a command line that cannot be understood.
type usageError struct {
	command *cobra.Command
	cause   error
}

func (e usageError) Error() string {
	if e.cause == nil {
		return e.command.UseLine()
	}
	return e.command.CommandPath() + ": " + e.cause.Error()
}

func exitCode(err error) int {
	if _, ok := errors.AsType[usageError](err); ok {
		return exitUsage
	}
	kind := errs.KindOf(err)
	if errors.Is(err, context.Canceled) {
		kind = errs.Cancelled
	}
	for _, e := range exits {
		if e.kind == kind {
			return e.code
		}
	}
	return 1
}

// report tells an error on the error stream: what happened, and on its own line what to do.
func (t *terminal) report(err error) {
	if u, ok := errors.AsType[usageError](err); ok {
		what := u.command.CommandPath()
		if u.cause != nil {
			what = u.Error()
		}
		fmt.Fprintln(t.Stderr, t.T("err.cli.usage", "what", clean(what)))
		fmt.Fprintln(t.Stderr, t.T("err.cli.usage.do", "use", u.command.UseLine()))
		return
	}
	what, do := service.Explain(t.lang, err)
	fmt.Fprintln(t.Stderr, what)
	fmt.Fprintln(t.Stderr, do)
	if errs.KindOf(err) == errs.Internal && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(t.Stderr, clean(err.Error())) // for whoever is asked for help
	}
}

// exitTable is the table of exit codes for the help.
func (t *terminal) exitTable() string {
	var b strings.Builder
	b.WriteString(t.T("cli.exit") + ":\n")
	fmt.Fprintf(&b, "  %3d  %s\n", exitOK, t.T("cli.exit.ok"))
	fmt.Fprintf(&b, "  %3d  %s\n", 1, t.T("cli.exit.internal"))
	fmt.Fprintf(&b, "  %3d  %s", exitUsage, t.T("cli.exit.usage"))
	for _, e := range exits[1:] {
		fmt.Fprintf(&b, "\n  %3d  %s", e.code, t.T("cli.exit."+string(e.kind)))
	}
	return b.String()
}
