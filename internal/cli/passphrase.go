package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"qingjiao/internal/errs"
)

// maxPassphrase bounds a passphrase in bytes.
const maxPassphrase = 1024

// lineReader reads lines without taking more of the input than they are.
type lineReader struct{ r io.Reader }

// line is the next line without its end; bounded, io.EOF where there is none.
func (l *lineReader) line() ([]byte, error) {
	out := make([]byte, 0, maxPassphrase+1)
	b := make([]byte, 1)
	for {
		n, err := l.r.Read(b)
		if n > 0 {
			if b[0] == '\n' {
				break
			}
			if len(out) > maxPassphrase {
				return nil, errs.New(errs.Invalid, "cli.passphrase_long", "max", maxPassphrase)
			}
			out = append(out, b[0])
		}
		if err != nil {
			if err == io.EOF && len(out) > 0 {
				break
			}
			return nil, err
		}
	}
	return bytes.TrimSuffix(out, []byte("\r")), nil
}

// passphrase comes from the file, else from the terminal without echo, else from a line of the
// input. It is never an argument, which other programs could see.
func (t *terminal) passphrase(file, promptKey string) ([]byte, error) {
	if file != "" {
		f, err := os.Open(file)
		if err != nil {
			return nil, fileError(err, file)
		}
		defer f.Close()
		return filled((&lineReader{f}).line())
	}
	if in, ok := t.Stdin.(*os.File); ok && term.IsTerminal(int(in.Fd())) {
		fmt.Fprint(t.Stderr, t.T(promptKey)+" ")
		p, err := term.ReadPassword(int(in.Fd()))
		fmt.Fprintln(t.Stderr)
		return filled(p, err)
	}
	return filled(t.lines.line())
}

// newPassphrase asks twice where a person types it.
func (t *terminal) newPassphrase(file string) ([]byte, error) {
	first, err := t.passphrase(file, "cli.prompt.new")
	if err != nil || file != "" {
		return first, err
	}
	if in, ok := t.Stdin.(*os.File); !ok || !term.IsTerminal(int(in.Fd())) {
		return first, nil
	}
	second, err := t.passphrase("", "cli.prompt.again")
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(first, second) {
		return nil, errs.New(errs.Invalid, "cli.passphrase_differs")
	}
	clear(second)
	return first, nil
}

func filled(p []byte, err error) ([]byte, error) {
	if err == io.EOF || err == nil && len(p) == 0 {
		return nil, errs.New(errs.Invalid, "cli.passphrase_none")
	}
	return p, err
}

// fileError says that a file cannot be read or written, with its path as the user gave it.
func fileError(err error, path string) error {
	switch {
	case os.IsNotExist(err):
		return errs.Wrap(err, errs.NotFound, "cli.file_missing", "path", clean(path))
	case os.IsExist(err):
		return errs.Wrap(err, errs.Conflict, "cli.file_exists", "path", clean(path))
	case os.IsPermission(err):
		return errs.Wrap(err, errs.Denied, "cli.file_denied", "path", clean(path))
	}
	return errs.Wrap(err, errs.Internal, "cli.file_failed", "path", clean(path))
}
