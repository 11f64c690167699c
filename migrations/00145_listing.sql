-- +goose Up
CREATE TABLE kind_listing (
    id INTEGER PRIMARY KEY REFERENCES records (id),
    "list" INTEGER REFERENCES records (id),
    "position" INTEGER,
    "name" TEXT NOT NULL DEFAULT '',
    "sex" TEXT NOT NULL DEFAULT '',
    "sex_note" TEXT NOT NULL DEFAULT '',
    "born_from" TEXT NOT NULL DEFAULT '',
    "born_to" TEXT NOT NULL DEFAULT '',
    "born_clock" TEXT NOT NULL DEFAULT '',
    "born_precision" TEXT NOT NULL DEFAULT '',
    "born_stated" TEXT NOT NULL DEFAULT '',
    "written" TEXT NOT NULL DEFAULT '',
    "decision" TEXT NOT NULL DEFAULT '',
    "decision_note" TEXT NOT NULL DEFAULT '',
    "way" TEXT NOT NULL DEFAULT '',
    "way_note" TEXT NOT NULL DEFAULT '',
    "score" INTEGER,
    "added" TEXT NOT NULL DEFAULT '',
    "remarks" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX kind_listing_position ON kind_listing ("position", id);
CREATE INDEX kind_listing_list ON kind_listing ("list", "position");

-- Whom an account was shown for a row of a list, best first, when it last had the list compared. It is what that
-- account could see, so nobody else is shown it.
CREATE TABLE likely (
    record INTEGER NOT NULL REFERENCES records (id),
    account INTEGER NOT NULL REFERENCES users (id),
    place INTEGER NOT NULL,
    person INTEGER REFERENCES records (id),
    score INTEGER NOT NULL,
    reasons TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (record, account, place)
);
CREATE INDEX likely_person ON likely (person);

-- A list on its way in. What was read of the file is sealed with a key derived from a token that whoever sent it
-- holds; here is the hash of that token. body is emptied when all rows are in.
CREATE TABLE arrivals (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES users (id),
    body BLOB,
    sum TEXT NOT NULL,
    list INTEGER REFERENCES records (id),
    before INTEGER NOT NULL DEFAULT 0,
    done INTEGER NOT NULL DEFAULT 0,
    size INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT '',
    made INTEGER NOT NULL,
    expires INTEGER NOT NULL
);
CREATE INDEX arrivals_list ON arrivals (list, sum);
CREATE INDEX arrivals_account ON arrivals (account, made);
