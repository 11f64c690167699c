-- +goose Up
-- Every word of letters alone, from the fourth letter on, that stands in the words by which records are found, and its
-- stems: through them a word with a mistake, or a part of one, leads to those that may be meant. The last record that
-- holds a word takes it out.
CREATE TABLE spellings (word TEXT COLLATE "C" NOT NULL PRIMARY KEY);
