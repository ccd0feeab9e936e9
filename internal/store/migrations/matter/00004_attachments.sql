-- +goose Up
-- A file that proves something: at a checklist point ("point:4.1") or at a record ("record:<id>").
CREATE TABLE attachments (
    id     TEXT    NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 40),
    place  TEXT    NOT NULL CHECK (place GLOB 'point:?*' OR place GLOB 'record:?*'),
    name   TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    size   INTEGER NOT NULL CHECK (size BETWEEN 0 AND 67108864),
    sha256 BLOB    NOT NULL CHECK (length(sha256) = 32),
    added  INTEGER NOT NULL,
    member TEXT    NOT NULL,
    event  INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
CREATE INDEX attachments_at_place ON attachments (place, added, id);

CREATE TABLE attachment_chunks (
    attachment TEXT    NOT NULL REFERENCES attachments (id) DEFERRABLE INITIALLY DEFERRED,
    n          INTEGER NOT NULL CHECK (n >= 0),
    data       BLOB    NOT NULL CHECK (length(data) BETWEEN 1 AND 262144),
    UNIQUE (attachment, n)
) STRICT;
-- +goose StatementBegin
CREATE TRIGGER attachments_stay BEFORE UPDATE ON attachments BEGIN SELECT RAISE(ABORT, 'evidence is not altered'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER attachment_chunks_stay BEFORE UPDATE ON attachment_chunks BEGIN SELECT RAISE(ABORT, 'evidence is not altered'); END;
-- +goose StatementEnd
