-- +goose Up
CREATE TABLE teams (
    code TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    en TEXT NOT NULL,
    ru TEXT NOT NULL,
    kk TEXT NOT NULL
);

CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    password TEXT NOT NULL DEFAULT '',
    lang TEXT NOT NULL DEFAULT '',
    disabled INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL,
    seen INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE user_teams (
    account INTEGER NOT NULL REFERENCES users (id),
    team TEXT NOT NULL REFERENCES teams (code),
    PRIMARY KEY (account, team)
);

-- Only hashes of what opens a door are kept: of session cookies, one-time links and tokens.
CREATE TABLE sessions (
    hash TEXT PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES users (id),
    created INTEGER NOT NULL,
    seen INTEGER NOT NULL
);
CREATE INDEX sessions_account ON sessions (account);

CREATE TABLE invitations (
    hash TEXT PRIMARY KEY,
    account INTEGER NOT NULL REFERENCES users (id),
    purpose TEXT NOT NULL,
    expires INTEGER NOT NULL,
    used INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE tokens (
    hash TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES users (id),
    scopes TEXT NOT NULL,
    created INTEGER NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0
);
