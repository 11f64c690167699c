package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"aigaq/internal/cases"
	"aigaq/views"
)

// Somebody on record, and a shorter form of the name as it is told on the telephone. Both are made up.
const (
	onRecord = "Ойдан Шығарылған Біреуұлы"
	asTold   = "Ойдан Шығарылған"
)

// detained is the form of a detention with a name in the first line of who it happened to.
func detained(name string, more ...string) []string {
	return append([]string{"victim", "", "victim.0.to", name, "victim.0.note", "by telephone", "from.day", "5", "from.month", "1", "from.year", "2022",
		"type", "det_police", "level", "restricted", "team", "almaty"}, more...)
}

// radio tells whether a page offers an answer, and whether it stands chosen.
func radio(body, name, value string) (offered, chosen bool) {
	_, rest, offered := strings.Cut(body, `type="radio" name="`+name+`" value="`+value+`"`)
	tag, _, _ := strings.Cut(rest, ">")
	return offered, strings.Contains(tag, "checked")
}

func TestANameInAFormAsksWhoIsMeantInEveryLanguage(t *testing.T) {
	s := newSite(t)
	known := s.put("aliya", "person", "names.0.value", onRecord, "born", "1991", "sex", "male")
	for lang, said := range map[string]string{
		"en": "1 person on record may be meant by", "ru": "В базе есть похожие на «Ойдан Шығарылған»: 1", "kk": "дегенге ұқсас 1 адам бар",
	} {
		b := s.as("aliya")
		b.post("/account/language", "lang", lang)
		got := b.post("/detentions/new", detained(asTold)...).wants(t, http.StatusUnprocessableEntity)
		for _, want := range []string{said, "1991", onRecord, `value="` + asTold + `"`, `value="by telephone"`, `id="victim.0.to-error"`} {
			if !strings.Contains(got.body, want) {
				t.Errorf("%s: no %q in %s", lang, want, excerpt(got.body))
			}
		}
		for _, value := range []string{known.Number, views.PickNew, views.PickLeave} {
			if offered, chosen := radio(got.body, "pick.victim.0", value); !offered || chosen {
				t.Errorf("%s: %s is offered %t, chosen %t", lang, value, offered, chosen)
			}
		}
	}
	if n := s.total("chief", ""); n != 1 {
		t.Errorf("%d records are kept, not 1", n)
	}
}

func TestWhoeverIsChosenIsTheOneItHappenedTo(t *testing.T) {
	s := newSite(t)
	known := s.person("aliya", onRecord)
	got := s.as("aliya").post("/detentions/new", detained(asTold, "pick.victim.0", known.Number, "pick.victim.0.name", asTold)...).wants(t, http.StatusSeeOther)
	if to := s.victimOf(got); to.Number != known.Number {
		t.Errorf("it happened to %s", to.Number)
	}
	if n := s.total("chief", "person"); n != 1 {
		t.Errorf("%d people are on record", n)
	}
}

func TestSomebodyNewIsEnteredWithTheAct(t *testing.T) {
	s := newSite(t)
	s.person("aliya", onRecord)
	b := s.as("aliya")
	token := b.get("/detentions/new").tokenIn(t)
	form := detained(asTold, "pick.victim.0", views.PickNew, "pick.victim.0.name", asTold, "pick.victim.0.born", "1985", "pick.victim.0.sex", "female", "token", token)
	got := b.post("/detentions/new", form...).wants(t, http.StatusSeeOther)
	p := b.at("/" + s.victimOf(got).Number).(*cases.Person)
	if p.Name().Full != asTold || p.Born.String() != "1985" || p.Sex.Code != "female" || p.Team != "almaty" || p.Level != cases.Restricted || len(p.Consents) != 0 {
		t.Errorf("entered %+v", p)
	}
	again := b.post("/detentions/new", form...).wants(t, http.StatusSeeOther) // R89
	if a, b := s.victimOf(again).Number, s.victimOf(got).Number; a != b || s.total("chief", "person") != 2 || s.total("chief", "detention") != 1 {
		t.Errorf("sent twice it is of %s and %s", a, b)
	}
}

