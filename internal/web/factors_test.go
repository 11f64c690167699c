package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/hotp"
)

// required has a site require second factors of everybody.
func required(c *Config) { c.Factors = true }

// enters signs in by name and password and gives the browser with the answer.
func (s *site) enters(name string) (*browser, answer) {
	s.Helper()
	got := s.as("").post("/login", "username", name, "password", goodPassword).wants(s.T, http.StatusSeeOther)
	return &browser{s, s.cookieOf(got).Value}, got
}

func TestWithoutASecondFactorOnlyItsEnrolmentOpens(t *testing.T) { // R5
	s := newSite(t, required)
	s.withPassword("chief")
	b, got := s.enters("chief")
	if at := got.Header().Get("Location"); !strings.HasPrefix(at, "/account/factors") {
		t.Errorf("sent to %s", at)
	}
	s.walksShut(b, "enrolling", "/account/factors")
}

func TestWithThePasswordAloneOnlyTheSecondStepOpens(t *testing.T) { // R5
	s := newSite(t, required)
	s.withPassword("chief")
	_, err := s.store.Accounts().GrantTOTP(s.ctx(), "cli", s.users["chief"])
	s.must(err)
	b, got := s.enters("chief")
	if at := got.Header().Get("Location"); !strings.HasPrefix(at, "/login/factor") {
		t.Errorf("sent to %s", at)
	}
	s.walksShut(b, "waiting", "/login/factor")
	out := b.post("/logout").wants(t, http.StatusSeeOther)
	if out.Header().Get("Clear-Site-Data") == "" {
		t.Error("half a session leaves something behind")
	}
	b.get("/login/factor").wants(t, http.StatusSeeOther)
}

// walksShut asks for every route with half a session: all but those of some policies lead to one page.
func (s *site) walksShut(b *browser, open, door string) {
	s.Helper()
	for _, r := range s.server.routes() {
		if slices.Contains([]string{open, "halfway", "anyone"}, r.who.name) || strings.HasPrefix(r.path, "/api/") {
			continue
		}
		address := strings.NewReplacer("{path}", "people", ":number", "PER-100000").Replace(r.path)
		got := b.do(b.request(r.method, address, nil))
		if got.Code != http.StatusSeeOther || !strings.HasPrefix(got.Header().Get("Location"), door) {
			s.Errorf("%s %s answers %d and leads to %q", r.method, address, got.Code, got.Header().Get("Location"))
		}
	}
}

func TestTheSecondStepIsThrottled(t *testing.T) { // R8
	s := newSite(t)
	s.withPassword("aliya")
	seed, err := s.store.Accounts().GrantTOTP(s.ctx(), "cli", s.users["aliya"])
	s.must(err)
	b, _ := s.enters("aliya")
	for i := range triesPerAccount {
		field := []string{"code", "recovery"}[i%2]
		b.post("/login/factor", field, "000000").wants(t, http.StatusUnprocessableEntity)
	}
	code, err := hotp.GenerateCode(seed, uint64(time.Now().Unix()/30))
	s.must(err)
	other, _ := s.enters("aliya")
	for _, one := range []*browser{b, other} {
		one.post("/login/factor", "code", code).wants(t, http.StatusTooManyRequests)
	}
}

func TestAHundredBadSignInsShutNobodyElseOut(t *testing.T) { // R8
	s := newSite(t)
	s.withPassword("aliya")
	seen := map[int]int{}
	for range 100 {
		seen[s.as("").post("/login", "username", "aliya", "password", "wrong").Code]++
	}
	if seen[http.StatusUnauthorized] != triesPerName || seen[http.StatusTooManyRequests] != 100-triesPerName {
		t.Errorf("answers: %v", seen)
	}
	r := s.as("").request(http.MethodPost, "/login", values("username", "aliya", "password", goodPassword))
	r.RemoteAddr = "198.51.100.7:1234"
	s.do(r).wants(t, http.StatusSeeOther)
}

// Whoever can have the program restarted does not get as many tries again.
func TestARestartForgetsNoFailures(t *testing.T) { // R8
	s := newSite(t)
	s.withPassword("aliya")
	seed, err := s.store.Accounts().GrantTOTP(s.ctx(), "cli", s.users["aliya"])
	s.must(err)
	half, _ := s.enters("aliya")
	for range triesPerAccount {
		half.post("/login/factor", "code", "000000").wants(t, http.StatusUnprocessableEntity)
	}
	for range triesPerName {
		s.as("").post("/login", "username", "west", "password", "wrong").wants(t, http.StatusUnauthorized)
	}
	s.server, err = New(s.server.Config)
	s.must(err)
	s.as("").post("/login", "username", "west", "password", "wrong").wants(t, http.StatusTooManyRequests)
	code, err := hotp.GenerateCode(seed, uint64(time.Now().Unix()/30))
	s.must(err)
	half.post("/login/factor", "code", code).wants(t, http.StatusTooManyRequests)
	s.as("").post("/login", "username", "aliya", "password", goodPassword).wants(t, http.StatusSeeOther)
	s.server, err = New(s.server.Config)
	s.must(err)
	if s.server.tries.take("aliya", "192.0.2.1") != 0 {
		t.Error("somebody who signed in has to wait after a restart")
	}
}

