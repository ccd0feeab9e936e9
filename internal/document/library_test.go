package document

import "testing"

func TestEveryTemplateWithEverySample(t *testing.T) {
	if err := library(t).Prove(samples(t)); err != nil {
		t.Fatal(err)
	}
}
