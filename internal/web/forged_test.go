package web

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

// addresses gives each route as an address, with a record of each kind behind :number.
func (s *site) addresses(m *maker) map[*route][]string {
	s.Helper()
	out := map[*route][]string{}
	for _, r := range s.server.routes() {
		for _, k := range kindsOfRow(r.path) {
			number := ""
			if strings.Contains(r.path, ":number") {
				number = m.need(k.Code)
			}
			address := strings.NewReplacer("{path}", k.Path, ":number", number, ":file", "none.css").Replace(r.path)
			out[&r] = append(out[&r], regexp.MustCompile(`:\w+`).ReplaceAllString(address, "none"))
		}
	}
	return out
}

func TestNothingIsDoneForAPageOfAnotherSite(t *testing.T) { // R20
	s := newSite(t)
	m := newMaker(s, "lawyer")
	b := s.as("chief")
	all := s.addresses(m)
	before := s.digest()
	for r, addresses := range all {
		if r.method == http.MethodGet || strings.HasPrefix(r.path, "/api/") {
			continue
		}
		for _, headers := range [][]string{
			{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"},
			{"Sec-Fetch-Site", "cross-site", "Origin", "http://example.com"}, {},
		} {
			q := httptest.NewRequest(r.method, addresses[0], strings.NewReader("lang=kk"))
			q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			q.AddCookie(&http.Cookie{Name: s.server.cookieName(), Value: b.session})
			for i := 0; i+1 < len(headers); i += 2 {
				q.Header.Set(headers[i], headers[i+1])
			}
			if got := s.do(q); got.Code != http.StatusForbidden {
				t.Errorf("%s %s with %v: status %d", r.method, addresses[0], headers, got.Code)
			}
		}
	}
	b.get("/account").wants(t, http.StatusOK) // the session lives
	if s.digest() != before {
		t.Error("something was changed")
	}
}

// digest is everything that is kept of records, accounts and teams, as one text. When somebody was last seen is not
// part of it.
func (s *site) digest() string {
	s.Helper()
	var out strings.Builder
	s.must(s.store.For(s.users["chief"]).Each(s.ctx(), cases.Query{}, func(r cases.Record) error {
		b, err := json.Marshal(cases.JSON(r))
		out.Write(b)
		return err
	}))
	accounts, err := s.store.Accounts().List(s.ctx())
	s.must(err)
	for _, a := range accounts {
		b, err := json.Marshal([]any{a.ID, a.Code, a.Name, a.Role, a.Teams, a.Lang, a.Disabled, a.HasPassword})
		s.must(err)
		out.Write(b)
	}
	teams, err := s.store.Keeper().Teams(s.ctx())
	s.must(err)
	out.WriteString(strings.Join(teams, ","))
	return out.String()
}

func TestReadingChangesNothing(t *testing.T) { // R20
	s := newSite(t)
	m := newMaker(s, "lawyer")
	for _, k := range cases.Kinds() {
		m.need(k.Code)
	}
	before := s.digest()
	for r, addresses := range s.addresses(m) {
		if r.method != http.MethodGet {
			continue
		}
		for _, address := range addresses {
			for _, name := range []string{"", "chief", "lawyer"} {
				for _, method := range []string{http.MethodGet, http.MethodHead} {
					if strings.HasPrefix(address, "/api/") {
						s.program(name).send(method, address+"?version=1&level=public", "")
						continue
					}
					b := s.as(name)
					b.do(b.request(method, address+"?version=1&level=public&names.0.value=x&lang=kk&disabled=1&role=admin", nil))
				}
			}
		}
	}
	if s.digest() != before {
		t.Error("something was changed by reading")
	}
}

// openings lead away from the program, or nowhere, where they are believed.
var openings = []string{
	"https://evil.example/", "//evil.example", "///evil.example", `/\evil.example`, `\\evil.example`, `/\/evil.example`, "/\t/evil.example",
	"/\n/evil.example", "/\r\nLocation: https://evil.example", "http:evil.example", "https:/evil.example", "javascript:alert(1)", "JavaScript:alert(1)",
	"data:text/html,x", "vbscript:x", "%2f%2fevil.example", "/%2f/evil.example", "/%5cevil.example", "/..//evil.example", "/.//evil.example",
	"/./\\evil.example", "//evil.example%2f..", "//user@evil.example", "/\x00/evil.example", "\u2215\u2215evil.example", "/\u3000/evil.example",
	"http://localhost@evil.example", "//[::1]/", "?//evil.example", "#//evil.example", "evil.example", " //evil.example", "/ /evil.example",
	"/login", "/logout", "", "https:evil.example", "ftp://evil.example", "//evil.example:80", "/\u2028/evil.example",
}

func TestSigningInLeadsNowhereElse(t *testing.T) { // R44
	s := newSite(t)
	for _, next := range openings {
		away(t, "in Russian "+next, s.as("").post("/language", "next", next, "lang", "ru").Header().Get("Location"))
		b := s.as("aliya")
		away(t, "signed in "+next, b.get("/login?next="+url.QueryEscape(next)).Header().Get("Location"))
		away(t, "again "+next, b.get("/login/again?next="+url.QueryEscape(next)).Header().Get("Location"))
	}
}

// away fails the test where a browser would leave the program.
func away(t *testing.T, what, location string) {
	t.Helper()
	here, err := url.Parse("https://aigaq.example/login")
	if err != nil {
		t.Fatal(err)
	}
	// Browsers take backslashes for slashes and drop tabs and line ends.
	seen := strings.NewReplacer(`\`, "/", "\t", "", "\n", "", "\r", "").Replace(location)
	to, err := here.Parse(seen)
	if err != nil || to.Host != here.Host || to.Scheme != here.Scheme {
		t.Errorf("%q leads to %q", what, location)
	}
}

func TestForgedHostsAreNotBelieved(t *testing.T) { // R47
	for _, behind := range [][]netip.Prefix{nil, {netip.MustParsePrefix("10.0.0.0/8")}} {
		s := newSite(t, func(c *Config) { c.Behind = behind })
		for _, path := range []string{"/", "/login", "/people", "/people/new", "/no/such", "/api/v1/people", "/account"} {
			r := s.as("aliya").request(http.MethodGet, path, nil)
			r.Host = "evil.example"
			for _, name := range []string{"X-Forwarded-Host", "X-Host", "X-Original-Host", "X-Forwarded-Server", "X-HTTP-Host-Override", "X-Rewrite-Url", "X-Original-Url", "X-Forwarded-Prefix", "Forwarded"} {
				r.Header.Set(name, "evil.example")
			}
			r.Header.Set("X-Forwarded-Proto", "https")
			r.Header.Set("X-HTTP-Method-Override", "DELETE")
			got := s.do(r)
			if strings.Contains(got.body, "evil.example") || strings.Contains(got.Header().Get("Location"), "evil") || got.Code >= 500 {
				t.Errorf("%s (%d) believes the host: %q", path, got.Code, got.Header().Get("Location"))
			}
		}
	}
}

func TestAForgedAddressDodgesNoThrottle(t *testing.T) { // R47
	s := newSite(t)
	last := 0
	for i := range triesPerName + 1 {
		r := s.as("").request(http.MethodPost, "/login", values("username", "aliya", "name", "aliya", "password", "not the password"))
		for _, name := range []string{"X-Forwarded-For", "X-Real-Ip", "True-Client-Ip", "Cf-Connecting-Ip", "Forwarded"} {
			r.Header.Set(name, "203.0.113."+string(rune('1'+i)))
		}
		last = s.do(r).Code
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("after %d attempts the answer is %d", triesPerName+1, last)
	}
}

// columns reads the name of every column of every table out of the migrations.
func columns(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("../../migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	seen, out := map[string]bool{}, []string(nil)
	line := regexp.MustCompile(`(?m)^\s*(?:ALTER TABLE \w+ ADD COLUMN )?"?([a-z_0-9]+)"?\s+(?:INTEGER|TEXT|BLOB)`)
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range line.FindAllStringSubmatch(string(b), -1) {
			if !seen[m[1]] {
				seen[m[1]] = true
				out = append(out, m[1])
			}
		}
	}
	return out
}

func TestNoColumnIsWrittenThatNoQuestionAsksFor(t *testing.T) { // R35
	s := newSite(t)
	all := columns(t)
	for _, name := range []string{"id", "uid", "creator", "editor", "version", "created", "number", "role", "hash", "disabled", "search_open"} {
		if !strings.Contains(" "+strings.Join(all, " ")+" ", " "+name+" ") {
			t.Fatalf("the migrations have no column %s: are they read rightly?", name)
		}
	}
	m, b := newMaker(s, "lawyer"), s.as("lawyer")
	for _, k := range cases.Kinds() {
		number := m.need(k.Code)
		for _, column := range all {
			if _, asked := cases.FieldOf(k.New(), column); asked || column == "version" || column == "reason" {
				continue
			}
			s.unwritten(k, number, column, func() answer {
				return m.send(http.MethodPut, "/api/v1/"+k.Path+"/"+number, `{"version":1,"`+column+`":"777"}`)
			})
			if k.Code != "person" && k.Code != "case" {
				continue // forms take the same way as the API; two kinds are enough
			}
			s.unwritten(k, number, column, func() answer {
				return b.post("/"+k.Path+"/"+number, "version", "1", column, "777")
			})
		}
	}
}

// unwritten tries to write a column and wants the record to be as it was.
func (s *site) unwritten(k *cases.Kind, number, column string, try func() answer) {
	s.Helper()
	lawyer, err := s.store.Accounts().ByName(s.ctx(), "lawyer") // counsel in a case since
	s.must(err)
	desk := s.store.For(lawyer.User)
	before, err := desk.Get(s.ctx(), number)
	if err != nil {
		s.Fatalf("%s %s: %v", k.Code, number, err)
	}
	got := try()
	after, err := desk.Get(s.ctx(), number)
	s.must(err)
	a, b := *before.Base(), *after.Base()
	if !reflect.DeepEqual(a, b) || !reflect.DeepEqual(cases.JSON(before), cases.JSON(after)) {
		s.Errorf("%s.%s (status %d): %+v became %+v", k.Code, column, got.Code, a, b)
	}
}

func TestARecordGoesToNoTeamOrLevelOutOfSight(t *testing.T) { // R35
	s := newSite(t)
	p := s.person("aliya", "Вымышленная")
	m, b := s.program("aliya"), s.as("aliya")
	for field, value := range map[string]string{"team": "west", "level": "no_such_level", "status": "no_such_status", "event": "EVT-999999"} {
		m.send(http.MethodPut, "/api/v1/people/"+p.Number, `{"version":1,"`+field+`":"`+value+`"}`).wants(t, http.StatusUnprocessableEntity)
		b.post("/people/"+p.Number, "version", "1", field, value).wants(t, http.StatusUnprocessableEntity)
		b.post("/people", "names.0.value", "Вымышленная", field, value).wants(t, http.StatusUnprocessableEntity)
	}
	got := m.send(http.MethodPost, "/api/v1/people", `{"names":[{"value":"Вымышленная"}],"number":"PER-111111","uid":"00000000-0000-0000-0000-000000000000"}`)
	if got.Code == http.StatusCreated {
		if o := got.object(t); o["number"] == "PER-111111" || o["uid"] == "00000000-0000-0000-0000-000000000000" {
			t.Errorf("the writer chose %v %v", o["number"], o["uid"])
		}
	}
}

func TestFormsOfAnAccountWriteNothingElseOfIt(t *testing.T) { // R35
	s := newSite(t)
	before := s.digest()
	forms := map[string]string{"/account/language": "lang=xx", "/account/password": "password=x", "/logout": "", "/account/sessions/end": "", "/language": "lang=kk", "/new": ""}
	for path, form := range forms {
		for _, column := range columns(t) {
			form += "&" + column + "=1"
		}
		form += "&role=admin&teams=west&disabled=0&name=boss"
		r := s.as("aliya").request(http.MethodPost, path, nil)
		q := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form))
		q.Header = r.Header
		s.do(q)
	}
	if s.digest() != before {
		t.Error("an account or a record was changed")
	}
}
