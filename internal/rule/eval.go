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
	if ev == nil {
		ev = MapEvidence{}
	}
	today := ev.Today()
	if today == "" && p.uses("days_until") {
		return Unknown, nil
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
		values[i] = p.candidates(v, today)
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
