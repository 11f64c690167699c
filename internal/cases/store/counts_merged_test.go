package store

import (
	"testing"

	"aigaq/internal/cases"
)

func TestACountByTextCountsWhatTheListShows(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.namesakes()
		h.merge("chief", p.a.Number, p.b.Number)
		for _, who := range []string{"chief", "aliya"} {
			q := cases.CountQuery{Unit: cases.UnitRecords, Text: "welder", Filters: cases.Filters{"kind": {"person"}}}
			c, err := h.desk(who).Counts(h.ctx(), q)
			h.must(err)
			_, total := h.onList(who, cases.Query{Kind: "person", Text: "welder"})
			if c.Total != total || total != 1 {
				h.Errorf("%s counts %d and is shown %d", who, c.Total, total)
			}
		}
	})
}

func TestADeathIsSeenInTheListsExportByWhoeverSeesIt(t *testing.T) { // R26
	onBoth(t, func(h *house) {
		root := h.person("chief", "Вымыслов Пример", "level", "restricted")
		seen := h.person("chief", "Vymyslov Primer", "level", "internal")
		h.put("chief", "death", "victim", seen.Number, "from", "2022-01-05", "level", "internal")
		list := h.bring("aliya", "A made-up list", rowsNamed("Вымыслов Пример"))
		h.decideAs("aliya", list, 0, seen.Number)
		h.merge("chief", root.Number, seen.Number)
		for who, number := range map[string]int64{"aliya": seen.ID, "reader": seen.ID, "chief": root.ID} {
			m, err := h.desk(who).ListMatrix(h.ctx())
			h.must(err)
			if one, there := m.Of[number]; !there || !one.Died || len(m.Of) != 1 {
				h.Errorf("%s is told %+v", who, m.Of)
			}
		}
	})
}

func TestNothingOfAnErasedPersonStaysInDecisionsAboutOthers(t *testing.T) { // R69
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		h.person("aliya", "Ойдан Асан")
		gone := h.person("aliya", "Жоғалған Есім")
		a, b := h.person("aliya", "Басқа Біреу"), h.person("aliya", "Басқа Біреу")
		h.match()
		h.must(h.desk("aliya").DecidePair(h.ctx(), a.Number, b.Number, cases.Verdict{State: cases.PairDifferent, Why: "Жоғалған Есім told us so"}))
		h.withdraw("aliya", gone)
		_, err := h.Erasures().Erase(h.ctx(), h.users["chief"], gone.Number)
		h.must(err)
		h.none("SELECT COUNT(*) FROM pairs WHERE why LIKE '%Жоғалған%'")
		if got := h.pairLines("aliya", cases.PairDifferent); len(got) != 1 {
			h.Errorf("the decision is %v", got)
		}
	})
}
