-- +goose Up
-- A role that opens more than others (coordinator, administrator, auditor) is given by two administrators: one asks,
-- another decides. decided is 0 while the question is open; granted tells the answer. A question that is withdrawn,
-- because the account or whoever asked changed in between, is decided by nobody.
CREATE TABLE standings_asked (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES users (id),
    asked_by INTEGER NOT NULL REFERENCES users (id),
    role TEXT NOT NULL,
    teams TEXT NOT NULL,
    asked INTEGER NOT NULL,
    decided INTEGER NOT NULL DEFAULT 0,
    decided_by INTEGER REFERENCES users (id),
    granted INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX standings_open ON standings_asked (decided, account);

-- Forms that were sent after their session had ended. The body is sealed under a key that only the browser has which
-- sent it; here is the hash of that key, whose form it is where that is known, and a keyed hash of the network it came
-- from, by which strangers are counted.
CREATE TABLE stashes (
    hash TEXT PRIMARY KEY,
    account INTEGER REFERENCES users (id),
    network TEXT NOT NULL,
    body BLOB NOT NULL,
    made INTEGER NOT NULL,
    expires INTEGER NOT NULL
);
CREATE INDEX stashes_account ON stashes (account, made);
CREATE INDEX stashes_expires ON stashes (expires);
