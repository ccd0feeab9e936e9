package service

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"unicode"

	"qingjiao/i18n"
	"qingjiao/internal/document"
	"qingjiao/internal/errs"
	"qingjiao/internal/typeset"
)

// draft is a paper composed from a matter at one moment.
type draft struct {
	template document.Template
	values   document.Values
	manual   map[string]any
	doc      *typeset.Document
	blanks   []document.Blank
	missing  []document.MissingElement
}

// draftStamp is the number of a paper that is not issued: none.
const draftStamp = ""

// drafting begins a call and composes a paper in it; done must be called on the work.
func (a *App) drafting(ctx context.Context, id, template, rec, lang, number string) (*work, *draft, error) {
	w, err := a.on(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	d, err := func() (*draft, error) {
		t, err := a.template(template)
		if err != nil {
			return nil, err
		}
		k, err := w.know()
		if err != nil {
			return nil, err
		}
		return w.draft(t, rec, lang, k, number)
	}()
	if err != nil {
		w.done()
		return nil, nil, err
	}
	return w, d, nil
}

// draft composes a paper. With a number it is final: no watermark, a code with number and digest.
func (w *work) draft(t document.Template, rec, lang string, k *knowledge, number string) (*draft, error) {
	if lang != document.Chinese && lang != document.English && lang != document.Bilingual {
		return nil, errs.New(errs.Invalid, "service.paper_lang")
	}
	subject, err := w.subject(t, rec)
	if err != nil {
		return nil, err
	}
	manual, err := w.s.Draft(w.ctx, t.ID, rec)
	if err != nil {
		return nil, err
	}
	d := &draft{template: t, manual: manual}
	d.values = document.Gather(t, source{w.a, k, subject, number, manual})
	if d.doc, d.blanks, err = w.a.content.Papers.Render(t.ID, lang, d.values); err != nil {
		return nil, err
	}
	if d.missing, err = w.a.content.Papers.Check(t.ID, d.values); err != nil {
		return nil, err
	}
	d.stamp(w.a, lang, number)
	return d, nil
}

// stamp puts on a paper what the service knows of it.
func (d *draft) stamp(a *App, lang, number string) {
	law := a.content.Laws.PackDate()
	for _, l := range []i18n.Lang{i18n.ZH, i18n.EN} {
		if lang == string(l) || lang == document.Bilingual {
			d.doc.Note = strings.TrimSpace(d.doc.Note + "  " + i18n.T(l, "paper.note", "date", law))
		}
	}
	d.doc.Number, d.doc.Author, d.doc.Created = number, a.vault.Info().Name, a.now().Unix()
	if number == draftStamp {
		return
	}
	d.doc.Draft = ""
	sum := d.digest()
	d.doc.QR = number + "\nsha256:" + hex.EncodeToString(sum[:])
}

// digest is of the document model with its number and without its code, which contains it.
func (d *draft) digest() [32]byte {
	doc := *d.doc
	doc.QR = ""
	b, err := json.Marshal(doc)
	if err != nil {
		return [32]byte{}
	}
	return sha256.Sum256(b)
}

// prefix begins the numbers of a matter's papers: the firm's setting "number_prefix", or the first
// two characters of the matter's name.
func prefix(setting, name string) string {
	s := setting
	if s == "" {
		s = name
	}
	var out []rune
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			out = append(out, unicode.ToUpper(r))
		}
	}
	most := 2
	if setting != "" || !strings.ContainsFunc(string(out), func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		most = 8
	}
	if len(out) > most {
		out = out[:most]
	}
	if len(out) == 0 {
		return "QJ"
	}
	return string(out)
}
