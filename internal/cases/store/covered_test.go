package store

import (
	"testing"

	"aigaq/internal/cases"
)

// A visible act about a person whom not everybody who sees the act sees.
func TestAnActDoesNotNameWhomItsReadersDoNotSee(t *testing.T) { // R26
	onBoth(t, func(h *house) {
		hidden := h.person("chief", "Жасырын Тестова", "sex", "female", "level", "restricted")
		d := h.put("chief", "detention", "victim", hidden.Number, "from", "2022-01-05", "team", "almaty", "level", "internal")
		c := h.put("chief", "case", "accused", hidden.Number, "from", "2022-01-05", "type", h.term("case_kind", "case"), "team", "almaty")
		h.put("aliya", "step", "case", c.Number, "type", h.term("step_type", "step"), "from", "2022-02-01")
		h.wantUnnamed("aliya", d.Number, "Жасырын")
		h.wantSexes("aliya", map[string]int{"": 1})
		h.wantSexes("reader", map[string]int{"": 1})
		h.wantSexes("chief", map[string]int{"female": 1})

		h.edit("chief", hidden, "level", "internal")
		r, err := h.desk("aliya").Get(h.ctx(), d.Number)
		h.must(err)
		if r.Base().Title.Full != "Жасырын Тестова" {
			h.Errorf("a person whom they see is not named: %q", r.Base().Title.Full)
		}
		h.wantSexes("aliya", map[string]int{"female": 1})
		hidden.Version++
		h.edit("chief", hidden, "team", "west")
		h.wantUnnamed("aliya", d.Number, "Жасырын")
		h.wantSexes("aliya", map[string]int{"": 1})
		h.verify()
	})
}

// wantUnnamed holds that nothing that somebody reads names a person.
func (h *house) wantUnnamed(who, number, name string) {
	h.Helper()
	d := h.desk(who)
	r, err := d.Get(h.ctx(), number)
	h.must(err)
	if r.Base().Title.Full != "" {
		h.Errorf("%s reads %q", who, r.Base().Title.Full)
	}
	list, err := d.List(h.ctx(), cases.Query{Text: name})
	h.must(err)
	found, err := d.Suggest(h.ctx(), name, nil, 10)
	h.must(err)
	if list.Total != 0 || len(found) != 0 {
		h.Errorf("%s finds %d in the list and %d suggested", who, list.Total, len(found))
	}
}

// wantSexes holds the acts that somebody counts by sex, and the lists behind the counts.
func (h *house) wantSexes(who string, want map[string]int) {
	h.Helper()
	counts, err := h.desk(who).Counts(h.ctx(), cases.CountQuery{Unit: cases.UnitActs, By: []string{"sex"}})
	h.must(err)
	got := map[string]int{}
	for _, c := range counts.Cells {
		got[c.Keys[0]] = c.N
	}
	if len(got) != len(want) || got["female"] != want["female"] || got[""] != want[""] {
		h.Errorf("%s counts %v, want %v", who, got, want)
	}
	list, err := h.desk(who).List(h.ctx(), cases.Query{Kind: "detention", Filters: filtersOf("sex", "female")})
	h.must(err)
	if list.Total != want["female"] {
		h.Errorf("%s lists %d women, want %d", who, list.Total, want["female"])
	}
}
