package web

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"aigaq/internal/cases"
)

func TestAFormIsSentBackWithAllThatWasTyped(t *testing.T) { // R43
	s := newSite(t)
	b := s.as("aliya")
	token := b.get("/people/new").wants(t, http.StatusOK).tokenIn(t)
	got := b.post("/people/new", "token", token, "names.0.value", "Вымышленная <Айгүл>", "born", "1990", "died", "1980",
		"occupation", "teacher").wants(t, http.StatusUnprocessableEntity)
	for _, want := range []string{`id="died-error"`, "Вымышленная &lt;Айгүл&gt;", `value="teacher"`, token} {
		if !strings.Contains(got.body, want) {
			t.Errorf("no %s in %s", want, excerpt(got.body))
		}
	}
	if n := s.total("aliya", "person"); n != 0 {
		t.Errorf("%d people were kept", n)
	}
}

func TestWhatAFormMayNotSay(t *testing.T) { // R35, R42
	s := newSite(t)
	b := s.as("aliya")
	for _, pair := range [][2]string{{"nonsense", "1"}, {"creator", "7"}, {"id", "1"}, {"occupation", "\xff\xfe"}, {"occupation", "a\x00b"}, {"sex", "no_such"}, {"team", "west"}} {
		b.post("/people", "names.0.value", "Вымышленная", pair[0], pair[1]).wants(t, http.StatusUnprocessableEntity)
	}
	if n := s.total("aliya", "person"); n != 0 {
		t.Errorf("%d people were kept", n)
	}
}

func TestAFormSentTwiceMakesOneRecord(t *testing.T) { // R89
	s := newSite(t)
	b := s.as("aliya")
	token := b.get("/people/new").tokenIn(t)
	var wait sync.WaitGroup
	places := make([]string, 6)
	for i := range places {
		wait.Go(func() {
			got := b.do(b.request(http.MethodPost, "/people/new", values("token", token, "names.0.value", "Вымышленная")))
			places[i], _, _ = strings.Cut(got.Header().Get("Location"), "?")
		})
	}
	wait.Wait()
	for _, one := range places {
		if one == "" || one != places[0] {
			t.Errorf("sent on to %v", places)
		}
	}
	if n := s.total("aliya", "person"); n != 1 {
		t.Errorf("%d people were kept", n)
	}
}

func TestAnUnlikelyAnswerIsKeptWithAReason(t *testing.T) {
	s := newSite(t)
	b := s.as("aliya")
	got := b.post("/people", "occupation", "teacher").wants(t, http.StatusUnprocessableEntity)
	if !strings.Contains(got.body, `name="keep_reason"`) {
		t.Errorf("nothing asks for a reason: %s", excerpt(got.body))
	}
	got = b.post("/people", "occupation", "teacher", "keep_reason", "the name is not known").wants(t, http.StatusSeeOther)
	if !strings.HasSuffix(got.Header().Get("Location"), "?said=kept") {
		t.Errorf("sent on to %s", got.Header().Get("Location"))
	}
}

func TestAStaleFormShowsBothVersions(t *testing.T) { // R88
	s := newSite(t)
	p := s.person("aliya", "Вымышленная")
	path := "/people/" + p.Number
	b, other := s.as("aliya"), s.as("lawyer")
	other.post(path+"/edit", "version", "1", "occupation", "doctor", "citizenship", "theirs").wants(t, http.StatusSeeOther)
	got := b.post(path+"/edit", "version", "1", "occupation", "teacher", "citizenship", "mine").wants(t, http.StatusConflict)
	for _, want := range []string{"teacher", "doctor", `name="choose.occupation"`, `name="version" value="2"`} {
		if !strings.Contains(got.body, want) {
			t.Errorf("no %s in %s", want, excerpt(got.body))
		}
	}
	b.post(path+"/edit", "token", got.tokenIn(t), "version", "2", "occupation", "teacher", "citizenship", "mine",
		"choose.occupation", "mine", "choose.citizenship", "theirs").wants(t, http.StatusSeeOther)
	r, err := s.store.For(s.users["aliya"]).Get(s.ctx(), p.Number)
	s.must(err)
	if now := r.(*cases.Person); now.Occupation != "teacher" || now.Citizenship != "theirs" || now.Version != 3 {
		t.Errorf("kept %q and %q in version %d", now.Occupation, now.Citizenship, now.Version)
	}
}

