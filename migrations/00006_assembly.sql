-- +goose Up
CREATE TABLE kind_assembly (
    id INTEGER PRIMARY KEY REFERENCES records (id),
    "title_en" TEXT NOT NULL DEFAULT '',
    "title_ru" TEXT NOT NULL DEFAULT '',
    "title_kk" TEXT NOT NULL DEFAULT '',
    "place" INTEGER REFERENCES records (id),
    "demand" TEXT NOT NULL DEFAULT '',
    "notification" TEXT NOT NULL DEFAULT '',
    "notification_note" TEXT NOT NULL DEFAULT '',
    "treatment" TEXT NOT NULL DEFAULT '',
    "treatment_note" TEXT NOT NULL DEFAULT '',
    "participants" INTEGER,
    "detained" INTEGER,
    "account" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX kind_assembly_place ON kind_assembly ("place");