func TestSomebodyNewIsNotEnteredWhenTheActIsRefused(t *testing.T) {
	s := newSite(t)
	b := s.as("aliya")
	for _, more := range [][]string{
		{"to", "2021"}, // before the beginning
		{"pick.victim.0.born", "long ago"},
		{"victim.1.to", asTold + " Екінші"}, // nobody said who that is
	} {
		form := append(detained(asTold, "pick.victim.0", views.PickNew, "pick.victim.0.name", asTold, "pick.victim.0.sex", "male"), more...)
		got := b.post("/detentions/new", form...).wants(t, http.StatusUnprocessableEntity)
		if _, chosen := radio(got.body, "pick.victim.0", views.PickNew); !chosen || !strings.Contains(got.body, `value="male" selected`) {
			t.Errorf("%v: what was chosen is lost: %s", more, excerpt(got.body))
		}
	}
	if n := s.total("chief", ""); n != 0 {
		t.Errorf("%d records are kept", n)
	}
}

func TestAChoiceIsOfTheNameThatWasAskedAbout(t *testing.T) {
	s := newSite(t)
	known := s.person("aliya", onRecord)
	b := s.as("aliya")
	for _, choice := range []string{known.Number, views.PickNew, views.PickLeave, ""} {
		got := b.post("/detentions/new", detained("Қиял Ешкімов", "pick.victim.0", choice, "pick.victim.0.name", asTold)...).wants(t, http.StatusUnprocessableEntity)
		if !strings.Contains(got.body, `id="victim.0.to-error"`) {
			t.Errorf("%q counts for another name", choice)
		}
	}
}

func TestANameThatOnePersonBearsNeedsNoQuestionUnlessAnotherIsAsLikely(t *testing.T) {
	s := newSite(t)
	known := s.person("aliya", onRecord)
	b := s.as("aliya")
	if to := s.victimOf(b.post("/detentions/new", detained(onRecord)...).wants(t, http.StatusSeeOther)); to.Number != known.Number {
		t.Errorf("it happened to %s", to.Number)
	}
	s.put("aliya", "person", "names.0.value", "Біреуұлы Ойдан Шығарылған", "born", "1970")
	got := b.post("/detentions/new", detained(onRecord)...).wants(t, http.StatusUnprocessableEntity)
	if offered, _ := radio(got.body, "pick.victim.0", known.Number); !offered {
		t.Errorf("who bears the name is not offered: %s", excerpt(got.body))
	}
}

func TestEverythingElseThatIsWrongIsSaidAlongWithTheQuestion(t *testing.T) {
	s := newSite(t)
	s.person("aliya", onRecord)
	got := s.as("aliya").post("/detentions/new", "victim.0.to", asTold, "type", "nonsense").wants(t, http.StatusUnprocessableEntity)
	for _, field := range []string{"victim.0.to", "from", "type"} {
		if !strings.Contains(got.body, `id="`+field+`-error"`) {
			t.Errorf("nothing is said of %s: %s", field, excerpt(got.body))
		}
	}
}

func TestHintsShowNobodyOutOfSight(t *testing.T) { // R26
	s := newSite(t)
	hidden := s.put("west", "person", "names.0.value", onRecord, "team", "west", "level", cases.Internal)
	private := s.put("chief", "person", "names.0.value", "Ойдан Шығарылған Біреуқызы", "born", "1991-02-03", "team", "almaty", "level", cases.Restricted)
	b := s.as("aliya")
	page := b.get("/hints?for=victim.0&name="+url.QueryEscape(asTold)).wants(t, http.StatusOK)
	if strings.Contains(page.body, hidden.Number) || !strings.Contains(page.body, private.Number) {
		t.Errorf("the hints are %s", page.body)
	}
	if strings.Contains(strings.ReplaceAll(page.body, private.Number, ""), "1991") { // a number may hold the year by chance
		t.Error("more than the name of a restricted person is shown to who stated no purpose")
	}
	if got := b.stating("casework").get("/hints?for=victim.0&name=" + url.QueryEscape(asTold)); !strings.Contains(got.body, "1991") {
		t.Errorf("the hints for a purpose are %s", got.body)
	}
	got := b.post("/detentions/new", detained(asTold, "pick.victim.0", hidden.Number, "pick.victim.0.name", asTold)...).wants(t, http.StatusUnprocessableEntity)
	other := b.post("/detentions/new", detained(asTold, "pick.victim.0", "PER-999999", "pick.victim.0.name", asTold)...).wants(t, http.StatusUnprocessableEntity)
	if a, b := alikeBut(got, hidden.Number), alikeBut(other, "PER-999999"); a != b {
		t.Errorf("somebody hidden answers otherwise than nobody: %s\n%s", a, b)
	}
}

