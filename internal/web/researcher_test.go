package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

// planted are the words that stand in every secret answer of the records that peopled puts in.
var planted = []string{"Канарейкаесім", "canarysecret", "990101399999", "Канарейка"}

// peopled puts a person with a telling name into a site and records of every kind about them, each changed once. It
// gives their numbers by kind.
func (s *site) peopled() map[string]string {
	s.Helper()
	numbers := map[string]string{}
	put := func(kind string, pairs ...string) {
		saved := s.put("lawyer", kind, pairs...)
		_, err := s.desk("lawyer").Save(s.ctx(), "", cases.Change{Kind: cases.KindByCode(kind), Number: saved.Number, Version: 1,
			Sent: cases.Input(values("status", "reported")), Reason: "canarysecret is why"})
		s.must(err)
		numbers[kind] = saved.Number
	}
	put("person", "names.0.value", "Канарейкаесім Канарейка", "iin", "990101399999", "contact", "canarysecret", "health", "canarysecret", "remarks", "canarysecret")
	who := numbers["person"]
	put("event", "title.en", "A made-up event", "from", "2022-01")
	put("place", "name", "A made-up place", "type", s.first("place_type", "place"))
	put("source", "title", "A made-up list", "type", s.first("source_type", "source"), "remarks", "canarysecret")
	act := []string{"victim", who, "from", "2022-01-05", "event", numbers["event"], "account", "canarysecret", "witness", who,
		"citations.0.source", numbers["source"], "citations.0.field", "account", "citations.0.states", "canarysecret"}
	put("detention", act...)
	put("death", append(act, "type", s.first("death_type", "death"))...)
	put("ill_treatment", append(act, "type", s.first("ill_type", "ill_treatment"))...)
	put("harassment", append(act, "type", s.first("harassment_type", "harassment"))...)
	put("case", "accused", who, "from", "2022-01-05", "type", s.first("case_kind", "case"), "complainant", who, "event", numbers["event"], "remarks", "canarysecret")
	put("step", "case", numbers["case"], "type", s.first("step_type", "step"), "from", "2022-02-01")
	return numbers
}

func TestAResearcherWorksWithCodesAndNotNames(t *testing.T) { // R31
	s := newSite(t)
	numbers := s.peopled()
	b, m := s.as("reader").stating("research"), s.program("reader")
	for _, lang := range []string{"en", "ru", "kk"} {
		for _, path := range everyPage(numbers, "canarysec") {
			with := "?"
			if strings.Contains(path, "?") {
				with = "&"
			}
			got := b.get(path + with + "lang=" + lang)
			if found := tells(got.body, planted); found != nil {
				t.Errorf("%s in %s tells %v", path, lang, found)
			}
			if got.Code == http.StatusInternalServerError {
				t.Errorf("%s in %s fails", path, lang)
			}
		}
	}
	for _, path := range everyAnswer(numbers, "canarysec") {
		if found := tells(m.send(http.MethodGet, path, "").body, planted); found != nil {
			t.Errorf("%s tells %v", path, found)
		}
	}
	for _, path := range []string{"/people/" + numbers["person"], "/detentions/" + numbers["detention"], "/cases/" + numbers["case"], "/detentions", "/records"} {
		if !strings.Contains(b.get(path).body, numbers["person"]) && !strings.Contains(path, "records") && path != "/detentions" {
			t.Errorf("%s does not name the person by number", path)
		}
	}
	if told := tells(s.as("lawyer").get("/people/"+numbers["person"]).body, planted); len(told) != len(planted) {
		t.Errorf("the lawyer is told %v alone", told) // else the walk above proves nothing
	}
}

func TestASecretFieldIsNoHandle(t *testing.T) { // R31
	s := newSite(t)
	numbers := s.peopled()
	b, m := s.as("reader"), s.program("reader")
	for what, path := range map[string]string{
		"sorts": "/people?sort=born", "sorts backwards": "/people?sort=-born", "filters": "/people?iin=990101399999",
		"filters by a link": "/detentions?witness=" + numbers["person"], "counts": "/counts?unit=records&by=iin",
		"filters what is counted": "/counts?unit=people&kind=detention&witness=" + numbers["person"],
	} {
		b.get(path).wants(t, http.StatusUnprocessableEntity)
		if what == "sorts" || what == "filters" {
			m.send(http.MethodGet, "/api/v1"+path, "").wants(t, http.StatusUnprocessableEntity)
		}
	}
	if page := b.get("/people").wants(t, http.StatusOK); strings.Contains(page.body, "sort=born") {
		t.Error("the list offers to sort by a secret column")
	}
	for _, text := range planted {
		list := m.send(http.MethodGet, "/api/v1/people?q="+url.QueryEscape(text), "").wants(t, http.StatusOK)
		if list.object(t)["total"] != 0.0 {
			t.Errorf("a search for %q finds %s", text, list.body)
		}
	}
	b.post("/people/"+numbers["person"], "version", "2", "iin", "", "reason", "a test").wants(t, http.StatusForbidden)
	m.send(http.MethodPut, "/api/v1/people/"+numbers["person"], `{"version":2,"iin":""}`).wants(t, http.StatusForbidden)
	if !strings.Contains(s.as("lawyer").get("/people/"+numbers["person"]).body, "990101399999") {
		t.Error("the secret answer was overwritten")
	}
}

func TestIntakeSeesItsOwnAndPromotedItSeesItsTeams(t *testing.T) { // R23
	s := newSite(t)
	own, other := s.person("intake", "Вымышленная Өз"), s.person("aliya", "Вымышленная Топ")
	b := s.as("intake")
	b.get("/people/"+own.Number).wants(t, http.StatusOK)
	b.get("/people/"+other.Number).wants(t, http.StatusNotFound)
	raised, err := s.desk("chief").Save(s.ctx(), "", cases.Change{Kind: cases.KindByCode("person"), Number: own.Number, Version: 1,
		Sent: cases.Input(values("level", cases.Restricted, "team", "west")), Reason: "a test"})
	s.must(err)
	b.get("/people/"+own.Number).wants(t, http.StatusSeeOther)
	if page := b.stating("casework").get("/people/"+own.Number).wants(t, http.StatusOK); !strings.Contains(page.body, "Вымышленная Өз") {
		t.Errorf("version %d of their own entry is not shown", raised.Version)
	}
	if total := s.total("intake", "person"); total != 1 {
		t.Errorf("they see %d people", total)
	}
	_, err = s.store.Accounts().SetStanding(s.ctx(), s.users["boss"].Code, s.users["intake"].Code, cases.Standing{Role: cases.Staff, Teams: []string{"almaty"}})
	s.must(err)
	b = s.as("intake").stating("casework")
	b.get("/people/"+own.Number).wants(t, http.StatusOK)
	b.get("/people/"+other.Number).wants(t, http.StatusOK)
	if total := s.total("intake", "person"); total != 2 {
		t.Errorf("promoted, they see %d people", total)
	}
}
