package widgets

import (
	"strings"

	"github.com/rivo/uniseg"
)

// breakLines divides text into lines no wider than width by the rules of UAX 14, so that no
// closing mark begins a line and no opening mark ends one. Line ends in the text are kept.
func breakLines(s string, width float32, measure func(string) float32) []string {
	var out []string
	for part := range strings.SplitSeq(s, "\n") {
		out = append(out, breakOne(part, width, measure)...)
	}
	return out
}

func breakOne(s string, width float32, measure func(string) float32) []string {
	var out []string
	line := ""
	state := -1
	for rest := s; rest != ""; {
		var seg string
		seg, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		if line != "" && measure(strings.TrimRight(line+seg, " ")) > width {
			out = append(out, strings.TrimRight(line, " "))
			line = ""
		}
		for line == "" && measure(strings.TrimRight(seg, " ")) > width {
			head := fitting(seg, width, measure)
			if head == seg {
				break
			}
			out = append(out, head)
			seg = seg[len(head):]
		}
		line += seg
	}
	return append(out, strings.TrimRight(line, " "))
}

// fitting is the longest beginning of a segment without break that fits, at least one cluster.
func fitting(s string, width float32, measure func(string) float32) string {
	end, state := 0, -1
	for rest := s; rest != ""; {
		var c string
		c, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if end > 0 && measure(s[:end+len(c)]) > width {
			break
		}
		end += len(c)
	}
	return s[:end]
}
