package vault

import (
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
)

// pageSize is the only page size; reserve is what each page keeps free for nonce and tag.
const (
	pageSize = 4096
	reserve  = overhead
)

// mount is one database opened with its secret: the keys, and what its connections share in this
// process (locks and the wal-index, which never touch the disk).
type mount struct {
	generation atomic.Pointer[[]byte] // nonce of the log's header on disk, nil if not read yet; one for all connections

	id      [16]byte
	path    string
	disk    disk
	main    *xaes
	wal     *xaes
	journal *xaes
	locks   lockTable
	shm     sharedIndex

	mu      sync.Mutex
	failure string
}

// subkeyOf is a database's key for one use.
func subkeyOf(secret []byte, id [16]byte, label string) []byte {
	k, err := hkdf.Key(sha256.New, secret, id[:], "qingjiao vault v1 "+label, keySize)
	if err != nil {
		panic(err)
	}
	return k
}

// newMount derives the keys of the database at path from its secret and id.
func newMount(path string, id [16]byte, secret []byte, d disk) *mount {
	key := func(label string) *xaes { return newXAES(subkeyOf(secret, id, label)) }
	return &mount{id: id, path: path, disk: d, main: key("main"), wal: key("wal"), journal: key("journal")}
}

// aad binds a piece of ciphertext to its database, its kind and its place: id ‖ kind ‖ extra ‖ index.
func (m *mount) aad(kind byte, extra []byte, index uint64) []byte {
	b := make([]byte, 0, 16+1+nonceSize+8)
	b = append(b, m.id[:]...)
	b = append(b, kind)
	b = append(b, extra...)
	return append(b, byte(index>>56), byte(index>>48), byte(index>>40), byte(index>>32), byte(index>>24), byte(index>>16), byte(index>>8), byte(index))
}

func (m *mount) fail(format string, args ...any) {
	m.mu.Lock()
	m.failure = filepath.Base(m.path) + ": " + fmt.Sprintf(format, args...)
	m.mu.Unlock()
}

// lastFailure tells where authentication last failed, "" if never.
func (m *mount) lastFailure() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.failure
}

// mounts are the databases open in this process, by absolute path. SQLite asks for files by path,
// so the table is the process's, as SQLite's own list of file systems is.
var mounts = struct {
	sync.RWMutex
	byPath map[string]*mount
}{byPath: map[string]*mount{}}

func (m *mount) attach() error {
	mounts.Lock()
	defer mounts.Unlock()
	if mounts.byPath[m.path] != nil {
		return fmt.Errorf("%s is open already", filepath.Base(m.path))
	}
	mounts.byPath[m.path] = m
	return nil
}

func (m *mount) detach() {
	mounts.Lock()
	delete(mounts.byPath, m.path)
	mounts.Unlock()
}

// mountOf finds the database that a file belongs to: itself, its -wal or its -journal.
func mountOf(path string) *mount {
	for _, suffix := range []string{"-wal", "-journal"} {
		if p, ok := strings.CutSuffix(path, suffix); ok {
			path = p
			break
		}
	}
	mounts.RLock()
	defer mounts.RUnlock()
	return mounts.byPath[path]
}
