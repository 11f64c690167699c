package web

import (
	"net/http"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

func TestHiddenAndAbsentAnswerAlike(t *testing.T) { // R25
	s := newSite(t)
	p := s.put("west", "person", "names.0.value", "Вымышленная Құпия", "team", "west")
	absent := "PER-999999"
	if absent == p.Number {
		absent = "PER-999998"
	}
	b, m := s.as("aliya"), s.program("aliya")
	for _, path := range []string{"", "/edit", "/history", ".csv", ".json"} {
		same(t, b.get("/people/"+p.Number+path), b.get("/people/"+absent+path), http.StatusNotFound)
	}
	same(t, b.post("/people/"+p.Number, "version", "1"), b.post("/people/"+absent, "version", "1"), http.StatusNotFound)
	same(t, m.send(http.MethodGet, "/api/v1/people/"+p.Number, ""), m.send(http.MethodGet, "/api/v1/people/"+absent, ""), http.StatusNotFound)
	put := func(number string) answer {
		return m.send(http.MethodPut, "/api/v1/people/"+number, `{"version":1,"sex":"female"}`)
	}
	same(t, put(p.Number), put(absent), http.StatusNotFound)
	refer := func(number string) answer {
		got := m.send(http.MethodPost, "/api/v1/detentions", `{"from":"2022","links":[{"role":"victim","number":"`+number+`"}]}`)
		got.body = strings.ReplaceAll(got.body, number, "NUMBER")
		return got
	}
	same(t, refer(p.Number), refer(absent), http.StatusUnprocessableEntity)
}

// same wants one status and one body, and the same headers but for the request's own name.
func same(t *testing.T, a, b answer, status int) {
	t.Helper()
	a.wants(t, status)
	b.wants(t, status)
	if a.body != b.body {
		t.Errorf("the bodies differ:\n%s\n%s", excerpt(a.body), excerpt(b.body))
	}
	for name := range a.Header() {
		if name != "X-Request-Id" && a.Header().Get(name) != b.Header().Get(name) {
			t.Errorf("%s differs: %q and %q", name, a.Header().Get(name), b.Header().Get(name))
		}
	}
}

func TestAHiddenRecordLeavesNoTrace(t *testing.T) { // R26
	s := newSite(t)
	open := s.person("aliya", "Вымышленная Ашық")
	e := s.put("chief", "event", "title.en", "Fictional event", "from", "2022-01")
	secret := s.put("west", "person", "names.0.value", "Құпияқұпия")
	act := s.put("west", "detention", "victim", secret.Number, "from", "2022-01-05", "event", e.Number, "region", "KZ-75", "account", "құпияқұпия")
	b := s.as("aliya")
	for _, path := range []string{
		"/", "/people", "/people.csv", "/people.json", "/records", "/records.csv", "/detentions", "/search?q=құпия", "/search?q=" + act.Number,
		"/suggest?q=құпия&kinds=person", "/suggest?q=", "/counts?unit=people&by=region", "/counts.csv?unit=acts&by=event", "/counts.json?unit=records&by=kind",
		"/events/" + e.Number, "/people/" + open.Number, "/new", "/detentions/new?victim=" + secret.Number, "/detentions?victim=" + secret.Number,
	} {
		got := b.get(path)
		body := strings.ReplaceAll(got.body, "%D2%9B%D2%B1%D0%BF%D0%B8%D1%8F", "")
		for _, word := range []string{"Құпияқұпия", "құпияқұпия"} {
			if strings.Contains(body, word) {
				t.Errorf("%s shows %q", path, word)
			}
		}
		if !strings.Contains(path, act.Number) && !strings.Contains(path, secret.Number) && (strings.Contains(body, secret.Number) || strings.Contains(body, act.Number)) {
			t.Errorf("%s shows a hidden number", path)
		}
	}
	if counts := b.get("/counts.json?unit=records").object(t); counts["total"] != 2.0 {
		t.Errorf("the counts see %v records", counts["total"])
	}
}

func TestARestrictedRecordIsLoggedBeforeItLeaves(t *testing.T) { // R64
	s := newSite(t)
	p := s.put("aliya", "person", "names.0.value", "Вымышленная", "level", cases.Restricted)
	for _, path := range []string{"/people/" + p.Number, "/people/" + p.Number + "/history", "/people.csv?purpose=casework", "/records.json?purpose=casework", "/counts.csv"} {
		b := s.as("lawyer").stating("casework")
		before := s.size()
		b.get(path).wants(t, http.StatusOK)
		if s.size() <= before {
			t.Errorf("%s left no entry", path)
		}
	}
}

// size is how many entries the audit log has.
func (s *site) size() int64 {
	s.Helper()
	head, err := s.store.Keeper().Head(s.ctx())
	s.must(err)
	return head.Size
}
