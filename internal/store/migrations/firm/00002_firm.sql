-- +goose Up
CREATE TABLE settings (
    key   TEXT    NOT NULL PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 96),
    value TEXT    NOT NULL CHECK (length(value) <= 10000),
    event INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- The index of matters is readable by every member; what a matter holds is not.
CREATE TABLE matters (
    id      TEXT    NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 40),
    name    TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    closed  INTEGER,
    event   INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- The last number given to a paper of one template in one year. A number that was taken and not
-- used stays taken: gaps are explained by the journal.
CREATE TABLE numbers (
    template TEXT    NOT NULL,
    year     INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 9999),
    last     INTEGER NOT NULL CHECK (last >= 1),
    event    INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (template, year)
) STRICT, WITHOUT ROWID;
