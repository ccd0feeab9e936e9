package vault

import (
	"sync"
	"sync/atomic"

	"modernc.org/libc"
)

// sharedIndex is the wal-index of a database: memory of this process that its connections share in
// place of SQLite's -shm file, with its eight locks.
type sharedIndex struct {
	mu      sync.Mutex
	tls     *libc.TLS
	regions []uintptr
	users   int
	locks   [8]int // >0 shared holders, -1 exclusive
	fence   atomic.Uint64
}

func (s *sharedIndex) region(f *mainFile, i, size int, extend bool) (uintptr, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !f.shmed {
		f.shmed = true
		s.users++
	}
	if s.tls == nil {
		s.tls = libc.NewTLS()
	}
	for len(s.regions) <= i {
		if !extend {
			return 0, true
		}
		p := libc.Xcalloc(s.tls, 1, libc.Tsize_t(size))
		if p == 0 {
			return 0, false
		}
		s.regions = append(s.regions, p)
	}
	return s.regions[i], true
}

// lock takes or gives back n locks from offset. It never waits.
func (s *sharedIndex) lock(f *mainFile, offset, n int, take, exclusive bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := offset; i < offset+n && take; i++ {
		switch {
		case exclusive && f.held[i] != 2 && (s.locks[i] < 0 || s.locks[i] > int(f.held[i]&1)):
			return false
		case !exclusive && f.held[i] == 0 && s.locks[i] < 0:
			return false
		}
	}
	for i := offset; i < offset+n; i++ {
		switch {
		case !take:
			s.drop(f, i)
		case exclusive:
			s.locks[i], f.held[i] = -1, 2
		case f.held[i] == 0:
			s.locks[i]++
			f.held[i] = 1
		}
	}
	return true
}

func (s *sharedIndex) drop(f *mainFile, i int) {
	switch f.held[i] {
	case 1:
		s.locks[i]--
	case 2:
		s.locks[i] = 0
	}
	f.held[i] = 0
}

func (s *sharedIndex) leave(f *mainFile) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !f.shmed {
		return
	}
	for i := range s.locks {
		s.drop(f, i)
	}
	f.shmed = false
	if s.users--; s.users == 0 {
		for _, p := range s.regions {
			libc.Xfree(s.tls, p)
		}
		s.regions = nil
		s.tls.Close()
		s.tls = nil
	}
}

// barrier orders memory between the threads of SQLite's lock-free readers.
func (s *sharedIndex) barrier() { s.fence.Add(1) }
