package document

import (
	"fmt"
	"strings"

	"qingjiao/i18n"
	"qingjiao/internal/typeset"
)

// numbering is how a paper numbers its headings.
type numbering string

const (
	byArticle numbering = ""        // 第一条 / Article 1, as contracts
	bySection numbering = "section" // 一、 / 1., as notices and certificates
)

// label is the form of a heading's number and of a reference to it.
type label struct {
	zh, en       func(int) string
	refZh, refEn func(int) string
}

var labels = map[numbering]label{
	byArticle: {
		zh: func(n int) string { return "第" + numeral(n) + "条" }, en: func(n int) string { return fmt.Sprintf("Article %d", n) },
		refZh: func(n int) string { return "第" + numeral(n) + "条" }, refEn: func(n int) string { return fmt.Sprintf("Article %d", n) },
	},
	bySection: {
		zh: func(n int) string { return numeral(n) + "、" }, en: func(n int) string { return fmt.Sprintf("%d.", n) },
		refZh: func(n int) string { return "第" + numeral(n) + "部分" }, refEn: func(n int) string { return fmt.Sprintf("Section %d", n) },
	},
}

// number gives headings, clauses and items their numbers, and every block without one an id from its
// place, so that the two languages can be paired; then it writes the cross-references out.
func (p *paper) number(style numbering) error {
	form := labels[style]
	refs := map[string]string{}
	heading, clause, item := 0, 0, 0
	place, under := "top", 0
	for i := range p.blocks {
		b := &p.blocks[i]
		en := p.lang == i18n.EN
		ref := ""
		switch b.Kind {
		case typeset.Heading:
			place, under, clause, item = b.ID, 0, 0, 0
			if b.Level == 1 {
				ref = plain(b.Runs) // a schedule is referred to by its name
				if name, _, ok := strings.Cut(ref, "　"); ok {
					ref = name
				} else if name, _, ok := strings.Cut(ref, ": "); ok {
					ref = name
				}
				break
			}
			heading++
			b.Label, ref = form.zh(heading), form.refZh(heading)
			if en {
				b.Label, ref = form.en(heading), form.refEn(heading)
			}
		case typeset.Clause:
			clause++
			item = 0
			b.Label, ref = fmt.Sprintf("%d.%d", heading, clause), fmt.Sprintf("第%d.%d款", heading, clause)
			if en {
				ref = fmt.Sprintf("Clause %d.%d", heading, clause)
			}
		case typeset.Item:
			item++
			b.Label = fmt.Sprintf("（%d）", item)
			if en {
				b.Label = "(" + alpha(item) + ")"
			}
		}
		if b.ID != "" {
			refs[b.ID] = ref
		} else {
			under++
			b.ID = fmt.Sprintf("%s.%d", place, under)
		}
	}
	for i := range p.blocks {
		for _, runs := range runsOf(&p.blocks[i]) {
			if err := resolve(runs, refs); err != nil {
				return err
			}
		}
	}
	return nil
}

// alpha is 1 → a, 26 → z, 27 → aa.
func alpha(n int) string {
	s := ""
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}

// resolve writes the cross-references in runs. A reference to what is not in the paper is an error.
func resolve(runs []typeset.Run, refs map[string]string) error {
	for i := range runs {
		for {
			before, rest, found := strings.Cut(runs[i].Text, string(refOpen))
			if !found {
				break
			}
			id, after, _ := strings.Cut(rest, string(refClose))
			ref := refs[id]
			if ref == "" {
				return fmt.Errorf("reference to %q, which is not in the paper", id)
			}
			runs[i].Text = before + ref + after
		}
	}
	return nil
}

// runsOf are all runs of a block, to be changed in place.
func runsOf(b *typeset.Block) [][]typeset.Run {
	out := [][]typeset.Run{b.Runs}
	for _, p := range b.Pairs {
		out = append(out, p.Key, p.Value)
	}
	out = append(out, b.Items...)
	if b.Table != nil {
		out = append(out, b.Table.Header...)
		for _, r := range b.Table.Rows {
			out = append(out, r...)
		}
	}
	return out
}
