-- +goose Up
-- What the audit log is searched by, worked out from its entries when they are written. It proves nothing itself: a
-- verification holds every row to the entry that it was made of, and a lost one is made again at the next start. area
-- groups the actions and refused says that an act was not allowed; both follow from the action.
CREATE TABLE audit_index (
    seq INTEGER PRIMARY KEY REFERENCES audit_entry (seq),
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    area TEXT NOT NULL,
    refused INTEGER NOT NULL
);
CREATE INDEX audit_index_actor ON audit_index (actor, seq);
CREATE INDEX audit_index_area ON audit_index (area, seq);
CREATE INDEX audit_index_actor_area ON audit_index (actor, area, seq);
CREATE INDEX audit_index_refused ON audit_index (seq) WHERE refused = 1;

-- The entries of each hour of the wall clock lie between these two. The order of the log is that of its numbers and the
-- clock may jump, so that no index by time would give a stretch of it; hours, of which there are few, do.
CREATE TABLE audit_hour (
    hour INTEGER PRIMARY KEY,
    low INTEGER NOT NULL,
    high INTEGER NOT NULL
);

-- For which list of actions area and refused were worked out.
CREATE TABLE audit_areas (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    list TEXT NOT NULL
);
INSERT INTO audit_areas (id, list) VALUES (1, '');
