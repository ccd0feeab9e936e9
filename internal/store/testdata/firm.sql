CREATE TABLE events (
    seq       INTEGER PRIMARY KEY CHECK (seq >= 0),
    object    TEXT    NOT NULL,
    object_id TEXT    NOT NULL,
    record    BLOB    NOT NULL CHECK (length(record) <= 1024)
) STRICT;

CREATE INDEX events_of_object ON events (object, object_id, seq);

CREATE TRIGGER events_remain BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE hashes (
    idx  INTEGER PRIMARY KEY CHECK (idx >= 0),
    hash BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TRIGGER hashes_remain BEFORE DELETE ON hashes BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER hashes_stay BEFORE UPDATE ON hashes BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE journal_key (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    key BLOB    NOT NULL CHECK (length(key) = 32)
) STRICT;

CREATE TRIGGER journal_key_remains BEFORE DELETE ON journal_key BEGIN SELECT RAISE(ABORT, 'digests were made with this key'); END;

CREATE TRIGGER journal_key_stays BEFORE UPDATE ON journal_key BEGIN SELECT RAISE(ABORT, 'digests were made with this key'); END;

CREATE TABLE matters (
    id      TEXT    NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 40),
    name    TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    closed  INTEGER,
    event   INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE numbers (
    template TEXT    NOT NULL,
    year     INTEGER NOT NULL CHECK (year BETWEEN 2000 AND 9999),
    last     INTEGER NOT NULL CHECK (last >= 1),
    event    INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (template, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    key   TEXT    NOT NULL PRIMARY KEY CHECK (length(key) BETWEEN 1 AND 96),
    value TEXT    NOT NULL CHECK (length(value) <= 10000),
    event INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
