package register

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// Bounds of a definition file: a register is a page of a book, not a database.
const (
	maxFile   = 256 << 10
	maxFields = 80
)

// Set is every register the program knows, checked as a whole.
type Set struct {
	order []string
	byID  map[string]*Definition
}

// Load reads registers/*.yaml from fsys and checks them: unknown keys, missing words in either
// language, names that do not resolve and states that cannot be reached are errors that name the
// file. The order of the files is the order of List.
func Load(fsys fs.FS) (*Set, error) {
	names, err := fs.Glob(fsys, "registers/*.yaml")
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("registers: no file")
	}
	s := &Set{byID: map[string]*Definition{}}
	for _, name := range names {
		b, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		d, err := Parse(b)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if want := trimOrder(path.Base(name)); d.ID != want {
			return nil, fmt.Errorf("%s: id %q differs from the file's name", name, d.ID)
		}
		if s.byID[d.ID] != nil {
			return nil, fmt.Errorf("%s: register %q stands twice", name, d.ID)
		}
		s.byID[d.ID] = d
		s.order = append(s.order, d.ID)
	}
	for _, d := range s.byID {
		for _, f := range d.Fields {
			if f.Reference != "" && s.byID[f.Reference] == nil {
				return nil, fmt.Errorf("register %s: field %s refers to unknown register %q", d.ID, f.Name, f.Reference)
			}
		}
	}
	return s, nil
}

// trimOrder takes "20-access.yaml" to "access".
func trimOrder(file string) string {
	file = strings.TrimSuffix(file, ".yaml")
	if n, rest, ok := strings.Cut(file, "-"); ok && strings.Trim(n, "0123456789") == "" {
		return rest
	}
	return file
}

// Parse reads one definition and checks all that can be checked without the others.
func Parse(b []byte) (*Definition, error) {
	if len(b) > maxFile {
		return nil, fmt.Errorf("larger than %d bytes", maxFile)
	}
	var d Definition
	if err := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(&d); err != nil {
		return nil, err
	}
	if err := d.validate(); err != nil {
		return nil, err
	}
	return &d, nil
}

// Get is the register with the id.
func (s *Set) Get(id string) (*Definition, bool) {
	d, ok := s.byID[id]
	return d, ok
}

// List is every register in the order a person meets them.
func (s *Set) List() []*Definition {
	out := make([]*Definition, len(s.order))
	for i, id := range s.order {
		out[i] = s.byID[id]
	}
	return out
}

// IDs are the ids of List.
func (s *Set) IDs() []string { return slices.Clone(s.order) }

// Field is the field with the name.
func (d *Definition) Field(name string) (Field, bool) {
	for _, f := range d.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return Field{}, false
}

// State is the state with the id.
func (d *Definition) State(id string) (State, bool) {
	for _, s := range d.States {
		if s.ID == id {
			return s, true
		}
	}
	return State{}, false
}

// Transition is the transition with the id.
func (d *Definition) Transition(id string) (Transition, bool) {
	for _, t := range d.Transitions {
		if t.ID == id {
			return t, true
		}
	}
	return Transition{}, false
}

// Name is what a person calls a record: the value of the name field, "" while it is empty.
func (d *Definition) Name(v Values) string {
	s, _ := v[d.NameField].(string)
	return s
}
