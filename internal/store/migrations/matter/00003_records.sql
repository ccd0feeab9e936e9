-- +goose Up
CREATE TABLE records (
    id        TEXT    NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 40),
    register  TEXT    NOT NULL CHECK (length(register) BETWEEN 1 AND 40),
    state     TEXT    NOT NULL,
    content   TEXT    NOT NULL CHECK (json_valid(content) AND length(content) <= 1000000),
    withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
    created   INTEGER NOT NULL,
    updated   INTEGER NOT NULL,
    event     INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX records_of_register ON records (register, created, id);

CREATE TABLE record_history (
    record    TEXT    NOT NULL REFERENCES records (id),
    event     INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED,
    state     TEXT    NOT NULL,
    content   TEXT    NOT NULL CHECK (json_valid(content)),
    withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    PRIMARY KEY (record, event)
) STRICT, WITHOUT ROWID;
-- +goose StatementBegin
CREATE TRIGGER record_history_stays BEFORE UPDATE ON record_history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER record_history_remains BEFORE DELETE ON record_history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
-- +goose StatementEnd
