package store

import (
	"slices"
	"testing"

	"aigaq/internal/cases"
)

func TestADateOfBirthBesideTheNameTellsNamesakesApart(t *testing.T) {
	onBoth(t, func(h *house) {
		other := h.person("aliya", "Ойданов Асан", "born", "1950-07-01", "level", "internal")
		meant := h.person("aliya", "Ойданов Асан", "born", "1987-03-21", "level", "internal")
		for _, text := range []string{"Ойданов Асан 1987", "Ойданов 21.03.1987", "1987-03-21 Ойданов", "Ойданов Асан, 21.3.1987 г.р.",
			"Ойданов А. 1987г.р.", "ойданов 1987 года рождения", "Ойданов Асан 1987 ж.т.", "Ойданов Асан (1987)"} {
			hits, err := h.desk("aliya").Find(h.ctx(), text, 10)
			h.must(err)
			if len(hits) != 2 || hits[0].Head.Number != meant.Number || hits[1].Head.Number != other.Number {
				h.Errorf("searching %q finds %v", text, hits)
				continue
			}
			said := func(hit cases.Hit, key string) bool {
				return slices.ContainsFunc(hit.Reasons, func(r cases.Reason) bool { return r.Key == key })
			}
			if !said(hits[0], "born_same") || !said(hits[1], "born_differs") {
				h.Errorf("searching %q says %v of the one meant and %v of the other", text, hits[0].Reasons, hits[1].Reasons)
			}
		}
		hits, err := h.desk("aliya").Find(h.ctx(), "Ойданов Асан 22.03.1987", 10)
		h.must(err)
		if len(hits) != 2 || hits[0].Head.Number != meant.Number {
			h.Errorf("with the day before the first is %v", hits)
		}
		h.findsOnly("aliya", "Ойданов Асан Г. 1987") // an initial
		for _, text := range []string{"Ойданов 41.13.1987", "Ойданов 12"} {
			if found, err := h.desk("aliya").Look(h.ctx(), cases.Query{Text: text}, 5); len(found) != 0 || err != nil {
				h.Errorf("searching %q, which nobody is called, finds %v, %v", text, found, err)
			}
		}
		if found, err := h.desk("aliya").Look(h.ctx(), cases.Query{Text: "Ойданов 21.03.1987"}, 5); len(found) != 1 || err != nil {
			h.Errorf("the search page finds %v, %v", found, err)
		}
	})
}
