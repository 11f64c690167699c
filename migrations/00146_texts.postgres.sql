-- +goose Up
-- The words in which a record is found, as the program makes them: folded, stemmed, each once. What is secret lies apart
-- from what is not, and what is shown with another record (told) apart from what is the record's own. The same
-- transaction that writes a record writes these.
CREATE TABLE texts (
    record BIGINT PRIMARY KEY REFERENCES records (id),
    open tsvector NOT NULL,
    secret tsvector NOT NULL,
    told tsvector NOT NULL,
    told_secret tsvector NOT NULL
);
-- Without a list of changes not yet in the index: a search must not cost more after many saves.
CREATE INDEX texts_words ON texts USING gin (open, secret, told, told_secret) WITH (fastupdate = off);
ALTER TABLE records DROP COLUMN search;
ALTER TABLE records DROP COLUMN search_open;
