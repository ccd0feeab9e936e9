package store

import (
	"encoding/binary"
	"fmt"

	"github.com/klauspost/compress/zstd"

	"qingjiao/internal/errs"
)

// chunkRows is how many cells of a column stand in one frame: large enough to compress well, small
// enough that one look needs little memory.
const chunkRows = 4096

// maxFrame bounds what one frame may unpack to, in bytes.
const maxFrame = 256 << 20

// RowWriter keeps the rows of one customer file, column by column.
type RowWriter struct {
	t       *MatterTx
	dataset string
	columns [][]byte
	rows    int
	chunk   int
	total   int64
	enc     *zstd.Encoder
}

// Rows begins to keep the rows of a data set with so many columns.
func (t *MatterTx) Rows(dataset string, columns int) (*RowWriter, error) {
	if err := t.usable(); err != nil {
		return nil, err
	}
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	return &RowWriter{t: t, dataset: dataset, columns: make([][]byte, columns), enc: enc}, nil
}

// Add keeps a row. Cells beyond the columns are an error, missing ones are empty. persons are keyed
// digests of what identifies the person, by which PersonRows finds the row again.
func (w *RowWriter) Add(cells []string, persons ...[32]byte) error {
	if len(cells) > len(w.columns) {
		return errs.New(errs.Invalid, "store.row_too_wide", "row", w.total+1)
	}
	for i := range w.columns {
		cell := ""
		if i < len(cells) {
			cell = cells[i]
		}
		w.columns[i] = binary.AppendUvarint(w.columns[i], uint64(len(cell)))
		w.columns[i] = append(w.columns[i], cell...)
	}
	for _, person := range persons {
		if err := w.t.exec(insertPerson, w.dataset, person[:], w.total); err != nil {
			return err
		}
	}
	w.rows++
	w.total++
	if w.rows == chunkRows {
		return w.flush()
	}
	return nil
}

// Close writes what is left and tells how many rows there are.
func (w *RowWriter) Close() (rows int64, err error) {
	err = w.flush()
	return w.total, err
}

func (w *RowWriter) flush() error {
	if w.rows == 0 {
		return nil
	}
	for i, c := range w.columns {
		if err := w.t.exec(insertColumn, w.dataset, w.chunk, i, w.rows, w.enc.EncodeAll(c, nil)); err != nil {
			return err
		}
		clear(c)
		w.columns[i] = c[:0]
	}
	w.chunk++
	w.rows = 0
	return nil
}

// rowReader puts the columns of a chunk side by side again.
type rowReader struct {
	f       func(int64, []string) error
	chunk   int
	rows    int
	columns [][]string
	done    int64
}

func (r *rowReader) take(chunk, col, rows int, data []byte) error {
	if chunk != r.chunk {
		if err := r.flush(); err != nil {
			return err
		}
		r.chunk, r.rows = chunk, rows
	}
	if col != len(r.columns) || rows != r.rows {
		return errs.New(errs.Tampered, "store.rows_altered")
	}
	cells, err := unpack(data, rows)
	if err != nil {
		return errs.Wrap(err, errs.Tampered, "store.rows_altered")
	}
	r.columns = append(r.columns, cells)
	return nil
}

func (r *rowReader) flush() error {
	if len(r.columns) == 0 {
		return nil
	}
	row := make([]string, len(r.columns))
	for i := range r.rows {
		for c := range r.columns {
			row[c] = r.columns[c][i]
		}
		if err := r.f(r.done, row); err != nil {
			return err
		}
		r.done++
	}
	r.columns = r.columns[:0]
	return nil
}

// unpack reads the cells of one frame.
func unpack(frame []byte, rows int) ([]string, error) {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxFrame))
	if err != nil {
		return nil, err
	}
	defer dec.Close()
	b, err := dec.DecodeAll(frame, nil)
	if err != nil {
		return nil, err
	}
	if rows < 0 || rows > len(b) {
		return nil, fmt.Errorf("%d cells in %d bytes", rows, len(b))
	}
	out := make([]string, 0, rows)
	for range rows {
		n, k := binary.Uvarint(b)
		if k <= 0 || n > uint64(len(b)-k) {
			return nil, fmt.Errorf("cell %d is cut off", len(out))
		}
		out = append(out, string(b[k:k+int(n)]))
		b = b[k+int(n):]
	}
	if len(b) != 0 {
		return nil, fmt.Errorf("%d bytes after the last cell", len(b))
	}
	return out, nil
}
