-- +goose Up
-- The head row is sealed with a key that is not in the database, over the number of checkpoints too; the time of the
-- newest entry shows a clock that was set back. Witnesses, and what they have cosigned.
ALTER TABLE audit_head ADD COLUMN points INTEGER NOT NULL DEFAULT 0;
ALTER TABLE audit_head ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE audit_head ADD COLUMN seal BLOB NOT NULL DEFAULT x'';
CREATE TABLE audit_cosignature (
    id INTEGER PRIMARY KEY,
    checkpoint INTEGER NOT NULL REFERENCES audit_checkpoint (id),
    witness TEXT NOT NULL,
    wkey TEXT NOT NULL,
    at INTEGER NOT NULL,
    kept INTEGER NOT NULL,
    line TEXT NOT NULL,
    UNIQUE (checkpoint, witness)
);
CREATE TABLE audit_witness (
    code TEXT PRIMARY KEY,
    wkey TEXT NOT NULL,
    active INTEGER NOT NULL,
    size INTEGER NOT NULL,
    kept INTEGER NOT NULL,
    trouble TEXT NOT NULL,
    since INTEGER NOT NULL
);
-- +goose StatementBegin
CREATE TRIGGER audit_cosignature_update BEFORE UPDATE ON audit_cosignature BEGIN SELECT RAISE(ABORT, 'audit_cosignature is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_cosignature_delete BEFORE DELETE ON audit_cosignature BEGIN SELECT RAISE(ABORT, 'audit_cosignature is append-only'); END;
-- +goose StatementEnd
DROP TRIGGER audit_head_update;
-- +goose StatementBegin
CREATE TRIGGER audit_head_update BEFORE UPDATE ON audit_head
WHEN NEW.id <> OLD.id OR NEW.size < OLD.size OR NEW.points < OLD.points
    OR (NEW.size = OLD.size AND (NEW.points = OLD.points OR NEW.edge <> OLD.edge))
BEGIN SELECT RAISE(ABORT, 'audit_head only grows'); END;
-- +goose StatementEnd
