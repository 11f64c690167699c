-- +goose Up
-- The words in which a record is found, as the program makes them: folded, stemmed, each once, with spaces between.
-- What is secret lies apart from what is not, and what is shown with another record (told) apart from what is the
-- record's own. The same transaction that writes a record writes these.
CREATE TABLE texts (
    record INTEGER PRIMARY KEY REFERENCES records (id),
    open TEXT NOT NULL DEFAULT '',
    secret TEXT NOT NULL DEFAULT '',
    told TEXT NOT NULL DEFAULT '',
    told_secret TEXT NOT NULL DEFAULT ''
);
-- The index folds nothing itself but A to Z, and ranks by nothing. What is deleted is taken out of it at once.
CREATE VIRTUAL TABLE text_index USING fts5(open, secret, told, told_secret, content='texts', content_rowid='record',
    detail=column, columnsize=0, tokenize="ascii tokenchars '_'");
INSERT INTO text_index (text_index, rank) VALUES ('secure-delete', 1);
-- +goose StatementBegin
CREATE TRIGGER texts_new AFTER INSERT ON texts BEGIN
    INSERT INTO text_index (rowid, open, secret, told, told_secret)
    VALUES (NEW.record, NEW.open, NEW.secret, NEW.told, NEW.told_secret);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER texts_gone AFTER DELETE ON texts BEGIN
    INSERT INTO text_index (text_index, rowid, open, secret, told, told_secret)
    VALUES ('delete', OLD.record, OLD.open, OLD.secret, OLD.told, OLD.told_secret);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER texts_change AFTER UPDATE ON texts BEGIN
    INSERT INTO text_index (text_index, rowid, open, secret, told, told_secret)
    VALUES ('delete', OLD.record, OLD.open, OLD.secret, OLD.told, OLD.told_secret);
    INSERT INTO text_index (rowid, open, secret, told, told_secret)
    VALUES (NEW.record, NEW.open, NEW.secret, NEW.told, NEW.told_secret);
END;
-- +goose StatementEnd
ALTER TABLE records DROP COLUMN search;
ALTER TABLE records DROP COLUMN search_open;
