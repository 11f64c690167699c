package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

// entered says what each route enters into the log when it lets somebody in, who posts an empty form where it takes
// one: the actions, in order. What is refused with 403 or 404 enters that alone. A dash: the route is nothing that the
// log is about; a sign-in that fails by an unknown name is an entry of nobody's.
var entered = map[string]string{
	"GET /healthz": "-", "GET /favicon.ico": "-", "GET /static/:file": "-", "GET /unlock": "-", "POST /unlock": "-", "GET /leave": "-", "POST /language": "-",
	"GET /login": "-", "POST /login": "-", "GET /login/again": "-", "POST /login/again": "login.again.failed",
	"GET /invite/:token": "-", "POST /invite/:token": "-", "POST /logout": "logout",
	"GET /": "-", "GET /account": "-", "POST /account/language": "-", "POST /account/password": "-",
	"POST /account/sessions/end": "account.sessions.end",
	"GET /new":                   "-", "POST /new": "-", "GET /search": "-", "GET /suggest": "-", "GET /hints": "-", "GET /api/v1/alike": "-", "POST /people/:number/same": "-",
	"GET /counts": "-", "GET /counts.csv": "export", "GET /counts.json": "export",
	"GET /audit": "audit", "GET /audit.csv": "export.audit", "POST /audit/verify": "audit.verify",
	"GET /people/:number/consent": "open", "POST /people/:number/consent": "open",
	"GET /people/:number/unmerge": "open", "POST /people/:number/unmerge": "open",
	"GET /erasures": "-", "GET /erasures/:number": "-", "POST /erasures/:number/back": "-", "POST /erasures/:number/erase": "-",
	"GET /records": "list", "GET /records.csv": "export export.done", "GET /records.json": "export export.done",
	"GET /{path}": "list", "GET /{path}.csv": "export export.done", "GET /{path}.json": "export export.done",
	"GET /lists": "list", "GET /lists.csv": "export export.done", "GET /lists.json": "export export.done", "GET /lists.zip": "export export.done", "GET /lists/new": "-", "POST /lists/new": "-", "GET /lists/in/:token": "-", "POST /lists/in/:token": "-",
	"GET /lists/:number": "-", "GET /lists/:number/work": "-", "POST /lists/:number/compare": "-", "POST /lists/:number/certain": "-",
	"GET /lists/:number/people": "-", "POST /lists/:number/people": "-", "GET /lists/:number/rows/:row": "-",
	"POST /lists/:number/rows/:row": "-", "POST /lists/:number/rows/:row/undo": "-",
	"GET /duplicates": "list", "POST /duplicates": "list", "GET /duplicates/run": "-", "POST /duplicates/run": "pair.run", "POST /duplicates/run/stop": "-",
	"GET /duplicates/:number/:other": "open open", "POST /duplicates/:number/:other": "open open",
	"GET /export":                              "-",
	"POST /export":                             "-",
	"GET /approvals":                           "-",
	"POST /approvals":                          "-",
	"POST /approvals/:code":                    "-",
	"GET /{path}/new":                          "-",
	"POST /{path}":                             "-",
	"POST /{path}/new":                         "-",
	"GET /{path}/:number":                      "open",
	"GET /{path}/:number/edit":                 "open",
	"POST /{path}/:number":                     "open",
	"POST /{path}/:number/edit":                "open",
	"GET /{path}/:number/history":              "open",
	"GET /purpose":                             "-",
	"POST /purpose":                            "-",
	"GET /glass":                               "-",
	"POST /glass":                              "-",
	"POST /alarms/:id":                         "-",
	"GET /{path}/:number/access":               "open",
	"POST /{path}/:number/access":              "open",
	"POST /{path}/:number/access/end":          "-",
	"GET /audit/checkpoint":                    "-",
	"GET /api/v1/audit/checkpoint":             "-",
	"GET /{path}/:number/proof":                "proof",
	"GET /login/swept.css":                     "-",
	"POST /login/again/ask":                    "-",
	"GET /login/factor":                        "-",
	"POST /login/factor":                       "-",
	"POST /login/factor/ask":                   "-",
	"POST /login/passkey":                      "-",
	"POST /login/passkey/ask":                  "-",
	"POST /account/sessions/:id/end":           "-",
	"POST /account/notices":                    "-",
	"GET /account/factors":                     "-",
	"GET /account/factors/totp":                "-",
	"POST /account/factors/totp":               "-",
	"POST /account/factors/totp/confirm":       "-",
	"POST /account/factors/totp/remove":        "-",
	"GET /account/factors/passkey":             "-",
	"POST /account/factors/passkey":            "-",
	"POST /account/factors/passkey/ask":        "-",
	"POST /account/factors/passkey/:id/remove": "-",
	"POST /account/factors/codes":              "-",
	"GET /typed/:token":                        "-",
	"GET /admin":                               "-",
	"GET /admin/users/new":                     "-",
	"POST /admin/users":                        "-",
	"GET /admin/users/:user":                   "-",
	"GET /admin/users/:user/sees":              "-", "POST /admin/users/:user/standing": "-", "POST /admin/users/:user/disable": "account.disable",
	"POST /admin/users/:user/enable": "-", "POST /admin/users/:user/reset": "account.reset",
	"POST /admin/users/:user/sessions/end": "account.sessions.end", "POST /admin/users/:user/tokens/revoke": "-",
	"GET /admin/teams": "-", "POST /admin/teams": "-", "POST /admin/teams/:team": "-", "GET /admin/approvals": "-",
	"POST /admin/approvals/:ask": "-",
	"GET /api/v1/counts":         "-", "GET /api/v1/audit": "audit", "GET /api/v1/audit/head": "-", "GET /api/v1/{path}": "export",
	"POST /api/v1/{path}": "-", "GET /api/v1/{path}/:number": "open", "PUT /api/v1/{path}/:number": "-",
}

