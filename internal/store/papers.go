package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"time"

	"qingjiao/i18n"
	"qingjiao/internal/clock"
	"qingjiao/internal/errs"
)

const (
	insertPaper  = `INSERT INTO papers (id, template, record, title_zh, title_en, number, version, lang, law_date, issued, member, pages, content, sha256, pdf, event) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	lastVersion  = `SELECT COALESCE(MAX(version), 0) FROM papers WHERE template = ? AND record = ? AND lang = ?`
	paperColumns = `id, template, record, title_zh, title_en, number, version, lang, law_date, issued, member, pages, content, sha256`
	selectPapers = `SELECT ` + paperColumns + ` FROM papers ORDER BY issued, id`
	selectPaper  = `SELECT ` + paperColumns + `, pdf FROM papers WHERE id = ?`
)

// Paper is an issued paper. The database refuses to change or remove one.
type Paper struct {
	ID       string
	Template string
	Record   string // "" for a paper of the matter itself
	Title    i18n.Text
	Number   string
	Version  int // of the papers made from the template for the same record in the same language
	Lang     string
	LawDate  clock.Date
	Issued   time.Time
	Member   string
	Pages    int
	Content  [32]byte // digest of the document model, printed on the paper
	SHA256   [32]byte // of the PDF
}

// AddPaper keeps an issued paper and fills its time, member and digest. Version is the caller's,
// who printed it; Conflict where another took it meanwhile.
func (t *MatterTx) AddPaper(p Paper, pdf []byte) (Paper, error) {
	var last int
	if _, err := t.scan(lastVersion, []any{p.Template, p.Record, p.Lang}, &last); err != nil {
		return Paper{}, err
	}
	if p.Version != last+1 {
		return Paper{}, errs.New(errs.Conflict, "store.version_taken")
	}
	p.Issued, p.Member, p.SHA256 = instant(t.now.UnixMilli()), t.actor, sha256.Sum256(pdf)
	t.note("papers/"+p.ID, nil, append([]byte(p.Number+"\n"), p.SHA256[:]...))
	return p, t.exec(insertPaper, p.ID, p.Template, p.Record, p.Title.Zh, p.Title.En, p.Number, p.Version, p.Lang,
		string(p.LawDate), p.Issued.UnixMilli(), p.Member, p.Pages, p.Content[:], p.SHA256[:], pdf, t.seq)
}

// Papers are all issued papers, oldest first.
func (s *Matter) Papers(ctx context.Context) ([]Paper, error) {
	var out []Paper
	err := each(ctx, s.db.Read, selectPapers, nil, func(rows *sql.Rows) error {
		p, err := scanPaper(rows.Scan)
		out = append(out, p)
		return err
	})
	return out, fail(ctx, err)
}

// Paper is one paper with its PDF. Tampered where the bytes are not those that were issued.
func (s *Matter) Paper(ctx context.Context, id string) (Paper, []byte, error) {
	var pdf []byte
	p, err := scanPaper(func(dst ...any) error {
		return s.db.Read.QueryRowContext(ctx, selectPaper, id).Scan(append(dst, &pdf)...)
	})
	if err != nil {
		return Paper{}, nil, fail(ctx, err)
	}
	if sha256.Sum256(pdf) != p.SHA256 {
		return Paper{}, nil, errs.New(errs.Tampered, "store.paper_altered")
	}
	return p, pdf, nil
}

func scanPaper(scan func(...any) error) (Paper, error) {
	var p Paper
	var issued int64
	var content, sum []byte
	if err := scan(&p.ID, &p.Template, &p.Record, &p.Title.Zh, &p.Title.En, &p.Number, &p.Version, &p.Lang,
		&p.LawDate, &issued, &p.Member, &p.Pages, &content, &sum); err != nil {
		return Paper{}, err
	}
	copy(p.Content[:], content)
	copy(p.SHA256[:], sum)
	p.Issued = instant(issued)
	return p, nil
}
