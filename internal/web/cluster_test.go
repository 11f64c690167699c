package web

import (
	"net/http"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

// oneOf are two records of one person with an act each, merged; the act of the second and its names are wanted on the
// page of the first.
func oneOf(s *site, who string) (keep, absorbed, act cases.Saved) {
	keep = s.put(who, "person", "names.0.value", "Жанболат Ертегіұлы", "occupation", "a driver")
	absorbed = s.put(who, "person", "names.0.value", "Zhanbolat Yertegiuly", "names.0.stated_by", "a made-up list", "occupation", "a welder")
	s.put(who, "detention", "victim", keep.Number, "from", "2022-01-05", "region", "KZ-75")
	act = s.put(who, "detention", "victim", absorbed.Number, "from", "2022-01-06", "region", "KZ-75")
	s.merge(who, keep, absorbed, "occupation")
	return keep, absorbed, act
}

func (s *site) merge(who string, keep, absorbed cases.Saved, take ...string) {
	_, err := s.desk(who).Merge(s.ctx(), cases.Merge{Keep: keep.Number, Absorb: absorbed.Number, KeepVersion: keep.Version,
		AbsorbVersion: absorbed.Version, Take: take, Why: "the same birth year <b>"})
	s.must(err)
}

func TestAMergedNumberLeadsToThePersonsPage(t *testing.T) {
	s := newSite(t)
	keep, absorbed, act := oneOf(s, "aliya")
	b := s.as("aliya")
	path := "/people/" + absorbed.Number
	to := b.get(path).wants(t, http.StatusSeeOther).Header().Get("Location")
	if to != "/people/"+keep.Number+"?merged="+absorbed.Number {
		t.Errorf("it leads to %s", to)
	}
	page := b.get(to).wants(t, http.StatusOK).body
	for _, want := range []string{"Zhanbolat Yertegiuly", "a made-up list", absorbed.Number, act.Number, "the same birth year &lt;b&gt;",
		`href="` + path + `?alone=1"`, `href="` + path + `/unmerge"`, "You followed a number that was merged into this record."} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	alone := b.get(path+"?alone=1").wants(t, http.StatusOK).body
	if !strings.Contains(alone, act.Number) || !strings.Contains(alone, "Open "+keep.Number) || strings.Contains(alone, "<h1>Жанболат") {
		t.Error("the record as it was recorded does not stand alone")
	}
	if h := b.get(path+"/history").wants(t, http.StatusOK).body; !strings.Contains(h, `href="/people/`+keep.Number+`/history"`) {
		t.Error("its history does not lead to the merge")
	}
	for _, name := range []string{"reader"} {
		page := s.as(name).get("/people/"+keep.Number).wants(t, http.StatusOK).body
		if strings.Contains(page, "Yertegiuly") || strings.Contains(page, "birth year") || strings.Contains(page, "/unmerge") {
			t.Errorf("%s reads names or reasons", name)
		}
	}
}

func TestARootOutOfSightIsNotGivenAway(t *testing.T) { // R23 R26
	s := newSite(t)
	hidden := s.put("chief", "person", "names.0.value", "Жасырын Түбір", "team", "west", "level", "restricted")
	open := s.put("chief", "person", "names.0.value", "Ашық Вымысел")
	b := s.as("aliya")
	look := func() string {
		return main(b.get("/people").wants(t, http.StatusOK).body) + main(b.get("/people/"+open.Number).wants(t, http.StatusOK).body) +
			b.get("/people/"+open.Number+".json").body
	}
	before := look()
	s.merge("chief", hidden, open)
	after := look()
	if before != after {
		t.Error("a merge into what is out of sight shows")
	}
	b.get("/people/"+open.Number+"/unmerge").wants(t, http.StatusNotFound)
	b.post("/people/"+open.Number+"/unmerge", "why", "a guess").wants(t, http.StatusNotFound)
}

// main is the part of a page that is its own.
func main(body string) string {
	return body[strings.Index(body, "<main"):strings.Index(body, "</main")]
}

func TestAMergeIsTakenBackOnItsPage(t *testing.T) {
	s := newSite(t)
	keep, absorbed, _ := oneOf(s, "aliya")
	b := s.as("aliya")
	path := "/people/" + absorbed.Number + "/unmerge"
	b.get(path).wants(t, http.StatusOK)
	if bad := b.post(path, "why", " ").wants(t, http.StatusUnprocessableEntity); !strings.Contains(bad.body, `id="why-error"`) {
		t.Error("what is missing is not said beside its box")
	}
	b.post("/people/"+keep.Number, "version", "2", "occupation", "a pilot").wants(t, http.StatusSeeOther)
	to := b.post(path, "why", "two brothers").wants(t, http.StatusSeeOther).Header().Get("Location")
	if to != "/people/"+keep.Number+"?said=unmerged&left=occupation" {
		t.Errorf("it leads to %s", to)
	}
	if page := b.get(to).wants(t, http.StatusOK).body; !strings.Contains(page, "The merge is undone.") || !strings.Contains(page, "a pilot") {
		t.Error("the page does not say what was done")
	}
	b.get("/people/"+absorbed.Number).wants(t, http.StatusOK)
	b.post(path, "why", "again").wants(t, http.StatusNotFound)
}

func TestTheAPISaysWhatWasMerged(t *testing.T) {
	s := newSite(t)
	keep, absorbed, _ := oneOf(s, "aliya")
	c := s.program("aliya", "read", "write")
	if got := c.send(http.MethodGet, "/api/v1/people/"+absorbed.Number, "").wants(t, http.StatusOK).body; !strings.Contains(got, `"merged_into":"`+keep.Number+`"`) {
		t.Errorf("the absorbed record: %s", got)
	}
	list := c.send(http.MethodGet, "/api/v1/people", "").wants(t, http.StatusOK).body
	if !strings.Contains(list, `"merged_numbers":["`+absorbed.Number+`"]`) || strings.Contains(list, `"number":"`+absorbed.Number+`","uid"`) || !strings.Contains(list, `"total":1`) {
		t.Errorf("the list: %s", list)
	}
	if got := c.send(http.MethodPut, "/api/v1/people/"+absorbed.Number, `{"version":1,"merged_into":"","links":[],"reason":"why"}`); got.Code != http.StatusOK || !strings.Contains(got.body, keep.Number) {
		t.Errorf("sending it back: %d %s", got.Code, got.body)
	}
}
