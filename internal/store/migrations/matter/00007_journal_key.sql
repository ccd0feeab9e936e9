-- +goose Up
-- The key of the digests in the journal. It stands here because it must outlive the vault's
-- secrets, which change whenever a member is taken out.
CREATE TABLE journal_key (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    key BLOB    NOT NULL CHECK (length(key) = 32)
) STRICT;
-- +goose StatementBegin
CREATE TRIGGER journal_key_stays BEFORE UPDATE ON journal_key BEGIN SELECT RAISE(ABORT, 'digests were made with this key'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER journal_key_remains BEFORE DELETE ON journal_key BEGIN SELECT RAISE(ABORT, 'digests were made with this key'); END;
-- +goose StatementEnd
