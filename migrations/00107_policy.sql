-- +goose Up
-- What a record is a part of, and whether the consent to keep it was taken back (1) or it was erased (2).
ALTER TABLE records ADD COLUMN under INTEGER REFERENCES records (id);
ALTER TABLE records ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
CREATE INDEX records_under ON records (under, kind) WHERE under IS NOT NULL;
UPDATE records SET under = (SELECT "case" FROM kind_step WHERE kind_step.id = records.id) WHERE kind = 'step';

CREATE TABLE kind_note (
    id INTEGER PRIMARY KEY REFERENCES records (id),
    "case" INTEGER REFERENCES records (id),
    "subject" TEXT NOT NULL DEFAULT '',
    "text" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX kind_note_case ON kind_note ("case");

-- Records that were opened to one account for a time. way is 'share' where somebody else opened it, 'glass' where its
-- owner broke the glass. ended is when it was taken back before its time; 0: not.
CREATE TABLE shares (
    id INTEGER PRIMARY KEY,
    record INTEGER NOT NULL REFERENCES records (id),
    account INTEGER NOT NULL REFERENCES users (id),
    way TEXT NOT NULL,
    writes INTEGER NOT NULL DEFAULT 0,
    given_by TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    ended INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX shares_account ON shares (account, until);
CREATE INDEX shares_record ON shares (record, until);
