package web

import (
	"net/http"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

func TestNoFormAndNoProgramWritesAMerge(t *testing.T) { // R35
	s := newSite(t)
	a, b := s.person("aliya", "Ойдан Асан"), s.person("aliya", "Ойдан Асан")
	for _, form := range [][]string{
		{"version", "1", "same_person", b.Number, "occupation", "x", "reason", "x"},
		{"version", "1", "same_person.0.to", b.Number, "occupation", "x", "reason", "x"},
		{"version", "1", "merged", b.Number, "merged_into", b.Number, "occupation", "x", "reason", "x"},
	} {
		s.as("aliya").post("/people/"+a.Number+"/edit", form...)
	}
	c := s.program("aliya")
	for _, body := range []string{`{"same_person":[{"to":"` + b.Number + `"}]}`, `{"same_person":["` + b.Number + `"]}`, `{"merged_into":"` + b.Number + `"}`} {
		c.send(http.MethodPut, "/api/v1/people/"+a.Number, body, "If-Match", `"1"`)
	}
	for _, one := range []cases.Saved{a, b} {
		r, err := s.desk("chief").Get(s.ctx(), one.Number)
		s.must(err)
		h := r.Base()
		if h.MergedInto != "" || len(h.MergedNumbers) > 0 || len(h.LinksTo(cases.MergedRole)) > 0 {
			t.Errorf("%s was merged by hand: %+v", one.Number, h)
		}
	}
	if n := s.total("chief", "person"); n != 2 {
		t.Errorf("%d people are left", n)
	}
}

// attacks are names that a page or a script might take for something else.
var attacks = []string{`<img src=x onerror=alert(1)>`, `"><script>alert(1)</script>`, `javascript:alert(1)`, `{{7*7}}`, `=HYPERLINK("http://x","y")`, `</textarea><svg onload=alert(1)>`}

func TestNamesAreNoMarkupWhereverTheyAreShown(t *testing.T) { // R39
	s := newSite(t)
	for _, name := range attacks {
		name += " Ойдан Асан"
		s.put("aliya", "person", "names.0.value", name, "remarks", name+" slesar", "team", "almaty", "level", "internal")
		s.put("aliya", "person", "names.0.value", name, "remarks", name+" slesar", "team", "almaty", "level", "internal")
	}
	s.compared()
	b := s.as("aliya")
	list := b.brings(t, "ФИО\n"+strings.Join(attacks, " Ойдан Асан\n")+" Ойдан Асан\n", `<b>"List"</b>`)
	page, err := s.desk("aliya").ListRows(s.ctx(), list, "", "", 50)
	s.must(err)
	pairs, _, err := s.desk("aliya").Pairs(s.ctx(), "", "", 50)
	s.must(err)
	paths := []string{"/duplicates", "/search?q=slesar", "/search?q=%D0%9E%D0%B9%D0%B4%D0%B0%D0%BD", "/hints?for=victim.0&name=%D0%9E%D0%B9%D0%B4%D0%B0%D0%BD+%D0%90%D1%81%D0%B0%D0%BD", "/lists", "/lists/" + list,
		"/hints?for=victim.0&name=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%20%D0%9E%D0%B9%D0%B4%D0%B0%D0%BD"}
	for _, one := range page.Rows {
		paths = append(paths, "/lists/"+list+"/rows/"+one.Row.Number)
	}
	for _, p := range pairs[:min(6, len(pairs))] {
		paths = append(paths, "/duplicates/"+p.A.Head.Number+"/"+p.B.Head.Number, "/people/"+p.A.Head.Number)
	}
	for _, path := range paths {
		b.get(path).wants(t, http.StatusOK).without(t, path, "<img src=x", "<script>alert", "<svg onload", `<b>"List"`, `href="javascript:`)
	}
	if len(pairs) == 0 || len(page.Rows) != len(attacks) {
		t.Errorf("%d pairs, %d rows", len(pairs), len(page.Rows))
	}
}
