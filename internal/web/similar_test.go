package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

func TestTheQuickEntryAsksNothingAndSaysWhoMayBeTheSame(t *testing.T) {
	for lang, said := range map[string]string{"en": "similar pe", "ru": "похож", "kk": "Ұқсас"} {
		s := newSite(t)
		e := s.put("aliya", "event", "title.en", "Fictional event", "from", "2022-01")
		known := s.put("aliya", "person", "names.0.value", onRecord, "born", "1991")
		s.put("aliya", "death", "victim", known.Number, "from", "2022-01-05", "event", e.Number)
		hidden := s.put("west", "person", "names.0.value", onRecord, "team", "west", "level", cases.Internal)
		b := s.as("aliya")
		b.post("/account/language", "lang", lang)
		got := b.post("/new", "who", asTold, "what", "detention", "when", "today", "event", e.Number).wants(t, http.StatusSeeOther)
		for _, address := range []string{
			got.Header().Get("Location"),
			b.post("/new", "who", asTold, "what", "detention", "when", "today", "event", e.Number, "then", "stay").wants(t, http.StatusSeeOther).Header().Get("Location"),
		} {
			page := b.get(address).wants(t, http.StatusOK)
			for _, want := range []string{said, known.Number, "1991", "Fictional event –", `name="keep" value="` + known.Number} {
				if !strings.Contains(page.body, want) {
					t.Errorf("%s: no %q on %s: %s", lang, want, address, excerpt(page.body))
				}
			}
			if strings.Contains(page.body, hidden.Number) {
				t.Errorf("%s: somebody hidden is shown on %s", lang, address)
			}
			compare := regexp.MustCompile(`"(/duplicates/PER-[0-9]+/` + known.Number + `)"`).FindStringSubmatch(page.body)
			if compare == nil {
				t.Fatalf("%s: nothing leads to comparing on %s", lang, address)
			}
			b.get(compare[1]).wants(t, http.StatusOK)
		}
	}
}

func TestOneTapJoinsWhoWasEnteredToWhoWasOnRecord(t *testing.T) {
	s := newSite(t)
	known := s.person("aliya", onRecord)
	b := s.as("aliya")
	token := b.get("/new").tokenIn(t)
	form := []string{"who", asTold, "what", "detention", "when", "today", "token", token}
	first := b.post("/new", form...).wants(t, http.StatusSeeOther)
	if again := b.post("/new", form...).wants(t, http.StatusSeeOther); again.Header().Get("Location") != first.Header().Get("Location") { // R89
		t.Errorf("sent twice it leads to %s, not %s", again.Header().Get("Location"), first.Header().Get("Location"))
	}
	made := s.victimOf(first).Number
	act, _, _ := strings.Cut(first.Header().Get("Location"), "?")
	join := []string{"version", "1", "keep", known.Number, "keep_version", "1", "act", act[strings.LastIndex(act, "/")+1:]}
	got := b.post("/people/"+made+"/same", join...).wants(t, http.StatusSeeOther)
	if to := got.Header().Get("Location"); to != act+"?said=joined" {
		t.Errorf("it leads to %s", to)
	}
	if root := s.desk("aliya").RootOf(s.ctx(), made); root != known.Number {
		t.Errorf("%s stands for %s", root, made)
	}
	if page := b.get(first.Header().Get("Location")); strings.Contains(page.body, `id="similar"`) {
		t.Error("who was joined is asked about again")
	}
}

func TestJoiningRefusesWhatIsNotTheWriters(t *testing.T) { // R24 R25
	s := newSite(t)
	known, made := s.person("aliya", onRecord), s.person("aliya", asTold)
	hidden := s.put("west", "person", "names.0.value", onRecord, "team", "west", "level", cases.Internal)
	for _, one := range []struct {
		who, made, keep string
		status          int
	}{
		{"aliya", made.Number, "", 422}, {"aliya", made.Number, made.Number, 422}, {"aliya", made.Number, hidden.Number, 404},
		{"aliya", made.Number, "PER-999999", 404}, {"aliya", hidden.Number, known.Number, 404}, {"west", made.Number, hidden.Number, 404},
		{"reader", made.Number, known.Number, 403},
	} {
		s.as(one.who).post("/people/"+one.made+"/same", "version", "1", "keep", one.keep, "keep_version", "1").wants(t, one.status)
	}
	b := s.as("aliya")
	b.post("/people/"+known.Number+"/edit", "version", "1", "occupation", "teacher").wants(t, http.StatusSeeOther)
	got := b.post("/people/"+made.Number+"/same", "version", "1", "keep", known.Number, "keep_version", "1").wants(t, http.StatusSeeOther)
	if to := got.Header().Get("Location"); to != "/duplicates/"+made.Number+"/"+known.Number {
		t.Errorf("who changed meanwhile is joined: it leads to %s", to)
	}
}

