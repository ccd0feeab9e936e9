package rule

import (
	"fmt"

	"github.com/expr-lang/expr/vm"
)

// maxWorlds bounds how many combinations of unknown facts are tried.
const maxWorlds = 4096

// Eval is the truth of the expression. Facts that are unknown are tried with every value that could
// make a difference: if the expression comes out the same in all of them it is known, otherwise it
// is Unknown. So `sensitive || persons > 0` is Yes with sensitive true whatever the head count.
func (p *Program) Eval(facts Facts, ev Evidence) (Tri, error) {
	if p.program == nil {
		return Yes, nil
	}
	world := Facts{}
	var open []Var
	for _, v := range p.vars {
		if value, ok := facts[v.Name]; ok && value != nil {
			world[v.Name] = value
		} else {
			open = append(open, v)
		}
	}
	worlds := 1
	values := make([][]any, len(open))
	for i, v := range open {
		values[i] = p.candidates(v)
		if worlds *= len(values[i]); worlds > maxWorlds {
			return Unknown, nil
		}
	}
	env := environment(world, facts, ev)
	result := Unknown
	for n := range worlds {
		rest := n
		for i, v := range open {
			env[v.Name] = native(values[i][rest%len(values[i])])
			rest /= len(values[i])
		}
		out, err := vm.Run(p.program, env)
		if err != nil {
			return Unknown, fmt.Errorf("%q: %w", p.src, err)
		}
		this := No
		if b, _ := out.(bool); b {
			this = Yes
		}
		if result == Unknown {
			result = this
		} else if result != this {
			return Unknown, nil
		}
	}
	return result, nil
}

// True tells whether the expression is Yes, taking errors and Unknown for not.
func (p *Program) True(facts Facts, ev Evidence) bool {
	t, err := p.Eval(facts, ev)
	return err == nil && t == Yes
}

// candidates are values of an unknown fact that could change this expression.
func (p *Program) candidates(v Var) []any {
	switch v.Type {
	case Bool:
		return []any{false, true}
	case Enum:
		out := make([]any, len(v.Options))
		for i, o := range v.Options {
			out[i] = o
		}
		return out
	case Multi:
		out := []any{[]string{}, v.Options}
		for _, o := range v.Options {
			out = append(out, []string{o})
		}
		return out
	case Int, Money:
		out := []any{int64(0)}
		for _, c := range p.ints {
			for _, d := range []int{-1, 0, 1} {
				if c+d > 0 {
					out = append(out, int64(c+d))
				}
			}
		}
		return append(out, int64(1)<<40)
	case Date:
		return []any{"", "1970-01-01", "2999-12-31"}
	}
	out := []any{"", "\x00"}
	for _, s := range p.strings {
		out = append(out, s)
	}
	return out
}
