package matter

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"

	"github.com/goccy/go-yaml"
)

// maxFile bounds a data file.
const maxFile = 1 << 20

// read decodes a data file strictly. What makes the decoder panic is an error.
func read(fsys fs.FS, name string, into any) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: not readable", name)
		}
	}()
	f, err := fsys.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil || len(b) > maxFile {
		return fmt.Errorf("%s: not readable or larger than %d bytes", name, maxFile)
	}
	if err := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
