package web

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

// matrix says what each role gets from each route (R24): nobody, chief, aliya, west, lawyer, intake, reader, auditor,
// boss. The record behind :number is internal and of the team almaty, which aliya and the lawyer are in. Forms are
// posted empty: 422 means that whoever posts them may.
var matrix = map[string]string{
	"GET /healthz":                "200 200 200 200 200 200 200 200 200",
	"GET /favicon.ico":            "204 204 204 204 204 204 204 204 204",
	"GET /static/:file":           "404 404 404 404 404 404 404 404 404",
	"GET /unlock":                 "303 303 303 303 303 303 303 303 303",
	"POST /unlock":                "303 303 303 303 303 303 303 303 303",
	"GET /leave":                  "200 200 200 200 200 200 200 200 200",
	"POST /language":              "303 303 303 303 303 303 303 303 303",
	"GET /login":                  "200 303 303 303 303 303 303 303 303",
	"POST /login":                 "401 401 401 401 401 401 401 401 429",
	"GET /login/again":            "303 200 200 200 200 200 200 200 200",
	"POST /login/again":           "303 422 422 422 422 422 422 422 422",
	"GET /invite/:token":          "404 404 404 404 404 404 404 404 404",
	"POST /invite/:token":         "404 404 404 404 404 404 404 404 404",
	"POST /logout":                "303 303 303 303 303 303 303 303 303",
	"GET /":                       "303 200 200 200 200 200 200 200 200",
	"GET /account":                "303 200 200 200 200 200 200 200 200",
	"POST /account/language":      "303 422 422 422 422 422 422 422 422",
	"POST /account/password":      "303 422 422 422 422 422 422 422 422",
	"POST /account/sessions/end":  "303 303 303 303 303 303 303 303 303",
	"GET /new":                    "303 200 200 200 200 200 403 403 403",
	"POST /new":                   "303 422 422 422 422 422 403 403 403",
	"GET /search":                 "303 200 200 200 200 200 200 403 403",
	"GET /hints":                  "303 422 422 422 422 422 403 403 403",
	"GET /suggest":                "303 200 200 200 200 200 200 403 403",
	"GET /counts":                 "303 200 200 200 200 200 200 403 403",
	"GET /counts.csv":             "303 200 200 200 200 200 200 403 403",
	"GET /counts.json":            "303 200 200 200 200 200 200 403 403",
	"GET /audit":                  "303 200 403 403 403 403 403 200 403",
	"GET /audit.csv":              "303 200 403 403 403 403 403 200 403",
	"POST /audit/verify":          "303 303 403 403 403 403 403 303 403",
	"GET /export":                 "303 404 404 404 404 404 404 403 403",
	"POST /export":                "303 404 404 404 404 404 404 403 403",
	"GET /duplicates":             "303 200 200 200 200 200 403 403 403",
	"POST /duplicates":            "303 422 422 422 422 422 403 403 403",
	"GET /duplicates/run":         "303 200 403 403 403 403 403 403 403",
	"POST /duplicates/run":        "303 303 403 403 403 403 403 403 403",
	"POST /duplicates/run/stop":   "303 303 403 403 403 403 403 403 403",
	"GET /approvals":              "303 200 200 200 200 200 200 403 403",
	"POST /approvals":             "303 404 404 404 404 404 404 403 403",
	"POST /approvals/:code":       "303 422 403 403 403 403 403 403 403",
	"GET /records":                "303 200 200 200 200 200 200 403 403",
	"GET /records.csv":            "303 200 200 200 200 200 200 403 403",
	"GET /records.json":           "303 200 200 200 200 200 200 403 403",
	"GET /{path}":                 "303 200 200 200 200 200 200 403 403",
	"GET /{path}.csv":             "303 200 200 200 200 200 200 403 403",
	"GET /{path}.json":            "303 200 200 200 200 200 200 403 403",
	"GET /{path}/new":             "303 200 200 200 200 200 403 403 403",
	"POST /{path}":                "303 422 422 422 422 422 403 403 403",
	"POST /{path}/new":            "303 422 422 422 422 422 403 403 403",
	"GET /{path}/:number":         "303 200 200 404 200 404 200 403 403",
	"GET /{path}/:number/edit":    "303 200 200 404 200 404 403 403 403",
	"POST /{path}/:number":        "303 409 409 404 409 404 403 403 403",
	"POST /{path}/:number/edit":   "303 409 409 404 409 404 403 403 403",
	"GET /{path}/:number/history": "303 200 200 404 200 404 200 403 403",
	"GET /api/v1/alike":           "401 422 422 422 422 422 422 403 403",
	"GET /api/v1/counts":          "401 200 200 200 200 200 200 403 403",
	"GET /api/v1/audit":           "401 200 403 403 403 403 403 200 403",
	"GET /api/v1/audit/head":      "401 200 200 200 200 200 200 200 200",
	"GET /api/v1/{path}":          "401 200 200 200 200 200 200 403 403",
	"POST /api/v1/{path}":         "401 422 422 422 422 422 403 403 403",
	"GET /api/v1/{path}/:number":  "401 200 200 404 200 404 200 403 403",
	"PUT /api/v1/{path}/:number":  "401 422 422 422 422 422 403 403 403",

	"GET /audit/checkpoint":        "303 200 200 200 200 200 200 200 200",
	"GET /api/v1/audit/checkpoint": "401 200 200 200 200 200 200 200 200",
	"GET /{path}/:number/proof":    "303 200 200 404 200 404 200 403 403",

	// Accounts and teams; the account is one that nobody of the others signs in with.
	"GET /typed/:token":                     "303 404 404 404 404 404 404 404 404",
	"GET /admin":                            "303 403 403 403 403 403 403 403 200",
	"GET /admin/users/new":                  "303 403 403 403 403 403 403 403 200",
	"POST /admin/users":                     "303 403 403 403 403 403 403 403 422",
	"GET /admin/users/:user":                "303 403 403 403 403 403 403 403 200",
	"GET /admin/users/:user/sees":           "303 403 403 403 403 403 403 403 200",
	"POST /admin/users/:user/standing":      "303 403 403 403 403 403 403 403 422",
	"POST /admin/users/:user/disable":       "303 403 403 403 403 403 403 403 303",
	"POST /admin/users/:user/enable":        "303 403 403 403 403 403 403 403 303",
	"POST /admin/users/:user/reset":         "303 403 403 403 403 403 403 403 200",
	"POST /admin/users/:user/sessions/end":  "303 403 403 403 403 403 403 403 303",
	"POST /admin/users/:user/tokens/revoke": "303 403 403 403 403 403 403 403 303",
	"GET /admin/teams":                      "303 403 403 403 403 403 403 403 200",
	"POST /admin/teams":                     "303 403 403 403 403 403 403 403 422",
	"POST /admin/teams/:team":               "303 403 403 403 403 403 403 403 422",
	"GET /admin/approvals":                  "303 403 403 403 403 403 403 403 200",
	"POST /admin/approvals/:ask":            "303 403 403 403 403 403 403 403 422",

	// Lists of names; the number is that of an event, which is no list.
	"GET /lists":                         "303 200 200 200 200 200 200 403 403",
	"GET /lists.csv":                     "303 200 200 200 200 200 200 403 403",
	"GET /lists.zip":                     "303 200 200 200 200 200 200 403 403",
	"GET /lists.json":                    "303 200 200 200 200 200 200 403 403",
	"GET /lists/new":                     "303 200 200 200 200 200 403 403 403",
	"POST /lists/new":                    "303 422 422 422 422 422 403 403 403",
	"GET /lists/in/:token":               "303 404 404 404 404 404 403 403 403",
	"POST /lists/in/:token":              "303 404 404 404 404 404 403 403 403",
	"GET /lists/:number":                 "303 404 404 404 404 404 404 403 403",
	"GET /lists/:number/work":            "303 404 404 404 404 404 403 403 403",
	"POST /lists/:number/compare":        "303 404 404 404 404 404 403 403 403",
	"POST /lists/:number/certain":        "303 404 404 404 404 404 403 403 403",
	"GET /lists/:number/people":          "303 404 404 404 404 404 403 403 403",
	"POST /lists/:number/people":         "303 404 404 404 404 404 403 403 403",
	"GET /lists/:number/rows/:row":       "303 404 404 404 404 404 404 403 403",
	"POST /lists/:number/rows/:row":      "303 404 404 404 404 404 403 403 403",
	"POST /lists/:number/rows/:row/undo": "303 404 404 404 404 404 403 403 403",

	// Consent, withdrawal, erasure; nothing is withdrawn here.
	"GET /people/:number/consent":     "303 200 200 404 200 404 403 403 403",
	"POST /people/:number/consent":    "303 422 422 404 422 404 403 403 403",
	"POST /people/:number/same":       "303 422 422 404 422 404 403 403 403",
	"GET /erasures":                   "303 200 200 200 200 200 403 403 403",
	"GET /erasures/:number":           "303 404 404 404 404 404 403 403 403",
	"POST /erasures/:number/back":     "303 404 403 403 403 403 403 403 403",
	"POST /erasures/:number/erase":    "303 404 403 403 403 403 403 403 403",
	"GET /duplicates/:number/:other":  "303 200 200 404 200 404 403 403 403",
	"POST /duplicates/:number/:other": "303 409 409 404 409 404 403 403 403",
	"GET /people/:number/unmerge":     "303 404 404 404 404 404 403 403 403",
	"POST /people/:number/unmerge":    "303 404 404 404 404 404 403 403 403",

	// The second step of signing in, and second factors.
	"POST /login/passkey":                      "401 401 401 401 401 401 401 401 429",
	"POST /login/again/ask":                    "303 404 404 404 404 404 404 404 404",
	"GET /login/swept.css":                     "200 200 200 200 200 200 200 200 200",
	"GET /login/factor":                        "303 303 303 303 303 303 303 303 303",
	"POST /login/factor":                       "303 303 303 303 303 303 303 303 303",
	"POST /login/factor/ask":                   "303 404 404 404 404 404 404 404 404",
	"POST /login/passkey/ask":                  "200 200 200 200 200 200 200 200 200",
	"POST /account/sessions/:id/end":           "303 404 404 404 404 404 404 404 404",
	"POST /account/notices":                    "303 303 303 303 303 303 303 303 303",
	"GET /account/factors":                     "303 200 200 200 200 200 200 200 200",
	"GET /account/factors/totp":                "303 303 303 303 303 303 303 303 303",
	"POST /account/factors/totp":               "303 303 303 303 303 303 303 303 303",
	"POST /account/factors/totp/confirm":       "303 422 422 422 422 422 422 422 422",
	"POST /account/factors/totp/remove":        "303 404 404 404 404 404 404 404 404",
	"GET /account/factors/passkey":             "303 200 200 200 200 200 200 200 200",
	"POST /account/factors/passkey":            "303 422 422 422 422 422 422 422 422",
	"POST /account/factors/passkey/ask":        "303 200 200 200 200 200 200 200 200",
	"POST /account/factors/passkey/:id/remove": "303 404 404 404 404 404 404 404 404",
	"POST /account/factors/codes":              "303 422 422 422 422 422 422 422 422",

	// Who sees what: the record is that of above.
	"GET /purpose":                    "303 200 200 200 200 200 200 403 403",
	"POST /purpose":                   "303 422 422 422 422 422 422 403 403",
	"GET /glass":                      "303 200 200 200 200 403 403 403 403",
	"POST /glass":                     "303 422 422 422 422 403 403 403 403",
	"POST /alarms/:id":                "303 404 403 403 403 403 403 403 403",
	"GET /{path}/:number/access":      "303 200 200 404 200 404 403 403 403",
	"POST /{path}/:number/access":     "303 422 422 404 422 404 403 403 403",
	"POST /{path}/:number/access/end": "303 404 404 404 404 404 403 403 403",
}

