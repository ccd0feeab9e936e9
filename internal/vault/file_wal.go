package vault

// A write-ahead log as SQLite sees it: a header of 32 bytes, then frames of a 24-byte header and a
// page. On disk each of the three is a sealed unit of its own, so that SQLite may rewrite a frame's
// header or its page alone. Frames are bound to the header's nonce: a frame of an older generation
// of the log does not open in its old place.
const (
	walHeader    = 32
	walFrame     = 24
	walFrameFull = walFrame + pageSize
	walHeaderOut = walHeader + overhead
	walFrameOut  = walFrame + overhead
	walPageOut   = pageSize + overhead
	walUnitOut   = walFrameOut + walPageOut
)

type walFile struct {
	m *mount
	f physical
}

func (w *walFile) gen() []byte {
	if g := w.m.generation.Load(); g != nil {
		return *g
	}
	buf := make([]byte, walHeaderOut)
	if whole, err := readSealed(w.f, buf, 0); err != nil || !whole {
		return make([]byte, nonceSize)
	}
	g := buf[walHeader+tagSize:]
	w.m.generation.Store(&g)
	return g
}

// unit is one sealed piece: where it stands on disk, its size in clear, and what it is bound to.
type unit struct {
	at    int64
	plain int
	aad   []byte
}

func (w *walFile) headerUnit() unit { return unit{0, walHeader, w.m.aad('H', nil, 0)} }

func (w *walFile) frameUnit(i int64) unit {
	return unit{walHeaderOut + i*walUnitOut, walFrame, w.m.aad('F', w.gen(), uint64(i))}
}

func (w *walFile) pageUnit(i int64) unit {
	return unit{walHeaderOut + i*walUnitOut + walFrameOut, pageSize, w.m.aad('P', w.gen(), uint64(i))}
}

// read opens a unit into p; whole is false at the end of file, ok false when it does not authenticate.
func (w *walFile) read(u unit, p []byte) (whole, ok bool, err error) {
	buf := make([]byte, u.plain+overhead)
	whole, err = readSealed(w.f, buf, u.at)
	if err != nil || !whole {
		return false, false, err
	}
	if !w.m.wal.open(buf, buf, u.aad) {
		return true, false, nil
	}
	copy(p, buf[:u.plain])
	return true, true, nil
}

func (w *walFile) write(u unit, p []byte) error {
	buf := make([]byte, u.plain+overhead)
	w.m.wal.seal(buf, p, u.aad)
	_, err := w.f.WriteAt(buf, u.at)
	return err
}

// readAt serves the reads SQLite makes: the header, part of the header or of a frame header, a
// frame header with its page (while recovering), or a page alone. Damage in headers reads as zeros,
// which ends the log there as SQLite expects after a torn write; damage in a page that SQLite
// believes in is an error.
func (w *walFile) readAt(p []byte, off int64) error {
	if off < walHeader {
		if off+int64(len(p)) > walHeader {
			return errRefused
		}
		w.m.generation.Store(nil)
		head := make([]byte, walHeader)
		whole, ok, err := w.read(w.headerUnit(), head)
		if err != nil {
			return err
		}
		clear(p)
		if !whole {
			return errShort
		}
		if ok {
			copy(p, head[off:])
		}
		return nil
	}
	i, in := (off-walHeader)/walFrameFull, (off-walHeader)%walFrameFull
	switch {
	case in == 0 && len(p) == walFrameFull:
		whole, ok, err := w.read(w.frameUnit(i), p[:walFrame])
		if err == nil && whole && ok {
			whole, ok, err = w.read(w.pageUnit(i), p[walFrame:])
		}
		if err != nil {
			return err
		}
		if !whole {
			clear(p)
			return errShort
		}
		if !ok {
			clear(p)
		}
		return nil
	case in < walFrame && in+int64(len(p)) <= walFrame:
		head := make([]byte, walFrame)
		whole, ok, err := w.read(w.frameUnit(i), head)
		if err != nil {
			return err
		}
		clear(p)
		if !whole {
			return errShort
		}
		if ok {
			copy(p, head[in:])
		}
		return nil
	case in == walFrame && len(p) == pageSize:
		whole, ok, err := w.read(w.pageUnit(i), p)
		if err != nil {
			return err
		}
		if !whole {
			clear(p)
			return errShort
		}
		if !ok {
			clear(p)
			w.m.fail("log frame %d does not authenticate", i)
			return errAuth
		}
		return nil
	}
	return errRefused
}

func (w *walFile) writeAt(p []byte, off int64) error {
	if off == 0 && len(p) == walHeader {
		buf := make([]byte, walHeaderOut)
		w.m.wal.seal(buf, p, w.m.aad('H', nil, 0))
		if _, err := w.f.WriteAt(buf, 0); err != nil {
			return err
		}
		g := buf[walHeader+tagSize:]
		w.m.generation.Store(&g)
		return nil
	}
	if off < walHeader {
		return errRefused
	}
	i, in := (off-walHeader)/walFrameFull, (off-walHeader)%walFrameFull
	switch {
	case in == 0 && len(p) == walFrame:
		return w.write(w.frameUnit(i), p)
	case in == walFrame && len(p) == pageSize:
		return w.write(w.pageUnit(i), p)
	case in == 0 && len(p) == walFrameFull:
		if err := w.write(w.frameUnit(i), p[:walFrame]); err != nil {
			return err
		}
		return w.write(w.pageUnit(i), p[walFrame:])
	}
	return errRefused
}

func (w *walFile) truncate(size int64) error {
	if size <= 0 {
		w.m.generation.Store(nil)
		return w.f.Truncate(0)
	}
	frames, rest := (size-walHeader)/walFrameFull, (size-walHeader)%walFrameFull
	out := walHeaderOut + frames*walUnitOut
	if rest >= walFrame {
		out += walFrameOut
	}
	return w.f.Truncate(out)
}

func (w *walFile) size() (int64, error) {
	n, err := w.f.Size()
	if err != nil || n < walHeaderOut {
		return 0, err
	}
	frames, rest := (n-walHeaderOut)/walUnitOut, (n-walHeaderOut)%walUnitOut
	size := walHeader + frames*walFrameFull
	if rest >= walFrameOut {
		size += walFrame
	}
	return size, nil
}

func (w *walFile) sync() error  { return w.f.Sync() }
func (w *walFile) close() error { return w.f.Close() }
