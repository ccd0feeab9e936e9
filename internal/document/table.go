package document

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"qingjiao/internal/typeset"
)

// table reads a GFM table. The dashes of its second line are the widths of the columns.
func (p *paper) table(n *east.Table) error {
	g := &typeset.Grid{}
	for _, a := range n.Alignments {
		g.Align = append(g.Align, map[east.Alignment]byte{east.AlignRight: 'r', east.AlignCenter: 'c'}[a])
		if g.Align[len(g.Align)-1] == 0 {
			g.Align[len(g.Align)-1] = 'l'
		}
	}
	if len(p.widths) > 0 {
		g.Widths, p.widths = p.widths[0], p.widths[1:]
	}
	if len(g.Widths) != len(g.Align) {
		return fmt.Errorf("table with %d widths and %d columns", len(g.Widths), len(g.Align))
	}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells [][]typeset.Run
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			runs, err := p.inline(c)
			if err != nil {
				return err
			}
			cells = append(cells, runs)
		}
		if _, head := row.(*east.TableHeader); head {
			g.Header = cells
		} else {
			g.Rows = append(g.Rows, cells)
		}
	}
	return p.add(typeset.Block{Kind: typeset.Table, Table: g}, "")
}

// fence reads the blocks that Markdown has no form for: kv, sign, checks, center.
func (p *paper) fence(n *ast.FencedCodeBlock) error {
	info := strings.Fields(string(n.Info.Value(p.src)))
	if len(info) == 0 {
		return fmt.Errorf("fence without a kind")
	}
	id := ""
	if len(info) == 2 {
		id = strings.TrimPrefix(info[1], "#")
	}
	var b typeset.Block
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		line := strings.TrimSpace(string(segment.Value(p.src)))
		if line == "" {
			continue
		}
		if m := tailID.FindStringSubmatchIndex(line); m != nil {
			if err := p.anchor(line[m[2]:m[3]]); err != nil {
				return err
			}
			line = line[:m[0]]
		}
		if err := p.fenceLine(info[0], line, &b); err != nil {
			return err
		}
	}
	return p.add(b, id)
}

func (p *paper) fenceLine(kind, line string, b *typeset.Block) error {
	line = lineRef.ReplaceAllString(line, string(refOpen)+"$1"+string(refClose))
	switch kind {
	case "kv":
		b.Kind = typeset.KeyValues
		key, value, ok := strings.Cut(line, "|")
		if !ok {
			return fmt.Errorf("row %q has no |", line)
		}
		k, err := p.in.runs(strings.TrimSpace(key), false)
		if err != nil {
			return err
		}
		v, err := p.in.runs(strings.TrimSpace(value), false)
		if err != nil {
			return err
		}
		b.Pairs = append(b.Pairs, typeset.Pair{Key: k, Value: v})
	case "sign":
		b.Kind = typeset.Signatures
		parts := strings.Split(line, "|")
		for i, part := range parts {
			runs, err := p.in.runs(strings.TrimSpace(part), false)
			if err != nil {
				return err
			}
			parts[i] = plain(runs)
		}
		b.Signs = append(b.Signs, typeset.Sign{Party: parts[0], Lines: parts[1:]})
	case "checks", "center":
		runs, err := p.in.runs(line, false)
		if err != nil {
			return err
		}
		if kind == "center" {
			b.Kind, b.Runs = typeset.Center, append(b.Runs, runs...)
		} else {
			b.Kind, b.Items = typeset.Checks, append(b.Items, runs)
		}
	default:
		return fmt.Errorf("fence of unknown kind %q", kind)
	}
	return nil
}

func plain(runs []typeset.Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Text)
	}
	return b.String()
}
