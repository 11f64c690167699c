-- +goose Up
-- Failed attempts to sign in, so that a restart of the program forgets none (R8): n since a moment, by a keyed hash of
-- what is counted. What is older than the window in which they count is taken out.
CREATE TABLE tries (
    "key" TEXT PRIMARY KEY,
    since INTEGER NOT NULL,
    n INTEGER NOT NULL
);
