-- +goose Up
-- What every record has whatever its kind. Policy, lists, search and links need this table alone.
CREATE TABLE records (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    number TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    team TEXT NOT NULL DEFAULT '',
    level TEXT NOT NULL,
    status TEXT NOT NULL,
    event INTEGER REFERENCES records (id),
    from_from TEXT NOT NULL DEFAULT '',
    from_to TEXT NOT NULL DEFAULT '',
    from_clock TEXT NOT NULL DEFAULT '',
    from_precision TEXT NOT NULL DEFAULT '',
    from_stated TEXT NOT NULL DEFAULT '',
    from_sort TEXT NOT NULL DEFAULT '',
    to_from TEXT NOT NULL DEFAULT '',
    to_to TEXT NOT NULL DEFAULT '',
    to_clock TEXT NOT NULL DEFAULT '',
    to_precision TEXT NOT NULL DEFAULT '',
    to_stated TEXT NOT NULL DEFAULT '',
    region TEXT NOT NULL DEFAULT '',
    region_now TEXT NOT NULL DEFAULT '',
    owner TEXT NOT NULL DEFAULT '',
    due_from TEXT NOT NULL DEFAULT '',
    due_to TEXT NOT NULL DEFAULT '',
    due_clock TEXT NOT NULL DEFAULT '',
    due_precision TEXT NOT NULL DEFAULT '',
    due_stated TEXT NOT NULL DEFAULT '',
    due_sort TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    title_open TEXT NOT NULL DEFAULT '',
    title_ru TEXT NOT NULL DEFAULT '',
    title_kk TEXT NOT NULL DEFAULT '',
    title_sort TEXT NOT NULL DEFAULT '',
    title_open_sort TEXT NOT NULL DEFAULT '',
    search TEXT NOT NULL DEFAULT '',
    search_open TEXT NOT NULL DEFAULT '',
    creator INTEGER NOT NULL,
    editor INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL
);
CREATE INDEX records_kind ON records (kind, id);
CREATE INDEX records_kind_from ON records (kind, from_sort, id);
CREATE INDEX records_kind_title ON records (kind, title_sort, id);
CREATE INDEX records_kind_title_open ON records (kind, title_open_sort, id);
CREATE INDEX records_due ON records (due_sort, id) WHERE due_sort <> '';
CREATE INDEX records_event ON records (event, kind);
CREATE INDEX records_updated ON records (updated);

-- Answers of many values, one row each: the codes of a multiple choice, the names of a person.
CREATE TABLE answers (
    record INTEGER NOT NULL REFERENCES records (id),
    field TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (record, field, "row")
);
CREATE INDEX answers_value ON answers (field, value, record);

CREATE TABLE links (
    record INTEGER NOT NULL REFERENCES records (id),
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    target INTEGER NOT NULL REFERENCES records (id),
    certainty TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (record, position)
);
CREATE INDEX links_target ON links (target, role);

CREATE TABLE citations (
    record INTEGER NOT NULL REFERENCES records (id),
    position INTEGER NOT NULL,
    field TEXT NOT NULL DEFAULT '',
    source INTEGER NOT NULL REFERENCES records (id),
    states TEXT NOT NULL DEFAULT '',
    "where" TEXT NOT NULL DEFAULT '',
    credibility TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (record, position)
);
CREATE INDEX citations_source ON citations (source);

-- One narrow row for each record and subject with every dimension of counting; counts read nothing else.
CREATE TABLE facts (
    record INTEGER NOT NULL REFERENCES records (id),
    subject INTEGER NOT NULL DEFAULT 0,
    cluster INTEGER NOT NULL DEFAULT 0,
    unnamed INTEGER NOT NULL DEFAULT 0,
    first INTEGER NOT NULL,
    kind TEXT NOT NULL,
    team TEXT NOT NULL,
    level TEXT NOT NULL,
    creator INTEGER NOT NULL,
    status TEXT NOT NULL,
    event INTEGER NOT NULL DEFAULT 0,
    region TEXT NOT NULL DEFAULT '',
    region_now TEXT NOT NULL DEFAULT '',
    month TEXT NOT NULL DEFAULT '',
    began TEXT NOT NULL DEFAULT '',
    day TEXT NOT NULL DEFAULT '',
    type TEXT NOT NULL DEFAULT '',
    sex TEXT NOT NULL DEFAULT '',
    ground TEXT NOT NULL DEFAULT '',
    outcome TEXT NOT NULL DEFAULT '',
    in_custody TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (record, subject)
);
CREATE INDEX facts_subject ON facts (subject);
CREATE INDEX facts_event ON facts (event, kind);
-- The commonest count, by region, month and kind within a scope, reads this index alone.
CREATE INDEX facts_counts ON facts (first, region, month, kind, team, level, creator, cluster);

-- What a form token or an idempotency key made, so that sending it again gives the first answer.
CREATE TABLE sent (
    account INTEGER NOT NULL,
    token TEXT NOT NULL,
    record INTEGER NOT NULL REFERENCES records (id),
    at INTEGER NOT NULL,
    PRIMARY KEY (account, token)
);

CREATE TABLE terms (
    list TEXT NOT NULL,
    code TEXT NOT NULL,
    position INTEGER NOT NULL,
    en TEXT NOT NULL,
    ru TEXT NOT NULL,
    kk TEXT NOT NULL,
    huridocs TEXT NOT NULL DEFAULT '',
    parent TEXT NOT NULL DEFAULT '',
    offered TEXT NOT NULL DEFAULT '',
    valid_from TEXT NOT NULL DEFAULT '',
    valid_to TEXT NOT NULL DEFAULT '',
    mark TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (list, code)
);
