package document

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"qingjiao/i18n"
	"qingjiao/internal/typeset"
)

// tailID is an id at the end of a paragraph, clause, item or row: {#penalty}.
var tailID = regexp.MustCompile(`\s*\{#([a-z][a-z0-9-]*)\}\s*$`)

// lineRef is a cross-reference inside a fence.
var lineRef = regexp.MustCompile(`\[\]\(#([a-z][a-z0-9-]*)\)`)

// delimiter is the second line of a table; the dashes are its widths.
var delimiter = regexp.MustCompile(`(?m)^\|[-:| ]+\|$`)

// paper is a document while it is being read from Markdown.
type paper struct {
	lang    i18n.Lang
	src     []byte
	in      *filling
	blocks  []typeset.Block
	anchors map[string]bool
	widths  [][]float64
}

// parsePaper reads Markdown into blocks without numbers: those come when all clauses are known.
func parsePaper(lang i18n.Lang, markdown string, in *filling) (*paper, error) {
	p := &paper{lang: lang, src: []byte(markdown), in: in, anchors: map[string]bool{}}
	for _, line := range delimiter.FindAllString(markdown, -1) {
		var w []float64
		for _, c := range strings.Split(strings.Trim(line, "|"), "|") {
			w = append(w, float64(strings.Count(c, "-")))
		}
		p.widths = append(p.widths, w)
	}
	md := goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithParserOptions(parser.WithHeadingAttribute()))
	root := md.Parser().Parse(text.NewReader(p.src))
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		if err := p.block(n); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (p *paper) block(n ast.Node) error {
	switch n := n.(type) {
	case *ast.Heading:
		return p.heading(n)
	case *ast.Paragraph:
		return p.text(typeset.Paragraph, 0, n)
	case *ast.Blockquote:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if err := p.text(typeset.PlainNote, 0, c); err != nil {
				return err
			}
		}
		return nil
	case *ast.List:
		return p.list(n, 0)
	case *ast.ThematicBreak:
		return p.add(typeset.Block{Kind: typeset.PageBreak}, "")
	case *ast.FencedCodeBlock:
		return p.fence(n)
	case *east.Table:
		return p.table(n)
	}
	return fmt.Errorf("%s is not used in papers", n.Kind())
}

// add appends a block under its id; an id may stand once.
func (p *paper) add(b typeset.Block, id string) error {
	if id != "" {
		if err := p.anchor(id); err != nil {
			return err
		}
	}
	b.ID, b.Lang = id, typeset.Lang(p.lang)
	p.blocks = append(p.blocks, b)
	return nil
}

func (p *paper) anchor(id string) error {
	if p.anchors[id] {
		return fmt.Errorf("id %q stands twice", id)
	}
	p.anchors[id] = true
	return nil
}

// heading reads "## 标题 {#id}"; a first-level heading begins a schedule and bears no number.
func (p *paper) heading(n *ast.Heading) error {
	v, ok := n.AttributeString("id")
	id, isText := v.([]byte)
	if !ok || !isText || n.Level > 2 {
		return fmt.Errorf("heading %q has no id or is of level %d", n.Lines().Value(p.src), n.Level)
	}
	runs, err := p.inline(n)
	if err != nil {
		return err
	}
	return p.add(typeset.Block{Kind: typeset.Heading, Level: n.Level, Runs: runs}, string(id))
}

func (p *paper) text(kind typeset.Kind, level int, n ast.Node) error {
	runs, err := p.inline(n)
	if err != nil {
		return err
	}
	runs, id := cutID(runs)
	return p.add(typeset.Block{Kind: kind, Level: level, Runs: runs}, id)
}

// list reads clauses; what is nested in them are items.
func (p *paper) list(n *ast.List, depth int) error {
	if !n.IsOrdered() || depth > 1 {
		return fmt.Errorf("a list must be numbered and at most two deep")
	}
	kind := typeset.Clause
	if depth > 0 {
		kind = typeset.Item
	}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		first := true
		for c := item.FirstChild(); c != nil; c = c.NextSibling() {
			switch c := c.(type) {
			case *ast.List:
				if err := p.list(c, depth+1); err != nil {
					return err
				}
			case *ast.TextBlock, *ast.Paragraph:
				if !first {
					return fmt.Errorf("a clause is one paragraph: %q", c.Lines().Value(p.src))
				}
				if err := p.text(kind, depth, c); err != nil {
					return err
				}
			default:
				return fmt.Errorf("%s inside a clause", c.Kind())
			}
			first = false
		}
	}
	return nil
}

// inline reads the text of a node into runs. Cross-references stay marks until numbering.
func (p *paper) inline(n ast.Node) ([]typeset.Run, error) {
	var out []typeset.Run
	err := p.spans(n, false, &out)
	return out, err
}

func (p *paper) spans(n ast.Node, bold bool, out *[]typeset.Run) error {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			s := string(c.Segment.Value(p.src))
			if c.SoftLineBreak() && c.NextSibling() != nil && p.lang == i18n.EN {
				s += " "
			}
			runs, err := p.in.runs(s, bold)
			if err != nil {
				return err
			}
			*out = append(*out, runs...)
		case *ast.Emphasis:
			if c.Level != 2 {
				return fmt.Errorf("single emphasis in %q", n.Lines().Value(p.src))
			}
			if err := p.spans(c, true, out); err != nil {
				return err
			}
		case *ast.Link:
			id, ok := strings.CutPrefix(string(c.Destination), "#")
			if !ok || c.FirstChild() != nil {
				return fmt.Errorf("link %q: only [](#id)", c.Destination)
			}
			*out = append(*out, typeset.Run{Text: string(refOpen) + id + string(refClose), Bold: bold})
		default:
			return fmt.Errorf("%s is not used in papers", c.Kind())
		}
	}
	return nil
}

// cutID takes {#id} from the end of the text.
func cutID(runs []typeset.Run) ([]typeset.Run, string) {
	for len(runs) > 1 && runs[len(runs)-1].Text == "" {
		runs = runs[:len(runs)-1]
	}
	if len(runs) == 0 {
		return runs, ""
	}
	// goldmark may give the braces a text node of their own
	tail := len(runs) - 1
	s := runs[tail].Text
	for tail > 0 && !strings.Contains(s, "{#") && strings.HasSuffix(strings.TrimSpace(s), "}") && !runs[tail-1].Blank {
		tail--
		s = runs[tail].Text + s
	}
	m := tailID.FindStringSubmatchIndex(s)
	if m == nil {
		return runs, ""
	}
	last := runs[tail]
	last.Text = s[:m[0]]
	runs = runs[:tail:tail]
	if last.Text != "" {
		runs = append(runs, last)
	}
	return runs, s[m[2]:m[3]]
}
