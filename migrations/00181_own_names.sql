-- +goose Up
-- Searches by name among one's own entries: else each of them would be looked for among all who bear the word.
CREATE INDEX name_keys_creator ON name_keys (creator, word);
