-- +goose Up
-- What a session may do and how far its owner has proved who they are. id names it on the page that lists sessions,
-- where the hash must not stand. stage is empty for a whole session, 'factor' while a second factor is waited for and
-- 'enrol' while none is enrolled though one is required. fresh is when its owner last proved who they are. The purpose
-- is what restricted records are opened for, asked once. network is a shortened address and lives no longer than the
-- session does.
ALTER TABLE sessions ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN stage TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN fresh INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN purpose_why TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN purpose_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN network TEXT NOT NULL DEFAULT '';
