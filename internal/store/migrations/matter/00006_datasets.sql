-- +goose Up
-- A customer file taken in. Its record in the register "datasets" says what it is for.
CREATE TABLE datasets (
    record    TEXT    NOT NULL PRIMARY KEY REFERENCES records (id) DEFERRABLE INITIALLY DEFERRED,
    file      TEXT    NOT NULL CHECK (length(file) BETWEEN 1 AND 255),
    sha256    BLOB    NOT NULL CHECK (length(sha256) = 32),
    encoding  TEXT    NOT NULL,
    rows      INTEGER NOT NULL CHECK (rows >= 0),
    persons   INTEGER NOT NULL CHECK (persons >= 0),
    sensitive INTEGER NOT NULL CHECK (sensitive >= 0),
    minors14  INTEGER NOT NULL CHECK (minors14 >= 0),
    minors18  INTEGER NOT NULL CHECK (minors18 >= 0),
    findings  INTEGER NOT NULL CHECK (findings >= 0),
    columns   TEXT    NOT NULL CHECK (json_valid(columns)),
    event     INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- The rows, column by column: one zstd frame for up to 4,096 cells of one column.
CREATE TABLE dataset_chunks (
    dataset TEXT    NOT NULL REFERENCES datasets (record) DEFERRABLE INITIALLY DEFERRED,
    chunk   INTEGER NOT NULL CHECK (chunk >= 0),
    col     INTEGER NOT NULL CHECK (col >= 0),
    rows    INTEGER NOT NULL CHECK (rows BETWEEN 1 AND 4096),
    data    BLOB    NOT NULL,
    UNIQUE (dataset, chunk, col)
) STRICT;

-- Which rows belong to one person: the person stands as a keyed digest of the identifying value.
CREATE TABLE dataset_persons (
    dataset TEXT    NOT NULL REFERENCES datasets (record) DEFERRABLE INITIALLY DEFERRED,
    person  BLOB    NOT NULL CHECK (length(person) = 32),
    row     INTEGER NOT NULL CHECK (row >= 0),
    PRIMARY KEY (dataset, person, row)
) STRICT, WITHOUT ROWID;
