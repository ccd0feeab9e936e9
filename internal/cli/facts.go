package cli

import (
	"bytes"
	"os"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"

	"qingjiao/internal/errs"
	"qingjiao/internal/rule"
)

// factsFile is what --facts reads.
type factsFile struct {
	Name  string
	Facts map[string]any
}

// maxFacts bounds a facts file in bytes.
const maxFacts = 64 << 10

// readFacts reads a facts file: the matter's name and the facts by name. Whether a fact exists and
// its value fits is for the service to say.
func readFacts(path string) (string, rule.Facts, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", nil, fileError(err, path)
	}
	if info.Size() > maxFacts {
		return "", nil, errs.New(errs.Invalid, "cli.facts_large", "max", maxFacts)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", nil, fileError(err, path)
	}
	return parseFacts(b)
}

func parseFacts(b []byte) (string, rule.Facts, error) {
	if len(b) > maxFacts || !flat(string(b)) {
		return "", nil, errs.New(errs.Invalid, "cli.facts_form")
	}
	var f factsFile
	if err := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(&f); err != nil {
		return "", nil, errs.Wrap(err, errs.Invalid, "cli.facts_form")
	}
	facts := rule.Facts{}
	for k, v := range f.Facts {
		w, ok := plain(v)
		if !ok {
			return "", nil, errs.New(errs.Invalid, "cli.facts_value", "name", clean(k))
		}
		facts[k] = w
	}
	return f.Name, facts, nil
}

// plain turns what YAML gives into the types of facts.
func plain(v any) (any, bool) {
	switch v := v.(type) {
	case bool, string, int64:
		return v, true
	case uint64:
		return int64(v), v < 1<<62
	case time.Time:
		return v.Format(time.DateOnly), true
	case []any:
		list := make([]string, len(v))
		for i, x := range v {
			s, ok := x.(string)
			if !ok {
				return nil, false
			}
			list[i] = s
		}
		return list, true
	}
	return nil, false
}

// flat tells whether YAML is as simple as facts are, before a parser unfolds it: no anchors,
// aliases, tags or complex keys, and lists inside nothing but a fact.
func flat(src string) bool {
	depth, last := 0, token.UnknownType
	for _, t := range lexer.Tokenize(src) {
		switch t.Type {
		case token.AnchorType, token.AliasType, token.MergeKeyType, token.TagType, token.MappingKeyType, token.DirectiveType:
			return false
		case token.SequenceStartType, token.MappingStartType:
			if depth++; depth > 2 {
				return false
			}
		case token.SequenceEndType, token.MappingEndType:
			depth--
		case token.SequenceEntryType:
			if last == token.SequenceEntryType {
				return false
			}
		}
		if t.Position != nil && t.Position.Column > 200 && t.Type == token.MappingValueType {
			return false
		}
		last = t.Type
	}
	return true
}
