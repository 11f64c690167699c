-- +goose Up
-- By which rules titles and other derived values were worked out last. A program with newer rules works them out again
-- when it starts.
CREATE TABLE derived (
    id INTEGER PRIMARY KEY,
    rules INTEGER NOT NULL
);
INSERT INTO derived (id, rules) SELECT 1, CASE WHEN EXISTS (SELECT 1 FROM records) THEN 0 ELSE 1 END;
