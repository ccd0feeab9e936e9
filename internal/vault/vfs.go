package vault

import (
	"errors"
	"io/fs"
	"path/filepath"
	"sync"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// vfsName is the name under which SQLite knows the encrypting file system.
const vfsName = "qingjiao"

// Layouts of SQLite's C structures on 64-bit systems. Function fields hold the address of a Go
// function value; only top-level functions are used, because closures could be collected.
type cMethods struct {
	version int32
	_       int32
	close, read, write, truncate, sync, size, lock, unlock, checkReserved,
	control, sector, device, shmMap, shmLock, shmBarrier, shmUnmap, fetch, unfetch uintptr
}

type cFile struct {
	methods uintptr
	handle  uintptr
}

type cVFS struct {
	version, fileSize                     int32
	_, _                                  int32 // longest path, padding
	next, name, app, open, delete, access uintptr
	_, _, _, _, _, _, _, _, _, _          uintptr // paths, libraries, randomness, sleep, time, errors
	setCall, getCall, nextCall            uintptr
}

var methods cMethods // static, so that SQLite may keep its address

func ptr[F any](f F) uintptr { return *(*uintptr)(unsafe.Pointer(&f)) }

// Files open by handle: SQLite's memory holds a number, never a Go pointer.
var handles = struct {
	sync.RWMutex
	last uintptr
	open map[uintptr]logical
}{open: map[uintptr]logical{}}

//go:noinline
func at[T any](p uintptr) *T { return (*T)(*(*unsafe.Pointer)(unsafe.Pointer(&p))) }

//go:noinline
func bytesAt(p uintptr, n int32) []byte {
	return unsafe.Slice((*byte)(*(*unsafe.Pointer)(unsafe.Pointer(&p))), n)
}

func fileOf(p uintptr) logical {
	h := at[cFile](p).handle
	handles.RLock()
	defer handles.RUnlock()
	return handles.open[h]
}

var register = sync.OnceValue(func() error {
	tls := libc.NewTLS()
	if rc := lib.Xsqlite3_initialize(tls); rc != lib.SQLITE_OK {
		return errors.New("sqlite does not initialise")
	}
	parent := at[cVFS](lib.Xsqlite3_vfs_find(tls, 0))
	methods = cMethods{
		version: 2,
		close:   ptr(xClose), read: ptr(xRead), write: ptr(xWrite), truncate: ptr(xTruncate), sync: ptr(xSync),
		size: ptr(xSize), lock: ptr(xLock), unlock: ptr(xUnlock), checkReserved: ptr(xCheckReserved),
		control: ptr(xControl), sector: ptr(xSector), device: ptr(xDevice),
		shmMap: ptr(xShmMap), shmLock: ptr(xShmLock), shmBarrier: ptr(xShmBarrier), shmUnmap: ptr(xShmUnmap),
	}
	p := libc.Xcalloc(tls, 1, libc.Tsize_t(unsafe.Sizeof(cVFS{})))
	name := libc.Xmalloc(tls, libc.Tsize_t(len(vfsName)+1))
	if p == 0 || name == 0 {
		return errors.New("out of memory")
	}
	copy(bytesAt(name, int32(len(vfsName)+1)), vfsName+"\x00")
	v := at[cVFS](p)
	*v = *parent
	v.version, v.fileSize, v.next, v.name, v.app = 2, int32(unsafe.Sizeof(cFile{})), 0, name, 0
	v.open, v.delete, v.access = ptr(xOpen), ptr(xDelete), ptr(xAccess)
	v.setCall, v.getCall, v.nextCall = 0, 0, 0
	if rc := lib.Xsqlite3_vfs_register(tls, p, 0); rc != lib.SQLITE_OK {
		return errors.New("sqlite refuses the file system")
	}
	return nil
})

func xOpen(tls *libc.TLS, vfs, zName, pFile uintptr, flags int32, outFlags uintptr) int32 {
	*at[cFile](pFile) = cFile{}
	f, err := open(zName, flags)
	if err != nil {
		return lib.SQLITE_CANTOPEN
	}
	handles.Lock()
	handles.last++
	h := handles.last
	handles.open[h] = f
	handles.Unlock()
	*at[cFile](pFile) = cFile{methods: uintptr(unsafe.Pointer(&methods)), handle: h}
	if outFlags != 0 {
		*at[int32](outFlags) = flags
	}
	return lib.SQLITE_OK
}

func open(zName uintptr, flags int32) (logical, error) {
	const kept = lib.SQLITE_OPEN_MAIN_DB | lib.SQLITE_OPEN_MAIN_JOURNAL | lib.SQLITE_OPEN_WAL
	if zName == 0 || flags&kept == 0 {
		if flags&lib.SQLITE_OPEN_SUPER_JOURNAL != 0 {
			return nil, errRefused // transactions over two databases are not made
		}
		return &memFile{}, nil
	}
	path := filepath.Clean(libc.GoString(zName))
	m := mountOf(path)
	if m == nil {
		return nil, fs.ErrNotExist
	}
	p, err := m.disk.open(path, flags&lib.SQLITE_OPEN_CREATE != 0, flags&lib.SQLITE_OPEN_EXCLUSIVE != 0)
	if err != nil {
		return nil, err
	}
	switch {
	case flags&lib.SQLITE_OPEN_WAL != 0:
		return &walFile{m: m, f: p}, nil
	case flags&lib.SQLITE_OPEN_MAIN_JOURNAL != 0:
		j, err := openJournal(m, p)
		if err != nil {
			p.Close()
			return nil, err
		}
		return j, nil
	}
	return &mainFile{m: m, f: p}, nil
}

func xDelete(tls *libc.TLS, vfs, zName uintptr, syncDir int32) int32 {
	path := filepath.Clean(libc.GoString(zName))
	m := mountOf(path)
	if m == nil {
		return lib.SQLITE_IOERR_DELETE
	}
	err := m.disk.remove(path, syncDir != 0)
	switch {
	case err == nil:
		return lib.SQLITE_OK
	case errors.Is(err, fs.ErrNotExist):
		return lib.SQLITE_IOERR_DELETE_NOENT
	}
	return lib.SQLITE_IOERR_DELETE
}

func xAccess(tls *libc.TLS, vfs, zName uintptr, flags int32, out uintptr) int32 {
	path := filepath.Clean(libc.GoString(zName))
	*at[int32](out) = 0
	if m := mountOf(path); m != nil {
		if size, ok := m.disk.exists(path); ok && (flags != lib.SQLITE_ACCESS_EXISTS || size > 0) {
			*at[int32](out) = 1
		}
	}
	return lib.SQLITE_OK
}

func xClose(tls *libc.TLS, pFile uintptr) int32 {
	h := at[cFile](pFile).handle
	handles.Lock()
	f := handles.open[h]
	delete(handles.open, h)
	handles.Unlock()
	if m, ok := f.(*mainFile); ok {
		m.m.shm.leave(m)
		m.m.locks.unlock(m, lockNone)
	}
	if f.close() != nil {
		return lib.SQLITE_IOERR_CLOSE
	}
	return lib.SQLITE_OK
}

func xRead(tls *libc.TLS, pFile, buf uintptr, n int32, off int64) int32 {
	switch err := fileOf(pFile).readAt(bytesAt(buf, n), off); err {
	case nil:
		return lib.SQLITE_OK
	case errShort:
		return lib.SQLITE_IOERR_SHORT_READ
	case errAuth:
		return lib.SQLITE_IOERR_DATA
	}
	return lib.SQLITE_IOERR_READ
}

func xWrite(tls *libc.TLS, pFile, buf uintptr, n int32, off int64) int32 {
	err := fileOf(pFile).writeAt(bytesAt(buf, n), off)
	switch {
	case err == nil:
		return lib.SQLITE_OK
	case isDiskFull(err):
		return lib.SQLITE_FULL
	}
	return lib.SQLITE_IOERR_WRITE
}

func xTruncate(tls *libc.TLS, pFile uintptr, size int64) int32 {
	if fileOf(pFile).truncate(size) != nil {
		return lib.SQLITE_IOERR_TRUNCATE
	}
	return lib.SQLITE_OK
}

func xSync(tls *libc.TLS, pFile uintptr, flags int32) int32 {
	if fileOf(pFile).sync() != nil {
		return lib.SQLITE_IOERR_FSYNC
	}
	return lib.SQLITE_OK
}

func xSize(tls *libc.TLS, pFile, out uintptr) int32 {
	n, err := fileOf(pFile).size()
	if err != nil {
		return lib.SQLITE_IOERR_FSTAT
	}
	*at[int64](out) = n
	return lib.SQLITE_OK
}

func xLock(tls *libc.TLS, pFile uintptr, level int32) int32 {
	if f, ok := fileOf(pFile).(*mainFile); ok && !f.m.locks.lock(f, int(level)) {
		return lib.SQLITE_BUSY
	}
	return lib.SQLITE_OK
}

func xUnlock(tls *libc.TLS, pFile uintptr, level int32) int32 {
	if f, ok := fileOf(pFile).(*mainFile); ok {
		f.m.locks.unlock(f, int(level))
	}
	return lib.SQLITE_OK
}

func xCheckReserved(tls *libc.TLS, pFile, out uintptr) int32 {
	*at[int32](out) = 0
	if f, ok := fileOf(pFile).(*mainFile); ok && f.m.locks.isReserved() {
		*at[int32](out) = 1
	}
	return lib.SQLITE_OK
}

func xControl(tls *libc.TLS, pFile uintptr, op int32, arg uintptr) int32 {
	switch op {
	case lib.SQLITE_FCNTL_SIZE_HINT, lib.SQLITE_FCNTL_CHUNK_SIZE:
		return lib.SQLITE_OK
	}
	return lib.SQLITE_NOTFOUND
}

func xSector(tls *libc.TLS, pFile uintptr) int32 { return pageSize }

func xDevice(tls *libc.TLS, pFile uintptr) int32 { return lib.SQLITE_IOCAP_POWERSAFE_OVERWRITE }

func xShmMap(tls *libc.TLS, pFile uintptr, i, size, extend int32, out uintptr) int32 {
	f := fileOf(pFile).(*mainFile)
	p, ok := f.m.shm.region(f, int(i), int(size), extend != 0)
	if !ok {
		return lib.SQLITE_NOMEM
	}
	*at[uintptr](out) = p
	return lib.SQLITE_OK
}

func xShmLock(tls *libc.TLS, pFile uintptr, offset, n, flags int32) int32 {
	f := fileOf(pFile).(*mainFile)
	if !f.m.shm.lock(f, int(offset), int(n), flags&lib.SQLITE_SHM_LOCK != 0, flags&lib.SQLITE_SHM_EXCLUSIVE != 0) {
		return lib.SQLITE_BUSY
	}
	return lib.SQLITE_OK
}

func xShmBarrier(tls *libc.TLS, pFile uintptr) { fileOf(pFile).(*mainFile).m.shm.barrier() }

func xShmUnmap(tls *libc.TLS, pFile uintptr, remove int32) int32 {
	f := fileOf(pFile).(*mainFile)
	f.m.shm.leave(f)
	return lib.SQLITE_OK
}
