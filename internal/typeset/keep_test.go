package typeset

import (
	"fmt"
	"strings"
	"testing"
)

// A heading is never the last thing on a page, wherever on the page it falls, in one language or two.
func TestAHeadingStaysWithWhatItHeads(t *testing.T) {
	for _, both := range []bool{false, true} {
		for fill := range 60 {
			for _, lines := range []int{1, 2, 3, 5} {
				doc := &Document{Title: "标题", Lang: ZH}
				add := func(kind Kind, label, zh, en string) {
					doc.First = append(doc.First, Block{Kind: kind, Label: label, Runs: []Run{{Text: zh}}})
					if both {
						doc.Second = append(doc.Second, Block{Kind: kind, Label: label, Lang: EN, Runs: []Run{{Text: en}}})
					}
				}
				for i := range fill {
					add(Clause, fmt.Sprint(i), "占一行的条款。", "One line.")
				}
				add(Heading, "第一条", "甲乙丙丁", "Heading")
				add(Clause, "1.1", "戊己庚辛"+strings.Repeat("。客户信息移交前逐项核对", lines*2), "Text "+strings.Repeat("of the clause goes on. ", lines*2))
				if both {
					doc.Title2 = "Title"
				}
				pages, err := Layout(doc)
				if err != nil {
					t.Fatal(err)
				}
				for n, p := range pages {
					text := Pages{p}.Text()
					if strings.Contains(text, "甲乙丙丁") && !strings.Contains(text, "戊己庚辛") {
						t.Errorf("after %d clauses (two languages: %v) the heading ends page %d, its %d lines begin the next", fill, both, n+1, lines)
					}
				}
			}
		}
	}
}
