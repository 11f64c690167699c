-- +goose Up
-- Second factors. A passkey is kept as what its authenticator gave: the id of the credential and its public key, which
-- opens nothing here. secret is the seed of one-time codes, sealed under a key of the ring; last_step is the newest
-- step of time of which a code was used. Recovery codes are kept as hashes. A notice tells its account, once, what was
-- changed about it. Sessions of before do not say how they were opened, so they end here.
DELETE FROM sessions;

CREATE TABLE passkeys (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES users (id),
    credential BLOB NOT NULL UNIQUE,
    body BLOB NOT NULL,
    name TEXT NOT NULL,
    created INTEGER NOT NULL,
    used INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX passkeys_account ON passkeys (account);

CREATE TABLE totps (
    account INTEGER PRIMARY KEY REFERENCES users (id),
    secret BLOB NOT NULL,
    confirmed INTEGER NOT NULL DEFAULT 0,
    last_step INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL
);

CREATE TABLE recovery_codes (
    account INTEGER NOT NULL REFERENCES users (id),
    hash TEXT NOT NULL,
    used INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account, hash)
);

CREATE TABLE notices (
    id INTEGER PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES users (id),
    at INTEGER NOT NULL,
    key TEXT NOT NULL,
    seen INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX notices_account ON notices (account, seen);

CREATE UNIQUE INDEX sessions_id ON sessions (id);
