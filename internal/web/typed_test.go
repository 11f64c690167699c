package web

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

var (
	hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`)
	formAction  = regexp.MustCompile(`<form method="post" action="([^"]*)"><input type="hidden" name="typed"`)
	nextField   = regexp.MustCompile(`name="next" value="(/typed/[^"]*)"`)
)

// sentAgain reads the form that a page gives back: where its button posts to, and what.
func sentAgain(t *testing.T, a answer) (string, url.Values) {
	t.Helper()
	action := formAction.FindStringSubmatch(a.body)
	if action == nil {
		t.Fatalf("no form to send again in %s", excerpt(a.body))
	}
	form := url.Values{}
	_, rest, _ := strings.Cut(a.body, action[0])
	for _, m := range hiddenField.FindAllStringSubmatch(`<input type="hidden" name="typed"`+rest, -1) {
		form.Add(html.UnescapeString(m[1]), html.UnescapeString(m[2]))
	}
	return html.UnescapeString(action[1]), form
}

// next is the address that a sign-in page goes on to.
func nextOf(t *testing.T, a answer) string {
	t.Helper()
	m := nextField.FindStringSubmatch(a.body)
	if m == nil {
		t.Fatalf("nothing was kept: %s", excerpt(a.body))
	}
	return m[1]
}

func TestTypingOutlivesTheSession(t *testing.T) {
	s, pass := clocked(t)
	s.withPassword("aliya")
	b := s.as("aliya")
	pass(31 * time.Minute)
	const words = "Ерекше \"сөздер\" <b>екі\r\nжол"
	kept := b.post("/people", "names.0.value", "Вымышленная Сапаргүл", "remarks", words, "token", "T1").wants(t, http.StatusUnauthorized)
	next := nextOf(t, kept)
	if strings.Contains(kept.body, "Сапаргүл") {
		t.Error("the sign-in page shows what was typed")
	}
	wrong := b.post("/login", "username", "aliya", "password", "wrong", "next", next).wants(t, http.StatusUnauthorized)
	if nextOf(t, wrong) != next {
		t.Error("a wrong password loses what was typed")
	}
	in := b.post("/login", "username", "aliya", "password", goodPassword, "next", next).wants(t, http.StatusSeeOther)
	if in.Header().Get("Location") != next {
		t.Fatalf("the sign-in goes on to %s", in.Header().Get("Location"))
	}
	s.as("west").get(next).wants(t, http.StatusNotFound)
	s.as("").get(next).wants(t, http.StatusSeeOther)
	b = &browser{s, s.cookieOf(in).Value}
	if s.total("aliya", "person") != 0 {
		t.Error("something was saved before it was sent again")
	}
	b.get(next).wants(t, http.StatusOK)
	action, form := sentAgain(t, b.get(next).wants(t, http.StatusOK))
	if action != "/people" || form.Get("names.0.value") != "Вымышленная Сапаргүл" || form.Get("remarks") != words || form.Get("token") != "T1" {
		t.Errorf("it comes back to %s as %v", action, form)
	}
	b.do(b.request(http.MethodPost, action, form)).wants(t, http.StatusSeeOther)
	if s.total("aliya", "person") != 1 {
		t.Error("it was not saved once it was sent again")
	}
	b.get(next).wants(t, http.StatusNotFound)
}

func TestTypingOutlivesASignInOfTwoSteps(t *testing.T) {
	s, pass := clocked(t)
	s.withPassword("aliya")
	b := s.as("aliya")
	pass(31 * time.Minute)
	next := nextOf(t, b.post("/people", "names.0.value", "Planted").wants(t, http.StatusUnauthorized))
	seed, err := s.store.Accounts().GrantTOTP(s.ctx(), "cli", s.users["aliya"])
	s.must(err)
	in := b.post("/login", "username", "aliya", "password", goodPassword, "next", next).wants(t, http.StatusSeeOther)
	half := &browser{s, s.cookieOf(in).Value}
	half.get(next).wants(t, http.StatusSeeOther)
	if page := half.get(in.Header().Get("Location")).wants(t, http.StatusOK); nextOf(t, page) != next {
		t.Error("the second step does not go on to the form")
	}
	code, err := totp.GenerateCode(seed, time.Now().Add(31*time.Minute))
	s.must(err)
	whole := half.post("/login/factor", "code", code, "next", next).wants(t, http.StatusSeeOther)
	if whole.Header().Get("Location") != next {
		t.Errorf("sent on to %s", whole.Header().Get("Location"))
	}
	(&browser{s, s.cookieOf(whole).Value}).get(next).wants(t, http.StatusOK)
}

