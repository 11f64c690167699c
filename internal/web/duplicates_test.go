package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases"
)

// twoAlike are two people who may be one, made up.
func (s *site) twoAlike() (a, b cases.Saved) {
	s.Helper()
	a = s.put("aliya", "person", "names.0.value", "Ойдан Шығарылған", "names.0.language", "kk", "born", "1991", "sex", "male",
		"occupation", "слесарь", "level", "internal", "team", "almaty")
	b = s.put("aliya", "person", "names.0.value", "Oidan Shygarylgan", "names.0.language", "en", "born", "1991", "sex", "male",
		"occupation", "водитель", "level", "internal", "team", "almaty")
	s.compared()
	return a, b
}

// compared has whoever was saved compared with the others.
func (s *site) compared() {
	s.Helper()
	_, err := s.store.Keeper().Match(s.ctx())
	s.must(err)
}

func compareAddress(a, b cases.Saved) string { return "/duplicates/" + a.Number + "/" + b.Number }

// R26: a pair shows to nobody who does not see both.
func TestAPairIsNotThereForWhoeverDoesNotSeeBoth(t *testing.T) {
	s := newSite(t)
	a, b := s.twoAlike()
	west := s.put("west", "person", "names.0.value", "Ойдан Шығарылған", "level", "internal", "team", "west")
	s.compared()
	for _, path := range []string{compareAddress(a, b), compareAddress(a, west), compareAddress(west, b), "/duplicates?person=" + a.Number} {
		s.as("west").get(path).wants(t, http.StatusNotFound)
		s.as("west").post(compareAddress(a, west), "verdict", "merge", "why", "x").wants(t, http.StatusNotFound)
	}
	got := s.as("west").get("/duplicates").wants(t, http.StatusOK)
	if strings.Contains(got.body, a.Number) || strings.Contains(got.body, "Шығарылған") || !strings.Contains(got.body, "Nothing to compare") {
		t.Errorf("another team's queue: %s", excerpt(got.body))
	}
	s.as("west").post("/duplicates", "pair", a.Number+"."+b.Number, "verdict", "different").wants(t, http.StatusNotFound)
	if got := s.as("aliya").get("/duplicates").wants(t, http.StatusOK); strings.Contains(got.body, west.Number) {
		t.Error("the queue shows half a pair")
	}
	for _, name := range []string{"reader", "auditor", "boss"} {
		s.as(name).get("/duplicates").wants(t, http.StatusForbidden)
		s.as(name).get(compareAddress(a, b)).wants(t, http.StatusForbidden)
	}
}

func TestTwoPeopleSideBySideInEveryLanguage(t *testing.T) {
	s := newSite(t)
	a, b := s.twoAlike()
	for lang, words := range map[string][]string{
		"en": {"Differs", "Same", "both kept", "Merge", "Not the same"},
		"ru": {"Различается", "Совпадает", "сохраняются оба", "Объединить", "Разные люди"},
		"kk": {"Өзгеше", "Бірдей", "екеуі де сақталады", "Біріктіру", "Бір адам емес"},
	} {
		v := s.as("aliya")
		v.post("/account/language", "lang", lang)
		got := v.get(compareAddress(a, b)).wants(t, http.StatusOK)
		for _, want := range append(words, `lang="kk"`, "Oidan Shygarylgan", `name="take.occupation"`, `data-key="pair-m"`) {
			if !strings.Contains(got.body, want) {
				t.Errorf("%s: no %q", lang, want)
			}
		}
		if strings.Contains(got.body, `name="take.sex"`) || strings.Contains(got.body, `name="take.names"`) {
			t.Errorf("%s: there is a choice where nothing is to be chosen", lang)
		}
		queue := v.get("/duplicates").wants(t, http.StatusOK)
		if !strings.Contains(queue.body, compareAddress(a, b)) {
			t.Errorf("%s: the queue does not lead to the pair", lang)
		}
	}
	s.as("aliya").post("/account/language", "lang", "en")
	if got := s.as("aliya").get("/").wants(t, http.StatusOK); !strings.Contains(got.body, "possible duplicate") {
		t.Error("home does not say that there is something to decide")
	}
	if got := s.as("aliya").get("/people/"+a.Number).wants(t, http.StatusOK); !strings.Contains(got.body, "1 possible duplicate") {
		t.Error("the person's page does not say that there is a possible duplicate")
	}
}

