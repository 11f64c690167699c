package web

import (
	"net/http"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

const urgent = "A relative is at the door of the police station."

func TestTheGlassTellsNothingBeforeTheReasonIsLogged(t *testing.T) { // R25 R33
	s := newSite(t)
	hidden := s.put("west", "person", "names.0.value", "Вымышленная Құпия", "level", cases.Restricted)
	seen := s.person("aliya", "Вымышленная Ашық")
	b := s.as("aliya")
	for _, form := range [][]string{{}, {"why", "too short"}, {"why", urgent, "purpose", ""}, {"why", "short", "purpose", "legal_aid"}} {
		ask := func(number string) answer {
			got := b.post("/glass", append(form, "number", number)...)
			got.body = strings.ReplaceAll(got.body, number, "NUMBER")
			return got
		}
		same(t, ask(hidden.Number), ask("PER-100000"), http.StatusUnprocessableEntity)
		same(t, ask(seen.Number), ask("PER-100000"), http.StatusUnprocessableEntity)
	}
	tried := func(number string) answer {
		got := b.get("/glass?asked=" + number)
		got.body = strings.ReplaceAll(got.body, number, "NUMBER")
		return got
	}
	same(t, tried(hidden.Number), tried("PER-100000"), http.StatusOK)
	same(t, tried(seen.Number), tried("PER-100000"), http.StatusOK)
}

func TestBrokenGlassOpensAndAlarms(t *testing.T) { // R33
	s := newSite(t)
	hidden := s.put("west", "person", "names.0.value", "Вымышленная Құпия", "level", cases.Restricted)
	b, chief := s.as("aliya"), s.as("chief")
	b.get("/people/"+hidden.Number).wants(t, http.StatusNotFound)
	to := b.post("/glass", "number", strings.ToLower(hidden.Number), "purpose", "legal_aid", "why", urgent).wants(t, http.StatusSeeOther)
	page := b.get(to.Header().Get("Location")).wants(t, http.StatusOK)
	if !strings.Contains(page.body, hidden.Number+" is open to you until") {
		t.Errorf("it does not say so: %s", excerpt(page.body))
	}
	b.stating("legal_aid").get("/people/"+hidden.Number).wants(t, http.StatusOK)
	b.get("/people/"+hidden.Number+"/edit").wants(t, http.StatusForbidden)

	home := chief.get("/").wants(t, http.StatusOK)
	for _, word := range []string{"aliya", hidden.Number, urgent, `action="/alarms/1"`} {
		if !strings.Contains(home.body, word) {
			t.Errorf("the coordinator is not told %q", word)
		}
	}
	if strings.Contains(b.get("/").body, urgent) {
		t.Error("staff are told as well")
	}
	b.post("/alarms/1").wants(t, http.StatusForbidden)
	chief.post("/alarms/1").wants(t, http.StatusSeeOther)
	if strings.Contains(chief.get("/").body, urgent) {
		t.Error("the alarm stays")
	}
	access := chief.stating("supervision").get("/people/"+hidden.Number+"/access").wants(t, http.StatusOK)
	if !strings.Contains(access.body, "emergency access") {
		t.Errorf("the page of access does not show it: %s", excerpt(access.body))
	}
	chief.post("/people/"+hidden.Number+"/access/end", "share", "1").wants(t, http.StatusSeeOther)
	b.get("/people/"+hidden.Number).wants(t, http.StatusNotFound)
}

func TestTheGlassOpensNoNoteAndNotForEver(t *testing.T) { // R33
	s := newSite(t)
	m := newMaker(s, "lawyer")
	note := m.need("note")
	b := s.as("aliya")
	var answers []answer
	for _, number := range []string{note, "NOT-100000", "PER-100000"} {
		to := b.post("/glass", "number", number, "purpose", "legal_aid", "why", urgent).wants(t, http.StatusSeeOther)
		got := b.get(to.Header().Get("Location"))
		got.body = strings.ReplaceAll(got.body, number, "NUMBER")
		answers = append(answers, got)
	}
	for _, got := range answers[1:] {
		if got.body != answers[0].body && !strings.Contains(got.body, "There is nothing under NUMBER") {
			t.Errorf("a note and nothing differ: %s", excerpt(got.body))
		}
	}
	b.get("/notes/"+note).wants(t, http.StatusNotFound)
	b.post("/glass", "number", "PER-100001", "purpose", "legal_aid", "why", urgent).wants(t, http.StatusTooManyRequests)
}
