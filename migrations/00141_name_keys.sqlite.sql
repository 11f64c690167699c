-- +goose Up
-- What is known of each person who is not withdrawn, as a search by name weighs it; made of the answers by Save.
CREATE TABLE name_cards (
    record INTEGER PRIMARY KEY REFERENCES records (id),
    number TEXT NOT NULL,
    team TEXT NOT NULL,
    level TEXT NOT NULL,
    creator INTEGER NOT NULL,
    words TEXT NOT NULL,
    names TEXT NOT NULL,
    sex TEXT NOT NULL,
    born_from TEXT NOT NULL,
    born_to TEXT NOT NULL,
    region TEXT NOT NULL,
    iin TEXT NOT NULL
);
CREATE INDEX name_cards_iin ON name_cards (iin) WHERE iin <> '';

-- One row for each word of a person's names, with all that a scope looks at: a search reads nothing else until it
-- ranks. In mask each of the person's words sets two bits, so that a second word is asked for in passing.
CREATE TABLE name_keys (
    word TEXT NOT NULL,
    team TEXT NOT NULL,
    level TEXT NOT NULL,
    creator INTEGER NOT NULL,
    record INTEGER NOT NULL,
    mask INTEGER NOT NULL,
    PRIMARY KEY (word, team, level, creator, record)
) WITHOUT ROWID;

-- The dictionary: each word once for each way to come upon it: the whole, its ends of three letters and more, and what
-- is left when one letter is missing.
CREATE TABLE name_parts (
    part TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (part, word)
) WITHOUT ROWID;
