package checklist_test

import (
	"fmt"

	"qingjiao/assets"
	"qingjiao/i18n"
	"qingjiao/internal/checklist"
	"qingjiao/internal/clock"
	"qingjiao/internal/matter"
	"qingjiao/internal/rule"
)

// nothing is the evidence of a matter that has just begun.
type nothing struct{}

func (nothing) Issued(string) int          { return 0 }
func (nothing) Records(string) int         { return 0 }
func (nothing) InState(string, string) int { return 0 }
func (nothing) Filled(string, string) int  { return 0 }
func (nothing) Attached(string) int        { return 0 }
func (nothing) Decided(string) bool        { return false }
func (nothing) Count(string) int           { return 0 }
func (nothing) Today() clock.Date          { return "2026-11-23" }

func ExampleSet_Evaluate() {
	facts, err := matter.LoadFacts(assets.FS)
	if err != nil {
		fmt.Println(err)
		return
	}
	set, err := checklist.Load(assets.FS, facts.Rules)
	if err != nil {
		fmt.Println(err)
		return
	}
	states, gates := set.Evaluate(rule.Facts{"incident": false}, nothing{}, nil)
	fmt.Println(checklist.NextActions(states, 1)[0].Title.In(i18n.EN))
	fmt.Println(gates[0].ID, gates[0].Open, gates[0].Holds)
	// Output:
	// The transfer mode and legal path are settled, and each law has someone responsible
	// G1 false [1.1]
}
