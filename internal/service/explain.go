package service

import (
	"context"
	"errors"
	"io/fs"

	"qingjiao/i18n"
	"qingjiao/internal/errs"
)

// Explain tells a person about an error: what happened and what is safe, and what to do. Arguments
// in two languages come out in l. Errors without words of their own are told as internal.
func Explain(l i18n.Lang, err error) (what, do string) {
	e, ok := errors.AsType[*errs.Error](err)
	if !ok || !i18n.Has(l, "err."+e.Key) {
		switch {
		case errors.Is(err, context.Canceled):
			e = errs.New(errs.Cancelled, "store.cancelled")
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
			e = errs.New(errs.NotFound, "service.file_unreadable")
		default:
			e = errs.New(errs.Internal, "service.internal")
		}
	}
	args := make([]any, len(e.Args))
	for i, a := range e.Args {
		if t, ok := a.(i18n.Text); ok {
			a = t.In(l)
		}
		args[i] = a
	}
	return i18n.T(l, "err."+e.Key, args...), i18n.T(l, "err."+e.Key+".do", args...)
}
