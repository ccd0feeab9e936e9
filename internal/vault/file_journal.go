package vault

import "encoding/binary"

// journalFile is a rollback journal. SQLite writes it in small unaligned pieces and rewrites its
// header, and a torn rewrite of synced bytes would lose the way back. So on disk it is a list of
// sealed records that only grows: each write of SQLite is one record, whose plaintext begins with
// the logical offset. Reading replays the records up to the first that does not authenticate, which
// is what a torn tail looks like.
//
// A record is: length of the plaintext (4 bytes, in clear, bound as associated data), ciphertext,
// tag, nonce.
type journalFile struct {
	m    *mount
	f    physical
	data []byte // logical content
	end  int64  // physical end of the last good record
	next uint64 // number of the next record
}

const maxJournalRecord = 1 << 20

func openJournal(m *mount, f physical) (*journalFile, error) {
	j := &journalFile{m: m, f: f}
	size, err := f.Size()
	if err != nil {
		return nil, err
	}
	var head [4]byte
	for j.end+4 <= size {
		if _, err := f.ReadAt(head[:], j.end); err != nil {
			return nil, err
		}
		n := int64(binary.BigEndian.Uint32(head[:]))
		if n < 8 || n > maxJournalRecord || j.end+4+n+overhead > size {
			break
		}
		buf := make([]byte, n+overhead)
		if _, err := f.ReadAt(buf, j.end+4); err != nil {
			return nil, err
		}
		if !m.journal.open(buf, buf, m.aad('J', head[:], j.next)) {
			break
		}
		j.apply(buf[8:n], int64(binary.BigEndian.Uint64(buf)))
		j.end += 4 + n + overhead
		j.next++
	}
	return j, nil
}

func (j *journalFile) apply(p []byte, off int64) {
	if need := off + int64(len(p)); need > int64(len(j.data)) {
		j.data = append(j.data, make([]byte, need-int64(len(j.data)))...)
	}
	copy(j.data[off:], p)
}

func (j *journalFile) readAt(p []byte, off int64) error {
	n := 0
	if off < int64(len(j.data)) {
		n = copy(p, j.data[off:])
	}
	if n < len(p) {
		clear(p[n:])
		return errShort
	}
	return nil
}

func (j *journalFile) writeAt(p []byte, off int64) error {
	for len(p) > 0 {
		part := p[:min(len(p), maxJournalRecord-8)]
		buf := make([]byte, 4+8+len(part)+overhead)
		binary.BigEndian.PutUint32(buf, uint32(8+len(part)))
		plain := buf[4 : 12+len(part)]
		binary.BigEndian.PutUint64(plain, uint64(off))
		copy(plain[8:], part)
		j.m.journal.seal(buf[4:], plain, j.m.aad('J', buf[:4], j.next))
		if _, err := j.f.WriteAt(buf, j.end); err != nil {
			return err
		}
		j.end += int64(len(buf))
		j.next++
		j.apply(part, off)
		p, off = p[len(part):], off+int64(len(part))
	}
	return nil
}

// truncate to nothing ends a transaction; SQLite makes no other use of it on a journal.
func (j *journalFile) truncate(size int64) error {
	if size > 0 {
		if size < int64(len(j.data)) {
			j.data = j.data[:size]
		}
		return nil
	}
	j.data, j.end, j.next = nil, 0, 0
	return j.f.Truncate(0)
}

func (j *journalFile) size() (int64, error) { return int64(len(j.data)), nil }
func (j *journalFile) sync() error          { return j.f.Sync() }
func (j *journalFile) close() error         { return j.f.Close() }

// memFile holds what SQLite would put in a temporary file. It never reaches the disk.
type memFile struct{ data []byte }

func (f *memFile) readAt(p []byte, off int64) error {
	n := 0
	if off < int64(len(f.data)) {
		n = copy(p, f.data[off:])
	}
	if n < len(p) {
		clear(p[n:])
		return errShort
	}
	return nil
}

func (f *memFile) writeAt(p []byte, off int64) error {
	if need := off + int64(len(p)); need > int64(len(f.data)) {
		f.data = append(f.data, make([]byte, need-int64(len(f.data)))...)
	}
	copy(f.data[off:], p)
	return nil
}

func (f *memFile) truncate(size int64) error {
	if size < int64(len(f.data)) {
		f.data = f.data[:size]
	}
	return nil
}

func (f *memFile) size() (int64, error) { return int64(len(f.data)), nil }
func (f *memFile) sync() error          { return nil }
func (f *memFile) close() error         { f.data = nil; return nil }
