-- +goose Up
-- What a person typed into a paper before it is issued.
CREATE TABLE drafts (
    template TEXT    NOT NULL,
    record   TEXT    NOT NULL,
    field    TEXT    NOT NULL,
    value    TEXT    NOT NULL CHECK (json_valid(value) AND length(value) <= 100000),
    event    INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (template, record, field)
) STRICT, WITHOUT ROWID;

-- An issued paper never changes; a corrected one is a new version with a number of its own.
CREATE TABLE papers (
    id       TEXT    NOT NULL PRIMARY KEY,
    template TEXT    NOT NULL,
    record   TEXT    NOT NULL,
    title_zh TEXT    NOT NULL,
    title_en TEXT    NOT NULL,
    number   TEXT    NOT NULL UNIQUE,
    version  INTEGER NOT NULL CHECK (version >= 1),
    lang     TEXT    NOT NULL CHECK (lang IN ('zh', 'en', 'zh-en')),
    law_date TEXT    NOT NULL,
    issued   INTEGER NOT NULL,
    member   TEXT    NOT NULL,
    pages    INTEGER NOT NULL CHECK (pages >= 1),
    content  BLOB    NOT NULL CHECK (length(content) = 32),
    sha256   BLOB    NOT NULL CHECK (length(sha256) = 32),
    pdf      BLOB    NOT NULL,
    event    INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (template, record, lang, version)
) STRICT;
CREATE INDEX papers_in_time ON papers (issued, id);
-- +goose StatementBegin
CREATE TRIGGER papers_stay BEFORE UPDATE ON papers BEGIN SELECT RAISE(ABORT, 'an issued paper never changes'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER papers_remain BEFORE DELETE ON papers BEGIN SELECT RAISE(ABORT, 'an issued paper never changes'); END;
-- +goose StatementEnd
