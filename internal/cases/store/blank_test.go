package store

import (
	"slices"
	"testing"

	"aigaq/internal/cases"
)

// listed gives the numbers of a list, sorted.
func (h *house) listed(who, kind string, filters ...string) []string {
	h.Helper()
	list, err := h.desk(who).List(h.ctx(), cases.Query{Kind: kind, Filters: filtersOf(filters...), Per: 500})
	h.must(err)
	var out []string
	for _, r := range list.Records {
		out = append(out, r.Base().Number)
	}
	slices.Sort(out)
	return out
}

func (h *house) wantList(who, kind string, want []cases.Saved, filters ...string) {
	h.Helper()
	var numbers []string
	for _, s := range want {
		numbers = append(numbers, s.Number)
	}
	slices.Sort(numbers)
	if got := h.listed(who, kind, filters...); !slices.Equal(got, numbers) {
		h.Errorf("%s: %v gives %v, want %v", who, filters, got, numbers)
	}
}

func TestAFilterFindsWhatHasNoAnswer(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Ойдан Адам")
		lawyer := h.person("aliya", "Қорғаушы Адам")
		place := h.put("aliya", "place", "name.en", "Invented station", "type", h.term("place_type", "place"))
		event := h.put("aliya", "event", "title.en", "Invented protest", "from", "2022-01-05")
		full := h.put("aliya", "detention", "victim", p.Number, "from", "2022-01-05", "place", place.Number, "lawyer", lawyer.Number,
			"agency", "police", "record_drawn", "no", "event", event.Number, "ground", "mass_riots", "region", "KZ-75")
		bare := h.put("aliya", "detention", "victim", p.Number, "from", "2022", "agency.note", "not known")
		for _, c := range []struct{ code, value string }{{"place", place.Number}, {"lawyer", lawyer.Number}, {"agency", "police"},
			{"record_drawn", "no"}, {"event", event.Number}, {"ground", "mass_riots"}, {"region", "KZ-75"}, {"month", "2022-01"}} {
			h.wantList("aliya", "detention", []cases.Saved{full}, c.code, c.value)
			h.wantList("aliya", "detention", []cases.Saved{bare}, c.code, Blank)
			h.wantList("aliya", "detention", []cases.Saved{full, bare}, c.code, Blank, c.code, c.value)
			h.wantList("aliya", "detention", []cases.Saved{full, bare}, c.code, "")
		}
	})
}

func TestWhatIsHiddenFiltersAsBlank(t *testing.T) { // R26
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Ойдан Адам")
		place := h.put("chief", "place", "name.en", "Hidden station", "type", h.term("place_type", "place"), "level", "restricted")
		event := h.put("chief", "event", "title.en", "Hidden event", "from", "2022-01-05", "level", "restricted")
		witness := h.put("chief", "person", "names.0.value", "Жасырын", "level", "restricted")
		d := h.put("chief", "detention", "victim", p.Number, "from", "2022-01-05", "place", place.Number, "event", event.Number, "witness", witness.Number)
		for code, number := range map[string]string{"place": place.Number, "witness": witness.Number} {
			h.wantList("aliya", "detention", nil, code, number)
			h.wantList("aliya", "detention", []cases.Saved{d}, code, Blank)
			h.wantList("chief", "detention", []cases.Saved{d}, code, number)
			h.wantList("chief", "detention", nil, code, Blank)
		}
		h.wantList("aliya", "detention", []cases.Saved{d}, "event", Blank)
		h.wantList("chief", "detention", nil, "event", Blank)
		_, hidden := h.desk("aliya").List(h.ctx(), cases.Query{Filters: cases.Filters{"event": {event.Number}}})
		_, absent := h.desk("aliya").List(h.ctx(), cases.Query{Filters: cases.Filters{"event": {"EVT-999999999"}}})
		if problem(hidden, "event") != "unknown_record" || problem(absent, "event") != "unknown_record" {
			h.Errorf("a hidden event: %v, an absent one: %v", hidden, absent)
		}
		for _, c := range []struct {
			who    string
			events int
			key    string
		}{{"aliya", 0, ""}, {"reader", 0, ""}, {"chief", 1, event.Number}} {
			h.wantTotal(c.who, cases.UnitEvents, c.events)
			counts := h.count(c.who, cases.UnitActs, []string{"event"})
			if len(counts.Cells) != 1 || counts.Cells[0].Keys[0] != c.key || cell(counts, c.key) != 1 {
				h.Errorf("%s counts %+v", c.who, counts.Cells)
			}
			if counts := h.count(c.who, cases.UnitActs, nil, "event", Blank); (counts.Total == 1) != (c.events == 0) {
				h.Errorf("%s counts %d without an event", c.who, counts.Total)
			}
		}
	})
}
