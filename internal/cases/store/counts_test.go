package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

// count counts and fails the test when that is refused; filters are pairs of code and value.
func (h *house) count(who, unit string, by []string, filters ...string) *cases.Counts {
	h.Helper()
	c, err := h.desk(who).Counts(h.ctx(), cases.CountQuery{Unit: unit, By: by, Filters: filtersOf(filters...)})
	h.must(err)
	return c
}

func filtersOf(pairs ...string) cases.Filters {
	f := cases.Filters{}
	for i := 0; i+1 < len(pairs); i += 2 {
		f[pairs[i]] = append(f[pairs[i]], pairs[i+1])
	}
	return f
}

// cell gives the number at some keys; 0 where there is no such cell.
func cell(c *cases.Counts, keys ...string) int {
	for _, one := range c.Cells {
		if slices.Equal(one.Keys, keys) {
			return one.N
		}
	}
	return 0
}

func (h *house) wantTotal(who, unit string, want int, filters ...string) {
	h.Helper()
	if got := h.count(who, unit, nil, filters...).Total; got != want {
		h.Errorf("%s of %v: %d, want %d", unit, filters, got, want)
	}
}

// term is the first code that a vocabulary offers to a kind.
func (h *house) term(list, kind string) string {
	h.Helper()
	terms := h.desk("chief").Book().Terms(list, kind)
	if len(terms) == 0 {
		h.Fatalf("the list %s has no term for %s", list, kind)
	}
	return terms[0].Code
}

func TestCountsRefuseWhatTheyCannotCount(t *testing.T) {
	onBoth(t, func(h *house) {
		for _, c := range []struct {
			name  string
			query cases.CountQuery
			field string
			key   string
		}{
			{"unknown unit", cases.CountQuery{Unit: "souls"}, "unit", "unknown_code"},
			{"no unit", cases.CountQuery{}, "unit", "unknown_code"},
			{"unknown dimension", cases.CountQuery{Unit: "acts", By: []string{"iin"}}, "by", "unknown_code"},
			{"a dimension twice", cases.CountQuery{Unit: "acts", By: []string{"sex", "sex"}}, "by", "unknown_code"},
			{"too many dimensions", cases.CountQuery{Unit: "acts", By: []string{"sex", "kind", "type", "month"}}, "by", "too_many_dimensions"},
			{"a filter that is not counted by", cases.CountQuery{Unit: "acts", Filters: filtersOf("account", "x")}, "account", "unknown_field"},
			{"unknown value", cases.CountQuery{Unit: "acts", Filters: filtersOf("region", "KZ-99")}, "region", "unknown_code"},
			{"no month", cases.CountQuery{Unit: "acts", Filters: filtersOf("month", "2022-13")}, "month", "not_a_date"},
			{"no such event", cases.CountQuery{Unit: "acts", Filters: filtersOf("event", "EVT-100000")}, "event", "unknown_record"},
		} {
			_, err := h.desk("chief").Counts(h.ctx(), c.query)
			if got := problem(err, c.field); got != c.key {
				h.Errorf("%s: %q (%v), want %q", c.name, got, err, c.key)
			}
		}
	})
}

func TestHeldTwiceIsOnePersonAndTwoActs(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Тест Адамов")
		h.put("aliya", "detention", "victim", p.Number, "from", "2022-01-05", "to", "2022-01-06")
		h.put("aliya", "detention", "victim", p.Number, "from", "2022-02-05")
		h.wantTotal("aliya", "people", 1)
		h.wantTotal("aliya", "acts", 2)
		h.wantTotal("aliya", "records", 2, "kind", "detention")
		if c := h.count("aliya", "people", []string{"month"}); cell(c, "2022-01") != 1 || cell(c, "2022-02") != 1 || c.Total != 1 {
			h.Errorf("people by month: %+v; one person in two cells must be one in all", c)
		}
	})
}

func TestTheMonthOfAnAct(t *testing.T) {
	for _, c := range []struct{ name, from, to, month string }{
		{"over the new year it is the month of its beginning", "2021-12-31", "2022-01-02", "2021-12"},
		{"known to a month", "2022-01", "", "2022-01"},
		{"about a day", "2022-01-05~", "", "2022-01"},
		{"known to a year only it is undated", "2022", "", ""},
		{"a span across months is undated", "2021-12-31/2022-01-02", "", ""},
		{"an open span is undated", "../2022-01-02", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			onBoth(t, func(h *house) {
				p := h.person("aliya", "Тест Адамов")
				h.put("aliya", "detention", "victim", p.Number, "from", c.from, "to", c.to)
				got := h.count("aliya", "acts", []string{"month"})
				if cell(got, c.month) != 1 || len(got.Cells) != 1 {
					h.Errorf("cells %+v, want one in %q", got.Cells, c.month)
				}
				undated := 0
				if c.month == "" {
					undated = 1
				}
				if got.Undated != undated || h.count("aliya", "acts", nil).Undated != undated {
					h.Errorf("undated %d, want %d", got.Undated, undated)
				}
			})
		})
	}
}

