package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"aigaq/internal/cases"
)

func TestSearchTextIsBoundedAndItsSignsMeanThemselves(t *testing.T) { // R38
	s := newSite(t)
	plain := s.person("aliya", "Вымышленная Обычная")
	odd := s.person("aliya", "Вымышленная 100%_точная")
	b := s.as("aliya")
	for _, text := range []string{"%", "_", "%%", "__", "100%", "%_", `\`, `\%`, "'", "*", "?", strings.Repeat("%", 1000), strings.Repeat("ы", 50_000), strings.Repeat("слово ", 10_000), "\x00", "\xff\xfe", "a\u202eb"} {
		for _, path := range []string{"/search", "/people", "/records", "/suggest", "/counts", "/people.csv", "/counts.json", "/people.json"} {
			r := b.request(http.MethodGet, path, nil)
			r.URL.RawQuery = url.Values{"q": {text}}.Encode()
			began := worked()
			got := s.do(r)
			if took := worked() - began; took > time.Second || got.Code != http.StatusOK && got.Code != http.StatusUnprocessableEntity {
				t.Errorf("%s?q=%.20q: status %d after %s", path, text, got.Code, took)
			}
			if strings.Contains(got.body, plain.Number) && path != "/suggest" {
				t.Errorf("%s?q=%.20q finds a record that does not hold it", path, text)
			}
		}
	}
	if got := b.get("/people?q=100%25_").wants(t, http.StatusOK); !strings.Contains(got.body, odd.Number) {
		t.Error("100%_ does not find the name that holds it")
	}
}

// texts are what people paste, and how it is kept.
var texts = []struct{ name, sent, kept string }{
	{"Kazakh letters", "Әңгіме Ғылым Қазақ Ңұр Өмір Ұлы Үміт Һәм Ізгі", "Әңгіме Ғылым Қазақ Ңұр Өмір Ұлы Үміт Һәм Ізгі"},
	{"Kazakh in Arabic letters", "قازاقستان", "قازاقستان"},
	{"letters in two parts", "Сергей вои\u0306на", "Сергей война"},
	{"four bytes", "𐰴𐰀𐰔𐰴 😀 𝒳", "𐰴𐰀𐰔𐰴 😀 𝒳"},
	{"turned direction", "abc\u202efdp.exe", "abc\u202efdp.exe"},
	{"joined emoji", "👩\u200d👧", "👩\u200d👧"},
	{"line ends", "a\r\nb\rc", "a\nb\nc"},
}

func TestTextMakesTheRound(t *testing.T) { // R42
	s := newSite(t)
	m, b := s.program("lawyer"), s.as("lawyer")
	for _, one := range texts {
		body, err := json.Marshal(map[string]any{"names": []any{map[string]any{"value": "Вымышленный " + strings.ReplaceAll(one.sent, "\r", "")}}, "remarks": one.sent})
		s.must(err)
		got := m.send(http.MethodPost, "/api/v1/people", string(body)).wants(t, http.StatusCreated).object(t)
		number, _ := got["number"].(string)
		if got["remarks"] != one.kept {
			t.Errorf("%s: kept %q", one.name, got["remarks"])
		}
		r, err := s.store.For(s.users["lawyer"]).Get(s.ctx(), number)
		s.must(err)
		form := url.Values(cases.Typed(r))
		form.Set("version", "1")
		form.Set("reason", "a test")
		b.do(b.request(http.MethodPost, "/people/"+number, form)).wants(t, http.StatusSeeOther)
		if got := m.send(http.MethodGet, "/api/v1/people/"+number, "").wants(t, http.StatusOK).object(t); got["remarks"] != one.kept {
			t.Errorf("%s: after the form %q", one.name, got["remarks"])
		}
		for _, path := range []string{"/people/" + number, "/people/" + number + "/history", "/people"} {
			if page := b.get(path).wants(t, http.StatusOK); strings.ContainsAny(page.body, "\u202e\u200d") {
				t.Errorf("%s: %s holds a character that cannot be seen", one.name, path)
			}
		}
	}
	p := s.put("lawyer", "person", "names.0.value", "abc\u202efdp.exe")
	if page := b.get("/people/"+p.Number).wants(t, http.StatusOK); !strings.Contains(page.body, "[U+202E]") || !strings.Contains(page.body, `title="A character`) {
		t.Error("a turned direction is not marked:", excerpt(page.body))
	}
}

func TestBytesThatAreNoTextAreRefused(t *testing.T) { // R42
	s := newSite(t)
	m, b := s.program("lawyer"), s.as("lawyer")
	before := s.total("lawyer", "person")
	for _, bad := range []string{"\xff", "\xc3\x28", "\xed\xa0\x80", "a\x00b", "a\x1bb", "a\u0085b", "a\u009bb"} {
		name := "Вымышленный " + bad
		got := b.post("/people", "names.0.value", name)
		if got.Code != http.StatusUnprocessableEntity {
			t.Errorf("%q in a form: status %d", bad, got.Code)
		}
		sheet := `{"names":[{"value":"Вымышленный ` + strings.NewReplacer("\x00", `\u0000`, "\x1b", `\u001b`).Replace(bad) + `"}]}`
		if got := m.send(http.MethodPost, "/api/v1/people", sheet); got.Code != http.StatusUnprocessableEntity && got.Code != http.StatusBadRequest {
			t.Errorf("%q in JSON: status %d", bad, got.Code)
		}
		r := b.request(http.MethodGet, "/people", nil)
		r.URL.RawQuery = url.Values{"q": {bad}, "sex": {bad}, "sort": {bad}, "after": {bad}}.Encode()
		if got := s.do(r); got.Code >= http.StatusInternalServerError {
			t.Errorf("%q in an address: status %d", bad, got.Code)
		}
	}
	if now := s.total("lawyer", "person"); now != before {
		t.Errorf("%d people were kept", now-before)
	}
}
