package web

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases/store"
)

// The differential test: what is answered to somebody does not change by a byte when records are added that they may not
// see. What is left out of the comparison is drawn at random on each site (numbers, uids, tokens) or stands in this
// list, each with its reason. The audit log grows with every act of everybody, reading included, and whoever is signed
// in may hold its operator to it: so its head is no secret, and neither are places in it.
var apart = []struct {
	what *regexp.Regexp
	why  string
}{
	{regexp.MustCompile(`(?s)<p data-audit-size=.*?</p>`), "the audit head in the footer"},
	{regexp.MustCompile(`"audit_size":\d+|entry [\d,]+ of the audit log`), "the audit head in counts"},
	{regexp.MustCompile(`id="entry-\d+"|data-entry="\d+"|>[Ee]ntry [\d,]+<`), "the place of an entry in the log, in a history"},
	{regexp.MustCompile(`name="(token|of)" value="[A-Z2-7]{16}"`), "the token of a form"},
}

// TestHiddenRecordsChangeNoAnswer asks both sites everything that gives records, as each outsider.
func TestHiddenRecordsChangeNoAnswer(t *testing.T) { // R26 R99
	onBothTwins(t, func(t *testing.T, with, without *twin) {
		for _, name := range outsiders {
			for _, path := range without.accesses() {
				with.hold(without, name, path)
			}
			with.settled() // the next account may be shown what this one read
			without.settled()
		}
		for _, name := range outsiders {
			for _, path := range without.addresses(without.lite && (name == "aliya" || name == "reader")) {
				with.hold(without, name, path)
			}
		}
		if with.given < 1000 || with.followed < 200 {
			t.Errorf("only %d answers gave something, %d of them on a later page", with.given, with.followed)
		}
	})
}

func onBothTwins(t *testing.T, test func(t *testing.T, with, without *twin)) {
	onBothEngines(t, 2, emptyDatabase, func(t *testing.T, list ...store.Options) {
		test(t, newTwin(t, list[0], true), newTwin(t, list[1], false))
	})
}

// hold holds the answers of both sites together, and those of the pages that follow.
func (w *twin) hold(other *twin, name, path string) {
	w.Helper()
	if strings.Contains(path, "q=2022") && (w.drew("2022") || other.drew("2022")) {
		return // a number that was drawn at random is found by what stands in it, on one site alone
	}
	mine, theirs := w.at(path), other.at(path)
	for page := 1; page < 40; page++ {
		a, b := w.ask(name, mine), other.ask(name, theirs)
		if got, want := w.plain(path, a), other.plain(path, b); got != want {
			w.Errorf("%s as %s, page %d: %s", path, name, page, parting(got, want))
			return
		}
		if a.Code == http.StatusOK {
			w.given++
		}
		if page > 1 {
			w.followed++
		}
		mine, theirs = following(mine, a.body), following(theirs, b.body)
		if mine == "" || theirs == "" {
			if mine != theirs {
				w.Errorf("%s as %s: one site has a page after page %d", path, name, page)
			}
			return
		}
	}
}

// drew tells whether some digits stand in a number of the site.
func (w *twin) drew(digits string) bool {
	for _, number := range w.numbers {
		if strings.Contains(number, digits) {
			return true
		}
	}
	return false
}

// ask gives an answer to a browser, or to a program where the address is the API's.
func (w *twin) ask(name, path string) answer {
	w.Helper()
	if strings.HasPrefix(path, "/api/") {
		return w.programs[name].send(http.MethodGet, path, "", purposeHeader, "casework")
	}
	return w.browsers[name].get(path)
}

var (
	nextLink   = regexp.MustCompile(`rel="next" href="([^"]*)"`)
	nextCursor = regexp.MustCompile(`"next":"([^"]+)"`)
)

// following is the address of the next page; empty where there is none.
func following(path, body string) string {
	path, query, _ := strings.Cut(path, "?")
	if m := nextCursor.FindStringSubmatch(body); m != nil {
		values, _ := url.ParseQuery(query)
		values.Set("after", m[1])
		return path + "?" + values.Encode()
	}
	if m := nextLink.FindStringSubmatch(body); m != nil {
		return strings.ReplaceAll(m[1], "&amp;", "&")
	}
	return ""
}

