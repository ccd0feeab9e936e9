package document

import (
	"fmt"
	"slices"
	"text/template"
	"text/template/parse"
)

// linter walks a parsed template and refuses names that no field has, also in branches that no
// sample reaches.
type linter struct {
	t *Template
}

func (t *Template) lint(tmpl *template.Template) error {
	if len(tmpl.Templates()) > 1 {
		return fmt.Errorf("templates inside a template are not used here")
	}
	return linter{t}.node(tmpl.Root, nil)
}

// node checks n; row is the list field whose rows the dot stands for, nil outside of range.
func (l linter) node(n parse.Node, row *Field) error {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return nil
		}
		for _, c := range n.Nodes {
			if err := l.node(c, row); err != nil {
				return err
			}
		}
	case *parse.ActionNode:
		return l.node(n.Pipe, row)
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			for _, a := range c.Args {
				if err := l.node(a, row); err != nil {
					return err
				}
			}
		}
	case *parse.IfNode:
		return l.branch(&n.BranchNode, row, row)
	case *parse.RangeNode:
		f, err := l.ranged(n)
		if err != nil {
			return err
		}
		return l.branch(&n.BranchNode, row, f)
	case *parse.FieldNode:
		return l.name(n.Ident, row)
	case *parse.VariableNode:
		if n.Ident[0] == "$" && len(n.Ident) > 1 {
			return l.name(n.Ident[1:], nil)
		}
	case *parse.TextNode, *parse.CommentNode, *parse.IdentifierNode, *parse.StringNode, *parse.NumberNode, *parse.BoolNode, *parse.DotNode:
	default:
		return fmt.Errorf("%s is not used in templates", n)
	}
	return nil
}

func (l linter) branch(n *parse.BranchNode, row, inside *Field) error {
	if err := l.node(n.Pipe, row); err != nil {
		return err
	}
	if err := l.node(n.List, inside); err != nil {
		return err
	}
	if n.ElseList == nil {
		return nil
	}
	return l.node(n.ElseList, row)
}

func (l linter) ranged(n *parse.RangeNode) (*Field, error) {
	if len(n.Pipe.Cmds) == 1 && len(n.Pipe.Cmds[0].Args) == 1 {
		var name string
		switch a := n.Pipe.Cmds[0].Args[0].(type) {
		case *parse.FieldNode:
			name = a.Ident[0]
		case *parse.VariableNode:
			if a.Ident[0] == "$" && len(a.Ident) == 2 {
				name = a.Ident[1]
			}
		}
		for i := range l.t.Fields {
			if f := &l.t.Fields[i]; f.Name == name && f.Type == List {
				return f, nil
			}
		}
	}
	return nil, fmt.Errorf("%s: range over something that is no list field", n.Pipe)
}

func (l linter) name(ident []string, row *Field) error {
	switch {
	case row != nil:
		if len(ident) == 1 && slices.ContainsFunc(row.Columns, func(c Column) bool { return c.Name == ident[0] }) {
			return nil
		}
		return fmt.Errorf("list %s has no column %q", row.Name, ident)
	case ident[0] == "is":
		if len(ident) == 2 && l.t.switches[ident[1]] != nil {
			return nil
		}
		return fmt.Errorf("no switch %q", ident)
	case len(ident) == 1 && slices.ContainsFunc(l.t.Fields, func(f Field) bool { return f.Name == ident[0] }):
		return nil
	}
	return fmt.Errorf("no field %q", ident)
}
