package web

import (
	"net/http"
	"strings"
	"testing"
)

func TestTheEventPageSetsFiguresBesideOurCounts(t *testing.T) {
	s := newSite(t)
	e := s.put("aliya", "event", "title.en", "Fictional event", "from", "2022-01").Number
	issuer := s.put("aliya", "organisation", "name.en", "Fictional authority").Number
	source := s.put("aliya", "source", "title", "Fictional statement", "type", "official_statement").Number
	for _, stated := range []string{"10,000+", "9,900"} {
		s.put("aliya", "figure", "metric", "detained", "value", "9900", "stated", stated, "from", "2022-01-15", "issuer", issuer, "source", source, "event", e)
	}
	p := s.person("aliya", "Вымышленная").Number
	for _, day := range []string{"2022-01-05", "2022-01-09"} {
		s.put("aliya", "detention", "victim", p, "from", day, "event", e)
	}
	b := s.as("aliya")
	got := b.get("/events/"+e).wants(t, http.StatusOK)
	for _, want := range []string{"10,000+", "9,900", "/detentions?event=" + e} {
		if !strings.Contains(got.body, want) {
			t.Errorf("no %s in %s", want, excerpt(got.body))
		}
	}
	own, err := (&visit{Context: s.server.echo.NewContext(b.request(http.MethodGet, "/", nil), nil), s: s.server,
		desk: s.store.For(s.users["aliya"])}).documented("detained", e)
	s.must(err)
	if own.N != 1 || own.Unit != "people" {
		t.Errorf("one person held twice is counted as %+v", own)
	}
	if n := strings.Count(b.get(own.Href).wants(t, http.StatusOK).body, "<tr data-number="); n != 2 {
		t.Errorf("%s lists %d detentions", own.Href, n)
	}
}
