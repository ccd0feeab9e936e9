package document

import (
	"strings"

	"qingjiao/internal/typeset"
)

// Sentences are the sentences of a document in reading order, both languages, with labels of their
// own, for comparing with the text of a printed page. Compare without white space: extractors put it
// where they like.
func Sentences(doc *typeset.Document) []string {
	var out []string
	put := func(s string) {
		for _, part := range splitSentences(s) {
			if part = strings.TrimSpace(part); part != "" {
				out = append(out, part)
			}
		}
	}
	put(doc.Title)
	put(doc.Title2)
	for _, blocks := range [][]typeset.Block{doc.First, doc.Second} {
		for i := range blocks {
			b := &blocks[i]
			put(b.Label)
			for _, runs := range runsOf(b) {
				put(plain(runs))
			}
			for _, s := range b.Signs {
				put(s.Party)
				for _, line := range s.Lines {
					put(line)
				}
			}
		}
	}
	return out
}

func splitSentences(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("。；;", r) })
}
