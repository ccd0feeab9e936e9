package store

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// encode writes a value of a fact or a field: bool, int64, string or []string. Keys of maps are
// sorted, so that equal values have equal bytes.
func encode(v any) ([]byte, error) { return json.Marshal(v) }

// decode reads a value back with whole numbers as int64 and lists of text as []string.
func decode(b []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	return plain(v)
}

func plain(v any) (any, error) {
	switch x := v.(type) {
	case json.Number:
		return x.Int64()
	case []any:
		out := make([]string, len(x))
		for i, e := range x {
			s, ok := e.(string)
			if !ok {
				return nil, fmt.Errorf("a list of %T", e)
			}
			out[i] = s
		}
		return out, nil
	case nil, bool, string:
		return x, nil
	}
	return nil, fmt.Errorf("a value of type %T", v)
}

// decodeMap reads an object of such values.
func decodeMap(b []byte) (map[string]any, error) {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(b, &raw); err != nil {
		return nil, err
	}
	out := make(map[string]any, len(raw))
	for k, r := range raw {
		v, err := decode(r)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", k, err)
		}
		out[k] = v
	}
	return out, nil
}
