package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func searching(text string, more ...string) string {
	q := values(more...)
	q.Set("q", text)
	return "/search?" + q.Encode()
}

func TestASearchThatIsTooShortSaysWhatIsEnough(t *testing.T) {
	s := newSite(t)
	got := s.as("aliya").get(searching("п")).wants(t, http.StatusOK)
	if !strings.Contains(got.body, "at least two characters") || strings.Contains(got.body, "data-total") {
		t.Error(excerpt(got.body))
	}
}

func TestASearchByAFilterThatThereIsNotIsRefused(t *testing.T) {
	s := newSite(t)
	b := s.as("aliya")
	for _, more := range [][]string{{"region", "nowhere"}, {"kind", "nothing"}, {"event", "EVT-000000"}, {"event", "x"}} {
		b.get(searching("протест", more...)).wants(t, http.StatusUnprocessableEntity)
	}
}

func TestTheSearchPageShowsWhyAndWhere(t *testing.T) {
	s := newSite(t)
	p := s.person("aliya", "Жанболат Примеров")
	act := s.put("aliya", "detention", "victim", p.Number, "from", "2022-01-05", "region", "KZ-75", "account", "Видел <b>пытки</b> & плакал")
	laws := s.put("aliya", "case", "accused", p.Number, "type", "criminal", "from", "2022-01-08", "articles", "cc-255", "articles", "cc-272-2")
	b := s.as("aliya")
	for _, c := range []struct {
		path  string
		shown []string
		not   []string
	}{
		{searching("Zhanbolat"), []string{p.Number, act.Number, "the same name in Russian letters"}, nil},
		{searching("пыток"), []string{act.Number, "&lt;b&gt;<mark>пытки</mark>&lt;/b&gt; &amp; плакал"}, []string{"<b>пытки"}},
		{searching("gsnjr"), []string{act.Number, "typed with another keyboard layout"}, nil},
		{searching("Алматы"), []string{act.Number, "</span> Almaty (city)</span>"}, nil},
		{searching("Жанболат", "kind", "person"), []string{p.Number}, []string{act.Number}},
		{searching("Жанболат", "region", "KZ-75"), []string{act.Number}, []string{p.Number}},
		{searching("Никтошенькин"), []string{`data-total="0"`, "What you can try", "/people/new?names.0.value="}, []string{p.Number}},
		{searching("плокал"), []string{act.Number, "1 letter differs", "<mark>плакал</mark>"}, []string{"What you can try"}},
		{searching("лакал"), []string{act.Number, "1 letter differs"}, nil},
		{searching("ст. 272 УК"), []string{laws.Number, "art. 272(2) CC"}, []string{"art. 255", "/people/new"}},
	} {
		got := b.get(c.path).wants(t, http.StatusOK)
		for _, text := range c.shown {
			if !strings.Contains(got.body, text) {
				t.Errorf("%s does not show %s: %s", c.path, text, excerpt(got.body))
			}
		}
		for _, text := range c.not {
			if strings.Contains(got.body, text) {
				t.Errorf("%s shows %s", c.path, text)
			}
		}
	}
	if got := s.as("reader").get(searching("пыток")).wants(t, http.StatusOK); strings.Contains(got.body, act.Number) {
		t.Error("a reader without secrets finds a secret narrative")
	}
}

// R32: a long text of a restricted record is read for a purpose, and not by searching for it.
func TestNoLongTextOfARestrictedRecordStandsAmongWhatWasFound(t *testing.T) {
	s := newSite(t)
	act := s.put("aliya", "detention", "victim", s.person("aliya", "Ерлан Примеров").Number, "from", "2022-01-05", "level", "restricted",
		"account", "Видел пытки и плакал")
	got := s.as("aliya").get(searching("пытки")).wants(t, http.StatusOK)
	if !strings.Contains(got.body, act.Number) || strings.Contains(got.body, "плакал") {
		t.Error(excerpt(got.body))
	}
}

func TestWhoeverTypesANameIsTold(t *testing.T) {
	s := newSite(t)
	p := s.person("aliya", "Жанболат Примеров")
	got := s.as("aliya").get("/suggest?kinds=person&q="+url.QueryEscape("Zhanbolat")).wants(t, http.StatusOK)
	var list []struct{ Number, Why string }
	s.must(json.Unmarshal([]byte(got.body), &list))
	if len(list) != 1 || list[0].Number != p.Number || list[0].Why != "the same name in Russian letters" {
		t.Errorf("%s", got.body)
	}
}
