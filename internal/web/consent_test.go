package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
)

// R99: consent is recorded without the large form; what is missing is said beside its box, and what was typed stays.
func TestConsentIsRecordedOnItsOwnPage(t *testing.T) {
	s := newSite(t)
	p := s.put("aliya", "person", "names.0.value", "Вымысел Айдар")
	b := s.as("aliya")
	path := "/people/" + p.Number + "/consent"
	refused := b.post(path, "version", "1", "state", "written", "taken_by", "<Алия>", "on.year", "2022").wants(t, http.StatusUnprocessableEntity)
	for _, want := range []string{`id="purpose-error"`, "&lt;Алия&gt;", `value="2022"`, `value="written" checked`} {
		if !strings.Contains(refused.body, want) {
			t.Errorf("the form sent back lacks %s", want)
		}
	}
	b.post(path, "version", "1", "purpose", "press", "state", "written").wants(t, http.StatusUnprocessableEntity)
	b.post(path, "version", "1", "purpose", "un_submission", "state", "written", "on.year", "3000x").wants(t, http.StatusUnprocessableEntity)
	sent := []string{"version", "1", "token", "once", "purpose", "un_submission", "state", "written", "on.year", "2022", "taken_by", "Алия", "note", "by telephone"}
	if got := b.post(path, sent...).wants(t, http.StatusSeeOther).Header().Get("Location"); got != path+"?said=changed" {
		t.Errorf("it leads to %s", got)
	}
	b.post(path, sent...).wants(t, http.StatusSeeOther) // sent twice, kept once
	stale := b.post(path, "version", "1", "purpose", "internal", "state", "oral").wants(t, http.StatusConflict)
	if !strings.Contains(stale.body, `name="version" value="2"`) || !strings.Contains(stale.body, `value="oral" checked`) {
		t.Error("a stale form does not come back with what was typed and the present version")
	}
	r, err := s.store.For(s.users["aliya"]).Get(s.ctx(), p.Number)
	s.must(err)
	c := r.(*cases.Person).Consents
	if len(c) != 1 || c[0].TakenBy != "Алия" || c[0].On.String() != "2022" || c[0].Note != "by telephone" {
		t.Errorf("kept %+v", c)
	}
	if page := b.get("/people/"+p.Number).wants(t, http.StatusOK); !strings.Contains(page.body, `id="consents"`) || !strings.Contains(page.body, path) {
		t.Error("the page of the person does not say what they consent to")
	}
	if page := s.as("reader").get("/people/"+p.Number).wants(t, http.StatusOK); strings.Contains(page.body, "by telephone") || strings.Contains(page.body, "Алия") {
		t.Error("a researcher reads who took the consent and what was noted")
	}
}

// R99: whichever way a withdrawal is recorded, the next request finds nothing, and whoever recorded it is told.
func TestAWithdrawalByFormAndByTheAPI(t *testing.T) {
	s := newSite(t)
	withdrawal := []string{"version", "1", "consent.0.purpose", "internal", "consent.0.state", "withdrawn", "reason", "asked for it"}
	p := s.put("aliya", "person", "names.0.value", "Вымысел Айдар")
	b := s.as("aliya")
	if got := b.post("/people/"+p.Number, withdrawal...).wants(t, http.StatusSeeOther).Header().Get("Location"); got != "/erasures/"+p.Number {
		t.Errorf("it leads to %s", got)
	}
	b.get("/erasures/"+p.Number).wants(t, http.StatusOK)
	b.get("/people/"+p.Number).wants(t, http.StatusNotFound)
	s.as("lawyer").get("/erasures/"+p.Number).wants(t, http.StatusNotFound)

	p = s.put("aliya", "person", "names.0.value", "Вымысел Ержан")
	m := s.program("aliya")
	body := `{"version":1,"consent":[{"purpose":"internal","state":"withdrawn"}],"reason":"asked for it"}`
	for range 2 { // the second has the key of the first
		got := m.send(http.MethodPut, "/api/v1/people/"+p.Number, body, "Idempotency-Key", "k").wants(t, http.StatusOK).object(t)
		if got["withdrawn"] != true || got["number"] != p.Number || got["names"] != nil {
			t.Errorf("the API answers %v", got)
		}
	}
	m.send(http.MethodGet, "/api/v1/people/"+p.Number, "").wants(t, http.StatusNotFound)
}

// R34, R22: an erasure wants a second coordinator who has just signed in, and a word that they are sure.
func TestAnErasureWantsASecondPersonWhoHasJustSignedIn(t *testing.T) {
	now := time.Now()
	s := siteOn(t, store.Options{Now: func() time.Time { return now }})
	account, err := s.store.Accounts().Add(s.ctx(), "cli", "second", cases.Coordinator, nil)
	s.must(err)
	s.users["second"] = account.User
	p := s.put("chief", "person", "names.0.value", "Вымысел Айдар", "consent.0.purpose", "internal", "consent.0.state", "withdrawn")
	erase := "/erasures/" + p.Number + "/erase"
	s.as("chief").post(erase, "sure", "yes").wants(t, http.StatusForbidden)
	b := s.as("second")
	b.post(erase).wants(t, http.StatusUnprocessableEntity)
	now = now.Add(6 * time.Minute)
	if got := b.post(erase, "sure", "yes").wants(t, http.StatusSeeOther).Header().Get("Location"); !strings.HasPrefix(got, "/login/again") {
		t.Errorf("a sign-in of six minutes ago leads to %s", got)
	}
	b = s.as("second")
	b.post("/erasures/"+p.Number+"/back", "reason", "").wants(t, http.StatusUnprocessableEntity)
	if got := b.post(erase, "sure", "yes").wants(t, http.StatusSeeOther).Header().Get("Location"); got != "/erasures/"+p.Number+"?said=erased" {
		t.Errorf("it leads to %s", got)
	}
	b.post(erase, "sure", "yes").wants(t, http.StatusUnprocessableEntity)
	b.post("/erasures/"+p.Number+"/back", "reason", "undo").wants(t, http.StatusUnprocessableEntity)
	if page := b.get("/erasures").wants(t, http.StatusOK); !strings.Contains(page.body, p.Number) || strings.Contains(page.body, "Айдар") {
		t.Error("the list of erasures does not hold the bare number")
	}
}

// Undo: what was withdrawn by mistake comes back whole.
func TestAWithdrawalIsTakenBackOnItsPage(t *testing.T) {
	s := newSite(t)
	p := s.put("aliya", "person", "names.0.value", "Вымысел Айдар", "consent.0.purpose", "internal", "consent.0.state", "withdrawn")
	s.as("aliya").post("/erasures/"+p.Number+"/back", "reason", "a mistake").wants(t, http.StatusForbidden)
	b := s.as("chief")
	b.post("/erasures/"+p.Number+"/back", "reason", "a mistake").wants(t, http.StatusSeeOther)
	if page := b.get("/people/"+p.Number).wants(t, http.StatusOK); !strings.Contains(page.body, "Вымысел Айдар") {
		t.Error("the person did not come back")
	}
}
