package cli

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"qingjiao/internal/document"
	"qingjiao/internal/service"
	"qingjiao/internal/vault"
)

// Every sentence of every paper that qj demo left in QJ_HEADLESS can be read back from its PDF, so
// no character was lost on the way through fonts and pages. The documents are made anew from the
// vault beside the papers.
func TestPapersKeepEverySentence(t *testing.T) {
	dir := os.Getenv("QJ_HEADLESS")
	if dir == "" {
		t.Skip("set QJ_HEADLESS to a folder that qj demo made")
	}
	passphrase, err := os.ReadFile(filepath.Join(dir, "input", "passphrase.txt"))
	if err != nil {
		t.Fatal(err)
	}
	place := filepath.Join(dir, "vault")
	info, err := vault.ReadInfo(place)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	a, err := service.Unlock(ctx, place, info.Members[0].ID, bytes.TrimSpace(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	defer a.Lock()
	matters, err := a.Matters(ctx)
	if err != nil || len(matters) == 0 {
		t.Fatal(matters, err)
	}
	issued, err := a.Issued(ctx, matters[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	papers, sentences := 0, 0
	for _, p := range issued {
		doc, err := a.DraftDocument(ctx, matters[0].ID, p.Template, p.RecordID, p.Lang)
		if err != nil {
			t.Fatal(err)
		}
		text, err := exec.Command("pdftotext", filepath.Join(dir, "papers", p.Template+"-"+p.Lang+".pdf"), "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		got := letters(string(text))
		for _, s := range document.Sentences(doc) {
			sentences++
			least := 2
			if p.Lang == document.Bilingual {
				least = 1 // two columns: extractors may put any piece of the other between
			}
			if want := letters(s); !holds(got, want, least) {
				t.Errorf("%s %s: %q cannot be read back", p.Template, p.Lang, s)
			}
		}
		papers++
	}
	if papers < 18 || sentences < 1000 {
		t.Errorf("only %d papers with %d sentences were looked at", papers, sentences)
	}
	t.Logf("%d papers, %d sentences", papers, sentences)
}

// letters is a text without white space, blanks and hyphens, which pages may put anywhere.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '＿' || r == '_' || r == '-' || r == '\u00ad' || r == '‐' {
			return -1
		}
		return r
	}, s)
}

// holds tells whether a sentence stands in a text, in one piece or, where a page, a column or a cell
// ends within it, in pieces of at least so many characters in order.
func holds(text, sentence string, least int) bool {
	if strings.Contains(text, sentence) {
		return true
	}
	rest := []rune(sentence)
	for len(rest) > 0 {
		n := len(rest)
		for n > 0 && !strings.Contains(text, string(rest[:n])) {
			n--
		}
		if n < min(least, len(rest)) {
			return false
		}
		rest = rest[n:]
	}
	return true
}