func TestQuickEntryAndEditsAreKeptToo(t *testing.T) {
	s, pass := clocked(t)
	p := s.person("aliya", "Вымышленная")
	b := s.as("aliya")
	pass(31 * time.Minute)
	for path, field := range map[string]string{"/new": "who", "/people/" + p.Number: "names.0.value", "/people/" + p.Number + "/edit": "names.0.value"} {
		next := nextOf(t, b.post(path, field, "Planted").wants(t, http.StatusUnauthorized))
		action, form := sentAgain(t, s.as("aliya").get(next).wants(t, http.StatusOK))
		if action != path || form.Get(field) != "Planted" {
			t.Errorf("%s comes back to %s as %v", path, action, form)
		}
	}
	pass(31 * time.Minute)
	s.as("aliya").get(nextOf(t, b.post("/new", "who", "x"))).wants(t, http.StatusOK)
}

func TestWhatIsNotKept(t *testing.T) {
	s, pass := clocked(t)
	b := s.as("aliya")
	pass(31 * time.Minute)
	lost := func(name string, a answer) {
		t.Helper()
		if strings.Contains(a.body, "/typed/") || strings.Contains(a.Header().Get("Location"), "typed") {
			t.Errorf("%s is kept", name)
		}
	}
	lost("a password", b.post("/account/password", "fresh", goodPassword, "again", goodPassword).wants(t, http.StatusSeeOther))
	lost("an empty form", b.post("/people", "names.0.value", "").wants(t, http.StatusSeeOther))
	lost("a form that is too large", b.post("/people", "names.0.value", strings.Repeat("a", mostTyped)).wants(t, http.StatusSeeOther))
	foreign := b.request(http.MethodPost, "/people", values("names.0.value", "x"))
	foreign.Header.Set("Sec-Fetch-Site", "cross-site")
	lost("a form of another site", s.do(foreign).wants(t, http.StatusForbidden))
	silent := b.request(http.MethodPost, "/people", values("names.0.value", "x"))
	silent.Header.Del("Sec-Fetch-Site")
	lost("a form of nowhere", s.do(silent).wants(t, http.StatusForbidden))
	file := b.request(http.MethodPost, "/people", values("names.0.value", "x"))
	file.Header.Set("Content-Type", "text/plain")
	lost("what is no form", s.do(file).wants(t, http.StatusSeeOther))
	lost("the API", s.program("").send(http.MethodPost, "/api/v1/people", "{}").wants(t, http.StatusUnauthorized))
}

func TestAFormThatWantsAFreshSignInIsKept(t *testing.T) { // R22
	s, pass := clocked(t)
	s.withPassword("boss")
	b := s.as("boss")
	pass(6 * time.Minute)
	at := b.post("/admin/users", "name", "Newcomer", "role", "intake", "lang", "kk").wants(t, http.StatusSeeOther).Header().Get("Location")
	next, err := url.QueryUnescape(strings.TrimPrefix(at, "/login/again?next="))
	s.must(err)
	if !strings.HasPrefix(next, "/typed/") {
		t.Fatalf("sent to %s", at)
	}
	if page := b.get(at).wants(t, http.StatusOK); nextOf(t, page) != next {
		t.Error("the page does not go on to the form")
	}
	in := b.post("/login/again", "password", goodPassword, "next", next).wants(t, http.StatusSeeOther)
	b = &browser{s, s.cookieOf(in).Value}
	action, form := sentAgain(t, b.get(in.Header().Get("Location")).wants(t, http.StatusOK))
	b.do(b.request(http.MethodPost, action, form)).wants(t, http.StatusOK)
	if _, err := s.store.Accounts().ByName(s.ctx(), "newcomer"); err != nil {
		t.Error(err)
	}
	at = b.post("/admin/users/" + s.users["aliya"].Code + "/disable").Header().Get("Location")
	if strings.Contains(at, "typed") {
		t.Errorf("a button alone is kept: %s", at)
	}
}

func TestEveryFormOfRecordsIsKept(t *testing.T) {
	s := newSite(t)
	for _, r := range s.server.routes() {
		want := r.method == http.MethodPost && (r.who.name == "writers" || r.who.name == "admins") && !strings.HasPrefix(r.path, "/api/")
		if want && !r.keeps() {
			t.Errorf("%s %s loses what is typed when the session has ended", r.method, r.path)
		}
		if r.keeps() && (strings.Contains(r.path, "password") || strings.Contains(r.path, "login") || strings.Contains(r.path, "factor")) {
			t.Errorf("%s %s keeps what must not be kept", r.method, r.path)
		}
	}
}
