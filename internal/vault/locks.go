package vault

import "sync"

// Lock levels of a database file, as SQLite numbers them.
const (
	lockNone = iota
	lockShared
	lockReserved
	lockPending
	lockExclusive
)

// lockTable is SQLite's five-state file lock between the connections of this process. Other
// processes are kept out by the vault's lock file.
type lockTable struct {
	mu       sync.Mutex
	shared   int // holders at lockShared or above
	reserved *mainFile
	pending  *mainFile // also the exclusive holder
}

func (t *lockTable) lock(f *mainFile, want int) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if f.level >= want {
		return true
	}
	if want == lockShared {
		if t.pending != nil {
			return false
		}
		t.shared++
		f.level = lockShared
		return true
	}
	if want == lockReserved {
		if t.reserved != nil || t.pending != nil && t.pending != f {
			return false
		}
		t.reserved = f
		f.level = lockReserved
		return true
	}
	if t.pending != nil && t.pending != f || t.reserved != nil && t.reserved != f {
		return false
	}
	t.pending = f
	f.level = lockPending
	if t.shared > 1 {
		return false
	}
	f.level = lockExclusive
	return true
}

func (t *lockTable) unlock(f *mainFile, to int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if f.level <= to {
		return
	}
	if t.pending == f {
		t.pending = nil
	}
	if t.reserved == f {
		t.reserved = nil
	}
	if to == lockNone {
		t.shared--
	}
	f.level = to
}

func (t *lockTable) isReserved() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.reserved != nil || t.pending != nil
}
