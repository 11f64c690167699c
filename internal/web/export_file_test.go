package web

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"aigaq/internal/cases/exchange"
)

func TestOnlyFilesCanBeAskedFor(t *testing.T) { // R44
	s := newSite(t)
	p := s.put("west", "person", "names.0.value", "Вымышленная", "team", "west")
	b := s.as("aliya")
	for _, of := range []string{"", "/", "/people", "/people.xlsx", "//evil.example/people.csv", "https://evil.example/people.csv", "/people.csv/", "/admin.csv",
		"/people/../people.csv", "/people/new.csv", "people.csv%00", "/people/" + p.Number + ".csv", "/people/PER-999999.csv", "/events/" + p.Number + ".csv", "/audit.csv"} {
		page := "/export?of=" + url.QueryEscape(of)
		if got := b.get(page); got.Code != http.StatusNotFound && of != "people.csv%00" {
			t.Errorf("%q: status %d", of, got.Code)
		}
		b.post("/export", "of", of, "purpose", "press").wants(t, http.StatusNotFound)
	}
	b.get("/export?of="+url.QueryEscape("/people.csv?nonsense=1")).wants(t, http.StatusUnprocessableEntity)
}

func TestTheRecipientOfAFileIsFound(t *testing.T) { // R60
	s := newSite(t)
	s.crowd("aliya", 90)
	files := map[string]string{"aliya": "", "lawyer": "", "chief": ""}
	for name := range files {
		files[name] = s.as(name).get("/people.csv?sort=name").wants(t, http.StatusOK).body
	}
	if files["aliya"] == files["lawyer"] {
		t.Fatal("two recipients have the same file")
	}
	for name, file := range files {
		columns, err := exchange.NumberColumns(strings.NewReader(mangled(t, file)))
		s.must(err)
		marks, err := s.store.Keeper().Marks(s.ctx(), "cli", columns[0].Numbers)
		s.must(err)
		if marks[0].Actor != name || !marks[0].Matches(len(marks)) || marks[1].Matches(len(marks)) {
			t.Errorf("the file of %s leads to %+v", name, marks)
		}
	}
	whole := s.as("reader").get("/people.json").wants(t, http.StatusOK).body
	columns, err := exchange.NumberColumns(strings.NewReader(whole))
	s.must(err)
	marks, err := s.store.Keeper().Marks(s.ctx(), "cli", columns[0].Numbers)
	s.must(err)
	if marks[0].Actor != "reader" || !marks[0].Matches(len(marks)) {
		t.Errorf("the JSON leads to %+v", marks[0])
	}
}

// mangled turns the columns of a table round, drops every fifth row and writes it with other separators.
func mangled(t *testing.T, file string) string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(file)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	out.Comma = ';'
	for i, row := range rows {
		if i%5 == 3 {
			continue
		}
		slices.Reverse(row)
		if err := out.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	out.Flush()
	return b.String()
}

func TestAnExportsEntryIsThereBeforeItsFirstByte(t *testing.T) { // R64
	s := newSite(t)
	s.crowd("aliya", 3)
	b := s.as("aliya")
	before := s.size()
	w := &firstByte{ResponseWriter: httptest.NewRecorder(), look: func() int64 { return s.size() }}
	s.server.Handler().ServeHTTP(w, b.request(http.MethodGet, "/people.csv", nil))
	if w.at <= before {
		t.Error("the first byte left before the entry")
	}
}

// firstByte looks at something when the first byte leaves.
type firstByte struct {
	http.ResponseWriter
	look func() int64
	at   int64
}

func (w *firstByte) WriteHeader(code int) {
	w.at = w.look()
	w.ResponseWriter.WriteHeader(code)
}

func TestAPurposeOfNoListNeedsWords(t *testing.T) { // R32, R59
	s := newSite(t)
	s.put("chief", "person", "names.0.value", "Құпия Тест", "level", "restricted")
	b, m := s.as("chief"), s.program("chief")
	at := b.get("/people.csv?purpose=other").wants(t, http.StatusSeeOther).Header().Get("Location")
	if !strings.HasPrefix(at, "/export?of=") {
		t.Errorf("sent on to %s", at)
	}
	b.post("/export", "of", "/people.csv", "purpose", "other", "why", " ").wants(t, http.StatusUnprocessableEntity)
	m.send(http.MethodGet, "/api/v1/people?purpose=other", "").wants(t, http.StatusUnprocessableEntity)
	b.get("/people.csv?purpose=other&why=for+a+lecture").wants(t, http.StatusOK)
	b.post("/export", "of", "/people.csv", "purpose", "other", "why", "for a lecture", "left", "1").wants(t, http.StatusOK)
	m.send(http.MethodGet, "/api/v1/people?purpose=other&why=for+a+lecture", "").wants(t, http.StatusOK)
}
