package rule

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/vm"
)

// Bounds of an expression: one is a line of a data file, not a program.
const (
	maxSource = 2000
	maxNodes  = 300
)

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
	env := environment(nil, nil, MapEvidence{})
	for _, v := range s.vars {
		env[v.Name] = zero(v)
	}
	c := &check{schema: s, program: p}
	program, err := expr.Compile(p.src, expr.Env(env), expr.AsBool(), expr.DisableAllBuiltins(), expr.MaxNodes(maxNodes), expr.Patch(c))
	if c.err != nil {
		err = c.err
	}
	if err != nil {
		return nil, fmt.Errorf("%q: %w", p.src, err)
	}
	p.program = program
	node := program.Node()
	ast.Walk(&node, computed{p})
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
