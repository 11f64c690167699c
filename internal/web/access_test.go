package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases"
)

func TestARestrictedRecordAsksForAPurposeOnce(t *testing.T) { // R32 R64
	s, pass := clocked(t)
	p := s.put("aliya", "person", "names.0.value", "Вымышленная Құпия", "level", cases.Restricted)
	b := s.as("lawyer")
	for _, path := range []string{"", "/edit", "/history", "/access"} {
		got := b.get("/people/"+p.Number+path).wants(t, http.StatusSeeOther)
		if got.Header().Get("Location") != "/purpose?next="+url.QueryEscape("/people/"+p.Number+path) {
			t.Errorf("%s: sent to %s", path, got.Header().Get("Location"))
		}
	}
	for _, ending := range []string{".csv", ".json"} {
		if strings.Contains(b.get("/people/"+p.Number+ending).body, "Құпия") {
			t.Errorf("%s is given without a purpose", ending)
		}
	}
	kept := b.post("/people/"+p.Number, "version", "1", "sex", "female").wants(t, http.StatusSeeOther).Header().Get("Location")
	if n := s.version(p.Number); n != 1 {
		t.Errorf("changed without a purpose, version %d", n)
	}
	form := b.get("/purpose?next=/people/"+p.Number).wants(t, http.StatusOK)
	if !strings.Contains(form.body, `value="legal_aid"`) {
		t.Error("no purposes are offered")
	}
	for _, wrong := range [][]string{{}, {"purpose", "curiosity"}, {"purpose", "other"}} {
		b.post("/purpose", append(wrong, "next", "/people/"+p.Number)...).wants(t, http.StatusUnprocessableEntity)
	}
	b.get("/people/"+p.Number).wants(t, http.StatusSeeOther)
	got := b.post("/purpose", "purpose", "legal_aid", "next", "/people/"+p.Number).wants(t, http.StatusSeeOther)
	if got.Header().Get("Location") != "/people/"+p.Number {
		t.Errorf("sent on to %s", got.Header().Get("Location"))
	}
	for _, path := range []string{"", "/edit", "/history", "/access"} {
		page := b.get("/people/"+p.Number+path).wants(t, http.StatusOK)
		if !strings.Contains(page.body, "Legal aid") && !strings.Contains(page.body, "legal aid") {
			t.Errorf("%s does not say what for", path)
		}
	}
	back, err := url.ParseQuery(strings.TrimPrefix(kept, "/purpose?"))
	s.must(err)
	if again := b.get(back.Get("next")).wants(t, http.StatusOK); !strings.Contains(again.body, `name="sex" value="female"`) {
		t.Errorf("what was typed is lost: %s", excerpt(again.body))
	}
	s.as("aliya").get("/people/"+p.Number).wants(t, http.StatusSeeOther) // another's purpose is not theirs
	for range 9 {
		pass(27 * time.Minute)
		b.get("/").wants(t, http.StatusOK)
	}
	b.get("/people/"+p.Number).wants(t, http.StatusSeeOther)
}

// version is a record's version.
func (s *site) version(number string) int64 {
	s.Helper()
	r, err := s.desk("chief").Get(s.ctx(), number)
	s.must(err)
	return r.Base().Version
}

func TestAPurposeIsAskedOfThoseAloneWhoMaySee(t *testing.T) { // R25 R32
	s := newSite(t)
	p := s.put("west", "person", "names.0.value", "Вымышленная Құпия", "level", cases.Restricted)
	b := s.as("aliya")
	for _, path := range []string{"", "/edit", "/history", "/access"} {
		same(t, b.get("/people/"+p.Number+path), b.get("/people/PER-100000"+path), http.StatusNotFound)
	}
	same(t, b.post("/people/"+p.Number+"/access"), b.post("/people/PER-100000/access"), http.StatusNotFound)
	same(t, b.post("/people/"+p.Number+"/access/end"), b.post("/people/PER-100000/access/end"), http.StatusNotFound)
	b.get("/purpose?next=https://example.org/").wants(t, http.StatusOK)
	to := b.post("/purpose", "purpose", "casework", "next", "//example.org/").wants(t, http.StatusSeeOther)
	if to.Header().Get("Location") != "/purpose?said=purpose" {
		t.Errorf("sent on to %s", to.Header().Get("Location"))
	}
}

