package web

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"aigaq/internal/cases/store"
)

// way is one way in which a record could show: what it gives, for one record or for all at once, and the routes that
// it goes through. marks are what betrays a record there.
type way struct {
	name   string
	routes string
	once   bool // one answer shows all records
	counts bool // the answer shows when something began, and no more
	ask    func(s *scene, name string, p exhibit) answer
}

func byBrowser(path func(s *scene, p exhibit) string) func(*scene, string, exhibit) answer {
	return func(s *scene, name string, p exhibit) answer { return s.browsers[name].get(path(s, p)) }
}

func byProgram(path func(s *scene, p exhibit) string) func(*scene, string, exhibit) answer {
	return func(s *scene, name string, p exhibit) answer {
		return s.programs[name].send(http.MethodGet, path(s, p), "", purposeHeader, "casework")
	}
}

func fixed(path string) func(*scene, exhibit) string {
	return func(*scene, exhibit) string { return path }
}

// below is an address below that of the record.
func below(rest string) func(*scene, exhibit) string {
	return func(_ *scene, p exhibit) string { return "/" + p.kind.Path + "/" + p.number + rest }
}

func listOf(rest string) func(*scene, exhibit) string {
	return func(_ *scene, p exhibit) string { return "/" + p.kind.Path + rest }
}

const ofMonths = "unit=records&by=month&purpose=casework"

// shows are the ways that give a record, or something of it, to whoever sees it and to nobody else.
var shows = []way{
	{"page", "GET /{path}/:number", false, false, byBrowser(below(""))},
	{"history", "GET /{path}/:number/history", false, false, byBrowser(below("/history"))},
	{"proof", "GET /{path}/:number/proof", false, false, byBrowser(below("/proof"))},
	{"table of one", "GET /{path}/:number", false, false, byBrowser(below(".csv?purpose=casework"))},
	{"object of one", "GET /{path}/:number", false, false, byBrowser(below(".json?purpose=casework"))},
	{"API", "GET /api/v1/{path}/:number", false, false, byProgram(func(_ *scene, p exhibit) string { return "/api/v1/" + p.kind.Path + "/" + p.number })},
	{"search for a word", "GET /search", false, false, byBrowser(func(_ *scene, p exhibit) string { return "/search?q=" + p.word })},
	{"search for a number", "GET /search", false, false, byBrowser(func(_ *scene, p exhibit) string { return "/search?q=" + p.number })},
	{"list by text", "GET /{path}", false, false, byBrowser(func(_ *scene, p exhibit) string { return "/" + p.kind.Path + "?q=" + p.word })},
	{"suggestion", "GET /suggest", false, false, byBrowser(func(_ *scene, p exhibit) string {
		return "/suggest?kinds=" + p.kind.Code + "&kind=" + p.kind.Code + "&q=" + p.word
	})},
	{"list", "GET /{path}", true, false, byBrowser(listOf("?per=500"))},
	{"list by date", "GET /{path}", true, false, byBrowser(listOf("?per=500&sort=from"))},
	{"list of one place", "GET /{path}", true, false, byBrowser(func(s *scene, p exhibit) string { return "/" + p.kind.Path + "?per=500&place=" + s.place })},
	{"list of one event", "GET /{path}", true, false, byBrowser(func(s *scene, p exhibit) string { return "/" + p.kind.Path + "?per=500&event=" + s.event })},
	{"list of all kinds", "GET /records", true, false, byBrowser(fixed("/records?per=500"))},
	{"table", "GET /{path}.csv", true, false, byBrowser(listOf(".csv?purpose=casework"))},
	{"object", "GET /{path}.json", true, false, byBrowser(listOf(".json?purpose=casework"))},
	{"table of all kinds", "GET /records.csv", true, false, byBrowser(fixed("/records.csv?purpose=casework"))},
	{"object of all kinds", "GET /records.json", true, false, byBrowser(fixed("/records.json?purpose=casework"))},
	{"list by the API", "GET /api/v1/{path}", true, false, byProgram(func(_ *scene, p exhibit) string { return "/api/v1/" + p.kind.Path + "?per=500" })},
	{"what points to a place", "GET /{path}/:number", true, false, byBrowser(func(s *scene, _ exhibit) string { return "/places/" + s.place })},
	{"counts", "GET /counts", true, true, byBrowser(fixed("/counts?" + ofMonths))},
	{"table of counts", "GET /counts.csv", true, true, byBrowser(fixed("/counts.csv?" + ofMonths))},
	{"object of counts", "GET /counts.json", true, true, byBrowser(fixed("/counts.json?" + ofMonths))},
	{"counts by the API", "GET /api/v1/counts", true, true, byProgram(fixed("/api/v1/counts?" + ofMonths))},
	{"days of an event", "GET /{path}/:number", true, true, byBrowser(func(s *scene, _ exhibit) string { return "/events/" + s.event })},
}

