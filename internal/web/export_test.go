package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
)

// crowd makes some people as somebody.
func (s *site) crowd(name string, n int) {
	s.Helper()
	for i := range n {
		s.person(name, fmt.Sprintf("Вымышленный %d", i))
	}
}

// acts lists the actions of the log from an entry on, without those of signing in.
func (s *site) acts(from int64) (out []string) {
	s.Helper()
	entries, err := s.store.Keeper().Entries(s.ctx(), from-1, 500)
	s.must(err)
	for _, e := range entries {
		if !strings.HasPrefix(e.Action, "login") && !strings.HasPrefix(e.Action, "account.") {
			out = append(out, e.Action)
		}
	}
	return out
}

func TestAnExportIsAskedForItsPurpose(t *testing.T) { // R59
	s := newSite(t)
	s.crowd("aliya", exportMatters)
	b := s.as("aliya")
	for path, want := range map[string]string{
		"/people.csv":                  "/export?of=%2Fpeople.csv",
		"/people.json?level=internal":  "/export?of=%2Fpeople.json%3Flevel%3Dinternal",
		"/people.csv?purpose=nonsense": "/export?of=%2Fpeople.csv&purpose=nonsense",
		"/records.csv?why=because":     "/export?of=%2Frecords.csv",
	} {
		if got := b.get(path).wants(t, http.StatusSeeOther).Header().Get("Location"); got != want {
			t.Errorf("%s led to %s", path, got)
		}
	}
	page := b.get("/export?of=%2Fpeople.csv").wants(t, http.StatusOK)
	if !strings.Contains(page.body, `data-total="100"`) || !strings.Contains(page.body, `value="un_submission"`) {
		t.Errorf("the page does not say what leaves: %s", excerpt(page.body))
	}
	sent := b.post("/export", "of", "/people.csv", "why", "Бір сөз").wants(t, http.StatusUnprocessableEntity)
	if !strings.Contains(sent.body, "purpose-error") || !strings.Contains(sent.body, "Бір сөз") {
		t.Errorf("what was typed is lost: %s", excerpt(sent.body))
	}
	before := s.size()
	got := b.post("/export", "of", "/people.csv", "purpose", "casework", "why", "Бір сөз").wants(t, http.StatusOK)
	if strings.Count(got.body, "\r\n") != exportMatters+1 || got.Header().Get("Content-Disposition") != `attachment; filename="people.csv"` {
		t.Errorf("the file is %.200s", got.body)
	}
	b.get("/people.csv?purpose=casework").wants(t, http.StatusOK)
	if acts := s.acts(before); !slices.Equal(acts, []string{"export", "export.done", "export", "export.done"}) {
		t.Errorf("the log holds %v", acts)
	}
}

func TestASmallExportNeedsNoPurpose(t *testing.T) { // R59
	s := newSite(t)
	p := s.person("aliya", "Вымышленная")
	b := s.as("aliya")
	for _, path := range []string{"/people.csv", "/people.json", "/people/" + p.Number + ".csv", "/counts.csv?by=region", "/counts.json"} {
		before := s.size()
		b.get(path).wants(t, http.StatusOK)
		if acts := s.acts(before); acts[0] != "export" || len(acts) > 2 {
			t.Errorf("%s: the log holds %v", path, acts)
		}
		before = s.size()
		head := b.do(b.request(http.MethodHead, path, nil)).wants(t, http.StatusOK)
		if s.size() != before || head.Header().Get("Content-Disposition") == "" {
			t.Errorf("%s: asking about it is an export", path)
		}
	}
}

func TestWhatIsRestrictedLeavesWithAPurposeAlone(t *testing.T) { // R32, R59
	s := newSite(t)
	p := s.put("aliya", "person", "names.0.value", "Вымышленная", "level", cases.Restricted)
	b, m := s.as("aliya"), s.program("aliya")
	for _, path := range []string{"/people.csv", "/people/" + p.Number + ".json", "/records.json?level=restricted"} {
		b.get(path).wants(t, http.StatusSeeOther)
		b.get(path+map[bool]string{true: "&", false: "?"}[strings.Contains(path, "?")]+"purpose=casework").wants(t, http.StatusOK)
	}
	refused := m.send(http.MethodGet, "/api/v1/people", "").wants(t, http.StatusUnprocessableEntity)
	if !strings.Contains(refused.body, `"field":"purpose"`) || strings.Contains(refused.body, p.Number) {
		t.Errorf("the API answered %s", refused.body)
	}
	m.send(http.MethodGet, "/api/v1/people", "", "Aigaq-Purpose", "nonsense").wants(t, http.StatusUnprocessableEntity)
	m.send(http.MethodGet, "/api/v1/people", "", "Aigaq-Purpose", "casework").wants(t, http.StatusOK)
	m.send(http.MethodGet, "/api/v1/people?purpose=casework&why=x", "").wants(t, http.StatusOK)
	m.send(http.MethodGet, "/api/v1/people?level=internal", "").wants(t, http.StatusOK)
}

