package web

import (
	"net/http"
	"testing"
	"time"

	"aigaq/internal/cases/store"
)

// clocked runs a site on a clock that the test moves.
func clocked(t *testing.T, with ...func(*Config)) (*site, func(time.Duration)) {
	t.Helper()
	now := time.Now()
	s := siteOn(t, store.Options{Now: func() time.Time { return now }}, with...)
	return s, func(d time.Duration) { now = now.Add(d) }
}

func TestWhatMattersWantsAFreshSignIn(t *testing.T) { // R16, R22
	s, pass := clocked(t)
	s.must(s.server.mountAll([]route{
		{method: http.MethodGet, path: "/matters", who: members(), do: s.server.home, fresh: true},
		{method: http.MethodPost, path: "/matters/much", who: members(), do: s.server.home, fresh: true},
	}))
	s.withPassword("aliya")
	b := s.as("aliya")
	b.get("/matters").wants(t, http.StatusOK)
	pass(5*time.Minute + time.Second)
	b.get("/").wants(t, http.StatusOK)
	for _, got := range []answer{b.get("/matters?a=b").wants(t, http.StatusSeeOther), b.post("/matters/much").wants(t, http.StatusSeeOther)} {
		if at := got.Header().Get("Location"); at != "/login/again?next=%2Fmatters%3Fa%3Db" && at != "/login/again?next=%2Fmatters" {
			t.Errorf("sent to %s", at)
		}
	}
	b.get("/login/again?next=/matters").wants(t, http.StatusOK)
	b.post("/login/again", "password", "wrong", "next", "/matters").wants(t, http.StatusUnprocessableEntity)
	got := b.post("/login/again", "password", goodPassword, "next", "/matters").wants(t, http.StatusSeeOther)
	if got.Header().Get("Location") != "/matters" {
		t.Errorf("sent on to %s", got.Header().Get("Location"))
	}
	b.get("/").wants(t, http.StatusSeeOther)
	again := &browser{s, s.cookieOf(got).Value}
	again.get("/matters").wants(t, http.StatusOK)
	for range triesPerAccount {
		again.post("/login/again", "password", "wrong")
	}
	again.post("/login/again", "password", goodPassword).wants(t, http.StatusTooManyRequests)
}

func TestOnlyADemonstrationVouchesForWhoHasNothing(t *testing.T) { // R22
	for _, demo := range []bool{true, false} {
		s := newSite(t, func(c *Config) { c.Demo = demo })
		want := map[bool]int{true: http.StatusSeeOther, false: http.StatusUnprocessableEntity}[demo]
		s.as("aliya").post("/login/again", "nothing", "1").wants(t, want)
		s.withPassword("aliya")
		s.as("aliya").post("/login/again", "nothing", "1").wants(t, http.StatusUnprocessableEntity)
	}
}