func TestMergingFromThePageKeepsWhatWasChosen(t *testing.T) {
	s := newSite(t)
	a, b := s.twoAlike()
	v := s.as("aliya")
	path := compareAddress(a, b)
	form := []string{"a.version", "1", "b.version", "1", "keep", "a", "take.occupation", "b", "verdict", "merge"}
	got := v.post(path, form...).wants(t, http.StatusUnprocessableEntity)
	if _, chosen := radio(got.body, "take.occupation", "b"); !chosen && !strings.Contains(got.body, `name="take.occupation" value="b" checked`) {
		t.Errorf("what was chosen is lost: %s", excerpt(got.body))
	}
	stale := append([]string{"why", "one person"}, form...)
	stale[3] = "7"
	if got := v.post(path, stale...).wants(t, http.StatusConflict); !strings.Contains(got.body, "was changed after you opened this page") ||
		!strings.Contains(got.body, "one person") {
		t.Errorf("a stale decision: %s", excerpt(got.body))
	}
	got = v.post(path, append(form, "why", "one person")...).wants(t, http.StatusSeeOther)
	if to := got.Header().Get("Location"); to != "/people/"+a.Number+"?said=merged" {
		t.Errorf("after the merge: %s", to)
	}
	r, err := s.desk("aliya").Get(s.ctx(), a.Number)
	s.must(err)
	if p := r.(*cases.Person); p.Occupation != "водитель" {
		t.Errorf("the occupation is %q", p.Occupation)
	}
	if got := v.get("/duplicates").wants(t, http.StatusOK); !strings.Contains(got.body, "Nothing to compare") {
		t.Errorf("the pair is still in the queue")
	}
	if got := v.get("/duplicates?state=same").wants(t, http.StatusOK); !strings.Contains(got.body, b.Number) {
		t.Error("what was merged is not listed")
	}
	if to := v.get(path).wants(t, http.StatusSeeOther).Header().Get("Location"); to != "/people/"+a.Number {
		t.Errorf("comparing who is merged leads to %s", to)
	}
}

func TestManyPairsAreDecidedAtOnce(t *testing.T) {
	s := newSite(t)
	a, b := s.twoAlike()
	c := s.put("aliya", "person", "names.0.value", "Ойдан Шығарылған", "born", "1991", "level", "internal", "team", "almaty")
	s.compared()
	v := s.as("aliya")
	v.post("/duplicates", "verdict", "different").wants(t, http.StatusUnprocessableEntity)
	v.post("/duplicates", "pair", a.Number+"."+b.Number).wants(t, http.StatusUnprocessableEntity)
	v.post("/duplicates", "pair", a.Number+"."+b.Number, "pair", a.Number+"."+c.Number, "pair", b.Number+"."+c.Number, "verdict", "different",
		"why", "three cousins").wants(t, http.StatusSeeOther)
	if got := v.get("/duplicates").wants(t, http.StatusOK); !strings.Contains(got.body, "Nothing to compare") {
		t.Error("decided pairs are in the queue")
	}
	got := v.get("/duplicates?state=different").wants(t, http.StatusOK)
	if strings.Count(got.body, "three cousins") != 3 {
		t.Errorf("the decisions are not shown: %s", excerpt(got.body))
	}
	v.post(compareAddress(a, b), "a.version", "1", "b.version", "1", "verdict", "open").wants(t, http.StatusSeeOther)
	if got := v.get("/duplicates").wants(t, http.StatusOK); !strings.Contains(got.body, compareAddress(a, b)) {
		t.Error("what was opened again is not in the queue")
	}
}

func TestACoordinatorLooksThroughEverybody(t *testing.T) {
	s := newSite(t)
	s.twoAlike()
	chief := s.as("chief")
	if got := chief.get("/duplicates").wants(t, http.StatusOK); !strings.Contains(got.body, `action="/duplicates/run"`) {
		t.Error("a coordinator is not offered to look again")
	}
	if got := s.as("aliya").get("/duplicates").wants(t, http.StatusOK); strings.Contains(got.body, `action="/duplicates/run"`) {
		t.Error("staff is offered what they may not do")
	}
	chief.post("/duplicates/run").wants(t, http.StatusSeeOther)
	for end := time.Now().Add(stepTime); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if got := chief.get("/duplicates/run").wants(t, http.StatusOK); strings.Contains(got.body, "Pairs found") {
			return
		} else if got.Header().Get("Refresh") != "2" || !strings.Contains(got.body, "<progress") {
			t.Fatalf("while it goes on: %s", excerpt(got.body))
		}
	}
	t.Error("the run does not end")
}