func TestHintsRefuseWhatIsNoLineOfAForm(t *testing.T) {
	s := newSite(t)
	s.person("aliya", onRecord)
	b := s.as("aliya")
	for _, path := range []string{"/hints", "/hints?for=&name=Ойдан", "/hints?for=x%22%3E&name=Ойдан", "/hints?for=victim.0.to&name=Ойдан"} {
		b.get(path).wants(t, http.StatusUnprocessableEntity)
	}
	for _, name := range []string{"", "Ой", "PER-605128", "PER-605128 Ойдан"} {
		if got := b.get("/hints?for=victim.0&name="+url.QueryEscape(name)).wants(t, http.StatusNoContent); got.body != "" {
			t.Errorf("%q gives %s", name, got.body)
		}
	}
}

func TestNamesInHintsAreNoMarkup(t *testing.T) {
	s := newSite(t)
	evil := `Ойдан <img src=x onerror=alert(1)> "Шығарылған"`
	s.person("aliya", evil)
	for _, body := range []string{
		s.as("aliya").get("/hints?for=victim.0&name="+url.QueryEscape(evil)).wants(t, http.StatusOK).body,
		s.as("aliya").post("/detentions/new", detained(evil+" II")...).wants(t, http.StatusUnprocessableEntity).body,
	} {
		if strings.Contains(body, "<img") || !strings.Contains(body, "&lt;img") {
			t.Errorf("the name is markup in %s", excerpt(body))
		}
	}
}

// alikeBut is a page without its token, with a letter in place of a number.
func alikeBut(a answer, number string) string {
	page := regexp.MustCompile(`name="token" value="[^"]*"`).ReplaceAllString(excerpt(a.body), "")
	return strings.ReplaceAll(page, number, "N")
}

// victimOf is whom the act that was saved happened to.
func (s *site) victimOf(got answer) cases.Ref {
	s.Helper()
	path, _, _ := strings.Cut(got.Header().Get("Location"), "?")
	r, err := s.desk("chief").Get(s.ctx(), path[strings.LastIndexByte(path, '/')+1:])
	s.must(err)
	links := r.Base().LinksTo("victim")
	if len(links) != 1 {
		s.Fatalf("it happened to %+v", links)
	}
	return links[0].To
}

func TestAnEditAsksWhoIsMeantAsWell(t *testing.T) {
	s := newSite(t)
	first := s.person("aliya", "Қиял Ешкімов")
	act := s.put("aliya", "detention", "victim", first.Number, "from", "2022", "type", "det_police")
	b, path := s.as("aliya"), "/detentions/"+act.Number
	s.person("aliya", onRecord)
	b.post(path+"/edit", "version", "1", "victim.0.to", asTold).wants(t, http.StatusUnprocessableEntity)
	again := []string{"victim.0.to", first.Number, "victim.1.to", asTold, "pick.victim.1", views.PickNew, "pick.victim.1.name", asTold}
	b.post(path+"/edit", append(again, "version", "9")...).wants(t, http.StatusConflict)
	if n := s.total("chief", "person"); n != 2 {
		t.Errorf("%d people are on record though the act was not kept", n)
	}
	b.post(path+"/edit", append(again, "version", "1")...).wants(t, http.StatusSeeOther)
	if links := b.at(path).Base().LinksTo("victim"); len(links) != 2 || links[1].To.Title.Full != asTold {
		t.Errorf("it happened to %+v", links)
	}
}

func TestWhereAnOrganisationCanBeMeantItsNameIsNoPersons(t *testing.T) {
	s := newSite(t)
	body := s.put("aliya", "organisation", "name.ru", "Ойдан шығарылған қор")
	b := s.as("aliya")
	form := func(name string) []string {
		return []string{"victim.0.to", name, "from", "2022", "type", s.first("harassment_type", "harassment")}
	}
	for _, name := range []string{"Ойдан шығарылған қор", "шығарылған қор"} {
		if to := s.victimOf(b.post("/harassment/new", form(name)...).wants(t, http.StatusSeeOther)); to.Number != body.Number {
			t.Errorf("%s is %s", name, to.Number)
		}
	}
	got := b.post("/harassment/new", form("Қиял Ешкімов")...).wants(t, http.StatusUnprocessableEntity)
	if _, chosen := radio(got.body, "pick.victim.0", views.PickNew); !chosen {
		t.Errorf("nobody is offered to be entered: %s", excerpt(got.body))
	}
}

func TestWhoIsAccusedIsAskedAboutToo(t *testing.T) {
	s := newSite(t)
	known := s.person("aliya", onRecord)
	got := s.as("aliya").post("/cases/new", "accused.0.to", asTold, "type", "criminal", "from", "2022").wants(t, http.StatusUnprocessableEntity)
	if offered, _ := radio(got.body, "pick.accused.0", known.Number); !offered {
		t.Errorf("nobody is offered: %s", excerpt(got.body))
	}
}