func TestWhoGuessesFromManyNetworksIsSlowedAndNobodyIsShutOut(t *testing.T) { // R8
	now := time.Unix(1_700_000_000, 0)
	tries := newThrottle(func() time.Time { return now })
	for i := range triesOverall + 1 {
		tries.take("aliya", fmt.Sprintf("10.%d.%d.1", i/250, i%250))
	}
	allowed := 0
	for range 100 {
		if tries.take("aliya", "192.0.2.9") == 0 {
			allowed++
		}
	}
	if allowed != alarmPerName {
		t.Errorf("%d attempts are left to one network while there are too many overall", allowed)
	}
	if tries.take("aliya", "198.51.100.7") != 0 {
		t.Error("somebody from another network is shut out")
	}
	now = now.Add(triesWindow)
	if tries.take("aliya", "192.0.2.9") != 0 {
		t.Error("the wait never ends")
	}
}

func TestOwnSessionsAreListedAndEnded(t *testing.T) { // R12, R19, R62
	s := newSite(t)
	s.withPassword("aliya")
	here, there := s.as("aliya"), s.as("aliya")
	page := here.get("/account").wants(t, http.StatusOK).body
	all, err := s.store.Accounts().Sessions(s.ctx(), s.users["aliya"])
	s.must(err)
	if len(all) != 3 || strings.Count(page, "/account/sessions/") != 4 || strings.Contains(page, here.session) {
		t.Errorf("%d sessions, and the page shows %s", len(all), excerpt(page))
	}
	other := s.as("west")
	other.post("/account/sessions/"+all[0].ID+"/end").wants(t, http.StatusNotFound)
	before, err := s.store.Keeper().Head(s.ctx())
	s.must(err)
	here.post("/account/sessions/end").wants(t, http.StatusSeeOther)
	here.get("/").wants(t, http.StatusOK)
	there.get("/").wants(t, http.StatusSeeOther)
	after, err := s.store.Keeper().Head(s.ctx())
	s.must(err)
	if after.Size != before.Size+1 {
		t.Errorf("%d entries were written", after.Size-before.Size)
	}
	here.post("/account/password", "password", goodPassword, "fresh", "another spring rain 7", "again", "another spring rain 7").wants(t, http.StatusSeeOther)
	again, _ := s.store.Accounts().Notices(s.ctx(), s.users["aliya"])
	if len(again) != 1 || again[0].Key != "password" {
		t.Errorf("notices: %+v", again)
	}
}

func TestPasskeysThatAreNone(t *testing.T) { // R5
	s := newSite(t, func(c *Config) { c.Origin = "https://cases.example.org" })
	asked := s.as("").post("/login/passkey/ask").wants(t, http.StatusOK).object(t)
	state := asked["state"].(string)
	if rp := asked["publicKey"].(map[string]any)["rpId"]; rp != "cases.example.org" {
		t.Errorf("keys are bound to %v", rp)
	}
	for _, one := range [][2]string{{"", "{}"}, {state, ""}, {state, "{}"}, {state, "null"}, {state[:len(state)-2], "{}"}, {"x", strings.Repeat("[", 10_000)}} {
		got := s.as("").post("/login/passkey", "state", one[0], "response", one[1]).wants(t, http.StatusUnauthorized)
		if len(got.Result().Cookies()) != 0 {
			t.Errorf("%.20q sets a cookie", one)
		}
	}
	if _, err := s.server.asked.open(forFactor+" ", state); err == nil {
		t.Error("what was asked for signing in serves as a second factor")
	}
	data, err := s.server.asked.open(forSignIn+" ", state)
	s.must(err)
	s.must(s.server.asked.meet(data.Challenge))
	if s.server.asked.meet(data.Challenge) == nil {
		t.Error("one challenge is met twice")
	}
	s.server.asked.now = func() time.Time { return time.Now().Add(ceremonyTime) }
	if _, err := s.server.asked.open(forSignIn+" ", state); err == nil {
		t.Error("it waits for more than five minutes")
	}
}

func TestWrongOrigins(t *testing.T) {
	for _, bad := range []string{"cases.example.org", "https://", "https://cases.example.org/a", "://"} {
		if _, err := newPasskeys(bad); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}
