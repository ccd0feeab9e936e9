package store

import (
	"context"
	"database/sql"
	"encoding/json"

	"qingjiao/internal/errs"
)

const (
	datasetColumns  = `record, file, sha256, encoding, rows, persons, sensitive, minors14, minors18, findings, columns`
	insertDataset   = `INSERT INTO datasets (` + datasetColumns + `, event) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	selectDatasets  = `SELECT ` + datasetColumns + ` FROM datasets d WHERE EXISTS (SELECT 1 FROM records r WHERE r.id = d.record AND r.withdrawn = 0) ORDER BY event`
	findFile        = `SELECT 1 FROM datasets d WHERE d.sha256 = ? AND EXISTS (SELECT 1 FROM records r WHERE r.id = d.record AND r.withdrawn = 0)`
	insertColumn    = `INSERT INTO dataset_chunks (dataset, chunk, col, rows, data) VALUES (?, ?, ?, ?, ?)`
	insertPerson    = `INSERT OR IGNORE INTO dataset_persons (dataset, person, row) VALUES (?, ?, ?)`
	selectDataChunk = `SELECT chunk, col, rows, data FROM dataset_chunks WHERE dataset = ? ORDER BY chunk, col`
	selectPersonRow = `SELECT dataset, row FROM dataset_persons WHERE dataset = ? AND person = ? ORDER BY row`
)

// Dataset is a customer file taken in, as it was understood.
type Dataset struct {
	Record    string // its record in the register "datasets"
	File      string // the file's name, without folders
	SHA256    [32]byte
	Encoding  string
	Rows      int64
	Persons   int64
	Sensitive int64 // rows with sensitive information
	Minors14  int64
	Minors18  int64
	Findings  int64 // cells with characters that could not be read surely
	Columns   []Column
}

// Column is one column of a data set.
type Column struct {
	Name   string   `json:"name"`
	Kind   string   `json:"kind"`
	Class  string   `json:"class"`
	Filled int64    `json:"filled"`
	Sample []string `json:"sample,omitempty"` // masked
}

// AddDataset keeps what is known of a customer file whose rows a RowWriter of the same transaction
// has written. Conflict where the same bytes were taken in before.
func (t *MatterTx) AddDataset(d Dataset) error {
	var one int
	if found, err := t.scan(findFile, []any{d.SHA256[:]}, &one); err != nil {
		return err
	} else if found {
		return errs.New(errs.Conflict, "store.file_taken_before")
	}
	columns, err := json.Marshal(d.Columns)
	if err != nil {
		return err
	}
	t.note("datasets/"+d.Record, nil, append(columns, d.SHA256[:]...))
	return t.exec(insertDataset, d.Record, d.File, d.SHA256[:], d.Encoding, d.Rows, d.Persons, d.Sensitive,
		d.Minors14, d.Minors18, d.Findings, string(columns), t.seq)
}

// Datasets are the customer files taken in, oldest first, without those whose record is withdrawn.
func (s *Matter) Datasets(ctx context.Context) ([]Dataset, error) {
	var out []Dataset
	err := each(ctx, s.db.Read, selectDatasets, nil, func(rows *sql.Rows) error {
		var d Dataset
		var sum, columns []byte
		if err := rows.Scan(&d.Record, &d.File, &sum, &d.Encoding, &d.Rows, &d.Persons, &d.Sensitive,
			&d.Minors14, &d.Minors18, &d.Findings, &columns); err != nil {
			return err
		}
		copy(d.SHA256[:], sum)
		out = append(out, d)
		return json.Unmarshal(columns, &out[len(out)-1].Columns)
	})
	return out, fail(ctx, err)
}

// Rows calls f with every row of a data set in order; cells are only valid during the call.
func (s *Matter) Rows(ctx context.Context, dataset string, f func(row int64, cells []string) error) error {
	r := rowReader{f: f, chunk: -1}
	err := each(ctx, s.db.Read, selectDataChunk, []any{dataset}, func(rows *sql.Rows) error {
		var chunk, col, n int
		var data []byte
		if err := rows.Scan(&chunk, &col, &n, &data); err != nil {
			return err
		}
		return r.take(chunk, col, n, data)
	})
	if err == nil {
		err = r.flush()
	}
	return fail(ctx, err)
}

// PersonRows are the rows of a data set that belong to one person, named by the digest that the
// RowWriter was given.
func (s *Matter) PersonRows(ctx context.Context, dataset string, person [32]byte) ([]int64, error) {
	var out []int64
	err := each(ctx, s.db.Read, selectPersonRow, []any{dataset, person[:]}, func(rows *sql.Rows) error {
		var id string
		var n int64
		err := rows.Scan(&id, &n)
		out = append(out, n)
		return err
	})
	return out, fail(ctx, err)
}
