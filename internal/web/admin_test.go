package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
)

var oneTimeLink = regexp.MustCompile(`http://example.com(/invite/[A-Za-z0-9_-]+)`)

func TestAnAdministratorAddsSomebody(t *testing.T) { // R9, R11
	s := newSite(t)
	b := s.as("boss")
	for _, wrong := range [][]string{
		{"role", "staff", "lang", "ru"}, {"name", "x", "lang", "ru"}, {"name", "x", "role", "root", "lang", "ru"},
		{"name", "x", "role", "staff", "lang", "xx"}, {"name", "x", "role", "staff", "teams", "moon", "lang", "ru"},
		{"name", "ALIYA", "role", "staff", "lang", "ru"},
	} {
		b.post("/admin/users", wrong...).wants(t, http.StatusUnprocessableEntity)
	}
	page := b.post("/admin/users", "name", "Жаңа Адам", "role", "staff", "teams", "west", "lang", "kk").wants(t, http.StatusOK)
	link := oneTimeLink.FindStringSubmatch(page.body)
	if link == nil {
		t.Fatalf("no link: %s", excerpt(page.body))
	}
	account, err := s.store.Accounts().ByName(s.ctx(), "Жаңа Адам")
	s.must(err)
	at := "/admin/users/" + account.Code
	for _, path := range []string{at, "/admin", at + "/sees"} {
		if got := b.get(path).wants(t, http.StatusOK); strings.Contains(got.body, "/invite/") {
			t.Errorf("%s shows the link again", path)
		}
	}
	in := s.as("").post(link[1], "password", goodPassword, "again", goodPassword).wants(t, http.StatusSeeOther)
	(&browser{s, s.cookieOf(in).Value}).get("/").wants(t, http.StatusOK)
	s.as("").get(link[1]).wants(t, http.StatusNotFound)
}

func TestWhatAnAdministratorDoesToAnAccount(t *testing.T) { // R9, R13, R16, R19
	s := newSite(t)
	b := s.as("boss")
	at := "/admin/users/" + s.users["aliya"].Code
	there := s.as("aliya")
	b.post(at+"/sessions/end").wants(t, http.StatusSeeOther)
	there.get("/").wants(t, http.StatusSeeOther)

	there, program := s.as("aliya"), s.program("aliya", "read")
	b.post(at+"/tokens/revoke").wants(t, http.StatusSeeOther)
	program.send(http.MethodGet, "/api/v1/people", "").wants(t, http.StatusUnauthorized)
	b.post(at+"/standing", "role", "intake").wants(t, http.StatusSeeOther)
	there.get("/").wants(t, http.StatusSeeOther)
	if x := s.accountLine("aliya"); x.Role != cases.Intake || len(x.Teams) != 0 {
		t.Errorf("now %+v", x)
	}

	there, program = s.as("aliya"), s.program("aliya", "read")
	invited, err := s.store.Accounts().Invite(s.ctx(), "cli", s.users["aliya"].ID, store.InvitePassword, time.Hour)
	s.must(err)
	b.post(at+"/disable").wants(t, http.StatusSeeOther)
	for range 2 { // disabled, and enabled again: what was open stays shut
		for _, r := range s.server.routes() {
			if !r.who.open && r.method == http.MethodGet && !strings.HasPrefix(r.path, "/api/") {
				there.get(strings.NewReplacer("{path}", "people", ":number", "PER-000000").Replace(r.path)).wants(t, http.StatusSeeOther)
			}
		}
		program.send(http.MethodGet, "/api/v1/people", "").wants(t, http.StatusUnauthorized)
		s.as("").get("/invite/"+invited).wants(t, http.StatusNotFound)
		b.post(at+"/enable").wants(t, http.StatusSeeOther)
	}

	s.withPassword("aliya")
	page := b.post(at+"/reset").wants(t, http.StatusOK)
	s.as("").post("/login", "username", "aliya", "password", goodPassword).wants(t, http.StatusUnauthorized)
	if oneTimeLink.FindString(page.body) == "" {
		t.Errorf("no link: %s", excerpt(page.body))
	}
	b.post("/admin/users/none/disable").wants(t, http.StatusNotFound)
}

func (s *site) accountLine(name string) cases.AccountLine {
	s.Helper()
	x, err := s.store.Accounts().Line(s.ctx(), s.users[name].Code)
	s.must(err)
	return x
}

