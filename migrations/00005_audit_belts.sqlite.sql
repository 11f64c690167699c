-- +goose Up
-- A second line of defence: the log is only ever added to.
-- +goose StatementBegin
CREATE TRIGGER audit_entry_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_entry_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_node_update BEFORE UPDATE ON audit_node BEGIN SELECT RAISE(ABORT, 'audit_node is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_node_delete BEFORE DELETE ON audit_node BEGIN SELECT RAISE(ABORT, 'audit_node is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_checkpoint_update BEFORE UPDATE ON audit_checkpoint BEGIN SELECT RAISE(ABORT, 'audit_checkpoint is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_checkpoint_delete BEFORE DELETE ON audit_checkpoint BEGIN SELECT RAISE(ABORT, 'audit_checkpoint is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_detail_delete BEFORE DELETE ON audit_detail BEGIN SELECT RAISE(ABORT, 'audit_detail may only be emptied'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_detail_update BEFORE UPDATE ON audit_detail
WHEN NEW.seq <> OLD.seq OR length(NEW.salt) > 0 OR length(NEW.detail) > 0
BEGIN SELECT RAISE(ABORT, 'audit_detail may only be emptied'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_head_update BEFORE UPDATE ON audit_head WHEN NEW.size <= OLD.size OR NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'audit_head only grows'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_head_delete BEFORE DELETE ON audit_head BEGIN SELECT RAISE(ABORT, 'audit_head only grows'); END;
-- +goose StatementEnd