func TestWhoIsCountedAmongThePeople(t *testing.T) {
	onBoth(t, func(h *house) {
		a, b := h.person("aliya", "Тест Адамов", "sex", "male"), h.person("aliya", "Тест Қызы", "sex", "female")
		group := h.put("aliya", "person", "unit", "group", "group_size", "12")
		firm := h.put("aliya", "organisation", "name", "The Made-up Newspaper")
		kind := h.term("harassment_type", "harassment")

		h.put("aliya", "detention", "victim", group.Number, "from", "2022-01-05")
		h.wantTotal("aliya", "people", 0)
		h.wantTotal("aliya", "acts", 1)

		h.put("aliya", "harassment", "victim", firm.Number, "from", "2022-01-05", "type", kind)
		h.wantTotal("aliya", "people", 0, "kind", "harassment")
		h.wantTotal("aliya", "acts", 1, "kind", "harassment")

		h.put("aliya", "detention", "victim", a.Number, "victim", b.Number, "from", "2022-01-06")
		h.wantTotal("aliya", "people", 2)
		h.wantTotal("aliya", "acts", 3, "kind", "detention")
		h.wantTotal("aliya", "records", 2, "kind", "detention")
		h.wantTotal("aliya", "records", 1, "kind", "detention", "sex", "female")
		if c := h.count("aliya", "records", []string{"sex"}, "kind", "detention"); cell(c, "male") != 1 || cell(c, "female") != 1 || c.Total != 2 {
			h.Errorf("records by sex %+v", c)
		}
		h.verify()
	})
}

func TestACorrectedPersonIsCountedAnew(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Тест Адамов", "sex", "male")
		d := h.put("aliya", "detention", "victim", p.Number, "from", "2022-01-05")
		p = h.edit("aliya", p, "sex", "female")
		c := h.count("aliya", "acts", []string{"sex"})
		if cell(c, "female") != 1 || len(c.Cells) != 1 {
			h.Errorf("after the correction %+v", c.Cells)
		}
		p = h.edit("aliya", p, "sex", "unknown")
		if c = h.count("aliya", "acts", []string{"sex"}); c.Unknown != 1 || c.Total != 1 {
			h.Errorf("of unknown sex: %+v", c)
		}
		h.edit("aliya", p, "unit", "group", "group_size", "3")
		h.wantTotal("aliya", "people", 0)
		r, err := h.desk("aliya").Get(h.ctx(), d.Number)
		h.must(err)
		if r.Base().Version != 1 {
			h.Errorf("the detention is at version %d though nobody changed it", r.Base().Version)
		}
		h.verify()
	})
}

func TestHiddenEventsAreNotNamedInCounts(t *testing.T) { // R26
	onBoth(t, func(h *house) {
		open := h.put("chief", "event", "title", "An open event", "from", "2022-01-05", "level", "public")
		hidden := h.put("chief", "event", "title", "A hidden event", "from", "2022-01-05", "team", "west", "level", "restricted")
		p := h.person("aliya", "Тест Адамов")
		for _, e := range []cases.Saved{open, hidden, hidden} {
			h.put("chief", "detention", "victim", p.Number, "from", "2022-01-05", "event", e.Number, "team", "almaty")
		}
		h.wantTotal("chief", "events", 2)
		h.wantTotal("aliya", "events", 1)
		c := h.count("aliya", "acts", []string{"event"})
		if cell(c, open.Number) != 1 || cell(c, "") != 2 || len(c.Cells) != 2 || c.Unknown != 2 {
			h.Errorf("by event %+v", c)
		}
		_, err := h.desk("aliya").Counts(h.ctx(), cases.CountQuery{Unit: "acts", Filters: filtersOf("event", hidden.Number)})
		_, absent := h.desk("aliya").Counts(h.ctx(), cases.CountQuery{Unit: "acts", Filters: filtersOf("event", "EVT-100000")})
		if problem(err, "event") != "unknown_record" || problem(absent, "event") != "unknown_record" {
			h.Errorf("a filter by a hidden event: %v, by an absent one: %v", err, absent)
		}
		h.wantTotal("aliya", "acts", 2, "event", Blank)
	})
}

