package web

import (
	"database/sql"
	"net/http"
	"strings"
	"testing"

	"aigaq/internal/cases/store"
)

// R64: what is restricted is entered before a byte of it leaves. While the log takes no entry, neither the page nor a file
// nor the API gives it away.
func TestARestrictedRecordIsNotGivenWhileTheLogIsBroken(t *testing.T) {
	url := onPostgres(t, furnishedDatabase)
	s := siteOn(t, store.Options{URL: url})
	p := s.put("chief", "person", "names.0.value", "Plantedname", "level", "restricted")
	b, m := s.as("chief").stating("casework"), s.program("chief")
	page := "/people/" + p.Number
	paths := []string{page, page + "/edit", page + "/history", page + "/access", page + ".csv", page + ".json", page + "/proof", "/people.csv?purpose=casework"}
	for _, path := range paths {
		if got := b.get(path); got.Code != http.StatusOK {
			t.Errorf("with the log whole, %s gives %d", path, got.Code)
		}
	}
	breakLog(t, url)
	for _, path := range paths {
		if got := b.get(path); got.Code == http.StatusOK || strings.Contains(got.body, "Plantedname") {
			t.Errorf("%s was given: %d %s", path, got.Code, excerpt(got.body))
		}
	}
	stale := b.post(page, "version", "7", "sex", "male")
	api := m.send(http.MethodGet, "/api/v1"+page, "", purposeHeader, "casework")
	same := m.send(http.MethodPut, "/api/v1"+page, `{"version":1}`, purposeHeader, "casework")
	list := m.send(http.MethodGet, "/api/v1/people", "", purposeHeader, "casework")
	for name, got := range map[string]answer{"a form that came too late": stale, "the API": api, "a save of nothing": same, "the API's list": list} {
		if got.Code < 500 || strings.Contains(got.body, "Plantedname") {
			t.Errorf("%s was given: %d %s", name, got.Code, excerpt(got.body))
		}
	}
}

func breakLog(t *testing.T, url string) {
	t.Helper()
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE TRIGGER refuse_all BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_refuse()"); err != nil {
		t.Fatal(err)
	}
}

// R70: no route gives an auditor anything that was written in a record, searched for or given as a reason, and each of
// their readings is an entry.
func TestAnAuditorReadsNoContent(t *testing.T) {
	s := newSite(t)
	p := s.put("aliya", "person", "names.0.value", "Plantedname", "remarks", "plantedremark", "contact", "plantedcontact")
	aliya := s.as("aliya")
	aliya.get("/search?q=plantedsearch")
	aliya.get("/people?q=plantedfilter")
	aliya.get("/suggest?q=plantedword")
	aliya.post("/people/"+p.Number, "version", "1", "remarks", "plantedchange", "reason", "plantedreason").wants(t, http.StatusSeeOther)
	aliya.get("/people.csv?q=plantedexport&purpose=casework&why=plantedwhy")
	s.as("west").get("/people/" + p.Number)
	b, api := s.as("auditor"), s.program("auditor")
	found := false
	for _, r := range s.server.routes() {
		address := strings.NewReplacer("{path}", "people", ":number", p.Number, ":file", "none.css", ":token", "none", ":user", "none",
			":team", "almaty", ":ask", "1", ":id", "1", ":code", "none").Replace(r.path)
		var got answer
		switch {
		case strings.HasPrefix(address, "/api/"):
			got = api.send(r.method, address, "{}")
		case r.method == http.MethodGet:
			got = b.get(address)
		default:
			continue
		}
		if strings.Contains(strings.ToLower(got.body), "planted") {
			t.Errorf("%s %s gives an auditor content: %s", r.method, address, excerpt(got.body))
		}
		found = found || strings.Contains(got.body, p.Number) && strings.Contains(got.body, "aliya")
	}
	if !found {
		t.Error("no page told the auditor who touched which record")
	}
	for _, path := range []string{"/audit?record=" + p.Number, "/audit?area=search", "/audit.csv?area=write", "/audit?person=" + s.users["aliya"].Code} {
		got := b.get(path).wants(t, http.StatusOK)
		if strings.Contains(strings.ToLower(got.body), "planted") || !strings.Contains(got.body, "aliya") {
			t.Errorf("%s: %s", path, excerpt(got.body))
		}
	}
	if s.entries()[s.users["auditor"].Code] == nil {
		t.Error("what the auditor read was not entered")
	}
}

// R102: the program's own log holds neither addresses nor browsers.
func TestTheServersLogHoldsNoAddress(t *testing.T) {
	s := newSite(t)
	p := s.person("aliya", "Вымысел Айдар")
	b := s.as("aliya")
	for _, path := range []string{"/", "/people/" + p.Number, "/no/such/page", "/people?q=plantedsearch", "/login"} {
		r := b.request(http.MethodGet, path, nil)
		r.RemoteAddr, r.Header = "203.0.113.77:4242", r.Header.Clone()
		r.Header.Set("User-Agent", "Plantedbrowser/1.0")
		r.Header.Set("X-Forwarded-For", "203.0.113.78")
		s.do(r)
	}
	for _, secret := range []string{"203.0.113", "Plantedbrowser", "planted", p.Number} {
		if strings.Contains(s.log.String(), secret) {
			t.Errorf("the log holds %s: %s", secret, s.log)
		}
	}
	if s.log.Len() == 0 {
		t.Error("nothing was logged at all")
	}
}
