package checklist

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"

	"github.com/goccy/go-yaml"

	"qingjiao/internal/law"
	"qingjiao/internal/rule"
)

// Bounds of a data file: a section of the checklist is a few pages.
const (
	maxFile  = 256 << 10
	maxFiles = 200
)

// Load reads checklist/*.yaml and checklist/points/*.yaml from fsys and checks them as a whole:
// unknown keys, missing points, words missing in a language, names that do not resolve and
// expressions that do not compile against schema are errors that name the file or the point.
func Load(fsys fs.FS, schema *rule.Schema) (*Set, error) {
	s := &Set{index: map[string]int{}, programs: map[string]*rule.Program{}}
	var gates []gateData
	for _, f := range []struct {
		name string
		into any
	}{
		{"stages", &s.stages}, {"owners", &s.owners}, {"documents", &s.documents},
		{"sections", &s.sections}, {"gates", &gates},
	} {
		if err := read(fsys, "checklist/"+f.name+".yaml", f.into); err != nil {
			return nil, err
		}
	}
	if err := s.readPoints(fsys); err != nil {
		return nil, err
	}
	for _, d := range gates {
		g, err := d.gate()
		if err != nil {
			return nil, err
		}
		s.gates = append(s.gates, g)
	}
	if err := s.compile(schema); err != nil {
		return nil, err
	}
	if err := s.check(); err != nil {
		return nil, err
	}
	return s, nil
}

// readPoints reads the sections; the order of the files is the order of the points.
func (s *Set) readPoints(fsys fs.FS) error {
	names, err := fs.Glob(fsys, "checklist/points/*.yaml")
	if err != nil {
		return err
	}
	if len(names) > maxFiles {
		return fmt.Errorf("checklist/points: more than %d files", maxFiles)
	}
	for _, name := range names {
		var d sectionData
		if err := read(fsys, name, &d); err != nil {
			return err
		}
		for _, pd := range d.Points {
			p, err := pd.point(d.Section)
			if err != nil {
				return fmt.Errorf("%s: %w", path.Base(name), err)
			}
			if _, twice := s.index[p.ID]; twice {
				return fmt.Errorf("%s: point %s stands twice", path.Base(name), p.ID)
			}
			s.index[p.ID] = len(s.points)
			s.points = append(s.points, p)
		}
	}
	return nil
}

// compile type-checks every expression against the facts.
func (s *Set) compile(schema *rule.Schema) error {
	add := func(by, src string) error {
		if s.programs[src] != nil {
			return nil
		}
		p, err := schema.Compile(src)
		if err != nil {
			return fmt.Errorf("%s: %w", by, err)
		}
		s.programs[src] = p
		return nil
	}
	var errs []error
	for _, p := range s.points {
		errs = append(errs, add(p.ID, p.When))
		for _, e := range p.Evidence {
			errs = append(errs, add(p.ID, e.When), add(p.ID, e.Rule))
		}
	}
	for _, g := range s.gates {
		errs = append(errs, add(g.ID, g.When), add(g.ID, g.Rule))
	}
	return errors.Join(errs...)
}

// read decodes one file strictly: an unknown key is an error.
func read(fsys fs.FS, name string, into any) error {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return err
	}
	if len(b) > maxFile {
		return fmt.Errorf("%s: larger than %d bytes", name, maxFile)
	}
	if err := decode(b, into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// decode reads exactly one YAML document.
func decode(b []byte, into any) (err error) {
	defer func() { // the decoder panics on some malformed documents
		if r := recover(); r != nil {
			err = fmt.Errorf("malformed: %v", r)
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict(), yaml.DisallowUnknownField())
	if err := dec.Decode(into); err != nil {
		return err
	}
	var more any
	if err := dec.Decode(&more); !errors.Is(err, io.EOF) {
		return errors.New("more than one document")
	}
	return nil
}

// parseRefs reads references such as "PIPL 51(3)".
func parseRefs(refs []string) ([]law.Ref, error) {
	var out []law.Ref
	for _, r := range refs {
		ref, err := law.Parse(r)
		if err != nil {
			return nil, fmt.Errorf("law %q: %w", r, err)
		}
		out = append(out, ref)
	}
	return out, nil
}
