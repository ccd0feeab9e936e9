package vault

import (
	"encoding/binary"
	"sync"
)

// mainFile is a database file: pages of 4,096 bytes, each sealed in place. The first 4,056 bytes of
// a page are ciphertext, then come the tag and the nonce; SQLite sees zeros there.
type mainFile struct {
	m     *mount
	f     physical
	level int // lock held, guarded by m.locks.mu
	shmed bool
	held  [8]byte // wal-index locks held: 0, 1 shared, 2 exclusive; guarded by m.shm.mu
}

var pageBuffers = sync.Pool{New: func() any { b := make([]byte, pageSize); return &b }}

// syntheticHeader answers SQLite's first look at an empty or torn database: page size 4,096 and 40
// reserved bytes. Without it a new database would reserve none.
func syntheticHeader(p []byte) {
	clear(p)
	copy(p, "SQLite format 3\x00")
	binary.BigEndian.PutUint16(p[16:], pageSize)
	p[18], p[19] = 1, 1
	p[20] = reserve
	p[21], p[22], p[23] = 64, 32, 32
}

func (f *mainFile) page(buf []byte, n uint64) error {
	whole, err := readSealed(f.f, buf, int64(n-1)*pageSize)
	if err != nil {
		return err
	}
	if !whole {
		return errShort
	}
	if !f.m.main.open(buf, buf, f.m.aad('M', nil, n)) {
		f.m.fail("page %d does not authenticate", n)
		return errAuth
	}
	clear(buf[pageSize-reserve:])
	return nil
}

func (f *mainFile) readAt(p []byte, off int64) error {
	bp := pageBuffers.Get().(*[]byte)
	defer pageBuffers.Put(bp)
	header := off == 0 && len(p) == 100
	for len(p) > 0 {
		n := uint64(off/pageSize) + 1
		in := int(off % pageSize)
		if in == 0 && len(p) >= pageSize {
			if err := f.page(p[:pageSize], n); err != nil {
				clear(p)
				return err
			}
			p, off = p[pageSize:], off+pageSize
			continue
		}
		err := f.page(*bp, n)
		if header && err != nil {
			syntheticHeader(p)
			return nil
		}
		if err != nil {
			clear(p)
			return err
		}
		c := copy(p, (*bp)[in:])
		p, off = p[c:], off+int64(c)
	}
	return nil
}

func (f *mainFile) writeAt(p []byte, off int64) error {
	if off%pageSize != 0 || len(p) != pageSize {
		return errRefused
	}
	for _, b := range p[pageSize-reserve:] {
		if b != 0 {
			return errRefused
		}
	}
	n := uint64(off/pageSize) + 1
	if n == 1 && p[20] != reserve {
		return errRefused
	}
	size, err := f.f.Size()
	if err != nil {
		return err
	}
	// A gap before the end of file would read as pages that do not authenticate.
	for at := (size + pageSize - 1) / pageSize * pageSize; at < off; at += pageSize {
		if err := f.put(make([]byte, pageSize), at); err != nil {
			return err
		}
	}
	return f.put(p, off)
}

func (f *mainFile) put(p []byte, off int64) error {
	bp := pageBuffers.Get().(*[]byte)
	defer pageBuffers.Put(bp)
	f.m.main.seal(*bp, p[:pageSize-reserve], f.m.aad('M', nil, uint64(off/pageSize)+1))
	_, err := f.f.WriteAt(*bp, off)
	return err
}

func (f *mainFile) truncate(size int64) error { return f.f.Truncate(size) }
func (f *mainFile) size() (int64, error)      { return f.f.Size() }
func (f *mainFile) sync() error               { return f.f.Sync() }
func (f *mainFile) close() error              { return f.f.Close() }
