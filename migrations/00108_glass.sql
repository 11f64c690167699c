-- +goose Up
-- Each time somebody broke the glass: under which number, why, what for and, where it opened something, until when.
-- number is what was typed, be there such a record or not. Every coordinator is told until they say that they know.
CREATE TABLE alarms (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    account INTEGER NOT NULL REFERENCES users (id),
    number TEXT NOT NULL,
    purpose TEXT NOT NULL,
    why TEXT NOT NULL,
    until INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX alarms_account ON alarms (account, at);
CREATE INDEX alarms_at ON alarms (at);

CREATE TABLE alarms_seen (
    alarm INTEGER NOT NULL REFERENCES alarms (id),
    account INTEGER NOT NULL REFERENCES users (id),
    at INTEGER NOT NULL,
    PRIMARY KEY (alarm, account)
);
