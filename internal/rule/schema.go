package rule

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/vm"

	"qingjiao/internal/clock"
)

// maxSource bounds an expression: one is a line of a data file, not a program.
const maxSource = 2000

// Schema is the set of facts that expressions may name.
type Schema struct {
	vars  map[string]Var
	order []string
	err   error
}

// NewSchema makes a schema. Names must be unique and not those of evidence functions, and choices
// need options; otherwise Err says so and nothing compiles.
func NewSchema(vars []Var) *Schema {
	s := &Schema{vars: map[string]Var{}}
	for _, v := range vars {
		if s.err = s.add(v); s.err != nil {
			break
		}
	}
	return s
}

// Err tells what is wrong with the facts given to NewSchema.
func (s *Schema) Err() error { return s.err }

func (s *Schema) add(v Var) error {
	if _, twice := s.vars[v.Name]; twice || functions[v.Name] != 0 || v.Name == "" {
		return fmt.Errorf("fact %q: name is taken or empty", v.Name)
	}
	switch v.Type {
	case Bool, Int, Text, Date, Money:
	case Enum, Multi:
		if len(v.Options) == 0 {
			return fmt.Errorf("fact %q: no options", v.Name)
		}
	default:
		return fmt.Errorf("fact %q: unknown type %q", v.Name, v.Type)
	}
	s.vars[v.Name] = v
	s.order = append(s.order, v.Name)
	return nil
}

// Var is the fact of that name.
func (s *Schema) Var(name string) (Var, bool) { v, ok := s.vars[name]; return v, ok }

// Vars are all facts, in the order they were given.
func (s *Schema) Vars() []Var {
	out := make([]Var, len(s.order))
	for i, n := range s.order {
		out[i] = s.vars[n]
	}
	return out
}

// functions are the evidence functions with their number of arguments.
var functions = map[string]int{
	"issued": 1, "records": 1, "in_state": 2, "filled": 2, "attached": 1, "decided": 1, "count": 1,
	"days_until": 1, "has": 2, "known": 1,
}

// Call is an evidence function as an expression uses it, with its literal arguments.
type Call struct {
	Func string
	Args []string
}

// Program is a checked expression.
type Program struct {
	src     string
	program *vm.Program
	vars    []Var // facts it depends on
	calls   []Call
	ints    []int
	strings []string
}

// Compile checks an expression: it must be a truth value, name only facts of the schema and
// evidence functions, compare enums only with their options, and give functions literal arguments.
// The empty expression is always true.
func (s *Schema) Compile(src string) (*Program, error) {
	p := &Program{src: strings.TrimSpace(src)}
	if s.err != nil {
		return nil, s.err
	}
	if p.src == "" {
		return p, nil
	}
	if len(src) > maxSource || !utf8.ValidString(src) {
		return nil, fmt.Errorf("expression is too long or not text")
	}
	env := environment(nil, nil, nil)
	for _, v := range s.vars {
		env[v.Name] = zero(v)
	}
	program, err := expr.Compile(p.src, expr.Env(env), expr.AsBool(), expr.DisableAllBuiltins(), expr.MaxNodes(300))
	if err != nil {
		return nil, fmt.Errorf("%q: %w", p.src, err)
	}
	p.program = program
	c := &check{schema: s, program: p}
	node := program.Node()
	ast.Walk(&node, c)
	if c.err != nil {
		return nil, fmt.Errorf("%q: %w", p.src, c.err)
	}
	return p, nil
}

func zero(v Var) any {
	switch v.Type {
	case Bool:
		return false
	case Int, Money:
		return 0
	case Multi:
		return []string{}
	}
	return ""
}

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

// Visit is called for each node of the expression.
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
	case *ast.BinaryNode:
		c.compare(n.Left, n.Right)
		c.compare(n.Right, n.Left)
	case *ast.CallNode:
		c.call(n)
	case *ast.BuiltinNode, *ast.PredicateNode:
		c.fail("only evidence functions may be called")
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
	case *ast.ConstantNode:
		switch v := n.Value.(type) {
		case []any:
			var out []string
			for _, e := range v {
				if s, ok := e.(string); ok {
					out = append(out, s)
				}
			}
			return out
		case map[string]struct{}:
			var out []string
			for s := range v {
				out = append(out, s)
			}
			return out
		}
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

// String is the expression as written.
func (p *Program) String() string { return p.src }

// Facts names the facts the expression depends on.
func (p *Program) Facts() []string {
	out := make([]string, len(p.vars))
	for i, v := range p.vars {
		out[i] = v.Name
	}
	return out
}

// Calls are the evidence functions it uses, for checking that what they name exists.
func (p *Program) Calls() []Call { return p.calls }

// environment is what an expression sees: facts and evidence functions.
func environment(facts Facts, known Facts, ev Evidence) map[string]any {
	if ev == nil {
		ev = MapEvidence{}
	}
	env := map[string]any{
		"issued":     ev.Issued,
		"records":    ev.Records,
		"in_state":   ev.InState,
		"filled":     ev.Filled,
		"attached":   ev.Attached,
		"decided":    ev.Decided,
		"count":      ev.Count,
		"days_until": func(d string) int { return ev.Today().DaysUntil(clock.Date(d)) },
		"has":        func(list []string, v string) bool { return slices.Contains(list, v) },
		"known":      func(name string) bool { _, ok := known[name]; return ok },
	}
	for k, v := range facts {
		env[k] = native(v)
	}
	return env
}

func native(v any) any {
	switch n := v.(type) {
	case int64:
		return int(n)
	case clock.Date:
		return string(n)
	}
	return v
}

// MapEvidence is evidence written out, for tests and for checking data files. Keys are the
// arguments joined by a slash: "access/nda_signed". Day is what Today answers.
type MapEvidence struct {
	Values map[string]int // "issued D03", "records access", "in_state access/nda_signed", "decided path" …
	Day    clock.Date
}

func (m MapEvidence) get(f string, args ...string) int {
	return m.Values[f+" "+strings.Join(args, "/")]
}

// Issued and the others answer from Values.
func (m MapEvidence) Issued(doc string) int              { return m.get("issued", doc) }
func (m MapEvidence) Records(register string) int        { return m.get("records", register) }
func (m MapEvidence) InState(register, state string) int { return m.get("in_state", register, state) }
func (m MapEvidence) Filled(register, field string) int  { return m.get("filled", register, field) }
func (m MapEvidence) Attached(point string) int          { return m.get("attached", point) }
func (m MapEvidence) Decided(what string) bool           { return m.get("decided", what) > 0 }
func (m MapEvidence) Count(what string) int              { return m.get("count", what) }
func (m MapEvidence) Today() clock.Date                  { return m.Day }

var _ Evidence = MapEvidence{}

// Format writes a fact's value as text, for messages and exports.
func Format(v any) string {
	switch n := v.(type) {
	case nil:
		return ""
	case bool:
		return strconv.FormatBool(n)
	case int64:
		return strconv.FormatInt(n, 10)
	case []string:
		return strings.Join(n, ", ")
	}
	return fmt.Sprint(v)
}