// names lists the roles in the order of the matrix.
func names() []string {
	out := []string{""}
	for _, one := range who {
		out = append(out, one.name)
	}
	return out
}

func TestEveryRouteDeclaresAPolicyAndHasARow(t *testing.T) { // R23
	s := newSite(t)
	known := map[string]bool{}
	for _, r := range s.server.routes() {
		known[r.method+" "+r.path] = true
		if r.who.admits == nil || r.who.name == "" {
			t.Errorf("%s %s declares no policy", r.method, r.path)
		}
		if row := strings.Fields(matrix[r.method+" "+r.path]); len(row) != len(names()) {
			t.Errorf("%s %s has %d cells in the matrix, want %d", r.method, r.path, len(row), len(names()))
		}
	}
	for row := range matrix {
		if !known[row] {
			t.Errorf("the matrix has a row for %s, which is no route", row)
		}
	}
	for _, mounted := range s.server.echo.Routes() {
		if mounted.Method == "echo_route_not_found" || mounted.Method == http.MethodHead {
			continue
		}
		if !slices.ContainsFunc(s.server.routes(), func(r route) bool { return r.method == mounted.Method && matches(r.path, mounted.Path) }) {
			t.Errorf("%s %s is served but not listed", mounted.Method, mounted.Path)
		}
	}
}