func TestAFormIsFilledFromItsAddress(t *testing.T) {
	s := newSite(t)
	p := s.person("aliya", "Вымышленная Айгүл")
	e := s.put("aliya", "event", "title.en", "Fictional event", "from", "2022-01")
	got := s.as("aliya").get("/detentions/new?victim="+p.Number+"&event="+e.Number+"&from=2022-01-05").wants(t, http.StatusOK)
	for _, want := range []string{p.Number + " Вымышленная Айгүл", e.Number + " Fictional event", `value="almaty" checked`} {
		if !strings.Contains(got.body, want) {
			t.Errorf("no %s in %s", want, excerpt(got.body))
		}
	}
}

func TestReadersWithoutSecretsOverwriteNothing(t *testing.T) { // R31
	s := newSite(t)
	p := s.person("aliya", "Вымышленная Айгүл")
	got := s.as("reader").get("/people/"+p.Number).wants(t, http.StatusOK)
	if strings.Contains(got.body, "Айгүл") {
		t.Error("a secret name is shown")
	}
	s.as("reader").post("/people/"+p.Number, "version", "1", "names.0.value", "x").wants(t, http.StatusForbidden)
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) { // R20
	s := newSite(t)
	b := s.as("aliya")
	for name, headers := range map[string]map[string]string{
		"cross-site": {"Sec-Fetch-Site": "cross-site"}, "same-site": {"Sec-Fetch-Site": "same-site"},
		"foreign origin": {"Sec-Fetch-Site": "", "Origin": "https://evil.example"}, "no origin": {"Sec-Fetch-Site": ""},
		"null origin": {"Sec-Fetch-Site": "", "Origin": "null"},
	} {
		for _, one := range s.server.routes() {
			if one.method == http.MethodGet || strings.HasPrefix(one.path, "/api/") {
				continue
			}
			r := b.request(one.method, strings.NewReplacer("{path}", "people", ":number", "PER-100000", ":token", "x").Replace(one.path), nil)
			for key, value := range headers {
				r.Header.Del(key)
				if value != "" {
					r.Header.Set(key, value)
				}
			}
			if got := s.do(r); got.Code != http.StatusForbidden {
				t.Errorf("%s: %s answered %d", name, one.path, got.Code)
			}
		}
	}
	r := b.request(http.MethodPost, "/language", values("lang", "ru"))
	r.Header.Del("Sec-Fetch-Site")
	r.Header.Set("Origin", "http://"+r.Host)
	s.do(r).wants(t, http.StatusSeeOther)
}

func TestOpeningPagesChangesNothing(t *testing.T) { // R20
	s := newSite(t)
	m := newMaker(s, "lawyer")
	for _, k := range cases.Kinds() {
		m.need(k.Code)
	}
	before := s.rows("lawyer")
	for _, r := range s.server.routes() {
		if r.method == http.MethodGet {
			for _, k := range kindsOfRow(r.path) {
				s.as("lawyer").get(strings.NewReplacer("{path}", k.Path, ":number", m.made[k.Code], ":token", "x", ":file", "x").Replace(r.path) + "?delete=1&version=2&status=confirmed")
			}
		}
	}
	if after := s.rows("lawyer"); !slices.Equal(after, before) {
		t.Error("opening pages changed a record")
	}
}

// rows gives the table of all records, sorted: the order in which a file holds them differs from one to the next.
func (s *site) rows(name string) []string {
	s.Helper()
	return slices.Sorted(strings.Lines(s.as(name).stating("casework").get("/records.csv").wants(s.T, http.StatusOK).body))
}

// Every answer of a form is kept, also where a field's code is a word that addresses use for something else.
func TestAStepIsMarkedAsDone(t *testing.T) {
	s := newSite(t)
	b := s.as("aliya")
	number := func(got answer) string {
		place, _, _ := strings.Cut(got.wants(t, http.StatusSeeOther).Header().Get("Location"), "?")
		return place[strings.LastIndex(place, "/")+1:]
	}
	person := number(b.post("/people", "names.0.value", "Вымышленный"))
	file := number(b.post("/cases", "accused", person, "type", "criminal", "from", "2022-01-05"))
	step := number(b.post("/steps", "case", file, "type", "hearing", "from", "2022-01-06", "due", "2022-02-01", "task", "appeal", "done", "yes"))
	if got := b.get("/steps/" + step + ".json"); !strings.Contains(got.body, `"done":"yes"`) {
		t.Errorf("the answer was lost: %s", excerpt(got.body))
	}
}
