-- +goose Up
-- A second line of defence: the log is only ever added to.
-- +goose StatementBegin
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION audit_detail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.seq <> OLD.seq OR length(NEW.salt) > 0 OR length(NEW.detail) > 0 THEN
        RAISE EXCEPTION 'audit_detail may only be emptied';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION audit_head_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR NEW.size <= OLD.size OR NEW.id <> OLD.id THEN
        RAISE EXCEPTION 'audit_head only grows';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER audit_entry_belt BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_node_belt BEFORE UPDATE OR DELETE ON audit_node FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_checkpoint_belt BEFORE UPDATE OR DELETE ON audit_checkpoint FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_detail_belt BEFORE UPDATE OR DELETE ON audit_detail FOR EACH ROW EXECUTE FUNCTION audit_detail_refuse();
CREATE TRIGGER audit_head_belt BEFORE UPDATE OR DELETE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_head_refuse();
CREATE TRIGGER audit_entry_truncate BEFORE TRUNCATE ON audit_entry EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_node_truncate BEFORE TRUNCATE ON audit_node EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_checkpoint_truncate BEFORE TRUNCATE ON audit_checkpoint EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_detail_truncate BEFORE TRUNCATE ON audit_detail EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_truncate BEFORE TRUNCATE ON audit_head EXECUTE FUNCTION audit_refuse();
