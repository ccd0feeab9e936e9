package tabular_test

import (
	"bytes"
	"fmt"
	"io"

	"qingjiao/internal/tabular"
)

func ExampleOpen() {
	file, err := tabular.EncodeGB18030("姓名,手机号\n王䶮,16000000001\n李\uE863,16000000002\n")
	if err != nil {
		fmt.Println(err)
		return
	}
	r, d, err := tabular.Open(bytes.NewReader(file), tabular.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Encoding, r.Header())
	for {
		row, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(r.Row(), row[1])
	}
	f := r.Findings()
	fmt.Println("private characters:", f.Private, "in row", f.List[0].Row)
	// Output:
	// GB18030 [姓名 手机号]
	// 1 16000000001
	// 2 16000000002
	// private characters: 1 in row 2
}
