package web

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

// Pseudonyms are the same for one recipient and others for each, and neither they nor the order lead from one file to another.
func TestTablesOfTwoRecipientsDoNotJoin(t *testing.T) { // R58
	s := newSite(t)
	s.surveyed(t)
	first, again := s.as("reader").research(t, "?purpose=casework"), s.as("reader").research(t, "?purpose=casework")
	other := s.as("chief").research(t, "?purpose=casework")
	for _, name := range []string{"victims.csv", "acts.csv", "records.csv", "proceedings.csv", "proceeding_events.csv"} {
		if first.files[name] != again.files[name] {
			t.Errorf("%s is another one the second time:\n%s\n%s", name, first.files[name], again.files[name])
		}
		for _, column := range []string{"match_group_id", "act_id", "record_id", "proceeding_id", "step_id", "decided_by"} {
			for _, id := range different(first.rows(name), column) {
				if strings.Contains(other.files[name], id) {
					t.Errorf("%s has the %s %s for two accounts", name, column, id)
				}
			}
		}
		lines := strings.Split(strings.TrimSpace(first.files[name]), "\r\n")[1:]
		if !slices.IsSorted(lines) {
			t.Errorf("%s keeps the order of entry", name)
		}
	}
	mine := different(first.rows("victims.csv"), "match_group_id")
	csvFile := s.as("reader").get("/lists.csv?purpose=casework").wants(t, http.StatusOK).body
	for _, id := range mine {
		if !strings.Contains(csvFile, id) {
			t.Errorf("%s is not in lists.csv", id)
		}
	}
	if csvFile != first.files["victims.csv"] {
		t.Error("lists.csv and victims.csv differ")
	}
}

// Whoever sees secrets takes years, and names where they ask for them; a name that is a formula is harmless.
func TestWhoSeesNamesTakesThemWhereTheyAsk(t *testing.T) { // R55
	s := newSite(t)
	s.surveyed(t)
	plain := s.as("aliya").research(t, "?purpose=casework")
	if strings.Contains(plain.files["victims.csv"], "Вымыслов") || !strings.Contains(plain.files["victims.csv"], "1980") {
		t.Errorf("staff are given %s", plain.files["victims.csv"])
	}
	named := s.as("aliya").research(t, "?purpose=casework&names=1")
	if !strings.Contains(named.files["victims.csv"], "Вымыслов Пример") || !strings.Contains(named.files["records.csv"], "'=cmd") {
		t.Errorf("with names staff are given %s and %s", named.files["victims.csv"], named.files["records.csv"])
	}
}

// Who refused to be recorded leaves in no table, and the README says how many stayed behind.
func TestWhoRefusedLeavesInNoTable(t *testing.T) {
	s := newSite(t)
	s.surveyed(t)
	before := s.as("reader").research(t, "?purpose=research")
	r, err := s.desk("aliya").List(s.ctx(), cases.Query{Kind: "person", Text: "Выдумова"})
	s.must(err)
	h := r.Records[0].Base()
	_, err = s.desk("aliya").Save(s.ctx(), "", cases.Change{Kind: cases.KindByCode("person"), Number: h.Number, Version: h.Version, Reason: "a test",
		Sent: cases.Input(values("consent.0.purpose", "internal", "consent.0.state", "refused", "consent.0.on", "2022-02-01"))})
	s.must(err)
	a := s.as("reader").research(t, "?purpose=research")
	if len(a.rows("victims.csv")) != 1 || len(a.rows("acts.csv")) != len(before.rows("acts.csv"))-1 || len(a.rows("records.csv")) != len(before.rows("records.csv"))-1 {
		t.Errorf("it takes %s%s%s", a.files["victims.csv"], a.files["acts.csv"], a.files["records.csv"])
	}
	if !strings.Contains(a.files["README.txt"], ": 3 records") {
		t.Errorf("the README says %s", a.files["README.txt"])
	}
}

// Every column of every table is in the codebook, with its meaning in three languages, and so is every code in the tables.
func TestTheCodebookSaysWhatEveryColumnMeans(t *testing.T) {
	s := newSite(t)
	s.surveyed(t)
	a := s.as("aliya").research(t, "?purpose=casework&names=1")
	var book struct {
		Files []struct {
			File    string
			Columns []struct {
				Name, Type string
				Meaning    map[string]string
				Vocabulary any
				Kinds      []string
			}
		}
		Vocabularies map[string][]map[string]any
	}
	if err := json.NewDecoder(bytes.NewBufferString(a.files["codebook.json"])).Decode(&book); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(a.files["codebook.json"]+a.files["README.txt"], "⟦⟧") {
		t.Errorf("words are missing: %s", a.files["codebook.json"])
	}
	if len(book.Files) != 5 {
		t.Fatalf("the codebook has %d files", len(book.Files))
	}
	has := func(list, code string) bool {
		return slices.ContainsFunc(append(slices.Clone(book.Vocabularies[list]), book.Vocabularies["answers"]...), func(t map[string]any) bool { return t["code"] == code })
	}
	for _, f := range book.Files {
		header, _, _ := strings.Cut(a.files[f.File], "\r\n")
		var names []string
		for _, c := range f.Columns {
			names = append(names, c.Name)
			for _, lang := range []string{"en", "ru", "kk"} {
				if c.Meaning[lang] == "" {
					t.Errorf("%s %s has no meaning in %s", f.File, c.Name, lang)
				}
			}
			for _, row := range a.rows(f.File) {
				for _, code := range strings.Split(row[c.Name], "|") {
					list, _ := c.Vocabulary.(string)
					if by, ok := c.Vocabulary.(map[string]any); ok {
						list, _ = by[row["kind"]].(string)
					}
					if code != "" && list != "" && list != "list" && !has(list, code) {
						t.Errorf("%s %s: the code %q is not in %q", f.File, c.Name, code, list)
					}
					if _, err := strconv.Atoi(code); err != nil && (c.Type == "number" || c.Type == "flag") && code != "" {
						t.Errorf("%s %s: %q is no number", f.File, c.Name, code)
					}
				}
			}
		}
		if strings.Join(names, ",") != header {
			t.Errorf("%s has the columns %s, the codebook %v", f.File, header, names)
		}
	}
}