func TestNobodyGrantsThemselves(t *testing.T) { // R34
	s := newSite(t)
	second, err := s.store.Accounts().Add(s.ctx(), "cli", "second", cases.Admin, nil)
	s.must(err)
	s.users["second"] = second.User
	boss, other := s.as("boss"), s.as("second")
	own := "/admin/users/" + s.users["boss"].Code
	for _, act := range []string{"/standing", "/disable", "/enable", "/reset"} {
		boss.post(own+act, "role", "coordinator").wants(t, http.StatusUnprocessableEntity)
	}
	if page := boss.get(own).wants(t, http.StatusOK); strings.Contains(page.body, own+"/standing") {
		t.Error("an administrator is offered their own role")
	}
	asked := boss.post("/admin/users/"+s.users["aliya"].Code+"/standing", "role", "coordinator").wants(t, http.StatusSeeOther)
	if !strings.Contains(asked.Header().Get("Location"), "said=asked") || s.accountLine("aliya").Role != cases.Staff {
		t.Errorf("after asking: %s, %+v", asked.Header().Get("Location"), s.accountLine("aliya"))
	}
	boss.post("/admin/approvals/1", "decision", "grant").wants(t, http.StatusUnprocessableEntity)
	if page := boss.get("/admin/approvals").wants(t, http.StatusOK); strings.Contains(page.body, "decision") {
		t.Error("whoever asked is offered the decision")
	}
	other.post("/admin/approvals/1", "decision", "perhaps").wants(t, http.StatusUnprocessableEntity)
	other.post("/admin/approvals/1", "decision", "grant").wants(t, http.StatusSeeOther)
	other.post("/admin/approvals/1", "decision", "grant").wants(t, http.StatusNotFound)
	if s.accountLine("aliya").Role != cases.Coordinator {
		t.Errorf("after the decision: %+v", s.accountLine("aliya"))
	}
	page := boss.post("/admin/users", "name", "New Chief", "role", "coordinator", "lang", "en").wants(t, http.StatusSeeOther)
	if !strings.Contains(page.Header().Get("Location"), "said=asked") {
		t.Errorf("a new coordinator: %s", page.Header().Get("Location"))
	}
}

func TestTeamsAreKeptOnAPage(t *testing.T) {
	s := newSite(t)
	b := s.as("boss")
	for _, wrong := range [][]string{
		{"code", "east"}, {"code", "West", "en", "a", "ru", "b", "kk", "c"}, {"code", "west", "en", "a", "ru", "b", "kk", "c"},
	} {
		b.post("/admin/teams", wrong...).wants(t, http.StatusUnprocessableEntity)
	}
	b.post("/admin/teams", "code", "east", "en", "East", "ru", "Восток", "kk", "Шығыс").wants(t, http.StatusSeeOther)
	b.post("/admin/teams/east", "en", "The East", "ru", "Восток", "kk", "").wants(t, http.StatusUnprocessableEntity)
	b.post("/admin/teams/east", "en", "The East", "ru", "Восток", "kk", "Шығыс").wants(t, http.StatusSeeOther)
	b.post("/admin/teams/none", "en", "a", "ru", "b", "kk", "c").wants(t, http.StatusNotFound)
	if page := b.get("/admin/teams").wants(t, http.StatusOK); !strings.Contains(page.body, "The East") {
		t.Error("the new name is not shown")
	}
}

func TestTheAdministratorSeesNoContent(t *testing.T) { // R13, R24
	s := newSite(t)
	const planted = "Көзіңеілінбесін"
	made := s.put("aliya", "person", "names.0.value", planted, "remarks", planted)
	for _, r := range s.server.routes() {
		for _, k := range kindsOfRow(r.path) {
			address := strings.NewReplacer("{path}", k.Path, ":number", made.Number, ":file", "none", ":token", "none",
				":user", s.users["aliya"].Code, ":team", "west", ":ask", "1").Replace(r.path)
			var got answer
			if strings.HasPrefix(address, "/api/") {
				got = s.program("boss").send(r.method, address, "{}")
			} else {
				b := s.as("boss")
				got = b.do(b.request(r.method, address, nil))
			}
			if strings.Contains(got.body, planted) {
				t.Errorf("%s %s gives the administrator content", r.method, address)
			}
			if (r.who.name == "readers" || r.who.name == "writers") && got.Code != http.StatusForbidden {
				t.Errorf("%s %s: status %d", r.method, address, got.Code)
			}
		}
	}
}

func TestNavigationOffersOnlyWhatOpens(t *testing.T) {
	s := newSite(t)
	link := regexp.MustCompile(`<a href="([^"]*)"`)
	for _, one := range who {
		b := s.as(one.name)
		_, nav, _ := strings.Cut(b.get("/").wants(t, http.StatusOK).body, "<nav")
		nav, _, _ = strings.Cut(nav, "</nav>")
		found := link.FindAllStringSubmatch(nav, -1)
		if len(found) == 0 {
			t.Errorf("%s is offered nothing", one.name)
		}
		for _, m := range found {
			if got := b.get(m[1]); got.Code != http.StatusOK {
				t.Errorf("%s is offered %s, which answers %d", one.name, m[1], got.Code)
			}
		}
	}
}

func TestWhatSomebodySeesIsSaidInWords(t *testing.T) {
	s := newSite(t)
	p := s.person("aliya", "Вымышленная Планта")
	for _, one := range who {
		page := s.as("boss").get("/admin/users/"+s.users[one.name].Code+"/sees").wants(t, http.StatusOK)
		if strings.Contains(page.body, p.Number) || strings.Contains(page.body, "Планта") {
			t.Errorf("the page about %s shows a record", one.name)
		}
		if nothing := cases.ScopeOf(s.users[one.name]).Nothing(); nothing != strings.Contains(page.body, "No record at all") {
			t.Errorf("the page about %s: %s", one.name, excerpt(page.body))
		}
	}
}