// try is one request by an account that does nothing else, so that its entries are those of the request.
type try struct {
	what, user string
	status     int
	want       string
}

// R62: each route, by each role.
func TestEveryRouteEntersExactlyWhatItDoes(t *testing.T) {
	s := newSite(t)
	p := s.person("aliya", "Вымысел Айдар")
	other := s.person("aliya", "Басқа Біреу")
	var tries []try
	for _, r := range s.server.routes() {
		row := r.method + " " + r.path
		want, ok := entered[row]
		if !ok {
			t.Errorf("%s has no row: say what it enters into the log", row)
			continue
		}
		for _, one := range who {
			address := strings.NewReplacer("{path}", "people", ":number", p.Number, ":file", "none.css", ":token", "none",
				":user", s.another(), ":team", "almaty", ":ask", "1", ":id", "none", ":code", "none", ":other", other.Number).Replace(r.path)
			tries = append(tries, s.try(one.role, one.teams, r.method, address, nil, want))
		}
	}
	s.holds(tries)
}

// R62: each thing that can be done, done; what is refused, refused.
func TestEveryActIsOneEntry(t *testing.T) {
	s := newSite(t)
	p := s.person("aliya", "Вымысел Айдар")
	secret := s.put("chief", "person", "names.0.value", "Тайный Вымысел", "level", "restricted")
	page := "/people/" + p.Number
	name := values("names.0.value", "Новый Вымысел", "reason", "a test")
	tests := []struct {
		who    cases.Role
		method string
		path   string
		form   []string
		want   string
	}{
		{cases.Staff, "GET", "/search?q=planted", nil, "search"},
		{cases.Staff, "GET", "/search?q=p", nil, "-"},
		{cases.Staff, "GET", "/search?q=" + p.Number, nil, "-"}, // leads on to the record, which is opened then
		{cases.Staff, "GET", "/search?q=" + secret.Number, nil, "search"},
		{cases.Staff, "GET", "/suggest?q=planted", nil, "suggest"},
		{cases.Staff, "GET", "/people?q=planted", nil, "search"},
		{cases.Staff, "GET", "/people?sex=male", nil, "search"},
		{cases.Staff, "GET", "/people?sort=name", nil, "list"},
		{cases.Staff, "GET", "/counts?unit=people&region=KZ-75", nil, "search"},
		{cases.Staff, "GET", "/api/v1/counts?unit=people&region=KZ-75", nil, "search"},
		{cases.Staff, "GET", page + ".json", nil, "export"},
		{cases.Staff, "GET", page + "?lang=kk", nil, "open"},
		{cases.Staff, "GET", "/detentions/" + p.Number, nil, "refused"},
		{cases.Staff, "GET", "/people/" + secret.Number, nil, "refused"},
		{cases.Staff, "GET", "/people/" + secret.Number + "/edit", nil, "refused"},
		{cases.Staff, "GET", "/people/" + secret.Number + "/history", nil, "refused"},
		{cases.Staff, "GET", "/people/PER-999999.csv", nil, "refused"},
		{cases.Staff, "GET", "/api/v1/people/" + secret.Number, nil, "refused"},
		{cases.Staff, "POST", "/people/" + secret.Number, nil, "refused"},
		{cases.Staff, "POST", "/people", []string{"names.0.value", "Новый Вымысел"}, "record.create"},
		{cases.Staff, "POST", "/people", []string{"names.0.value", "Қиял Ешкімов", "nonsense", "x"}, "-"},
		{cases.Staff, "POST", page, []string{"version", "1", "remarks", "x", "reason", "a test"}, "record.change"},
		{cases.Staff, "POST", page, []string{"version", "1", "remarks", "y", "reason", "a test"}, "open"},
		{cases.Researcher, "POST", "/people", name["names.0.value"], "refused"},
		{cases.Intake, "GET", page, nil, "refused"},
		{cases.Auditor, "GET", "/audit?record=" + p.Number, nil, "audit"},
		{cases.Auditor, "GET", "/audit?area=nonsense", nil, "audit"},
		{cases.Auditor, "GET", "/audit.csv?area=nonsense", nil, "-"},
		{cases.Auditor, "GET", page, nil, "refused"},
		{cases.Admin, "GET", "/search?q=planted", nil, "refused"},
	}
	var tries []try
	for _, test := range tests {
		tries = append(tries, s.try(test.who, teamsFor(test.who), test.method, test.path, test.form, test.want))
	}
	s.holds(tries)
}

