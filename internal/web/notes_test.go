package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

// everyPage are the addresses that give anything of records, with one record in the places of its kind.
func everyPage(numbers map[string]string, text string) []string {
	out := []string{"/", "/records", "/records?q=" + url.QueryEscape(text), "/search?q=" + url.QueryEscape(text),
		"/suggest?q=" + url.QueryEscape(text), "/suggest?q=", "/counts?unit=records&by=kind", "/counts.csv?unit=records&by=kind",
		"/counts.json?unit=records&by=kind", "/counts?unit=people&by=sex", "/records.csv?purpose=supervision", "/records.json?purpose=supervision",
		"/new", "/audit", "/audit.csv?purpose=supervision"}
	for _, k := range cases.Kinds() {
		out = append(out, "/"+k.Path, "/"+k.Path+"?q="+url.QueryEscape(text), "/"+k.Path+".csv?purpose=supervision", "/"+k.Path+".json?purpose=supervision", "/"+k.Path+"/new")
		if n := numbers[k.Code]; n != "" {
			for _, path := range []string{"", "/edit", "/history", "/access", ".csv?purpose=supervision", ".json?purpose=supervision"} {
				out = append(out, "/"+k.Path+"/"+n+path)
			}
		}
	}
	return out
}

// everyAnswer are the same for a program.
func everyAnswer(numbers map[string]string, text string) []string {
	out := []string{"/api/v1/counts?unit=records&by=kind", "/api/v1/audit"}
	for _, k := range cases.Kinds() {
		out = append(out, "/api/v1/"+k.Path, "/api/v1/"+k.Path+"?q="+url.QueryEscape(text))
		if n := numbers[k.Code]; n != "" {
			out = append(out, "/api/v1/"+k.Path+"/"+n)
		}
	}
	return out
}

// tells gives every word of some that an answer holds.
func tells(body string, words []string) (out []string) {
	for _, w := range words {
		if strings.Contains(body, w) {
			out = append(out, w)
		}
	}
	return out
}

func TestAPrivilegedNoteStandsNowhereForOthers(t *testing.T) { // R23 R24 R26
	s := newSite(t)
	accused := s.person("lawyer", "Тестов Образец")
	c := s.put("lawyer", "case", "accused", accused.Number, "from", "2022-01-05", "type", s.first("case_kind", "case"), "counsel", "lawyer")
	n := s.put("lawyer", "note", "case", c.Number, "subject", "Канарейкаесім", "text", "Канарейкамәтін")
	numbers := map[string]string{"person": accused.Number, "case": c.Number, "note": n.Number}
	secret := []string{"Канарейкаесім", "Канарейкамәтін", n.Number}
	own := s.as("lawyer").stating("legal_aid")
	page := own.get("/cases/"+c.Number).wants(t, http.StatusOK)
	if len(tells(page.body, secret)) != 2 || !strings.Contains(page.body, "/notes/new?case="+c.Number) {
		t.Errorf("counsel does not find the note on the case: %s", excerpt(page.body))
	}
	if read := own.get("/notes/"+n.Number).wants(t, http.StatusOK); !strings.Contains(read.body, "They are: lawyer.") {
		t.Error("the note does not name who reads it")
	}
	if form := own.get("/notes/"+n.Number+"/edit").wants(t, http.StatusOK); strings.Contains(form.body, `name="level"`) || strings.Contains(form.body, `name="team"`) {
		t.Error("the form of a note asks for its level or team")
	}
	for _, name := range []string{"chief", "aliya", "west", "intake", "reader", "boss"} {
		b, m := s.as(name), s.program(name)
		if name != "boss" {
			b.stating("supervision")
		}
		for _, path := range everyPage(numbers, "Канарейкаес") {
			got := b.get(path).body
			for _, typed := range []string{"Канарейкаес", n.Number} { // what is asked for may be said again
				if strings.Contains(path, url.QueryEscape(typed)) {
					got = strings.ReplaceAll(got, typed, "")
				}
			}
			if found := tells(got, secret); found != nil {
				t.Errorf("%s finds %v on %s", name, found, path)
			}
		}
		for _, path := range everyAnswer(numbers, "Канарейкаес") {
			if found := tells(m.send(http.MethodGet, path, "", purposeHeader, "supervision").body, secret); found != nil {
				t.Errorf("%s is answered %v by %s", name, found, path)
			}
		}
		if strings.Contains(b.get("/cases/"+c.Number).body, "/notes/new") {
			t.Errorf("%s is offered to write a note", name)
		}
	}
}

func TestTheLogNamesANoteByItsNumberAlone(t *testing.T) { // R70
	s := newSite(t)
	accused := s.person("lawyer", "Тестов Образец")
	c := s.put("lawyer", "case", "accused", accused.Number, "from", "2022-01-05", "type", s.first("case_kind", "case"), "counsel", "lawyer")
	n := s.put("lawyer", "note", "case", c.Number, "subject", "Канарейкаесім", "text", "Канарейкамәтін")
	for _, path := range []string{"/audit", "/audit.csv", "/audit?record=" + n.Number} {
		body := s.as("auditor").get(path).wants(t, http.StatusOK).body
		if found := tells(body, []string{"Канарейкаесім", "Канарейкамәтін"}); found != nil {
			t.Errorf("an auditor finds %v on %s", found, path)
		}
	}
}

// first is the first term of a vocabulary for a kind.
func (s *site) first(list, kind string) string {
	s.Helper()
	terms := s.desk("chief").Book().Terms(list, kind)
	if len(terms) == 0 {
		s.Fatalf("the list %s is empty", list)
	}
	return terms[0].Code
}
