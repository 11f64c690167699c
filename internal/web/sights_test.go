package web

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
)

// sights says what each account sees of each record, written down by hand and not worked out from the policy: s with
// its secret answers, and may change it; r the same without changing it; o without secret answers; - not that it is
// there. The records are those of exhibit, in that order:
//
//	no team   almaty    west
//	p p i r   p p i r   p p i r   then: one of intake's own, one shared with aliya, one whose glass the lawyer broke, a note
//
// (public, partner, internal, restricted).
var sights = map[string]string{
	"":        "---- ---- ---- ----",
	"chief":   "ssss ssss ssss sss-",
	"aliya":   "sss- ssss ---- -r--",
	"west":    "sss- ---- ssss -ss-",
	"lawyer":  "sss- ssss ---- --rs",
	"second":  "sss- ssss ---- ----",
	"intake":  "s--- ---- ---- s---",
	"reader":  "ooo- ooo- ooo- --o-",
	"auditor": "---- ---- ---- ----",
	"boss":    "---- ---- ---- ----",
	"gone":    "---- ---- ---- ----",
}

// exhibit is one record of the matrix and what betrays it.
type exhibit struct {
	label    string
	number   string
	kind     *cases.Kind
	word     string // in an open answer
	secret   string // in a secret one, and in the victim's name
	month    string // in which nothing else began
	victim   string
	ordinary bool // a detention, with a victim, a place and an event
}

// scene is a site with the records of the matrix, and every account signed in by the sign-in page.
type scene struct {
	*site
	records  []exhibit
	place    string
	event    string
	browsers map[string]*browser
	programs map[string]*client
}

// onBothSites runs a test on SQLite and on PostgreSQL, where every account is there already.
func onBothSites(t *testing.T, test func(t *testing.T, o store.Options)) {
	onBothEngines(t, 1, furnishedDatabase, func(t *testing.T, list ...store.Options) { test(t, list[0]) })
}

// onBothEngines gives a test some databases of its own, on SQLite and on PostgreSQL, where something makes them.
func onBothEngines(t *testing.T, n int, database func() (string, error), test func(t *testing.T, list ...store.Options)) {
	list := make([]store.Options, n)
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); test(t, list...) })
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		list := make([]store.Options, n)
		for i := range list {
			list[i].URL = onPostgres(t, database)
		}
		test(t, list...)
	})
}

// onPostgres gives the address of a database. Where there is no PostgreSQL the test is left out, which only a developer's
// machine may do.
func onPostgres(t *testing.T, database func() (string, error)) string {
	t.Helper()
	url, err := database()
	if err != nil && os.Getenv("CI") == "" {
		t.Skip("THIS DOES NOT RUN ON POSTGRESQL:", err)
	} else if err != nil {
		t.Fatal(err)
	}
	return url
}

func newScene(t *testing.T, o store.Options) *scene {
	t.Helper()
	s := &scene{site: siteOn(t, o), browsers: map[string]*browser{}, programs: map[string]*client{}}
	for name, role := range map[string]cases.Role{"second": cases.Lawyer, "gone": cases.Staff} {
		account, err := s.store.Accounts().Add(s.ctx(), "cli", name, role, []string{"almaty"})
		s.must(err)
		s.users[name] = account.User
	}
	s.place = s.put("chief", "place", "name.en", "A made-up yard", "type", "city", "level", "public").Number
	s.event = s.put("chief", "event", "title.en", "A made-up gathering", "from", "2022-01-05", "level", "public").Number
	for _, team := range []string{"", "almaty", "west"} {
		for _, level := range cases.Levels() {
			s.plant("chief", team, level)
		}
	}
	s.plant("intake", "", cases.Internal)
	s.raise(s.records[12])
	s.plant("chief", "west", cases.Restricted)
	s.plant("chief", "west", cases.Internal)
	s.note()
	s.signIn()
	s.open()
	return s
}

