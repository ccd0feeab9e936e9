package rule

import (
	"fmt"
	"slices"

	"github.com/expr-lang/expr/ast"
)

// check walks an expression for what the type checker does not see.
type check struct {
	schema  *Schema
	program *Program
	err     error
}

func (c *check) fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf(format, args...)
	}
}

// operators are those that conditions are written with. Ranges, powers, divisions and patterns are
// not among them: they can cost much, and what is unknown could not be tried out by a few values.
var operators = []string{
	"==", "!=", "<", "<=", ">", ">=", "&&", "||", "and", "or", "in", "+", "-", "*", "contains", "startsWith", "endsWith",
}

// Visit is called for each node of the expression as written, before anything is computed of it.
func (c *check) Visit(node *ast.Node) {
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		if v, ok := c.schema.vars[n.Value]; ok && !slices.ContainsFunc(c.program.vars, func(w Var) bool { return w.Name == v.Name }) {
			c.program.vars = append(c.program.vars, v)
		}
	case *ast.IntegerNode:
		c.program.ints = append(c.program.ints, n.Value)
	case *ast.StringNode:
		c.program.strings = append(c.program.strings, n.Value)
	case *ast.BoolNode, *ast.UnaryNode, *ast.ArrayNode, *ast.ConditionalNode:
	case *ast.BinaryNode:
		if !slices.Contains(operators, n.Operator) {
			c.refuse(node, "no operator %s", n.Operator)
			return
		}
		c.compare(n.Left, n.Right)
		c.compare(n.Right, n.Left)
	case *ast.CallNode:
		c.call(n)
	case *ast.BuiltinNode, *ast.PredicateNode:
		c.refuse(node, "only evidence functions may be called")
	default:
		c.refuse(node, "only facts, literals, comparisons and evidence functions are allowed")
	}
}

// refuse records why an expression is refused and takes the node out of it, so that nothing is
// computed of it before the compiler returns.
func (c *check) refuse(node *ast.Node, format string, args ...any) {
	c.fail(format, args...)
	*node = &ast.BoolNode{}
}

// computed adds the numbers that the compiler has worked out, as in 100 * 1000.
type computed struct{ program *Program }

// Visit is called for each node of the compiled expression.
func (c computed) Visit(node *ast.Node) {
	if n, ok := (*node).(*ast.IntegerNode); ok && !slices.Contains(c.program.ints, n.Value) {
		c.program.ints = append(c.program.ints, n.Value)
	}
}

// compare checks a literal, or a list of them, beside an enum fact.
func (c *check) compare(fact, literal ast.Node) {
	id, ok := fact.(*ast.IdentifierNode)
	if !ok {
		return
	}
	v, ok := c.schema.vars[id.Value]
	if !ok || v.Type != Enum {
		return
	}
	for _, s := range literals(literal) {
		if !slices.Contains(v.Options, s) {
			c.fail("%s is never %q", v.Name, s)
		}
	}
}

func literals(n ast.Node) []string {
	switch n := n.(type) {
	case *ast.StringNode:
		return []string{n.Value}
	case *ast.ArrayNode:
		var out []string
		for _, e := range n.Nodes {
			out = append(out, literals(e)...)
		}
		return out
	}
	return nil
}

func (c *check) call(n *ast.CallNode) {
	id, ok := n.Callee.(*ast.IdentifierNode)
	if !ok || functions[id.Value] == 0 {
		c.fail("only evidence functions may be called")
		return
	}
	if len(n.Arguments) != functions[id.Value] {
		c.fail("%s takes %d arguments", id.Value, functions[id.Value])
		return
	}
	call := Call{Func: id.Value}
	for i, a := range n.Arguments {
		if i == 0 && (id.Value == "has" || id.Value == "days_until") {
			f, ok := a.(*ast.IdentifierNode)
			want := map[string]Type{"has": Multi, "days_until": Date}[id.Value]
			if !ok || c.schema.vars[f.Value].Type != want {
				c.fail("%s wants a fact of type %s", id.Value, want)
				return
			}
			call.Args = append(call.Args, f.Value)
			continue
		}
		s, ok := a.(*ast.StringNode)
		if !ok {
			c.fail("%s wants its arguments written out", id.Value)
			return
		}
		call.Args = append(call.Args, s.Value)
	}
	switch id.Value {
	case "has":
		if v := c.schema.vars[call.Args[0]]; !slices.Contains(v.Options, call.Args[1]) {
			c.fail("%s never holds %q", v.Name, call.Args[1])
		}
	case "known":
		if _, ok := c.schema.vars[call.Args[0]]; !ok {
			c.fail("known: no fact %q", call.Args[0])
		}
	}
	c.program.calls = append(c.program.calls, call)
}
