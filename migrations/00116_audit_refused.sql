-- +goose Up
-- What somebody was refused is little among all that they did; without this it is looked for through all of it.
CREATE INDEX audit_index_refused_actor ON audit_index (actor, seq) WHERE refused = 1;