func TestSomebodyChosenInTheQuickEntryIsNotEnteredAgain(t *testing.T) {
	s := newSite(t)
	known := s.person("aliya", onRecord)
	b := s.as("aliya")
	got := b.post("/new", "who", asTold, "pick.who", known.Number, "pick.who.name", asTold, "what", "death", "when", "today").wants(t, http.StatusSeeOther)
	if to := s.victimOf(got); to.Number != known.Number || s.total("chief", "person") != 1 {
		t.Errorf("it happened to %s", to.Number)
	}
	got = b.post("/new", "who", "Қиял Ешкімов", "pick.who", known.Number, "pick.who.name", asTold, "what", "death", "when", "today").wants(t, http.StatusSeeOther)
	if to := s.victimOf(got); to.Number == known.Number {
		t.Error("a choice counts for another name")
	}
}

func TestAPersonLikeOthersIsKeptAfterTheyWereShownOnce(t *testing.T) {
	s := newSite(t)
	known := s.person("aliya", onRecord)
	b := s.as("aliya")
	token := b.get("/people/new").tokenIn(t)
	form := []string{"token", token, "names.0.value", onRecord, "names.1.value", asTold, "occupation", "teacher"}
	got := b.post("/people/new", form...).wants(t, http.StatusConflict)
	for _, want := range []string{known.Number, `value="teacher"`, `name="pick.names.name" value="` + onRecord + "; " + asTold + `"`} {
		if !strings.Contains(got.body, want) {
			t.Errorf("no %q in %s", want, excerpt(got.body))
		}
	}
	seen := append(form, "pick.names.name", onRecord+"; "+asTold)
	b.post("/people/new", append(seen[:len(seen):len(seen)], "names.2.value", "Ойдан Шығарылған Біреуов")...).wants(t, http.StatusConflict)
	wrong := b.post("/people/new", append(form[:len(form):len(form)], "born", "soon")...).wants(t, http.StatusUnprocessableEntity)
	if !strings.Contains(wrong.body, known.Number) || !strings.Contains(wrong.body, `id="born-error"`) {
		t.Errorf("not all is said at once: %s", excerpt(wrong.body))
	}
	if n := s.total("chief", "person"); n != 1 {
		t.Fatalf("%d people are on record", n)
	}
	first := b.post("/people/new", seen...).wants(t, http.StatusSeeOther)
	again := b.post("/people/new", seen...).wants(t, http.StatusSeeOther) // R89
	if n := s.total("chief", "person"); n != 2 || !strings.Contains(again.Header().Get("Location"), strings.Split(first.Header().Get("Location"), "?")[0]) {
		t.Errorf("%d people are on record; sent on to %s", n, again.Header().Get("Location"))
	}
}

func TestTheAPISaysWhoMayBeTheSame(t *testing.T) {
	s := newSite(t)
	known := s.put("aliya", "person", "names.0.value", onRecord, "born", "1991")
	hidden := s.put("west", "person", "names.0.value", onRecord, "team", "west", "level", cases.Internal)
	m := s.program("aliya")
	got := m.send(http.MethodPost, "/api/v1/people", `{"names":[{"value":"Oydan Shygharylghan Bireuuly"}],"born":"1991"}`).wants(t, http.StatusCreated)
	list, _ := got.object(t)["alike"].([]any)
	if len(list) != 1 || strings.Contains(got.body, hidden.Number) {
		t.Fatalf("alike are %v", list)
	}
	one := list[0].(map[string]any)
	if one["number"] != known.Number || one["score"].(float64) < 0.8 || len(one["reasons"].([]any)) == 0 {
		t.Errorf("alike is %v", one)
	}
	path := "/api/v1/alike?born=1991&name=" + url.QueryEscape(asTold)
	if got := m.send(http.MethodGet, path, "").wants(t, http.StatusOK); !strings.Contains(got.body, known.Number) || strings.Contains(got.body, hidden.Number) {
		t.Errorf("asked, it says %s", got.body)
	}
	if got := s.program("reader").send(http.MethodGet, path, "").wants(t, http.StatusOK); strings.TrimSpace(got.body) != `{"alike":[]}` {
		t.Errorf("who sees no names is told %s", got.body)
	}
	if got := m.send(http.MethodPost, "/api/v1/people", `{"names":[{"value":"Қиял Ешкімов"}]}`).wants(t, http.StatusCreated); !strings.Contains(got.body, `"alike":[]`) {
		t.Errorf("nobody is alike: %s", got.body)
	}
	for _, bad := range []string{"", "?name=", "?name=%20", "?name=Ойдан&born=soon"} {
		m.send(http.MethodGet, "/api/v1/alike"+bad, "").wants(t, http.StatusUnprocessableEntity)
	}
}

func TestWhoWasJoinedIsOneAmongTheHints(t *testing.T) {
	s := newSite(t)
	known, made := s.person("aliya", onRecord), s.person("aliya", asTold)
	b := s.as("aliya")
	b.post("/people/"+made.Number+"/same", "version", "1", "keep", known.Number, "keep_version", "1").wants(t, http.StatusSeeOther)
	got := b.get("/hints?for=victim.0&name="+url.QueryEscape(asTold)).wants(t, http.StatusOK)
	if strings.Contains(got.body, made.Number) || strings.Count(got.body, `value="`+known.Number+`"`) != 1 {
		t.Errorf("the hints are %s", got.body)
	}
}
