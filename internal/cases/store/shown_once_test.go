package store

import (
	"slices"
	"testing"

	"aigaq/internal/cases"
)

// onList gives the numbers of a list and its total.
func (h *house) onList(who string, q cases.Query) ([]string, int) {
	h.Helper()
	list, err := h.desk(who).List(h.ctx(), q)
	h.must(err)
	var out []string
	for _, r := range list.Records {
		out = append(out, r.Base().Number)
	}
	slices.Sort(out)
	return out, list.Total
}

// holds says that a list shows some records and no others, and counts them rightly.
func (h *house) holds(who, what string, q cases.Query, want ...cases.Saved) {
	h.Helper()
	var numbers []string
	for _, s := range want {
		numbers = append(numbers, s.Number)
	}
	slices.Sort(numbers)
	got, total := h.onList(who, q)
	if !slices.Equal(got, numbers) || total != len(numbers) {
		h.Errorf("%s: %s sees %v, %d in all; want %v", what, who, got, total, numbers)
	}
}

func TestEachPersonIsListedOnce(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.namesakes()
		h.merge("chief", p.a.Number, p.b.Number)
		h.merge("chief", p.a.Number, p.c.Number)
		people := cases.Query{Kind: "person"}
		for _, who := range []string{"chief", "aliya", "west", "reader"} {
			h.holds(who, "the list", people, p.a, p.other)
			h.holds(who, "the list by name", cases.Query{Kind: "person", Sort: "name"}, p.a, p.other)
			h.holds(who, "a filter", cases.Query{Kind: "person", Filters: cases.Filters{"status": {"unreviewed"}}}, p.a, p.other)
		}
		h.holds("aliya", "a search by the other spelling", cases.Query{Kind: "person", Text: "yertegiuly"}, p.a)
		h.holds("aliya", "a search in all kinds", cases.Query{Text: "джанбулат"}, p.a, p.actC, p.shared)
		h.holds("aliya", "acts by the kept number", cases.Query{Kind: "detention", Filters: cases.Filters{"victim": {p.a.Number}}}, p.actA, p.actB, p.shared)
		h.holds("aliya", "acts by the other number", cases.Query{Kind: "detention", Filters: cases.Filters{"victim": {p.b.Number}}}, p.actA, p.actB, p.shared)
		n := 0
		h.must(h.desk("chief").Each(h.ctx(), people, func(r cases.Record) error { n++; return nil }))
		w, err := h.desk("chief").Weigh(h.ctx(), people)
		h.must(err)
		found, err := h.desk("aliya").Suggest(h.ctx(), "zhanbolat", []string{"person"}, 5)
		h.must(err)
		if n != 2 || w.Rows != 2 || len(found) != 1 || found[0].Number != p.a.Number {
			h.Errorf("%d exported, %d weighed, suggested %v", n, w.Rows, found)
		}
		c, err := h.desk("chief").Counts(h.ctx(), cases.CountQuery{Unit: cases.UnitRecords, Filters: cases.Filters{"kind": {"person"}}})
		h.must(err)
		if c.Total != 2 {
			h.Errorf("%d people among the records", c.Total)
		}
	})
}

func TestARootOutOfSightChangesNothing(t *testing.T) { // R26
	onBoth(t, func(h *house) {
		p := h.namesakes()
		hers := h.person("west", "Жасырын Түбір", "level", "restricted")
		var before [2]any
		look := func() (out [2]any) {
			r, err := h.desk("aliya").Get(h.ctx(), p.b.Number)
			h.must(err)
			out[0] = cases.JSON(r)["merged_into"]
			got, err := h.desk("aliya").Cluster(h.ctx(), p.b.Number)
			h.must(err)
			out[1] = got.Root.Number + h.desk("aliya").RootOf(h.ctx(), p.b.Number)
			return out
		}
		before = look()
		h.merge("chief", hers.Number, p.b.Number)
		h.merge("chief", hers.Number, p.c.Number)
		if look() != before {
			h.Errorf("%v, and before %v", look(), before)
		}
		for _, who := range []string{"aliya", "reader"} {
			h.counts(who, "when the root is out of sight", 4, 4)
			h.holds(who, "the list", cases.Query{Kind: "person"}, p.a, p.b, p.c, p.other)
			h.holds(who, "acts by number", cases.Query{Kind: "detention", Filters: cases.Filters{"victim": {p.b.Number}}}, p.actB)
		}
		h.counts("chief", "who sees the root", 3, 3)
		h.counts("west", "whose the root is", 3, 3)
		h.holds("chief", "the list", cases.Query{Kind: "person"}, p.a, hers, p.other)
		h.holds("west", "the list", cases.Query{Kind: "person"}, p.a, hers, p.other)
		if _, _, err := h.desk("aliya").Unmerge(h.ctx(), cases.Unmerge{Keep: hers.Number, Absorbed: p.b.Number, Why: "a guess"}); problem(err, "absorbed") != "not_merged" {
			h.Errorf("undoing what is out of sight: %v", err)
		}
	})
}