// settle puts a small world of every kind that is counted into the store, with blanks and hidden corners.
func (h *house) settle() {
	h.Helper()
	events := []string{"", h.put("chief", "event", "title", "One", "from", "2022-01-05", "level", "public").Number,
		h.put("chief", "event", "title", "Two", "from", "2022", "region", "KZ-75", "team", "west", "level", "restricted").Number}
	people := []string{h.person("chief", "Тест Адамов", "sex", "male").Number, h.person("chief", "Тест Қызы", "sex", "female").Number,
		h.person("chief", "Тест Белгісіз", "sex", "unknown").Number, h.put("chief", "person", "unit", "group", "group_size", "9").Number}
	places := [][2]string{{"almaty", "internal"}, {"west", "restricted"}, {"", "public"}}
	for i := range 12 {
		at := places[i%3]
		p := []string{"from", []string{"2022-01-05", "2022", "2021-12", "2022-01"}[i%4], "event", events[i%3], "team", at[0], "level", at[1],
			"region", []string{"", "KZ-75", "KZ-63"}[i/2%3]}
		who := people[i%4]
		h.put("chief", "detention", append(p, "victim", who, "victim", people[0], "ground", []string{"", "unknown", "mass_riots"}[i%3])...)
		h.put("chief", "ill_treatment", append(p, "victim", who, "type", h.term("ill_type", "ill_treatment"), "in_custody", []string{"", "yes", "unknown"}[i/3%3])...)
		h.put("chief", "case", append(p, "accused", who, "type", h.term("case_kind", "case"), "outcome", []string{"", h.term("outcome", "case")}[i%2])...)
	}
}

func TestEveryUnitRunsByEveryDimension(t *testing.T) {
	onBoth(t, func(h *house) {
		h.settle()
		for _, unit := range cases.Units() {
			for _, by := range cases.Dimensions() {
				for _, who := range []string{"chief", "aliya", "reader", "intake"} {
					h.agree(who, unit, by)
					if by != "month" {
						h.agree(who, unit, by, "month")
					}
				}
			}
		}
		if c := h.count("chief", "acts", []string{"month", "region", "ground"}); c.Total != 33 || c.Undated == 0 || c.Unknown == 0 {
			h.Errorf("the world that was counted is poorer than meant: %+v", c)
		}
		h.wantTotal("auditor", "records", 0)
	})
}

// agree holds the totals that a count gives against totals counted on their own.
func (h *house) agree(who, unit string, by ...string) {
	h.Helper()
	d, q := h.desk(who), cases.CountQuery{Unit: unit, By: by}
	got, err := d.Counts(h.ctx(), q)
	h.must(err)
	number, where, err := d.countPlan(q)
	h.must(err)
	source := d.facts(true, false)
	want := &cases.Counts{}
	base := clause{" FROM " + source.sql + " WHERE " + where.sql, append(source.args, where.args...)}
	h.must(d.countTotals(d.store.read, number, by, base, want))
	if got.Total != want.Total || got.Undated != want.Undated || got.Unknown != want.Unknown {
		h.Errorf("%s by %v for %s: total %d, undated %d, unknown %d; counted apart %d, %d, %d", unit, by, who,
			got.Total, got.Undated, got.Unknown, want.Total, want.Undated, want.Unknown)
	}
	if plain := h.count(who, unit, nil); !slices.Contains(by, "sex") && plain.Total != got.Total {
		h.Errorf("%s by %v for %s: total %d, without dimensions %d", unit, by, who, got.Total, plain.Total)
	}
}

func TestACellAndItsListHoldTheSame(t *testing.T) {
	onBoth(t, func(h *house) {
		h.settle()
		for _, by := range [][]string{{"region"}, {"region_now"}, {"month"}, {"kind"}, {"type"}, {"event"}, {"ground"}, {"outcome"},
			{"status"}, {"sex"}, {"in_custody"}, {"event", "sex"}, {"sex", "ground"}, {"kind", "type"}, {"month", "region", "sex"}} {
			for _, who := range []string{"chief", "aliya", "reader", "west"} {
				h.sameAsList(who, by)
			}
		}
	})
}

func (h *house) sameAsList(who string, by []string) {
	h.Helper()
	for _, c := range h.count(who, "records", by).Cells {
		filters := cases.Filters{}
		for i, key := range c.Keys {
			if key == "" {
				key = Blank
			}
			filters[by[i]] = []string{key}
		}
		list, err := h.desk(who).List(h.ctx(), cases.Query{Filters: filters, Per: 1})
		where := fmt.Sprintf("%s, %s = %s", who, strings.Join(by, ","), strings.Join(c.Keys, ","))
		if err != nil {
			h.Errorf("%s: %v", where, err)
			continue
		}
		if list.Total != c.N {
			h.Errorf("%s: the cell says %d, the list has %d", where, c.N, list.Total)
		}
	}
}
