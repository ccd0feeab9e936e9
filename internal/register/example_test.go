package register_test

import (
	"fmt"

	"qingjiao/assets"
	"qingjiao/internal/register"
)

func ExampleDefinition_Move() {
	set, err := register.Load(assets.FS)
	if err != nil {
		fmt.Println(err)
		return
	}
	d, _ := set.Get("access")
	v, state, err := d.New(register.Values{"name": "何雨", "employer": "明远诊所", "role": "staff"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(state, d.Complete(v))
	v, err = d.Apply(v, register.Values{"reason": "核对会员表", "tiers": []string{"T2"}, "nda_kind": "D03"})
	if err != nil {
		fmt.Println(err)
		return
	}
	state, err = d.Move(state, "send", "handler", v, 0, "")
	fmt.Println(state, err)
	// Output:
	// listed [reason tiers nda_kind]
	// nda_sent <nil>
}
