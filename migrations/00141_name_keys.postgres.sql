-- +goose Up
-- What is known of each person who is not withdrawn, as a search by name weighs it; made of the answers by Save.
CREATE TABLE name_cards (
    record BIGINT PRIMARY KEY REFERENCES records (id),
    number TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C" NOT NULL,
    level TEXT COLLATE "C" NOT NULL,
    creator BIGINT NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    names TEXT COLLATE "C" NOT NULL,
    sex TEXT COLLATE "C" NOT NULL,
    born_from TEXT COLLATE "C" NOT NULL,
    born_to TEXT COLLATE "C" NOT NULL,
    region TEXT COLLATE "C" NOT NULL,
    iin TEXT COLLATE "C" NOT NULL
);
CREATE INDEX name_cards_iin ON name_cards (iin) WHERE iin <> '';

-- One row for each word of a person's names, with all that a scope looks at: a search reads nothing else until it
-- ranks. In mask each of the person's words sets two bits, so that a second word is asked for in passing.
CREATE TABLE name_keys (
    word TEXT COLLATE "C" NOT NULL,
    team TEXT COLLATE "C" NOT NULL,
    level TEXT COLLATE "C" NOT NULL,
    creator BIGINT NOT NULL,
    record BIGINT NOT NULL,
    mask BIGINT NOT NULL,
    PRIMARY KEY (word, team, level, creator, record) INCLUDE (mask)
);

-- The dictionary: each word once for each way to come upon it: the whole, its ends of three letters and more, and what
-- is left when one letter is missing.
CREATE TABLE name_parts (
    part TEXT COLLATE "C" NOT NULL,
    word TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (part, word)
);
