-- +goose Up
-- People who are recorded twice are linked, never moved: merged is the record that stands for the whole cluster; NULL
-- where a record stands for itself. It follows from the links with the role same_person.
ALTER TABLE records ADD COLUMN merged INTEGER REFERENCES records (id);
CREATE INDEX records_merged ON records (merged) WHERE merged IS NOT NULL;

-- What each merge did, so that it can be undone: the answers that were taken from the absorbed record, before and after,
-- as the history writes them. undone_at is when it was taken back; 0: it holds.
CREATE TABLE merges (
    id INTEGER PRIMARY KEY,
    keep INTEGER NOT NULL REFERENCES records (id),
    absorbed INTEGER NOT NULL REFERENCES records (id),
    taken TEXT NOT NULL DEFAULT '',
    account INTEGER NOT NULL,
    at INTEGER NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    undone_at INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX merges_absorbed ON merges (absorbed) WHERE undone_at = 0;
CREATE INDEX merges_keep ON merges (keep, id);