// counts holds how many people somebody counts in all and in the list of detentions.
func (h *house) counts(who, what string, all, held int) {
	h.Helper()
	list, err := h.desk(who).List(h.ctx(), cases.Query{Kind: "detention"})
	h.must(err)
	filtered, err := h.desk(who).List(h.ctx(), cases.Query{Kind: "detention", Filters: cases.Filters{"from": {"2022"}}})
	h.must(err)
	if got := h.countPeople(who); got != all || list.People != held || filtered.People != held {
		h.Errorf("%s: %s counts %d people, %d and %d of them held; want %d and %d", what, who, got, list.People, filtered.People, all, held)
	}
}

// Who was recorded out of sight and merged with somebody in sight is another one for whoever sees the act alone.
func TestAMemberOutOfSightIsCountedByItself(t *testing.T) { // R26
	onBoth(t, func(h *house) {
		root := h.person("chief", "Вымыслов Пример")
		hidden := h.person("chief", "Vymyslov Primer", "level", "restricted")
		h.put("chief", "detention", "victim", root.Number, "from", "2022-01-05", "level", "internal")
		h.put("chief", "detention", "victim", hidden.Number, "from", "2022-01-06", "level", "internal")
		h.counts("reader", "before a merge", 2, 2)
		h.merge("chief", root.Number, hidden.Number)
		h.counts("reader", "after a merge that they do not see", 2, 2)
		h.counts("chief", "after the merge", 1, 1)
	})
}

func TestAMergedPersonsNameLeadsToTheOneWhoStands(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.namesakes()
		h.merge("chief", p.a.Number, p.b.Number)
		d := h.put("aliya", "detention", "victim", "Zhanbolat Yertegiuly", "from", "2022-01-09", "region", "KZ-75")
		r, err := h.desk("aliya").Get(h.ctx(), d.Number)
		h.must(err)
		if got := r.Base().LinksTo("victim")[0].To.Number; got != p.a.Number {
			h.Errorf("the name leads to %s, not to %s", got, p.a.Number)
		}
		all, err := h.desk("aliya").Incoming(h.ctx(), p.a.Number, p.b.Number)
		h.must(err)
		if len(all) != 3 {
			h.Errorf("%d records name them", len(all))
		}
	})
}

func TestWhoIsAlikeIsGivenOnce(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.namesakes()
		sought := cases.Sought{Names: []string{"Жанболат Ертегіұлы"}}
		before, err := h.desk("aliya").Alike(h.ctx(), sought, 5)
		h.must(err)
		h.merge("chief", p.a.Number, p.b.Number)
		h.merge("chief", p.a.Number, p.c.Number)
		after, err := h.desk("aliya").Alike(h.ctx(), sought, 5)
		h.must(err)
		if len(before) < 2 || len(after) != 1 || after[0].Head.Number != p.a.Number {
			h.Errorf("alike before: %d, after: %+v", len(before), after)
		}
		sought.Not = p.c.Number
		if none, err := h.desk("aliya").Alike(h.ctx(), sought, 5); err != nil || len(none) > 0 {
			h.Errorf("somebody is alike to themselves: %+v, %v", none, err)
		}
	})
}
