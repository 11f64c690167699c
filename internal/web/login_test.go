package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases/store"
)

const goodPassword = "көктем жаңбыры 2031"

// withPassword gives an account a password through an invitation page, as its owner would.
func (s *site) withPassword(name string) answer {
	s.Helper()
	token, err := s.store.Accounts().Invite(s.ctx(), "cli", s.users[name].ID, store.InvitePassword, time.Hour)
	s.must(err)
	return s.as("").post("/invite/"+token, "password", goodPassword, "again", goodPassword).wants(s.T, http.StatusSeeOther)
}

// cookieOf is the session cookie that an answer sets.
func (s *site) cookieOf(a answer) *http.Cookie {
	s.Helper()
	for _, c := range a.Result().Cookies() {
		if c.Name == s.server.cookieName() {
			return c
		}
	}
	s.Fatalf("no session cookie: %v", a.Header())
	return nil
}

func TestWrongSignInsAreAllAlike(t *testing.T) { // R7
	s := newSite(t)
	s.withPassword("aliya")
	s.withPassword("west")
	s.must(s.store.Accounts().Disable(s.ctx(), "cli", "west"))
	bodies := map[string]bool{}
	for _, one := range [][2]string{{"aliya", "wrong"}, {"nobody", goodPassword}, {"west", goodPassword}, {"lawyer", goodPassword}, {"lawyer", ""}} {
		got := s.as("").post("/login", "username", one[0], "password", one[1]).wants(t, http.StatusUnauthorized)
		bodies[strings.ReplaceAll(got.body, one[0], "NAME")] = true
		if len(got.Result().Cookies()) != 0 {
			t.Errorf("%v set a cookie", one)
		}
	}
	if len(bodies) != 1 {
		t.Errorf("%d different answers", len(bodies))
	}
}

func TestSigningInAndOut(t *testing.T) { // R15, R16, R18
	s := newSite(t, func(c *Config) { c.Secure = true })
	s.withPassword("aliya")
	old := s.as("aliya")
	in := old.post("/login", "username", "Aliya", "password", goodPassword, "next", "/counts?unit=acts").wants(t, http.StatusSeeOther)
	if in.Header().Get("Location") != "/counts?unit=acts" {
		t.Errorf("sent on to %q", in.Header().Get("Location"))
	}
	c := s.cookieOf(in)
	if c.Name != "__Host-aigaq" || !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || c.Domain != "" || len(c.Value) < 22 {
		t.Errorf("the cookie is %s", c)
	}
	if c.Value == old.session {
		t.Error("the session is the one from before")
	}
	old.get("/").wants(t, http.StatusSeeOther)
	b := &browser{s, c.Value}
	b.get("/").wants(t, http.StatusOK)
	out := b.post("/logout").wants(t, http.StatusSeeOther)
	if out.Header().Get("Clear-Site-Data") == "" || s.cookieOf(out).MaxAge >= 0 {
		t.Errorf("signing out said %v", out.Header())
	}
	b.get("/").wants(t, http.StatusSeeOther)
}

func TestOverPlainHTTPTheCookieIsPlain(t *testing.T) {
	s := newSite(t)
	c := s.cookieOf(s.withPassword("aliya"))
	if c.Name != "aigaq" || c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteStrictMode {
		t.Errorf("the cookie is %s", c)
	}
}

func TestAOneTimeLink(t *testing.T) { // R11
	s := newSite(t)
	token, err := s.store.Accounts().Invite(s.ctx(), "cli", s.users["aliya"].ID, store.InvitePassword, time.Hour)
	s.must(err)
	path := "/invite/" + token
	for range 3 {
		s.as("").get(path).wants(t, http.StatusOK)
	}
	s.as("").post(path, "password", goodPassword, "again", "another").wants(t, http.StatusUnprocessableEntity)
	s.as("").post(path, "password", "short", "again", "short").wants(t, http.StatusUnprocessableEntity)
	got := s.as("").post(path, "password", goodPassword, "again", goodPassword).wants(t, http.StatusSeeOther)
	(&browser{s, s.cookieOf(got).Value}).get("/").wants(t, http.StatusOK)
	s.as("").get(path).wants(t, http.StatusNotFound)
	s.as("").post(path, "password", goodPassword, "again", goodPassword).wants(t, http.StatusNotFound)
}

func TestTooManyWrongPasswords(t *testing.T) { // R8
	s := newSite(t)
	s.withPassword("aliya")
	for range triesPerName {
		s.server.tries.take("aliya", "192.0.2.1")
	}
	s.as("").post("/login", "username", " ALIYA ", "password", goodPassword).wants(t, http.StatusTooManyRequests)
	r := s.as("").request(http.MethodPost, "/login", values("username", "aliya", "password", goodPassword))
	r.RemoteAddr = "198.51.100.7:1234"
	r.Header.Set("X-Forwarded-For", "192.0.2.1")
	s.do(r).wants(t, http.StatusSeeOther)
}

