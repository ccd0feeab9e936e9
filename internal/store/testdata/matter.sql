CREATE TABLE attachment_chunks (
    attachment TEXT    NOT NULL REFERENCES attachments (id) DEFERRABLE INITIALLY DEFERRED,
    n          INTEGER NOT NULL CHECK (n >= 0),
    data       BLOB    NOT NULL CHECK (length(data) BETWEEN 1 AND 262144),
    UNIQUE (attachment, n)
) STRICT;

CREATE TRIGGER attachment_chunks_stay BEFORE UPDATE ON attachment_chunks BEGIN SELECT RAISE(ABORT, 'evidence is not altered'); END;

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

CREATE TRIGGER attachments_stay BEFORE UPDATE ON attachments BEGIN SELECT RAISE(ABORT, 'evidence is not altered'); END;

CREATE TABLE dataset_chunks (
    dataset TEXT    NOT NULL REFERENCES datasets (record) DEFERRABLE INITIALLY DEFERRED,
    chunk   INTEGER NOT NULL CHECK (chunk >= 0),
    col     INTEGER NOT NULL CHECK (col >= 0),
    rows    INTEGER NOT NULL CHECK (rows BETWEEN 1 AND 4096),
    data    BLOB    NOT NULL,
    UNIQUE (dataset, chunk, col)
) STRICT;

CREATE TABLE dataset_persons (
    dataset TEXT    NOT NULL REFERENCES datasets (record) DEFERRABLE INITIALLY DEFERRED,
    person  BLOB    NOT NULL CHECK (length(person) = 32),
    row     INTEGER NOT NULL CHECK (row >= 0),
    PRIMARY KEY (dataset, person, row)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE drafts (
    template TEXT    NOT NULL,
    record   TEXT    NOT NULL,
    field    TEXT    NOT NULL,
    value    TEXT    NOT NULL CHECK (json_valid(value) AND length(value) <= 100000),
    event    INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (template, record, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    seq       INTEGER PRIMARY KEY CHECK (seq >= 0),
    object    TEXT    NOT NULL,
    object_id TEXT    NOT NULL,
    record    BLOB    NOT NULL CHECK (length(record) <= 1024)
) STRICT;

CREATE INDEX events_of_object ON events (object, object_id, seq);

CREATE TRIGGER events_remain BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE fact_history (
    event INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED,
    name  TEXT    NOT NULL,
    value TEXT    CHECK (value IS NULL OR json_valid(value)),
    PRIMARY KEY (event, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE facts (
    name  TEXT    NOT NULL PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 96),
    value TEXT    NOT NULL CHECK (json_valid(value) AND length(value) <= 100000),
    event INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

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

CREATE TRIGGER papers_remain BEFORE DELETE ON papers BEGIN SELECT RAISE(ABORT, 'an issued paper never changes'); END;

CREATE TRIGGER papers_stay BEFORE UPDATE ON papers BEGIN SELECT RAISE(ABORT, 'an issued paper never changes'); END;

CREATE TABLE path_override (
    one   INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    value TEXT    NOT NULL CHECK (json_valid(value) AND length(value) <= 100000),
    event INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE point_overrides (
    point  TEXT    NOT NULL PRIMARY KEY CHECK (length(point) BETWEEN 1 AND 16),
    kind   TEXT    NOT NULL CHECK (kind IN ('confirmed', 'waived')),
    reason TEXT    NOT NULL CHECK (length(reason) BETWEEN 1 AND 4000),
    member TEXT    NOT NULL,
    day    TEXT    NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    event  INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

CREATE TABLE record_history (
    record    TEXT    NOT NULL REFERENCES records (id),
    event     INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED,
    state     TEXT    NOT NULL,
    content   TEXT    NOT NULL CHECK (json_valid(content)),
    withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)),
    PRIMARY KEY (record, event)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER record_history_remains BEFORE DELETE ON record_history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER record_history_stays BEFORE UPDATE ON record_history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

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

CREATE TABLE skipped (
    question TEXT    NOT NULL PRIMARY KEY CHECK (length(question) BETWEEN 1 AND 96),
    event    INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
