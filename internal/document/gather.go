package document

import (
	"strings"

	"qingjiao/internal/clock"
)

// Source is where a matter's values come from. Choices of registers come as Choice, []Choice or
// i18n.Text, so that their words are in both languages; a register's row holds its state under
// "state" as a plain string or Choice.
type Source interface {
	Fact(name string) any                  // nil when unknown
	Record() map[string]any                // the record the paper is made for; nil when none
	List(register string) []map[string]any // rows that are not withdrawn, in their order
	Governing() string                     // legal path: "art22", "art23", "none", "delete" …; "" when unknown
	Firm() string                          // name of the agency's vault
	Today() clock.Date                     // Beijing day
	Number() string                        // document number; "" before issue
	Manual() map[string]any                // what a person filled in or changed for this paper, by field name
}

// Gather collects the values of a paper. What a person filled in for it comes before what is known.
func Gather(t Template, src Source) Values {
	out := Values{}
	manual, record := src.Manual(), src.Record()
	for _, f := range t.Fields {
		if v, ok := manual[f.Name]; ok && !empty(v) {
			out[f.Name] = v
			continue
		}
		kind, of, _ := strings.Cut(f.From, ":")
		var v any
		switch kind {
		case "fact":
			v = src.Fact(of)
		case "record":
			v = record[of]
		case "list":
			v = src.List(of)
		case "path":
			v = src.Governing()
		case "today":
			v = src.Today()
		case "firm":
			v = src.Firm()
		case "number":
			v = src.Number()
		}
		if v != nil {
			out[f.Name] = v
		}
	}
	return out
}
