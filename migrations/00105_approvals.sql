-- +goose Up
-- What needs a second person. what names the one act that was asked for, as exactly as it will be done: the address of
-- a file, or the number of a record. size is how many records it was about when it was asked for. An approval is used
-- once, by whoever asked, before until. decision is empty, 'yes' or 'no'.
CREATE TABLE approvals (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    size INTEGER NOT NULL,
    purpose TEXT NOT NULL DEFAULT '',
    why TEXT NOT NULL DEFAULT '',
    asked_by INTEGER NOT NULL REFERENCES users (id),
    asked_at INTEGER NOT NULL,
    decided_by INTEGER REFERENCES users (id),
    decided_at INTEGER NOT NULL DEFAULT 0,
    decision TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL DEFAULT '',
    until INTEGER NOT NULL DEFAULT 0,
    used_at INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX approvals_open ON approvals (decision, asked_at);
CREATE INDEX approvals_asker ON approvals (asked_by, asked_at);

-- How many records an account took away without a second person, so that a large export in small pieces counts as one.
CREATE TABLE taken (
    account INTEGER NOT NULL REFERENCES users (id),
    at INTEGER NOT NULL,
    size INTEGER NOT NULL
);
CREATE INDEX taken_account ON taken (account, at);