func TestAnExportWantsAFreshSignIn(t *testing.T) { // R22
	clock := time.Now()
	s := siteOn(t, store.Options{Now: func() time.Time { return clock }})
	s.crowd("aliya", exportMatters)
	b := s.as("aliya")
	clock = clock.Add(6 * time.Minute)
	b.get("/people.csv?level=public").wants(t, http.StatusOK)
	next := b.get("/people.csv?purpose=casework").wants(t, http.StatusSeeOther).Header().Get("Location")
	if next != "/export?of=%2Fpeople.csv&purpose=casework" {
		t.Errorf("led to %s", next)
	}
	for _, got := range []answer{b.get(next), b.post("/export", "of", "/people.csv", "purpose", "casework")} {
		if to := got.wants(t, http.StatusSeeOther).Header().Get("Location"); to != "/login/again?next="+url.QueryEscape(next) {
			t.Errorf("led to %s", to)
		}
	}
}

func TestALargeExportNeedsASecondPerson(t *testing.T) { // R34, R59
	s := newSite(t, func(c *Config) { c.ExportAlone = 5 })
	s.crowd("aliya", 6)
	b, chief := s.as("aliya"), s.as("chief")
	file := []string{"of", "/people.csv?sort=name", "purpose", "casework", "why", "For the <committee>"}
	b.get("/people.csv?sort=name&purpose=casework").wants(t, http.StatusSeeOther)
	b.post("/export", file...).wants(t, http.StatusUnprocessableEntity)
	b.post("/approvals", "of", "/people.csv").wants(t, http.StatusUnprocessableEntity)
	b.post("/approvals", file...).wants(t, http.StatusSeeOther)
	if page := b.get("/approvals").wants(t, http.StatusOK); strings.Contains(page.body, `value="yes"`) {
		t.Error("the asker is offered to decide")
	}
	code := s.waitingCode("chief")
	b.post("/approvals/"+code, "decision", "yes").wants(t, http.StatusForbidden)
	if home := chief.get("/").wants(t, http.StatusOK); !strings.Contains(home.body, `href="/approvals"`) {
		t.Error("the home page does not say that somebody waits")
	}
	page := chief.get("/approvals").wants(t, http.StatusOK)
	for _, says := range []string{"aliya", "For the &lt;committee&gt;", "6 rows", `value="yes"`, "work on a case"} {
		if !strings.Contains(page.body, says) {
			t.Errorf("the page does not say %q: %s", says, excerpt(page.body))
		}
	}
	chief.post("/approvals/"+code).wants(t, http.StatusUnprocessableEntity)
	chief.post("/approvals/"+code, "decision", "no", "reason", "").wants(t, http.StatusUnprocessableEntity)
	chief.post("/approvals/none", "decision", "yes").wants(t, http.StatusNotFound)
	chief.post("/approvals/"+code, "decision", "yes").wants(t, http.StatusSeeOther)
	chief.post("/approvals/"+code, "decision", "no", "reason", "late").wants(t, http.StatusUnprocessableEntity)
	if home := b.get("/").wants(t, http.StatusOK); !strings.Contains(home.body, `href="/approvals"`) {
		t.Error("the asker is not told")
	}
	b.get("/people.csv?sort=name&purpose=casework").wants(t, http.StatusSeeOther) // opening an address spends nothing
	s.as("lawyer").post("/export", file...).wants(t, http.StatusUnprocessableEntity)
	if got := b.post("/export", file...).wants(t, http.StatusOK); strings.Count(got.body, "\r\n") != 7 {
		t.Errorf("the file is %s", got.body)
	}
	b.post("/export", file...).wants(t, http.StatusUnprocessableEntity)
	if page := chief.get("/approvals").wants(t, http.StatusOK); !strings.Contains(page.body, "done") {
		t.Error("the page does not say that it was used")
	}
}

func TestACoordinatorNeedsASecondPersonToo(t *testing.T) { // R34
	s := newSite(t, func(c *Config) { c.ExportAlone = 1 })
	s.crowd("aliya", 2)
	b := s.as("chief")
	b.post("/approvals", "of", "/people.csv", "purpose", "casework").wants(t, http.StatusSeeOther)
	list, err := s.store.Approvals().List(s.ctx(), s.users["chief"])
	s.must(err)
	for _, tab := range []*browser{b, s.as("chief")} {
		tab.post("/approvals/"+list[0].Code, "decision", "yes").wants(t, http.StatusForbidden)
	}
	b.post("/export", "of", "/people.csv", "purpose", "casework").wants(t, http.StatusUnprocessableEntity)
}