// plant puts a detention of its own victim into the scene. The words are made of letters that stand nowhere else.
func (s *scene) plant(who, team, level string) {
	s.Helper()
	n := len(s.records)
	p := exhibit{
		label: fmt.Sprintf("%d: %s of %q", n, level, team), kind: cases.KindByCode("detention"), ordinary: true,
		word: "qopen" + letters(n), secret: "qsecret" + letters(n), month: fmt.Sprintf("2021-%02d", n+1),
	}
	if n >= 12 {
		p.month = fmt.Sprintf("2020-%02d", n-11)
	}
	p.victim = s.put(who, "person", "names.0.value", strings.ToUpper(p.secret[:1])+p.secret[1:], "team", team, "level", level).Number
	p.number = s.put(who, "detention", "victim", p.victim, "from", p.month+"-03", "place", s.place, "event", s.event, "region", "KZ-75",
		"stated_reason", p.word, "account", p.secret, "team", team, "level", level).Number
	s.records = append(s.records, p)
}

func letters(n int) string {
	return string([]byte{byte('a' + n/5), byte('m' + n%5), byte('a' + n/5)}) + "x"
}

// raise makes a record restricted by somebody else than who entered it.
func (s *scene) raise(p exhibit) {
	s.Helper()
	for _, number := range []string{p.victim, p.number} {
		_, err := s.desk("chief").Save(s.ctx(), "", cases.Change{
			Kind: cases.KindByNumber(number), Number: number, Version: 1, Sent: cases.Input{"level": {cases.Restricted}}, Reason: "a test",
		})
		s.must(err)
	}
}

// note is a privileged note of the lawyer on a case of theirs, which is itself restricted to nobody's surprise.
func (s *scene) note() {
	s.Helper()
	n := len(s.records)
	p := exhibit{label: "a note", kind: cases.KindByCode("note"), word: "qsecret" + letters(n), secret: "qsecret" + letters(n), month: "2019-01"}
	accused := s.put("lawyer", "person", "names.0.value", "Вымышленный").Number
	c := s.put("lawyer", "case", "accused", accused, "from", "2019-02", "type", "criminal", "event", s.event)
	p.number = s.put("lawyer", "note", "case", c.Number, "from", p.month+"-03", "subject", p.secret, "text", p.secret).Number
	s.records = append(s.records, p)
}

// open shares one record, breaks the glass of another, and disables an account that was signed in.
func (s *scene) open() {
	s.Helper()
	s.must(s.desk("chief").Share(s.ctx(), s.records[13].number, cases.Sharing{Account: "aliya", Days: 1, Why: "a test"}))
	broken := s.browsers["lawyer"].post("/glass", "number", s.records[14].number, "why", "a reason of more than twenty characters", "purpose", "legal_aid")
	if broken.Code >= 400 {
		s.Fatalf("the glass does not break: %d %s", broken.Code, excerpt(broken.body))
	}
	s.must(s.store.Accounts().Disable(s.ctx(), "cli", "gone"))
}

// signIn signs everybody in by the page, and states a purpose; each gets a token as well.
func (s *scene) signIn() {
	s.Helper()
	for name := range sights {
		if name == "" {
			s.browsers[name], s.programs[name] = s.as(""), s.program("")
			continue
		}
		const password = "a long made-up password"
		s.must(s.store.Accounts().SetPassword(s.ctx(), "cli", s.users[name].ID, password))
		form := url.Values{"username": {name}, "password": {password}}
		got := s.do(s.as("").request(http.MethodPost, "/login", form)).wants(s.T, http.StatusSeeOther)
		for _, c := range got.Result().Cookies() {
			if c.Name == s.server.cookieName() {
				s.browsers[name] = &browser{s.site, c.Value}
			}
		}
		s.browsers[name].post("/purpose", "purpose", "casework")
		s.programs[name] = s.program(name)
	}
}

// sight is what an account sees of the n-th record.
func sight(name string, n int) byte { return strings.ReplaceAll(sights[name], " ", "")[n] }
