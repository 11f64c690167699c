package store

import (
	"testing"

	"aigaq/internal/cases"
	"gorm.io/gorm"
)

func TestACrowdInAnotherTeamHidesNoPair(t *testing.T) { // R26
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		for range 450 {
			h.person("aliya", "Ойдан Асан Біреуұлы", "born", "1990", "team", "almaty", "level", "internal")
		}
		h.must(h.writer.do(func(tx *gorm.DB) error { return tx.Exec("DELETE FROM to_match").Error }))
		one := h.person("west", "Ойдан Асан Біреуұлы", "born", "1990", "team", "west", "level", "internal")
		for range 40 {
			h.person("aliya", "Ойдан Асан Біреуұлы", "born", "1990", "team", "almaty", "level", "internal")
		}
		h.must(h.writer.do(func(tx *gorm.DB) error { return tx.Exec("DELETE FROM to_match").Error }))
		h.person("west", "Ойдан Асан Біреуұлы", "born", "1990", "team", "west", "level", "internal")
		h.match()
		if got := h.pairLines("west", ""); len(got) != 1 {
			h.Errorf("after a save the queue has %v", got)
		}
		h.must(h.writer.do(func(tx *gorm.DB) error { return tx.Exec("DELETE FROM pairs").Error }))
		h.lookThroughAll()
		if list, err := h.desk("west").PairsOf(h.ctx(), one.Number); len(list) != 1 || err != nil {
			h.Errorf("after a run there are %d pairs, %v", len(list), err)
		}
	})
}

func TestNobodyOfOnePersonIsCalledAnother(t *testing.T) {
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		a, b, c := h.person("aliya", "Ойдан Асан"), h.person("aliya", "Ойдан Асан"), h.person("aliya", "Ойдан Асан")
		h.merge("aliya", b.Number, c.Number)
		h.merge("aliya", a.Number, b.Number)
		for _, pair := range [][2]string{{a.Number, c.Number}, {c.Number, b.Number}, {a.Number, b.Number}} {
			err := h.desk("aliya").DecidePair(h.ctx(), pair[0], pair[1], cases.Verdict{State: cases.PairDifferent, Why: "a test"})
			if problem(err, "state") != "merged_already" {
				h.Errorf("%v: %v", pair, err)
			}
		}
	})
}