func TestAnApprovedExportRunsWithTodaysRights(t *testing.T) { // R28, R29
	s := newSite(t, func(c *Config) { c.ExportAlone = 1 })
	s.crowd("aliya", 3)
	hidden := s.put("chief", "person", "names.0.value", "Вымышленная", "team", "almaty")
	file := []string{"of", "/people.csv", "purpose", "casework"}
	b := s.as("aliya")
	b.post("/approvals", file...).wants(t, http.StatusSeeOther)
	s.must(s.store.Approvals().Decide(s.ctx(), s.users["chief"], s.waitingCode("chief"), true, ""))
	_, err := s.store.For(s.users["chief"]).Save(s.ctx(), "", cases.Change{Kind: cases.KindByCode("person"), Number: hidden.Number, Version: 1,
		Sent: cases.Input(values("team", "west", "level", cases.Restricted)), Reason: "a test"})
	s.must(err)
	if got := b.post("/export", file...).wants(t, http.StatusOK); strings.Contains(got.body, hidden.Number) || strings.Count(got.body, "\r\n") != 4 {
		t.Errorf("what was hidden meanwhile left: %s", got.body)
	}
	b.post("/approvals", file...).wants(t, http.StatusSeeOther)
	s.must(s.store.Approvals().Decide(s.ctx(), s.users["chief"], s.waitingCode("chief"), true, ""))
	s.must(s.store.Accounts().Disable(s.ctx(), "cli", "aliya"))
	if got := b.post("/export", file...); got.Code != http.StatusSeeOther || !strings.HasPrefix(got.Header().Get("Location"), "/login") {
		t.Errorf("status %d", got.Code)
	}
}

// waitingCode is the newest act that waits for somebody.
func (s *site) waitingCode(name string) string {
	s.Helper()
	list, err := s.store.Approvals().List(s.ctx(), s.users[name])
	s.must(err)
	if len(list) == 0 || list[0].Decision != "" {
		t := s.T
		t.Fatal("nothing waits")
	}
	return list[0].Code
}

func TestASignOutCutsTheExport(t *testing.T) { // R28
	s := newSite(t)
	s.crowd("aliya", 3)
	b := s.as("aliya")
	session, err := s.store.Accounts().Session(s.ctx(), b.session)
	s.must(err)
	v := &visit{s: s.server, user: s.users["aliya"], session: session}
	s.must(v.still(s.ctx()))
	b.post("/logout").wants(t, http.StatusSeeOther)
	if err := v.still(s.ctx()); err == nil {
		t.Error("a download goes on after signing out")
	}
}

func TestWhoHasNotConsentedStaysBehind(t *testing.T) { // R99
	s := newSite(t)
	yes := s.put("aliya", "person", "names.0.value", "Вымышленная Иә", "consent.0.purpose", "un_submission", "consent.0.state", "written")
	no := s.person("aliya", "Вымышленная Жоқ")
	b := s.as("aliya")
	got := b.get("/people.csv?purpose=un_submission").wants(t, http.StatusOK)
	if !strings.Contains(got.body, yes.Number) || strings.Contains(got.body, no.Number) || got.Header().Get("Aigaq-Left") != "1" {
		t.Errorf("%s left behind; %s", got.Header().Get("Aigaq-Left"), got.body)
	}
	b.get("/people/"+no.Number+".csv?purpose=un_submission").wants(t, http.StatusUnprocessableEntity)
	file := []string{"of", "/people.csv", "purpose", "un_submission"}
	page := b.post("/export", file...).wants(t, http.StatusUnprocessableEntity)
	if !strings.Contains(page.body, "1 record stays behind") || !strings.Contains(page.body, `name="left" value="1"`) {
		t.Errorf("the page does not say who stays behind: %s", excerpt(page.body))
	}
	if got := b.post("/export", append(file, "left", "1")...).wants(t, http.StatusOK); strings.Contains(got.body, no.Number) {
		t.Error("who has not consented left")
	}
	page = b.post("/export", "of", "/people/"+no.Number+".json", "purpose", "press").wants(t, http.StatusUnprocessableEntity)
	if strings.Contains(page.body, "Жоқ") || !strings.Contains(page.body, "consented") {
		t.Errorf("the page says %s", excerpt(page.body))
	}
}