func TestPasswordChangeEndsOtherSessions(t *testing.T) { // R12
	s := newSite(t)
	s.withPassword("aliya")
	here, there := s.as("aliya"), s.as("aliya")
	here.post("/account/password", "password", "wrong one", "fresh", "another spring rain 7", "again", "another spring rain 7").wants(t, http.StatusUnprocessableEntity)
	here.post("/account/password", "password", goodPassword, "fresh", "short", "again", "short").wants(t, http.StatusUnprocessableEntity)
	got := here.post("/account/password", "password", goodPassword, "fresh", "another spring rain 7", "again", "another spring rain 7").wants(t, http.StatusSeeOther)
	there.get("/").wants(t, http.StatusSeeOther)
	here.get("/").wants(t, http.StatusSeeOther)
	(&browser{s, s.cookieOf(got).Value}).get("/").wants(t, http.StatusOK)
	s.as("").post("/login", "username", "aliya", "password", goodPassword).wants(t, http.StatusUnauthorized)
}

func TestWhoIsNotSignedInIsSentToSignIn(t *testing.T) {
	s := newSite(t)
	got := s.as("").get("/people?sex=female&lang=ru").wants(t, http.StatusSeeOther)
	if got.Header().Get("Location") != "/login?next=%2Fpeople%3Fsex%3Dfemale" {
		t.Errorf("sent to %q", got.Header().Get("Location"))
	}
	if post := s.as("").post("/people", "sex", ""); post.Header().Get("Location") != "/login" {
		t.Errorf("a form was sent to %q", post.Header().Get("Location"))
	}
	got = s.program("").send(http.MethodGet, "/api/v1/people", "").wants(t, http.StatusUnauthorized)
	if got.Header().Get("WWW-Authenticate") != "Bearer" || got.object(t)["error"] != "unauthorized" {
		t.Errorf("the API answered %v %s", got.Header(), got.body)
	}
}

func TestALinkFromAnotherSiteOpensAfterOneMoreStep(t *testing.T) {
	s := newSite(t)
	r := s.as("").request(http.MethodGet, "/people", nil)
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	got := s.do(r).wants(t, http.StatusOK)
	if got.Header().Get("Refresh") != "0" {
		t.Errorf("headers %v", got.Header())
	}
}

func TestNoAccountsYet(t *testing.T) { // R1
	s := newSite(t)
	for _, r := range s.server.routes() {
		if r.method != http.MethodGet {
			s.as("").post(strings.NewReplacer("{path}", "people", ":number", "PER-100000", ":token", "x").Replace(r.path), "name", "mallory", "role", "admin")
		}
	}
	all, err := s.store.Accounts().List(s.ctx())
	s.must(err)
	if len(all) != len(who) {
		t.Errorf("%d accounts, want %d", len(all), len(who))
	}
}

func TestOnlyLocalAddressesAreFollowed(t *testing.T) { // R44
	for _, bad := range []string{
		"", "//evil.example", "///evil.example", `/\evil.example`, `\\evil.example`, "https://evil.example", "javascript:alert(1)",
		"/\tevil", "/\n/evil.example", "/%2f%2fevil.example/..//x y", "evil.example", "data:text/html,x", "/login", "/login?next=/", "/logout",
		"http:evil.example", "https:/evil.example", " /people", "/%0d%0aSet-Cookie:x\r\n", "//evil.example/%2e%2e", "/\x00", "/\u00a0\\evil",
		"/ /evil.example", "/%zz", "@evil.example", ":80", "/%2f/evil.example", "?next=//evil", "#//evil", "/..\\evil",
	} {
		if got := local(bad); got != "/" {
			t.Errorf("%q is followed to %q", bad, got)
		}
	}
	for _, good := range []string{"/people", "/people?sex=female", "/counts?unit=acts&by=region%2Cmonth", "/events/EVT-310774#figures"} {
		if local(good) != good {
			t.Errorf("%q is not followed", good)
		}
	}
}

func TestThrottleForgetsAndStaysSmall(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	tries := newThrottle(func() time.Time { return now })
	for range triesPerName {
		tries.take("aliya", "2001:db8::1")
	}
	if tries.take("aliya", "2001:db8::ffff") != 15 || tries.take("aliya", "2001:db8:1::1") != 0 || tries.take("west", "2001:db8::1") != 0 {
		t.Error("the wrong ones have to wait")
	}
	tries.passed("aliya", "2001:db8::1")
	if tries.take("aliya", "2001:db8::1") != 0 {
		t.Error("signing in did not clear the name")
	}
	for i := range 3 * triesRemembered {
		tries.take(strings.Repeat("x", i%300)+string(rune('а'+i%32)), "192.0.2.1")
	}
	if len(tries.bad) > triesRemembered+1 {
		t.Errorf("%d are remembered", len(tries.bad))
	}
	if tries.take("anybody", "192.0.2.1") == 0 {
		t.Error("a network may try for ever")
	}
	now = now.Add(triesWindow)
	if tries.take("anybody", "192.0.2.1") != 0 {
		t.Error("the wait never ends")
	}
}

func TestTheSessionIsNowhereInPages(t *testing.T) {
	s := newSite(t)
	b := s.as("aliya")
	for _, path := range []string{"/", "/account", "/people", "/new"} {
		if strings.Contains(b.get(path).body, b.session) {
			t.Errorf("%s shows the session", path)
		}
	}
}

var hidden = regexp.MustCompile(`name="token" value="([^"]+)"`)

// tokenIn is the form token of a page.
func (a answer) tokenIn(t *testing.T) string {
	t.Helper()
	m := hidden.FindStringSubmatch(a.body)
	if m == nil {
		t.Fatalf("no token in %s", excerpt(a.body))
	}
	return m[1]
}
