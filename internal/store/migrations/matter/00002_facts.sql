-- +goose Up
CREATE TABLE facts (
    name  TEXT    NOT NULL PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 96),
    value TEXT    NOT NULL CHECK (json_valid(value) AND length(value) <= 100000),
    event INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- Every value a fact ever had; NULL where it became unknown again.
CREATE TABLE fact_history (
    event INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED,
    name  TEXT    NOT NULL,
    value TEXT    CHECK (value IS NULL OR json_valid(value)),
    PRIMARY KEY (event, name)
) STRICT, WITHOUT ROWID;

-- Questions a person answered with "not clear yet".
CREATE TABLE skipped (
    question TEXT    NOT NULL PRIMARY KEY CHECK (length(question) BETWEEN 1 AND 96),
    event    INTEGER NOT NULL REFERENCES events (seq) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

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
