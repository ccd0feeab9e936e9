package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"io"
	"time"

	"qingjiao/internal/errs"
)

const (
	attachmentColumns = `id, place, name, size, sha256, added, member`
	insertAttachment  = `INSERT INTO attachments (` + attachmentColumns + `, event) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`
	insertChunk       = `INSERT INTO attachment_chunks (attachment, n, data) VALUES (?, ?, ?)`
	selectAttachments = `SELECT ` + attachmentColumns + ` FROM attachments WHERE place = ? ORDER BY added, id`
	selectAttachment  = `SELECT ` + attachmentColumns + ` FROM attachments WHERE id = ?`
	selectChunks      = `SELECT data FROM attachment_chunks WHERE attachment = ? ORDER BY n`
	countAttachments  = `SELECT place, COUNT(*) FROM attachments GROUP BY place`
)

// MaxAttachment is the largest file that can be attached, in bytes: a scan of a long contract fits,
// a film does not.
const MaxAttachment = 64 << 20

const chunkSize = 256 << 10

// Attachment is a file that proves something, kept in the vault.
type Attachment struct {
	ID     string
	Place  string // "point:4.1", "record:<id>"
	Name   string
	Size   int64
	SHA256 [32]byte
	Added  time.Time
	Member string
}

// Attach reads r to its end and keeps it. Invalid where it is longer than MaxAttachment.
func (t *MatterTx) Attach(id, place, name string, r io.Reader) (Attachment, error) {
	if err := t.usable(); err != nil {
		return Attachment{}, err
	}
	sum := sha256.New()
	a := Attachment{ID: id, Place: place, Name: name, Added: instant(t.now.UnixMilli()), Member: t.actor}
	buf := make([]byte, chunkSize)
	for n := 0; ; n++ {
		k, err := io.ReadFull(r, buf)
		if k > 0 {
			if a.Size += int64(k); a.Size > MaxAttachment {
				return Attachment{}, errs.New(errs.Invalid, "store.attachment_too_large", "mb", MaxAttachment>>20)
			}
			sum.Write(buf[:k])
			if err := t.exec(insertChunk, id, n, buf[:k]); err != nil {
				return Attachment{}, err
			}
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			break
		}
		if err != nil {
			return Attachment{}, errs.Wrap(err, errs.Invalid, "store.attachment_unreadable")
		}
	}
	a.SHA256 = [32]byte(sum.Sum(nil))
	t.note("attachments/"+id, nil, append([]byte(place+"\n"+name+"\n"), a.SHA256[:]...))
	return a, t.exec(insertAttachment, a.ID, a.Place, a.Name, a.Size, a.SHA256[:], a.Added.UnixMilli(), a.Member, t.seq)
}

// Attachments are the files at a place, oldest first.
func (s *Matter) Attachments(ctx context.Context, place string) ([]Attachment, error) {
	var out []Attachment
	err := each(ctx, s.db.Read, selectAttachments, []any{place}, func(rows *sql.Rows) error {
		a, err := scanAttachment(rows.Scan)
		out = append(out, a)
		return err
	})
	return out, fail(ctx, err)
}

// AttachmentCounts is how many files stand at each place.
func (s *Matter) AttachmentCounts(ctx context.Context) (map[string]int, error) {
	out := map[string]int{}
	err := each(ctx, s.db.Read, countAttachments, nil, func(rows *sql.Rows) error {
		var place string
		var n int
		err := rows.Scan(&place, &n)
		out[place] = n
		return err
	})
	return out, fail(ctx, err)
}

// Attachment is one file with its bytes. Tampered where they are not those that were attached.
func (s *Matter) Attachment(ctx context.Context, id string) (Attachment, []byte, error) {
	a, err := scanAttachment(s.db.Read.QueryRowContext(ctx, selectAttachment, id).Scan)
	if err != nil {
		return Attachment{}, nil, fail(ctx, err)
	}
	var b bytes.Buffer
	err = each(ctx, s.db.Read, selectChunks, []any{id}, func(rows *sql.Rows) error {
		var chunk []byte
		if err := rows.Scan(&chunk); err != nil {
			return err
		}
		b.Write(chunk)
		return nil
	})
	if err != nil {
		return Attachment{}, nil, fail(ctx, err)
	}
	if sha256.Sum256(b.Bytes()) != a.SHA256 {
		return Attachment{}, nil, errs.New(errs.Tampered, "store.attachment_altered")
	}
	return a, b.Bytes(), nil
}

func scanAttachment(scan func(...any) error) (Attachment, error) {
	var a Attachment
	var sum []byte
	var added int64
	if err := scan(&a.ID, &a.Place, &a.Name, &a.Size, &sum, &added, &a.Member); err != nil {
		return Attachment{}, err
	}
	copy(a.SHA256[:], sum)
	a.Added = instant(added)
	return a, nil
}
