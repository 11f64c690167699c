-- +goose Up
-- Lists are read arm by arm of a scope: one team and one level each, in the order of the list.
CREATE INDEX records_arm ON records (kind, team, level, id) WHERE withdrawn = 0;
CREATE INDEX records_arm_from ON records (kind, team, level, from_sort, id) WHERE withdrawn = 0;
CREATE INDEX records_arm_title ON records (kind, team, level, title_sort, id) WHERE withdrawn = 0;
CREATE INDEX records_creator ON records (creator, kind, id);
CREATE INDEX facts_people ON facts (kind, team, level, cluster);
-- The commonest count reads one index alone, whoever asks: it holds all that a scope looks at.
DROP INDEX IF EXISTS facts_counts;
CREATE INDEX facts_counts ON facts (first, region, month, kind, team, level, creator, cluster, record);

-- How many records of a kind a team has at a level. The triggers keep it whatever writes, so that a list can say its
-- total without counting.
CREATE TABLE tallies (
    kind TEXT NOT NULL,
    team TEXT NOT NULL,
    level TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (kind, team, level)
);
INSERT INTO tallies (kind, team, level, n) SELECT kind, team, level, COUNT(*) FROM records WHERE withdrawn = 0 GROUP BY kind, team, level;