func matches(pattern, path string) bool {
	return slices.ContainsFunc(cases.Kinds(), func(k *cases.Kind) bool { return strings.ReplaceAll(pattern, "{path}", k.Path) == path })
}

func TestARouteWithoutAPolicyDoesNotStart(t *testing.T) {
	s := newSite(t)
	err := s.server.mountAll([]route{{method: http.MethodGet, path: "/forgotten", do: s.server.healthy}})
	if err == nil {
		t.Error("it started")
	}
}

func TestRolesAndRoutes(t *testing.T) { // R24
	s := newSite(t)
	m := newMaker(s, "lawyer")
	for _, k := range cases.Kinds() {
		m.need(k.Code)
	}
	other := s.person("aliya", "Басқа Біреу")
	for _, row := range slices.Sorted(maps.Keys(matrix)) {
		cells := matrix[row]
		method, path, _ := strings.Cut(row, " ")
		for i, name := range names() {
			want := strings.Fields(cells)[i]
			for _, k := range kindsOfRow(path) {
				if k.Privileged && strings.Contains(path, ":number") {
					continue // who opens a note is asked by a test of its own
				}
				address := strings.NewReplacer("{path}", k.Path, ":number", m.made[k.Code], ":file", "none.css", ":token", "none", ":user", s.spare(path), ":team", "west", ":ask", "1", ":other", other.Number).Replace(path)
				if got := s.visit(name, method, address); http.StatusText(got) == "" || want != statusText(got) {
					t.Errorf("%s %s as %q: status %d, want %s", method, address, name, got, want)
				}
			}
		}
	}
}

