-- +goose Up
-- Two people who may be one, the one entered first as a. The score is in ten thousandths, why is what somebody said who
-- decided, and reasons are what spoke for and against when the two were last compared, as JSON. state is open, same,
-- different or later; what is decided is never found again.
CREATE TABLE pairs (
    a INTEGER NOT NULL REFERENCES records (id),
    b INTEGER NOT NULL REFERENCES records (id),
    score INTEGER NOT NULL,
    reasons TEXT NOT NULL DEFAULT '[]',
    state TEXT NOT NULL DEFAULT 'open',
    found INTEGER NOT NULL,
    decided INTEGER NOT NULL DEFAULT 0,
    decided_by TEXT NOT NULL DEFAULT '',
    why TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (a, b),
    CHECK (a < b)
);
CREATE INDEX pairs_b ON pairs (b, a);
CREATE INDEX pairs_state ON pairs (state, score DESC, a, b);

-- People whose answers changed and who are to be compared with the others. A save only adds a row.
CREATE TABLE to_match (
    record INTEGER NOT NULL REFERENCES records (id),
    at INTEGER NOT NULL,
    PRIMARY KEY (record)
);

-- Each time everybody was looked through: one at a time, as long as its beat goes on.
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    began INTEGER NOT NULL,
    beat INTEGER NOT NULL,
    ended INTEGER NOT NULL DEFAULT 0,
    begun_by TEXT NOT NULL,
    done INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    people INTEGER NOT NULL DEFAULT 0,
    compared INTEGER NOT NULL DEFAULT 0,
    found INTEGER NOT NULL DEFAULT 0,
    cut INTEGER NOT NULL DEFAULT 0,
    stop INTEGER NOT NULL DEFAULT 0,
    failed TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX runs_one ON runs (ended) WHERE ended = 0;
