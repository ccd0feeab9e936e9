// Package errs is the one error type of the program: what kind of thing went wrong, which message
// tells it to a person, and what caused it.
package errs

import (
	"errors"
	"fmt"
)

// Kind says what a caller can do about an error. The terminal maps each kind to an exit code.
type Kind string

// The kinds.
const (
	NotFound  Kind = "not_found" // the thing asked for does not exist
	Invalid   Kind = "invalid"   // the input is wrong; nothing was changed
	Conflict  Kind = "conflict"  // it would break a rule or another's change
	Denied    Kind = "denied"    // this member may not, or a gate is closed
	WrongKey  Kind = "wrong_key" // passphrase or key does not open it
	Tampered  Kind = "tampered"  // stored bytes are not what was written
	Busy      Kind = "busy"      // in use elsewhere
	Cancelled Kind = "cancelled" // a person stopped it
	Internal  Kind = "internal"  // anything else
)

// Error carries a kind, the key of a message in the catalogues (i18n keys "err."+Key for what
// happened and what is safe, "err."+Key+".do" for what to do), its arguments, and the cause.
// Arguments never hold personal data other than what the user just typed.
type Error struct {
	Kind  Kind
	Key   string
	Args  []any // name, value, name, value …
	Cause error
}

// New makes an error. Args alternate names and values for the message's placeholders.
func New(kind Kind, key string, args ...any) *Error {
	return &Error{Kind: kind, Key: key, Args: args}
}

// Wrap makes an error with a cause.
func Wrap(cause error, kind Kind, key string, args ...any) *Error {
	return &Error{Kind: kind, Key: key, Args: args, Cause: cause}
}

// Error is for logs and developers; people read the message of Key.
func (e *Error) Error() string {
	s := string(e.Kind) + ": " + e.Key
	for i := 0; i+1 < len(e.Args); i += 2 {
		s += fmt.Sprintf(" %v=%v", e.Args[i], e.Args[i+1])
	}
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return s
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// KindOf is the kind of the first Error in the chain, Internal for other errors, "" for nil.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// Is tells whether err is of the kind.
func Is(err error, k Kind) bool { return err != nil && KindOf(err) == k }