func TestAProgramStatesItsPurposeWithEachRequest(t *testing.T) { // R25 R32
	s := newSite(t)
	p := s.put("west", "person", "names.0.value", "Вымышленная Құпия", "level", cases.Restricted)
	at, absent := "/api/v1/people/"+p.Number, "/api/v1/people/PER-100000"
	m := s.program("west")
	for _, got := range []answer{m.send(http.MethodGet, at, ""), m.send(http.MethodPut, at, `{"version":1,"sex":"female"}`)} {
		got.wants(t, http.StatusForbidden)
		if !strings.Contains(got.body, `"field":"purpose","key":"purpose_required"`) || strings.Contains(got.body, "Құпия") {
			t.Errorf("answered %s", got.body)
		}
	}
	m.send(http.MethodGet, at, "", purposeHeader, "curiosity").wants(t, http.StatusUnprocessableEntity)
	m.send(http.MethodGet, at, "", purposeHeader, "other").wants(t, http.StatusUnprocessableEntity)
	m.send(http.MethodGet, at, "", purposeHeader, "other; %D0%BA%D0%BD%D0%B8%D0%B3%D0%B0").wants(t, http.StatusOK)
	m.send(http.MethodPut, at, `{"version":1,"sex":"female"}`, purposeHeader, "casework").wants(t, http.StatusOK)
	m.send(http.MethodGet, at, "").wants(t, http.StatusForbidden)
	other := s.program("aliya")
	for _, purpose := range []string{"", "casework"} {
		same(t, other.send(http.MethodGet, at, "", purposeHeader, purpose), other.send(http.MethodGet, absent, "", purposeHeader, purpose), http.StatusNotFound)
		put := func(path string) answer {
			return other.send(http.MethodPut, path, `{"version":1,"sex":"female"}`, purposeHeader, purpose)
		}
		same(t, put(at), put(absent), http.StatusNotFound)
	}
}

func TestARecordIsSharedAndTakenBackOnItsPage(t *testing.T) { // R28 R34
	s := newSite(t)
	p := s.person("aliya", "Вымышленная Құпия")
	at := "/people/" + p.Number
	b, other := s.as("aliya"), s.as("west")
	other.get(at).wants(t, http.StatusNotFound)
	page := b.get(at).wants(t, http.StatusOK)
	if !strings.Contains(page.body, at+"/access") {
		t.Error("the record does not lead to who sees it")
	}
	back := b.post(at+"/access", "account", "west", "days", "2", "writes", "yes", "why", "Құпия себеп").wants(t, http.StatusUnprocessableEntity)
	if !strings.Contains(back.body, `value="Құпия себеп"`) || !strings.Contains(back.body, `id="days-error"`) {
		t.Errorf("the form sent back: %s", excerpt(back.body))
	}
	b.post(at+"/access", "account", "aliya", "days", "7", "why", "for myself").wants(t, http.StatusUnprocessableEntity)
	b.post(at+"/access", "account", "boss", "days", "7", "why", "for the boss").wants(t, http.StatusUnprocessableEntity)
	b.post(at+"/access", "account", "west", "days", "7", "writes", "no", "why", "they take it over").wants(t, http.StatusSeeOther)

	seen := other.get(at).wants(t, http.StatusOK)
	if !strings.Contains(seen.body, "Opened to you until") {
		t.Errorf("it does not say until when: %s", excerpt(seen.body))
	}
	other.get(at+"/access").wants(t, http.StatusForbidden)
	other.get(at+"/edit").wants(t, http.StatusForbidden)
	if !strings.Contains(b.get(at).body, "Opened to west until") {
		t.Error("the page does not say to whom it is open")
	}
	if strings.Contains(s.as("reader").get(at).body, "Opened to west") {
		t.Error("a researcher reads to whom it is open")
	}
	list := b.get(at+"/access").wants(t, http.StatusOK)
	id := regexp.MustCompile(`name="share" value="(\d+)"`).FindStringSubmatch(list.body)
	if id == nil || !strings.Contains(list.body, "they take it over") {
		t.Fatalf("no share to end: %s", excerpt(list.body))
	}
	other.post(at+"/access/end", "share", id[1]).wants(t, http.StatusForbidden)
	b.post(at+"/access/end", "share", id[1]).wants(t, http.StatusSeeOther)
	other.get(at).wants(t, http.StatusNotFound)
	b.post(at+"/access/end", "share", id[1]).wants(t, http.StatusNotFound)
}

func TestIntakeDoesNotDecideWhoSees(t *testing.T) { // R34
	s := newSite(t)
	own := s.person("intake", "Вымышленная")
	b := s.as("intake")
	if page := b.get("/people/"+own.Number).wants(t, http.StatusOK); strings.Contains(page.body, "/access") {
		t.Error("it leads to who sees it")
	}
	b.get("/people/"+own.Number+"/access").wants(t, http.StatusForbidden)
	b.post("/people/"+own.Number+"/access", "account", "west", "days", "7", "why", "a test").wants(t, http.StatusForbidden)
}
