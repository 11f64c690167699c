-- +goose Up
-- +goose StatementBegin
CREATE TRIGGER tallies_new AFTER INSERT ON records WHEN NEW.withdrawn = 0 BEGIN
    INSERT INTO tallies (kind, team, level, n) VALUES (NEW.kind, NEW.team, NEW.level, 1)
    ON CONFLICT (kind, team, level) DO UPDATE SET n = n + 1;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER tallies_move AFTER UPDATE OF team, level, withdrawn ON records
WHEN NEW.team <> OLD.team OR NEW.level <> OLD.level OR (NEW.withdrawn = 0) <> (OLD.withdrawn = 0) BEGIN
    UPDATE tallies SET n = n - 1 WHERE OLD.withdrawn = 0 AND kind = OLD.kind AND team = OLD.team AND level = OLD.level;
    INSERT INTO tallies (kind, team, level, n) SELECT NEW.kind, NEW.team, NEW.level, 1 WHERE NEW.withdrawn = 0
    ON CONFLICT (kind, team, level) DO UPDATE SET n = n + 1;
END;
-- +goose StatementEnd