// spare gives the code of an account for a row that acts on one; what one row does to it is no other's concern.
func (s *site) spare(path string) string {
	if !strings.Contains(path, ":user") {
		return ""
	}
	account, err := s.store.Accounts().Add(s.ctx(), "cli", "spare "+newID(), cases.Intake, nil)
	s.must(err)
	return account.Code
}

// kindsOfRow gives the kinds to try a row with: all where the address names one.
func kindsOfRow(path string) []*cases.Kind {
	if strings.Contains(path, "{path}") {
		return cases.Kinds()
	}
	if strings.HasPrefix(path, "/duplicates/:number") {
		return []*cases.Kind{cases.KindByCode("person")}
	}
	if first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/"); cases.KindByPath(first) != nil {
		return []*cases.Kind{cases.KindByPath(first)}
	}
	return cases.Kinds()[:1]
}

func statusText(code int) string {
	return string([]byte{byte('0' + code/100), byte('0' + code/10%10), byte('0' + code%10)})
}

// visit asks with a session or token of its own, because some routes end it, and states a purpose for what leaves as a
// file.
func (s *site) visit(name, method, path string) int {
	if method == http.MethodGet && (strings.HasSuffix(path, ".csv") || strings.HasSuffix(path, ".json") || strings.HasPrefix(path, "/api/")) {
		path += "?purpose=casework"
	}
	if strings.HasPrefix(path, "/api/") {
		return s.program(name).send(method, path, "{}").Code
	}
	b := s.as(name)
	return b.do(b.request(method, path, nil)).Code
}
