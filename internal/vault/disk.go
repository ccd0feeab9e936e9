package vault

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
)

// disk is where physical files live. The program uses the machine's; the power-cut tests record and
// replay one in memory.
type disk interface {
	open(path string, create, exclusive bool) (physical, error)
	remove(path string, sync bool) error
	exists(path string) (size int64, ok bool)
}

// physical is an open file as the disk knows it.
type physical interface {
	io.ReaderAt
	io.WriterAt
	Truncate(int64) error
	Sync() error
	Close() error
	Size() (int64, error)
}

type osDisk struct{}

type osFile struct{ *os.File }

func (f osFile) Size() (int64, error) {
	st, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return st.Size(), nil
}

func (osDisk) open(path string, create, exclusive bool) (physical, error) {
	flags := os.O_RDWR
	if create {
		flags |= os.O_CREATE
	}
	if exclusive {
		flags |= os.O_EXCL
	}
	_, had := osDisk{}.exists(path)
	f, err := os.OpenFile(path, flags, 0o600)
	if err != nil {
		return nil, err
	}
	if create && !had {
		if err := syncDir(filepath.Dir(path)); err != nil {
			f.Close()
			return nil, err
		}
	}
	return osFile{f}, nil
}

func (osDisk) remove(path string, sync bool) error {
	err := os.Remove(path)
	if errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err == nil && sync {
		err = syncDir(filepath.Dir(path))
	}
	return err
}

func (osDisk) exists(path string) (int64, bool) {
	st, err := os.Stat(path)
	if err != nil || st.IsDir() {
		return 0, false
	}
	return st.Size(), true
}

// syncDir makes a directory's entries durable. Windows has no such call and needs none.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
