package document

import (
	"fmt"
	"strings"

	"qingjiao/internal/typeset"
)

// dump writes a document as plain text, for golden files.
func dump(doc *typeset.Document) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n%s\n", strings.TrimSpace(doc.Title+" "+doc.Title2), doc.Number+doc.Draft, doc.Note)
	for _, blocks := range [][]typeset.Block{doc.First, doc.Second} {
		for i := range blocks {
			dumpBlock(&b, &blocks[i])
		}
	}
	return b.String()
}

func dumpBlock(b *strings.Builder, x *typeset.Block) {
	fmt.Fprintf(b, "\n[%d %s] %s", x.Kind, x.ID, strings.TrimSpace(x.Label+" "+marked(x.Runs)))
	for _, p := range x.Pairs {
		fmt.Fprintf(b, "\n  %s = %s", marked(p.Key), marked(p.Value))
	}
	for _, item := range x.Items {
		fmt.Fprintf(b, "\n  [ ] %s", marked(item))
	}
	if x.Table != nil {
		for _, r := range append([][][]typeset.Run{x.Table.Header}, x.Table.Rows...) {
			b.WriteString("\n ")
			for _, c := range r {
				b.WriteString(" | " + marked(c))
			}
		}
	}
	for _, s := range x.Signs {
		fmt.Fprintf(b, "\n  %s / %s", s.Party, strings.Join(s.Lines, " / "))
	}
}

// marked is text with blanks in brackets.
func marked(runs []typeset.Run) string {
	var b strings.Builder
	for _, r := range runs {
		if r.Blank {
			b.WriteString("[" + r.Text + "]")
		} else {
			b.WriteString(r.Text)
		}
	}
	return b.String()
}
