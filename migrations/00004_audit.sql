-- +goose Up
-- The Merkle log: size and right edge, the entries, every stored hash of the tree. Object and revision repeat what an
-- entry says, for finding it; revision is 0 for entries that changed no record.
CREATE TABLE audit_head (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    size INTEGER NOT NULL,
    edge BLOB NOT NULL
);
INSERT INTO audit_head (id, size, edge) VALUES (1, 0, '');

CREATE TABLE audit_entry (
    seq INTEGER PRIMARY KEY,
    object TEXT NOT NULL,
    revision INTEGER NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX audit_entry_object ON audit_entry (object, revision);

CREATE TABLE audit_node (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL
);

-- Salts and details are apart from the entries, so that an erasure can empty them and leave the tree whole.
CREATE TABLE audit_detail (
    seq INTEGER PRIMARY KEY REFERENCES audit_entry (seq),
    salt BLOB NOT NULL,
    detail BLOB NOT NULL
);

CREATE TABLE audit_checkpoint (
    id INTEGER PRIMARY KEY,
    size INTEGER NOT NULL,
    note BLOB NOT NULL
);
CREATE INDEX audit_checkpoint_size ON audit_checkpoint (size, id);
