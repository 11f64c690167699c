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

	"aigaq/internal/cases"
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

// addresses are everything that gives records, with labels for numbers.
func (w *twin) addresses(all bool) []string {
	out := []string{"/", "/new", "/purpose", "/glass", "/export", "/approvals", "/counts", "/search?q=" + "zz"}
	for _, k := range cases.Kinds() {
		out = append(out, listsOf(k)...)
	}
	for _, more := range []string{"", "?sort=-from", "?sort=from&per=2", "?sort=created&per=3", "?sort=-name&per=3", "?sort=due&per=3", "?status=unreviewed",
		"?event=@gathering", "?month=2022-01", "?region=KZ-75&per=2", "?level=restricted", "?level=public&team=-", "?team=west", "?q=qanary", "?q=made-up&per=2"} {
		out = append(out, "/records"+more)
	}
	out = append(out, "/records.csv?purpose=casework", "/records.json?purpose=casework", "/records.csv?purpose=un_submission")
	out = append(out, searches()...)
	out = append(out, counts(all)...)
	return append(out, w.pages()...)
}

// listsOf are a kind's lists in every order, with filters, and as files.
func listsOf(k *cases.Kind) []string {
	base := "/" + k.Path
	out := []string{base, base + ".csv?purpose=casework", base + ".json?purpose=casework", base + "?q=qanary", base + "?q=vymysh&per=2", base + "?q=made-up",
		base + "?event=@gathering&per=2", base + "?event=-", base + "?status=unreviewed&per=2", base + "?from=2022-01-05&to=2022-01-31", base + "?place=@yard",
		base + "?victim=@first", base + "/new", base + "/new?event=@gathering&victim=@first&case=@tried&accused=@first",
		"/api/v1" + base + "?per=2", "/api/v1" + base + "?q=qanary"}
	sorts := []string{"created", "name", "from", "due"}
	for _, f := range cases.Fields(k.New()) {
		if f.IsSorted && !slices.Contains(sorts, f.Code) {
			sorts = append(sorts, f.Code)
		}
	}
	for _, sort := range sorts {
		out = append(out, base+"?per=2&sort="+sort, base+"?per=2&sort=-"+sort, "/api/v1"+base+"?per=2&sort="+sort)
	}
	return out
}

func searches() []string {
	var out []string
	for _, word := range []string{"qanary", "Qanaryperson", "qanarynote", "vymyshlenn", "made-up", "reason", "jan", "2022", "PER-", "DET-"} {
		q := url.QueryEscape(word)
		out = append(out, "/search?q="+q, "/suggest?q="+q, "/counts?unit=records&q="+q, "/records?q="+q)
	}
	for _, k := range cases.Kinds() {
		out = append(out, "/suggest?q=&kinds="+k.Code, "/suggest?q=qanary&kinds="+k.Code, "/suggest?q=made-up&kinds="+k.Code)
	}
	for _, name := range []string{"Qanaryperson", "qanary", "Vymyshlennaya", "Вымышленная", "vymyshlenn"} {
		ask := "name=" + url.QueryEscape(name) + "&event=@gathering&region=KZ-75"
		out = append(out, "/hints?for=victim.0&"+ask, "/hints?for=who&"+ask+"&born=1991", "/api/v1/alike?"+ask)
	}
	return append(out, "/suggest?q=", "/suggest?kinds=person,organisation&q=")
}

// counts are the numbers in every unit, by every dimension and, on SQLite for a reader of some teams and one of all, by
// every two.
func counts(pairs bool) []string {
	var out []string
	for _, unit := range cases.Units() {
		out = append(out, "/counts?unit="+unit, "/counts?unit="+unit+"&event=@gathering", "/counts?unit="+unit+"&level=restricted", "/counts?unit="+unit+"&by=month,kind,event")
		for i, by := range cases.Dimensions() {
			ask := "unit=" + unit + "&by=" + by + "&purpose=casework"
			out = append(out, "/counts?"+ask, "/counts.csv?"+ask, "/counts.json?"+ask, "/api/v1/counts?"+ask)
			for _, across := range cases.Dimensions()[:i] {
				if !pairs {
					break
				}
				out = append(out, "/api/v1/counts?"+ask+","+across)
			}
		}
	}
	return out
}

// pages are those of each visible record. Its proof holds the log's head and a path through the log, and nothing else.
func (w *twin) pages() []string {
	var out []string
	for _, label := range w.labels {
		k := cases.KindByNumber(w.numbers[label])
		base := "/" + k.Path + "/@" + label
		out = append(out, base, base+"/edit", base+"/history", base+".csv?purpose=casework", base+".json?purpose=casework", "/api/v1"+base)
		if k.Code == "person" {
			out = append(out, base+"/consent")
		}
	}
	return out
}

// accesses are the pages of who may see a record and who has seen it. They are asked first, when the same is entered.
func (w *twin) accesses() []string {
	var out []string
	for _, label := range w.labels {
		out = append(out, "/"+cases.KindByNumber(w.numbers[label]).Path+"/@"+label+"/access")
	}
	return out
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
