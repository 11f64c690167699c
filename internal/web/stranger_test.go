package web

import (
	"net/http"
	"strings"
	"testing"
)

// plant has a stranger send a form, as no browser would but any program can, and gives what was kept of it.
func (s *site) plant(path string, pairs ...string) (next string, a answer) {
	a = s.as("").post(path, pairs...)
	if m := nextField.FindStringSubmatch(a.body); m != nil {
		next = m[1]
	}
	return next, a
}

func TestNobodySendsTheFormOfAStranger(t *testing.T) { // R20
	s := newSite(t)
	for _, form := range [][]string{
		{"/people", "names.0.value", "Planted"},
		{"/approvals/anything", "decision", "yes"},
		{"/admin/users/" + s.users["west"].Code + "/standing", "role", "coordinator"},
		{"/erasures/PER-123456/erase", "sure", "yes"},
	} {
		next, _ := s.plant(form[0], form[1:]...)
		if next == "" {
			continue // not kept at all
		}
		for _, name := range []string{"chief", "boss", "aliya"} {
			if got := s.as(name).get(next); got.Code != http.StatusNotFound {
				t.Errorf("%s is shown the form to %s that a stranger sent: status %d", name, form[0], got.Code)
			}
		}
	}
}

func TestABrowserWhoseSessionIsForgottenGetsItsFormBack(t *testing.T) {
	s := newSite(t)
	next, kept := s.plant("/people", "names.0.value", "Сапаргүл")
	if next == "" {
		t.Fatal("nothing was kept")
	}
	b := s.as("aliya")
	q := b.request(http.MethodGet, next, nil)
	for _, c := range kept.Result().Cookies() {
		if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Value == "" {
			t.Errorf("the cookie is %v", c)
		}
		q.AddCookie(c)
	}
	if got := s.do(q).wants(t, http.StatusOK); !strings.Contains(got.body, "Сапаргүл") {
		t.Error("the form does not come back")
	}
}

func TestAPasskeyThatFailsIsAnEntry(t *testing.T) { // R62
	s := newSite(t)
	s.withPassword("aliya")
	_, err := s.store.Accounts().GrantTOTP(s.ctx(), "cli", s.users["aliya"])
	s.must(err)
	whole := s.as("chief")
	half, _ := s.enters("aliya")
	for _, one := range []struct {
		b            *browser
		path, action string
		actor        string
	}{
		{s.as(""), "/login/passkey", "login.failed", ""},
		{half, "/login/factor", "login.factor.failed", s.users["aliya"].Code},
		{whole, "/login/again", "login.again.failed", s.users["chief"].Code},
	} {
		before, err := s.store.Keeper().Head(s.ctx())
		s.must(err)
		one.b.post(one.path, "state", "x", "response", "{}")
		entries, err := s.store.Keeper().Entries(s.ctx(), before.Size-1, 10)
		s.must(err)
		if len(entries) != 1 || entries[0].Action != one.action || entries[0].Object != one.actor {
			t.Errorf("%s enters %+v", one.path, entries)
		}
	}
}