var cursorsIn = regexp.MustCompile(`(after=|"next":")([A-Za-z0-9_-]+)`)

// plain is an answer without what differs by nature. A number that is not of a visible record stays, and so differs.
func (w *twin) plain(path string, a answer) string {
	body := a.body
	if strings.Contains(path, ".csv") || strings.Contains(path, ".json") {
		body = w.unmarked(body) // a file's order carries the mark of its recipient
	}
	h := a.Header().Clone()
	for _, key := range []string{"X-Request-Id", "Date", "Aigaq-Audit"} {
		h.Del(key)
	}
	text := fmt.Sprint(a.Code, h, "\n", body)
	text = cursorsIn.ReplaceAllStringFunc(text, func(s string) string {
		m := cursorsIn.FindStringSubmatch(s)
		b, err := base64.RawURLEncoding.DecodeString(m[2])
		if err != nil {
			return s
		}
		return m[1] + string(b)
	})
	for _, one := range apart {
		text = one.what.ReplaceAllString(text, "")
	}
	if a.Code >= http.StatusBadRequest {
		text = requestName.ReplaceAllString(text, "")
	}
	return w.names().Replace(text)
}

// requestName is what a page says that went wrong, so that it can be told on the telephone.
var requestName = regexp.MustCompile(`\b[A-Z2-7]{16}\b`)

// names puts labels in the place of the numbers and uids of visible records.
func (w *twin) names() *strings.Replacer {
	if w.labelled == nil {
		var pairs []string
		for name, label := range w.known {
			pairs = append(pairs, name, "["+label+"]", strings.ToUpper(name), "["+label+"]")
		}
		w.labelled = strings.NewReplacer(pairs...)
	}
	return w.labelled
}

// unmarked puts the rows of a file into an order that says nothing.
func (w *twin) unmarked(body string) string {
	body = w.names().Replace(body)
	var file struct {
		Records []json.RawMessage
		Total   int
	}
	lines := strings.SplitAfter(body, "\n")
	if json.Unmarshal([]byte(body), &file) == nil && file.Records != nil {
		lines = []string{fmt.Sprint(file.Total, "\n")}
		for _, r := range file.Records {
			lines = append(lines, string(r)+"\n")
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// parting is where two texts part.
func parting(got, want string) string {
	at := 0
	for at < min(len(got), len(want)) && got[at] == want[at] {
		at++
	}
	from := max(0, at-150)
	return fmt.Sprintf("with hidden records ...%s, without ...%s", got[from:min(at+250, len(got))], want[from:min(at+250, len(want))])
}

// TestHiddenAndAbsentTakeTheSameTime compares medians of requests in turn. What else the machine does can make one
// comparison differ, but not each of ten.
func TestHiddenAndAbsentTakeTheSameTime(t *testing.T) { // R25
	onBothEngines(t, 1, emptyDatabase, func(t *testing.T, list ...store.Options) {
		w := newTwin(t, list[0], true)
		for _, rest := range []string{"/detentions/%s", "/detentions/%s/edit", "/api/v1/detentions/%s", "/detentions?victim=%s", "/search?q=%s"} {
			var hidden, absent time.Duration
			for tries := 0; tries == 0 || (hidden-absent).Abs() >= 20*time.Millisecond; tries++ {
				if tries == 10 {
					t.Errorf("%s: a hidden number takes %s, an absent one %s", rest, hidden, absent)
					break
				}
				hidden, absent = w.mediansOf(rest)
			}
		}
	})
}

// mediansOf gives how long somebody waits for a page of a hidden record and for that of one that is not there.
func (w *twin) mediansOf(rest string) (hidden, absent time.Duration) {
	w.Helper()
	number := w.numbers["hheld"]
	var took [2][]time.Duration
	for range 30 {
		for i, one := range []string{number, number[:4] + "999999"} {
			began := time.Now()
			w.ask("aliya", fmt.Sprintf(rest, one))
			took[i] = append(took[i], time.Since(began))
		}
	}
	slices.Sort(took[0])
	slices.Sort(took[1])
	return took[0][15], took[1][15]
}