// withoutNotes are ways that lead past notes by their nature: they are neither counted nor tied to places and events.
func withoutNotes(w way) bool {
	return w.counts || slices.Contains([]string{"list of one place", "list of one event", "what points to a place"}, w.name)
}

// repeats tells whether the page of a way holds what was asked for, found or not.
func (w way) repeats() bool {
	return strings.Contains(w.name, "search") || w.name == "list by text" || w.name == "suggestion"
}

// betrayed tells whether an answer shows that a record is there.
func betrayed(w way, got answer, p exhibit) bool {
	text := strings.ToLower(got.body)
	switch {
	case w.counts:
		return strings.Contains(text, p.month)
	case w.name == "proof":
		return got.Code == http.StatusOK // the sealed form names no number
	case w.name == "suggestion":
		return got.Code == http.StatusOK && strings.Contains(text, strings.ToLower(p.number))
	case w.repeats():
		address := strings.ToLower("/" + p.kind.Path + "/" + p.number)
		return strings.Contains(text, address) || strings.HasPrefix(strings.ToLower(got.Header().Get("Location")), address)
	}
	return strings.Contains(text, strings.ToLower(p.number)) && got.Code == http.StatusOK || strings.Contains(text, p.word)
}

func TestEveryWayShowsJustWhatTheMatrixSays(t *testing.T) { // R24 R26 R27 R31
	onBothSites(t, func(t *testing.T, o store.Options) {
		s := newScene(t, o)
		for name := range sights {
			for _, w := range shows {
				s.hold(name, w)
			}
		}
	})
}

// hold goes one way as one account, to every record.
func (s *scene) hold(name string, w way) {
	s.Helper()
	var all answer
	for n, p := range s.records {
		if withoutNotes(w) && !p.ordinary {
			continue
		}
		if !w.once || n == 0 || !p.ordinary {
			all = w.ask(s, name, p)
		}
		want := sight(name, n)
		if got := betrayed(w, all, p); got != (want != '-') {
			s.Errorf("%s, %s as %q: status %d, shows it %t, the matrix says %c", p.label, w.name, name, all.Code, got, want)
		}
		if !w.repeats() && strings.Contains(strings.ToLower(all.body), p.secret) && want != 's' && want != 'r' {
			s.Errorf("%s, %s as %q gives the secret answer away", p.label, w.name, name)
		}
		if !w.once && want == '-' && !slices.Contains([]int{303, 401, 403, 404}, all.Code) && strings.Contains(w.routes, ":number") {
			s.Errorf("%s, %s as %q: status %d", p.label, w.name, name, all.Code)
		}
	}
}

// changes are the ways that change a record or look at who may; they say for each sight what is answered to those who
// are signed in and of a role that sees records.
var changes = []struct {
	name, route string
	answers     map[byte]int
	ask         func(s *scene, name string, p exhibit) answer
}{
	{"form", "GET /{path}/:number/edit", map[byte]int{'s': 200, 'r': 403, 'o': 403, '-': 404}, byBrowser(below("/edit"))},
	{"posted form", "POST /{path}/:number/edit", map[byte]int{'s': 409, 'r': 403, 'o': 403, '-': 404}, posting("/edit")},
	{"posted record", "POST /{path}/:number", map[byte]int{'s': 409, 'r': 403, 'o': 403, '-': 404}, posting("")},
	{"API", "PUT /api/v1/{path}/:number", map[byte]int{'s': 409, 'r': 403, 'o': 403, '-': 404},
		func(s *scene, name string, p exhibit) answer {
			return s.programs[name].send(http.MethodPut, "/api/v1/"+p.kind.Path+"/"+p.number, `{"version":99,"status":"refuted"}`, purposeHeader, "casework")
		}},
}

func posting(rest string) func(*scene, string, exhibit) answer {
	return func(s *scene, name string, p exhibit) answer {
		return s.browsers[name].post("/"+p.kind.Path+"/"+p.number+rest, "version", "99", "status", "refuted")
	}
}

