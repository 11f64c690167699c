-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION tallies_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.withdrawn = 0 THEN
        UPDATE tallies SET n = n - 1 WHERE kind = OLD.kind AND team = OLD.team AND level = OLD.level;
    END IF;
    IF NEW.withdrawn = 0 THEN
        INSERT INTO tallies (kind, team, level, n) VALUES (NEW.kind, NEW.team, NEW.level, 1)
        ON CONFLICT (kind, team, level) DO UPDATE SET n = tallies.n + 1;
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER tallies_new AFTER INSERT ON records FOR EACH ROW EXECUTE FUNCTION tallies_keep();
CREATE TRIGGER tallies_move AFTER UPDATE ON records FOR EACH ROW
WHEN (NEW.team <> OLD.team OR NEW.level <> OLD.level OR (NEW.withdrawn = 0) <> (OLD.withdrawn = 0))
EXECUTE FUNCTION tallies_keep();
