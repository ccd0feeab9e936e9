-- +goose Up
CREATE TABLE events (
    seq       INTEGER PRIMARY KEY CHECK (seq >= 0),
    object    TEXT    NOT NULL,
    object_id TEXT    NOT NULL,
    record    BLOB    NOT NULL CHECK (length(record) <= 1024)
) STRICT;
CREATE INDEX events_of_object ON events (object, object_id, seq);

CREATE TABLE hashes (
    idx  INTEGER PRIMARY KEY CHECK (idx >= 0),
    hash BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

-- +goose StatementBegin
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER events_remain BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER hashes_stay BEFORE UPDATE ON hashes BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER hashes_remain BEFORE DELETE ON hashes BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
-- +goose StatementEnd