func TestOnlyThoseWhoMayChangeARecordDo(t *testing.T) { // R24 R25 R35
	onBothSites(t, func(t *testing.T, o store.Options) {
		s := newScene(t, o)
		for name := range sights {
			for _, c := range changes {
				for n, p := range s.records {
					want := []int{c.answers[sight(name, n)]}
					switch {
					case name == "" || name == "gone":
						want = []int{401, 303} // the sign-in page, as long as there is room to keep what was typed
					case name == "auditor" || name == "boss" || name == "reader":
						want = []int{403}
					}
					if got := c.ask(s, name, p); !slices.Contains(want, got.Code) {
						t.Errorf("%s, %s as %q: status %d, want %d", p.label, c.name, name, got.Code, want)
					}
				}
			}
		}
	})
}

// giveNoRecord are the routes through which no record shows by what they are: accounts, the log without content, forms
// that are empty, what is asked before a file is given. Ways to a record that have tests of their own stand here too.
var giveNoRecord = strings.Fields(`/healthz /favicon.ico /static/:file /unlock /leave /language /logout /invite/:token /typed/:token
/purpose /glass /alarms/:id /new /{path}/new /{path} /export /approvals /approvals/:code /{path}/:number/access
/{path}/:number/access/end /people/:number/consent /people/:number/same /people/:number/unmerge /erasures /erasures/:code /duplicates /duplicates/run /duplicates/run/stop /duplicates/:number/:other / /hints /api/v1/alike`)

func TestEveryRouteIsAWayOfTheMatrix(t *testing.T) { // R23 R24
	s := newSite(t)
	known := map[string]bool{}
	for _, w := range shows {
		known[w.routes] = true
	}
	for _, c := range changes {
		known[c.route] = true
	}
	for _, r := range s.server.routes() {
		apart := slices.Contains(giveNoRecord, r.path) || strings.HasPrefix(r.path, "/login") || strings.HasPrefix(r.path, "/account") ||
			strings.HasPrefix(r.path, "/admin") || strings.Contains(r.path, "/audit") || strings.HasPrefix(r.path, "/erasures") || strings.HasPrefix(r.path, "/lists") || r.method+r.path == "POST/api/v1/{path}"
		if !known[r.method+" "+r.path] && !apart {
			t.Errorf("%s %s is no way of the matrix", r.method, r.path)
		}
	}
}

func TestHiddenAndAbsentAreOneAnswerOnEveryWay(t *testing.T) { // R25
	onBothSites(t, func(t *testing.T, o store.Options) {
		s := newScene(t, o)
		for _, name := range []string{"aliya", "west", "second", "intake", "reader"} {
			for n, p := range s.records {
				if sight(name, n) != '-' {
					continue
				}
				absent := p
				absent.number = p.number[:4] + "999999"
				for _, w := range shows {
					if w.once || strings.Contains(w.name, "search") || strings.Contains(w.name, "text") || w.name == "suggestion" {
						continue
					}
					s.alike(name, w.name, w.ask(s, name, p), w.ask(s, name, absent), p.number, absent.number)
				}
				for _, c := range changes {
					s.alike(name, c.name, c.ask(s, name, p), c.ask(s, name, absent), p.number, absent.number)
				}
			}
		}
	})
}

// alike holds two answers to the same status, headers and body, but for what names the request and the moment.
func (s *scene) alike(name, way string, hidden, absent answer, number, other string) {
	s.Helper()
	if a, b := plainly(hidden, number), plainly(absent, other); a != b {
		at := 0
		for at < min(len(a), len(b)) && a[at] == b[at] {
			at++
		}
		s.Errorf("%s as %q: hidden gives ...%.200s, absent ...%.200s", way, name, a[at:], b[at:])
	}
}

func plainly(a answer, number string) string {
	h := a.Header().Clone()
	for _, key := range []string{"X-Request-Id", "Date", "Aigaq-Audit"} {
		h.Del(key)
	}
	text := fmt.Sprint(a.Code, h, a.body)
	text = regexp.MustCompile(`\b[A-Z2-7]{16}\b|data-audit-[a-z]+="[^"]*"|<footer.*</footer>`).ReplaceAllString(text, "") // requests and the log's head
	for _, form := range []string{number, strings.ToLower(number), url.QueryEscape(number)} {
		text = strings.ReplaceAll(text, form, "NUMBER")
	}
	return text
}
