package service

import (
	"context"
	"encoding/hex"
	"io"
	"path"
	"strings"

	"qingjiao/internal/errs"
	"qingjiao/internal/store"
)

// attach keeps a file at a place of the matter.
func (w *work) attach(action, object, id, what, place, name string, r io.Reader) (Attachment, error) {
	name, err := fileName(name)
	if err != nil {
		return Attachment{}, err
	}
	var f store.Attachment
	err = w.write(action, object, id, what, func(tx *store.MatterTx) (err error) {
		f, err = tx.Attach(newID(), place, name, r)
		return err
	})
	if err != nil {
		return Attachment{}, err
	}
	return w.a.attachment(f), nil
}

// fileName is the last part of a path of any system, bounded and without control characters.
func fileName(s string) (string, error) {
	s = path.Base(strings.ReplaceAll(strings.ToValidUTF8(s, ""), `\`, "/"))
	s = strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, s))
	if s == "" || s == "." || s == "/" {
		return "", errs.New(errs.Invalid, "service.file_name")
	}
	if r := []rune(s); len(r) > 255 {
		s = string(r[len(r)-255:])
	}
	return s, nil
}

// AttachmentBytes is one file with its bytes, checked against the digest taken when it was attached.
func (a *App) AttachmentBytes(ctx context.Context, id, attachment string) (Attachment, []byte, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return Attachment{}, nil, err
	}
	defer w.done()
	f, b, err := w.s.Attachment(w.ctx, attachment)
	if err != nil {
		return Attachment{}, nil, err
	}
	return a.attachment(f), b, nil
}

// filesAt counts the files at a place.
func (a *App) filesAt(ctx context.Context, id, place string) (int, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return 0, err
	}
	defer w.done()
	files, err := w.s.Attachments(w.ctx, place)
	return len(files), err
}

func (a *App) attachment(f store.Attachment) Attachment {
	return Attachment{ID: f.ID, Name: f.Name, Size: f.Size, SHA256: hex.EncodeToString(f.SHA256[:]),
		Added: f.Added, By: a.memberName(f.Member)}
}