// R62 R64: a save that changes nothing, and one that was sent before, give the record away as an opening does.
func TestAnAnswerThatShowsARecordIsAnOpening(t *testing.T) {
	s := newSite(t)
	c := s.program("chief")
	made := c.send(http.MethodPost, "/api/v1/people", `{"names":[{"value":"Вымысел Айдар"}],"level":"restricted"}`, "Idempotency-Key", "k", "Aigaq-Purpose", "casework").wants(t, 201)
	number := made.object(t)["number"].(string)
	c.send(http.MethodPost, "/api/v1/people", `{"names":[{"value":"Вымысел Айдар"}],"level":"restricted"}`, "Idempotency-Key", "k", "Aigaq-Purpose", "casework").wants(t, 201)
	c.send(http.MethodPut, "/api/v1/people/"+number, `{"version":1}`, "Aigaq-Purpose", "casework").wants(t, 200)
	c.send(http.MethodPut, "/api/v1/people/"+number, `{"version":1,"level":"internal","reason":"a test"}`, "Aigaq-Purpose", "casework").wants(t, 200)
	c.send(http.MethodPut, "/api/v1/people/"+number, `{"version":1,"level":"public","reason":"a test"}`, "Aigaq-Purpose", "casework").wants(t, 409)
	s.holds([]try{{what: "the API", user: s.users["chief"].Code, status: 200, want: "record.create open open record.change open"}})
}

