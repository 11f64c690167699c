-- +goose Up
-- One table a kind with the answers that are its own. Answers of many values, links and citations live elsewhere.
CREATE TABLE kind_event (
    id INTEGER PRIMARY KEY REFERENCES records (id),
    "title_en" TEXT NOT NULL DEFAULT '',
    "title_ru" TEXT NOT NULL DEFAULT '',
    "title_kk" TEXT NOT NULL DEFAULT '',
    "type" TEXT NOT NULL DEFAULT '',
    "type_note" TEXT NOT NULL DEFAULT '',
    "trigger_en" TEXT NOT NULL DEFAULT '',
    "trigger_ru" TEXT NOT NULL DEFAULT '',
    "trigger_kk" TEXT NOT NULL DEFAULT '',
    "summary_en" TEXT NOT NULL DEFAULT '',
    "summary_ru" TEXT NOT NULL DEFAULT '',
    "summary_kk" TEXT NOT NULL DEFAULT ''
);

CREATE TABLE kind_person (
    id INTEGER PRIMARY KEY REFERENCES records (id),
    "unit" TEXT NOT NULL DEFAULT '',
    "group_size" INTEGER,
    "sex" TEXT NOT NULL DEFAULT '',
    "sex_note" TEXT NOT NULL DEFAULT '',
    "born_from" TEXT NOT NULL DEFAULT '',
    "born_to" TEXT NOT NULL DEFAULT '',
    "born_clock" TEXT NOT NULL DEFAULT '',
    "born_precision" TEXT NOT NULL DEFAULT '',
    "born_stated" TEXT NOT NULL DEFAULT '',
    "died_from" TEXT NOT NULL DEFAULT '',
    "died_to" TEXT NOT NULL DEFAULT '',
    "died_clock" TEXT NOT NULL DEFAULT '',
    "died_precision" TEXT NOT NULL DEFAULT '',
    "died_stated" TEXT NOT NULL DEFAULT '',
    "citizenship" TEXT NOT NULL DEFAULT '',
    "occupation" TEXT NOT NULL DEFAULT '',
    "iin" TEXT NOT NULL DEFAULT '',
    "contact" TEXT NOT NULL DEFAULT '',
    "health" TEXT NOT NULL DEFAULT '',
    "remarks" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX kind_person_born ON kind_person ("born_from", id);

CREATE TABLE kind_detention (
    id INTEGER PRIMARY KEY REFERENCES records (id),
    "place" INTEGER REFERENCES records (id),
    "type" TEXT NOT NULL DEFAULT '',
    "type_note" TEXT NOT NULL DEFAULT '',
    "ground" TEXT NOT NULL DEFAULT '',
    "ground_note" TEXT NOT NULL DEFAULT '',
    "taken_from" TEXT NOT NULL DEFAULT '',
    "stated_reason" TEXT NOT NULL DEFAULT '',
    "outcome" TEXT NOT NULL DEFAULT '',
    "outcome_note" TEXT NOT NULL DEFAULT '',
    "record_drawn" TEXT NOT NULL DEFAULT '',
    "reasons_told" TEXT NOT NULL DEFAULT '',
    "lawyer_admitted" TEXT NOT NULL DEFAULT '',
    "lawyer_when_from" TEXT NOT NULL DEFAULT '',
    "lawyer_when_to" TEXT NOT NULL DEFAULT '',
    "lawyer_when_clock" TEXT NOT NULL DEFAULT '',
    "lawyer_when_precision" TEXT NOT NULL DEFAULT '',
    "lawyer_when_stated" TEXT NOT NULL DEFAULT '',
    "relatives_told" TEXT NOT NULL DEFAULT '',
    "before_judge_from" TEXT NOT NULL DEFAULT '',
    "before_judge_to" TEXT NOT NULL DEFAULT '',
    "before_judge_clock" TEXT NOT NULL DEFAULT '',
    "before_judge_precision" TEXT NOT NULL DEFAULT '',
    "before_judge_stated" TEXT NOT NULL DEFAULT '',
    "ill_treated" TEXT NOT NULL DEFAULT '',
    "conditions" TEXT NOT NULL DEFAULT '',
    "days_held" INTEGER,
    "over_72_hours" TEXT NOT NULL DEFAULT '',
    "account" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX kind_detention_place ON kind_detention ("place");

CREATE TABLE kind_case (
    id INTEGER PRIMARY KEY REFERENCES records (id),
    "type" TEXT NOT NULL DEFAULT '',
    "type_note" TEXT NOT NULL DEFAULT '',
    "file_no" TEXT NOT NULL DEFAULT '',
    "stage" TEXT NOT NULL DEFAULT '',
    "stage_note" TEXT NOT NULL DEFAULT '',
    "measure" TEXT NOT NULL DEFAULT '',
    "measure_note" TEXT NOT NULL DEFAULT '',
    "court" INTEGER REFERENCES records (id),
    "body" INTEGER REFERENCES records (id),
    "outcome" TEXT NOT NULL DEFAULT '',
    "outcome_note" TEXT NOT NULL DEFAULT '',
    "sentence" TEXT NOT NULL DEFAULT '',
    "remarks" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX kind_case_file_no ON kind_case ("file_no", id);
CREATE INDEX kind_case_court ON kind_case ("court");
CREATE INDEX kind_case_body ON kind_case ("body");

CREATE TABLE kind_step (
    id INTEGER PRIMARY KEY REFERENCES records (id),
    "case" INTEGER REFERENCES records (id),
    "type" TEXT NOT NULL DEFAULT '',
    "type_note" TEXT NOT NULL DEFAULT '',
    "stage" TEXT NOT NULL DEFAULT '',
    "stage_note" TEXT NOT NULL DEFAULT '',
    "standing" TEXT NOT NULL DEFAULT '',
    "standing_note" TEXT NOT NULL DEFAULT '',
    "measure" TEXT NOT NULL DEFAULT '',
    "measure_note" TEXT NOT NULL DEFAULT '',
    "until_from" TEXT NOT NULL DEFAULT '',
    "until_to" TEXT NOT NULL DEFAULT '',
    "until_clock" TEXT NOT NULL DEFAULT '',
    "until_precision" TEXT NOT NULL DEFAULT '',
    "until_stated" TEXT NOT NULL DEFAULT '',
    "court" INTEGER REFERENCES records (id),
    "judge" TEXT NOT NULL DEFAULT '',
    "result" TEXT NOT NULL DEFAULT '',
    "task" TEXT NOT NULL DEFAULT '',
    "done" TEXT NOT NULL DEFAULT '',
    "remarks" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX kind_step_case ON kind_step ("case");
CREATE INDEX kind_step_court ON kind_step ("court");

CREATE TABLE kind_death (
    id INTEGER PRIMARY KEY REFERENCES records (id),
    "place" INTEGER REFERENCES records (id),
    "type" TEXT NOT NULL DEFAULT '',
    "type_note" TEXT NOT NULL DEFAULT '',
    "in_custody" TEXT NOT NULL DEFAULT '',
    "official_version" TEXT NOT NULL DEFAULT '',
    "family_version" TEXT NOT NULL DEFAULT '',
    "own_version" TEXT NOT NULL DEFAULT '',
    "official_cause" TEXT NOT NULL DEFAULT '',
    "manner" TEXT NOT NULL DEFAULT '',
    "manner_note" TEXT NOT NULL DEFAULT '',
    "autopsy" TEXT NOT NULL DEFAULT '',
    "autopsy_note" TEXT NOT NULL DEFAULT '',
    "certificate" TEXT NOT NULL DEFAULT '',
    "certificate_note" TEXT NOT NULL DEFAULT '',
    "last_seen" TEXT NOT NULL DEFAULT '',
    "burial_from" TEXT NOT NULL DEFAULT '',
    "burial_to" TEXT NOT NULL DEFAULT '',
    "burial_clock" TEXT NOT NULL DEFAULT '',
    "burial_precision" TEXT NOT NULL DEFAULT '',
    "burial_stated" TEXT NOT NULL DEFAULT '',
    "investigation" TEXT NOT NULL DEFAULT '',
    "investigation_note" TEXT NOT NULL DEFAULT '',
    "family_pressed" TEXT NOT NULL DEFAULT '',
    "account" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX kind_death_place ON kind_death ("place");

CREATE TABLE kind_ill_treatment (
    id INTEGER PRIMARY KEY REFERENCES records (id),
    "place" INTEGER REFERENCES records (id),
    "type" TEXT NOT NULL DEFAULT '',
    "type_note" TEXT NOT NULL DEFAULT '',
    "in_custody" TEXT NOT NULL DEFAULT '',
    "injuries" TEXT NOT NULL DEFAULT '',
    "medical" TEXT NOT NULL DEFAULT '',
    "medical_note" TEXT NOT NULL DEFAULT '',
    "examined_from" TEXT NOT NULL DEFAULT '',
    "examined_to" TEXT NOT NULL DEFAULT '',
    "examined_clock" TEXT NOT NULL DEFAULT '',
    "examined_precision" TEXT NOT NULL DEFAULT '',
    "examined_stated" TEXT NOT NULL DEFAULT '',
    "consistency" TEXT NOT NULL DEFAULT '',
    "consistency_note" TEXT NOT NULL DEFAULT '',
    "complaint" TEXT NOT NULL DEFAULT '',
    "complained_from" TEXT NOT NULL DEFAULT '',
    "complained_to" TEXT NOT NULL DEFAULT '',
    "complained_clock" TEXT NOT NULL DEFAULT '',
    "complained_precision" TEXT NOT NULL DEFAULT '',
    "complained_stated" TEXT NOT NULL DEFAULT '',
    "investigation" TEXT NOT NULL DEFAULT '',
    "investigation_note" TEXT NOT NULL DEFAULT '',
    "account" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX kind_ill_treatment_place ON kind_ill_treatment ("place");

CREATE TABLE kind_harassment (
    id INTEGER PRIMARY KEY REFERENCES records (id),
    "place" INTEGER REFERENCES records (id),
    "type" TEXT NOT NULL DEFAULT '',
    "type_note" TEXT NOT NULL DEFAULT '',
    "channel" TEXT NOT NULL DEFAULT '',
    "channel_note" TEXT NOT NULL DEFAULT '',
    "motive_role" TEXT NOT NULL DEFAULT '',
    "ongoing" TEXT NOT NULL DEFAULT '',
    "reported" TEXT NOT NULL DEFAULT '',
    "account" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX kind_harassment_place ON kind_harassment ("place");

CREATE TABLE kind_organisation (
    id INTEGER PRIMARY KEY REFERENCES records (id),
    "name_en" TEXT NOT NULL DEFAULT '',
    "name_ru" TEXT NOT NULL DEFAULT '',
    "name_kk" TEXT NOT NULL DEFAULT '',
    "aliases" TEXT NOT NULL DEFAULT '',
    "type" TEXT NOT NULL DEFAULT '',
    "type_note" TEXT NOT NULL DEFAULT '',
    "registration" TEXT NOT NULL DEFAULT '',
    "registration_note" TEXT NOT NULL DEFAULT '',
    "agency" TEXT NOT NULL DEFAULT '',
    "agency_note" TEXT NOT NULL DEFAULT '',
    "founded_from" TEXT NOT NULL DEFAULT '',
    "founded_to" TEXT NOT NULL DEFAULT '',
    "founded_clock" TEXT NOT NULL DEFAULT '',
    "founded_precision" TEXT NOT NULL DEFAULT '',
    "founded_stated" TEXT NOT NULL DEFAULT '',
    "dissolved_from" TEXT NOT NULL DEFAULT '',
    "dissolved_to" TEXT NOT NULL DEFAULT '',
    "dissolved_clock" TEXT NOT NULL DEFAULT '',
    "dissolved_precision" TEXT NOT NULL DEFAULT '',
    "dissolved_stated" TEXT NOT NULL DEFAULT '',
    "website" TEXT NOT NULL DEFAULT '',
    "remarks" TEXT NOT NULL DEFAULT ''
);

CREATE TABLE kind_place (
    id INTEGER PRIMARY KEY REFERENCES records (id),
    "name_en" TEXT NOT NULL DEFAULT '',
    "name_ru" TEXT NOT NULL DEFAULT '',
    "name_kk" TEXT NOT NULL DEFAULT '',
    "aliases" TEXT NOT NULL DEFAULT '',
    "type" TEXT NOT NULL DEFAULT '',
    "type_note" TEXT NOT NULL DEFAULT '',
    "district" TEXT NOT NULL DEFAULT '',
    "within" INTEGER REFERENCES records (id),
    "address" TEXT NOT NULL DEFAULT '',
    "position" TEXT NOT NULL DEFAULT '',
    "agency" TEXT NOT NULL DEFAULT '',
    "agency_note" TEXT NOT NULL DEFAULT '',
    "opened_from" TEXT NOT NULL DEFAULT '',
    "opened_to" TEXT NOT NULL DEFAULT '',
    "opened_clock" TEXT NOT NULL DEFAULT '',
    "opened_precision" TEXT NOT NULL DEFAULT '',
    "opened_stated" TEXT NOT NULL DEFAULT '',
    "closed_from" TEXT NOT NULL DEFAULT '',
    "closed_to" TEXT NOT NULL DEFAULT '',
    "closed_clock" TEXT NOT NULL DEFAULT '',
    "closed_precision" TEXT NOT NULL DEFAULT '',
    "closed_stated" TEXT NOT NULL DEFAULT '',
    "remarks" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX kind_place_within ON kind_place ("within");

CREATE TABLE kind_source (
    id INTEGER PRIMARY KEY REFERENCES records (id),
    "title" TEXT NOT NULL DEFAULT '',
    "type" TEXT NOT NULL DEFAULT '',
    "type_note" TEXT NOT NULL DEFAULT '',
    "is_list" TEXT NOT NULL DEFAULT '',
    "author" TEXT NOT NULL DEFAULT '',
    "publisher" INTEGER REFERENCES records (id),
    "language" TEXT NOT NULL DEFAULT '',
    "language_note" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "archived" TEXT NOT NULL DEFAULT '',
    "received_from" TEXT NOT NULL DEFAULT '',
    "received_to" TEXT NOT NULL DEFAULT '',
    "received_clock" TEXT NOT NULL DEFAULT '',
    "received_precision" TEXT NOT NULL DEFAULT '',
    "received_stated" TEXT NOT NULL DEFAULT '',
    "reliability" TEXT NOT NULL DEFAULT '',
    "reliability_note" TEXT NOT NULL DEFAULT '',
    "connection" TEXT NOT NULL DEFAULT '',
    "connection_note" TEXT NOT NULL DEFAULT '',
    "excerpt" TEXT NOT NULL DEFAULT '',
    "remarks" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX kind_source_publisher ON kind_source ("publisher");

CREATE TABLE kind_figure (
    id INTEGER PRIMARY KEY REFERENCES records (id),
    "metric" TEXT NOT NULL DEFAULT '',
    "metric_note" TEXT NOT NULL DEFAULT '',
    "bound" TEXT NOT NULL DEFAULT '',
    "bound_note" TEXT NOT NULL DEFAULT '',
    "value" INTEGER,
    "value_to" INTEGER,
    "stated" TEXT NOT NULL DEFAULT '',
    "issuer" INTEGER REFERENCES records (id),
    "source" INTEGER REFERENCES records (id),
    "rating_from" TEXT NOT NULL DEFAULT '',
    "rating_from_note" TEXT NOT NULL DEFAULT '',
    "rating" TEXT NOT NULL DEFAULT '',
    "rating_note" TEXT NOT NULL DEFAULT '',
    "remarks" TEXT NOT NULL DEFAULT ''
);
CREATE INDEX kind_figure_value ON kind_figure ("value", id);
CREATE INDEX kind_figure_issuer ON kind_figure ("issuer");
CREATE INDEX kind_figure_source ON kind_figure ("source");
