package web

import (
	"net/http"
	"strings"
	"testing"
)

// R26: who was merged into whom, and whom a list names, says nothing of what a reader does not see.
func TestAHiddenRecordOfAPersonIsNowhere(t *testing.T) {
	s := newSite(t)
	a := s.put("chief", "person", "names.0.value", "Ойдан Асан", "level", "internal", "remarks", "slesar")
	b := s.put("chief", "person", "names.0.value", "Жасырын Құпиябек", "level", "restricted", "remarks", "kupiya", "iin", "990101388888", "born", "1967")
	s.merge("chief", a, b)
	secretList := s.put("chief", "source", "title", "Jasyryn tizim", "type", "ngo_report", "level", "restricted", "is_list", "yes")
	row := s.put("chief", "listing", "list", secretList.Number, "name", "Жасырын Құпиябек", "position", "1", "decision", "same", "person", a.Number, "level", "restricted")
	s.put("chief", "source", "title", "Open list", "type", "ngo_report", "level", "internal", "is_list", "yes")
	s.compared()
	for _, who := range []string{"aliya", "west", "intake", "reader"} {
		v := s.as(who)
		for _, path := range []string{"/people/" + a.Number, "/people/" + a.Number + "/history", "/people/" + a.Number + ".json", "/people/" + a.Number + ".csv", "/people", "/people.json", "/people.csv",
			"/search?q=kupiya", "/search?q=%D0%96%D0%B0%D1%81%D1%8B%D1%80%D1%8B%D0%BD", "/suggest?q=%D0%96%D0%B0%D1%81%D1%8B%D1%80%D1%8B%D0%BD", "/hints?for=victim.0&name=%D0%96%D0%B0%D1%81%D1%8B%D1%80%D1%8B%D0%BD",
			"/duplicates", "/lists", "/lists.csv", "/lists.json", "/listings", "/", "/counts", "/new?made=" + b.Number, "/people/" + b.Number, "/people/" + b.Number + "/unmerge", "/lists/" + secretList.Number,
			"/lists/" + secretList.Number + "/rows/" + row.Number, "/duplicates/" + a.Number + "/" + b.Number, "/duplicates?person=" + b.Number} {
			got := v.get(path)
			for _, secret := range []string{b.Number, secretList.Number, row.Number, "Құпиябек", "kupiyabek", "asyryn tizim", "jasyryn", "990101388888", "1967"} {
				if strings.Contains(strings.ReplaceAll(got.body, "/purpose", ""), secret) && !strings.Contains(path, secret) {
					t.Errorf("%s reads %q in %s: %s", who, secret, path, excerpt(got.body))
				}
			}
		}
		for _, path := range []string{"/people/" + b.Number, "/lists/" + secretList.Number, "/lists/" + secretList.Number + "/work"} {
			if got := v.get(path); got.Code == http.StatusOK {
				t.Errorf("%s opens %s", who, path)
			}
		}
		c := s.program(who)
		for _, path := range []string{"/api/v1/people/" + a.Number, "/api/v1/alike?name=%D0%96%D0%B0%D1%81%D1%8B%D1%80%D1%8B%D0%BD", "/api/v1/people"} {
			got := c.send(http.MethodGet, path, "")
			for _, secret := range []string{b.Number, "Құпиябек"} {
				if strings.Contains(got.body, secret) {
					t.Errorf("%s reads %q in %s: %s", who, secret, path, excerpt(got.body))
				}
			}
		}
	}
}
