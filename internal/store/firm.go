package store

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
	"time"

	"qingjiao/internal/errs"
)

const (
	selectSetting  = `SELECT value FROM settings WHERE key = ?`
	upsertSetting  = `INSERT INTO settings (key, value, event) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, event = excluded.event`
	selectSettings = `SELECT key, value FROM settings WHERE substr(key, 1, length(?1)) = ?1`
	selectMatters  = `SELECT id, name, created, updated, closed FROM matters ORDER BY created, id`
	selectMatter   = `SELECT id, name, created, updated, closed FROM matters WHERE id = ?`
	insertMatter   = `INSERT INTO matters (id, name, created, updated, event) VALUES (?, ?, ?, ?, ?)`
	renameMatter   = `UPDATE matters SET name = ?, updated = ?, event = ? WHERE id = ?`
	closeMatter    = `UPDATE matters SET closed = ?, updated = ?, event = ? WHERE id = ?`
	selectNumber   = `SELECT last FROM numbers WHERE template = ? AND year = ?`
	upsertNumber   = `INSERT INTO numbers (template, year, last, event) VALUES (?, ?, ?, ?) ON CONFLICT (template, year) DO UPDATE SET last = excluded.last, event = excluded.event`
)

// MatterEntry is a matter in the firm's index.
type MatterEntry struct {
	ID      string
	Name    string
	Created time.Time
	Updated time.Time // when the entry was last changed, not the matter itself
	Closed  time.Time // zero while open
}

// Setting is the value of a setting, "" where it was never set.
func (s *Firm) Setting(ctx context.Context, key string) (string, error) {
	var v string
	err := s.db.Read.QueryRowContext(ctx, selectSetting, key).Scan(&v)
	if err == sql.ErrNoRows {
		return "", nil
	}
	return v, fail(ctx, err)
}

// Settings are the settings whose keys begin with prefix, without it.
func (s *Firm) Settings(ctx context.Context, prefix string) (map[string]string, error) {
	out := map[string]string{}
	err := each(ctx, s.db.Read, selectSettings, []any{prefix}, func(rows *sql.Rows) error {
		var k, v string
		err := rows.Scan(&k, &v)
		out[strings.TrimPrefix(k, prefix)] = v
		return err
	})
	return out, fail(ctx, err)
}

// SetSetting sets a setting.
func (t *FirmTx) SetSetting(key, value string) error {
	var old string
	found, err := t.scan(selectSetting, []any{key}, &old)
	if err != nil || found && old == value {
		return err
	}
	t.note("settings/"+key, bytesIf(found, old), []byte(value))
	return t.exec(upsertSetting, key, value, t.seq)
}

// Matters are all matters of the firm, oldest first.
func (s *Firm) Matters(ctx context.Context) ([]MatterEntry, error) {
	var out []MatterEntry
	err := each(ctx, s.db.Read, selectMatters, nil, func(rows *sql.Rows) error {
		m, err := scanEntry(rows.Scan)
		out = append(out, m)
		return err
	})
	return out, fail(ctx, err)
}

// Matter is one matter of the index; NotFound where there is none.
func (s *Firm) Matter(ctx context.Context, id string) (MatterEntry, error) {
	m, err := scanEntry(s.db.Read.QueryRowContext(ctx, selectMatter, id).Scan)
	return m, fail(ctx, err)
}

func scanEntry(scan func(...any) error) (MatterEntry, error) {
	var m MatterEntry
	var created, updated int64
	var closed sql.NullInt64
	if err := scan(&m.ID, &m.Name, &created, &updated, &closed); err != nil {
		return MatterEntry{}, err
	}
	m.Created, m.Updated = instant(created), instant(updated)
	if closed.Valid {
		m.Closed = instant(closed.Int64)
	}
	return m, nil
}

// AddMatter adds a matter to the index.
func (t *FirmTx) AddMatter(id, name string) error {
	if err := t.usable(); err != nil {
		return err
	}
	t.note("matters/"+id+"/name", nil, []byte(name))
	return t.exec(insertMatter, id, name, t.now.UnixMilli(), t.now.UnixMilli(), t.seq)
}

// RenameMatter gives a matter another name.
func (t *FirmTx) RenameMatter(id, name string) error {
	old, err := t.entry(id)
	if err != nil || old.Name == name {
		return err
	}
	t.note("matters/"+id+"/name", []byte(old.Name), []byte(name))
	return t.exec(renameMatter, name, t.now.UnixMilli(), t.seq, id)
}

// CloseMatter marks a matter closed, or open again.
func (t *FirmTx) CloseMatter(id string, closed bool) error {
	old, err := t.entry(id)
	if err != nil || closed != old.Closed.IsZero() {
		return err
	}
	t.note("matters/"+id+"/closed", []byte(strconv.FormatBool(!closed)), []byte(strconv.FormatBool(closed)))
	var at any
	if closed {
		at = t.now.UnixMilli()
	}
	return t.exec(closeMatter, at, t.now.UnixMilli(), t.seq, id)
}

func (t *FirmTx) entry(id string) (MatterEntry, error) {
	if err := t.usable(); err != nil {
		return MatterEntry{}, err
	}
	m, err := scanEntry(t.tx.QueryRowContext(t.ctx, selectMatter, id).Scan)
	return m, fail(t.ctx, err)
}

// NextNumber takes the next number of a paper made from a template in a year.
func (t *FirmTx) NextNumber(template string, year int) (int, error) {
	var last int
	found, err := t.scan(selectNumber, []any{template, year}, &last)
	if err != nil {
		return 0, err
	}
	if last >= 9999 {
		return 0, errs.New(errs.Conflict, "store.numbers_used_up")
	}
	name := "numbers/" + template + "/" + strconv.Itoa(year)
	t.note(name, bytesIf(found, strconv.Itoa(last)), []byte(strconv.Itoa(last+1)))
	return last + 1, t.exec(upsertNumber, template, year, last+1, t.seq)
}

// instant reads a stored time: milliseconds since 1970, UTC.
func instant(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// bytesIf is s where it was found, nil where there was none.
func bytesIf(found bool, s string) []byte {
	if !found {
		return nil
	}
	return []byte(s)
}