// R62: a token that nobody has is entered, and a flood of them is not a flood of entries.
func TestAnUnknownTokenIsEntered(t *testing.T) {
	s := newSite(t)
	stranger := &client{site: s, token: "nobody's"}
	for range 20 {
		stranger.send(http.MethodGet, "/api/v1/people", "").wants(t, 401)
	}
	s.program("aliya", "read").send(http.MethodPost, "/api/v1/people", "{}").wants(t, 403)
	s.holds([]try{{what: "20 tries", user: "", status: 401, want: "token.failed"},
		{what: "a token that may only read", user: s.users["aliya"].Code, status: 403, want: "refused"}})
}

// R62: a one-time link that opens nothing is entered, and a flood of them is not a flood of entries.
func TestALinkThatOpensNothingIsEntered(t *testing.T) {
	s := newSite(t)
	for range 20 {
		s.as("").get("/invite/nobodys").wants(t, 404)
		s.as("").post("/invite/nobodys", "password", goodPassword, "again", goodPassword).wants(t, 404)
	}
	if got := s.entries()[""]; !slices.Equal(got, []string{"link.failed"}) {
		t.Errorf("40 tries entered %v", got)
	}
}

// another makes an account for somebody to do something to.
func (s *site) another() string {
	s.Helper()
	account, err := s.store.Accounts().Add(s.ctx(), "cli", "another "+newID(), cases.Staff, nil)
	s.must(err)
	return account.Code
}

func teamsFor(r cases.Role) []string {
	if r == cases.Staff || r == cases.Lawyer {
		return []string{"almaty"}
	}
	return nil
}

// try makes an account and one request with it.
func (s *site) try(role cases.Role, teams []string, method, path string, form []string, want string) try {
	s.Helper()
	name := "t" + newID()
	account, err := s.store.Accounts().Add(s.ctx(), "cli", name, role, teams)
	s.must(err)
	s.users[name] = account.User
	one := try{what: fmt.Sprintf("%s %s as %s", method, path, role), user: account.Code, want: want}
	if strings.HasPrefix(path, "/api/") {
		one.status = s.program(name).send(method, path, "{}").Code
	} else {
		b := s.as(name)
		one.status = b.do(b.request(method, path, values(form...))).Code
	}
	for v := (cases.Verification{Running: true}); v.Running; { // one verification at a time is a rule, not an omission
		v, err = s.store.Keeper().Checked(s.ctx())
		s.must(err)
	}
	return one
}

// holds waits for the entries of reading and holds each account's to what is expected.
func (s *site) holds(tries []try) {
	s.Helper()
	s.settled()
	did := s.entries()
	for _, one := range tries {
		want := strings.Fields(strings.TrimPrefix(one.want, "-"))
		if strings.Contains(one.what, " as ") && (one.status == http.StatusForbidden || one.status == http.StatusNotFound) {
			want = []string{"refused"}
			if strings.Contains(one.what, "/static/") {
				want = nil // it is not looked at who asks for these
			}
		}
		if got := did[one.user]; !slices.Equal(got, want) {
			s.Errorf("%s (%d) entered %v, want %v", one.what, one.status, got, want)
		}
	}
}

// entries gives the actions of each account, but for those with which tests let themselves in.
func (s *site) entries() map[string][]string {
	s.Helper()
	out := map[string][]string{}
	for after := int64(-1); ; {
		page, err := s.store.Keeper().Entries(s.ctx(), after, 500)
		s.must(err)
		for _, e := range page {
			after = e.Seq
			if u, ok := s.users[e.Actor]; ok {
				e.Actor = u.Code
			}
			if e.Action != "login.invitation" {
				out[e.Actor] = append(out[e.Actor], e.Action)
			}
		}
		if len(page) == 0 {
			return out
		}
	}
}
