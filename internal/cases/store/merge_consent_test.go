package store

import (
	"bytes"
	"database/sql"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

func TestOneRecordOfAPersonWithdrawsThemAll(t *testing.T) { // R99
	onBoth(t, func(h *house) {
		p := h.namesakes()
		h.merge("chief", p.a.Number, p.b.Number)
		h.merge("chief", p.a.Number, p.c.Number)
		if n, err := h.desk("aliya").HangsOn(h.ctx(), p.b.Number); err != nil || n != 6 {
			h.Errorf("%d records hang on the person, %v", n, err)
		}
		h.withdraw("aliya", p.b)
		h.verify()
		h.holds("chief", "people", cases.Query{Kind: "person"}, p.other)
		h.holds("chief", "acts", cases.Query{Kind: "detention"}, p.shared)
		h.holds("chief", "deaths", cases.Query{Kind: "death"})
		one, err := h.Erasures().Get(h.ctx(), h.users["chief"], p.b.Number)
		h.must(err)
		if one.Records != 6 || h.countPeople("chief") != 1 {
			h.Errorf("%d records wait for erasure, %d people are counted", one.Records, h.countPeople("chief"))
		}
		h.must(h.Erasures().TakeBack(h.ctx(), h.users["chief"], p.b.Number, "a slip"))
		h.verify()
		h.holds("aliya", "people", cases.Query{Kind: "person"}, p.a, p.other)
		if got := h.desk("aliya").RootOf(h.ctx(), p.b.Number); got != p.a.Number {
			h.Errorf("the root is %s", got)
		}
	})
}

func TestAnErasureTakesAllRecordsOfAPerson(t *testing.T) { // R69, R99
	onBoth(t, func(h *house) {
		p := h.namesakes()
		h.merge("chief", p.a.Number, p.b.Number, "occupation")
		s := h.merge("chief", p.c.Number, p.a.Number, "occupation")
		h.edit("chief", s, "names.0.value", "Джанбулат Ертегиулы", "names.1.value", "Zhanbulat Gonename")
		h.withdraw("aliya", p.b)
		_, err := h.Erasures().Erase(h.ctx(), h.users["chief"], p.b.Number)
		h.must(err)
		h.verify()
		for _, words := range []string{"Ертегіұлы", "Yertegiuly", "Gonename", "a welder", "the same birth year"} {
			h.nowhere(words)
		}
		h.holds("chief", "people", cases.Query{Kind: "person"}, p.other)
	})
}

func TestAnErasureTakesWhatAMergeThatWasUndoneLeftBehind(t *testing.T) { // R69
	onBoth(t, func(h *house) {
		p := h.namesakes()
		h.merge("chief", p.a.Number, p.b.Number, "occupation")
		h.unmerge("chief", p.a.Number, p.b.Number)
		h.withdraw("aliya", p.b)
		_, err := h.Erasures().Erase(h.ctx(), h.users["chief"], p.b.Number)
		h.must(err)
		h.verify()
		h.nowhere("a welder")
		h.nowhere("the same birth year")
		h.holds("chief", "people", cases.Query{Kind: "person"}, p.a, p.c, p.other)
	})
}

// nowhere says that a text stands in no table that holds content.
func (h *house) nowhere(text string) {
	h.Helper()
	for _, place := range []string{"audit_detail detail", "answers value", "records title", "kind_person occupation", "merges taken", "merges why"} {
		table, column, _ := strings.Cut(place, " ")
		err := query(h.read, clause{sql: "SELECT " + column + " FROM " + table}, func(rows *sql.Rows) error {
			var kept []byte
			err := rows.Scan(&kept)
			if bytes.Contains(bytes.ToLower(kept), bytes.ToLower([]byte(text))) {
				h.Errorf("%s stands in %s", text, place)
			}
			return err
		})
		h.must(err)
	}
}

func TestWhoeverDeclinesInOneRecordDeclinesInAll(t *testing.T) { // R99
	onBoth(t, func(h *house) {
		p := h.namesakes()
		h.merge("chief", p.a.Number, p.b.Number)
		un := cases.Query{Kind: "detention", Consent: cases.ConsentUN, Filters: cases.Filters{"victim": {p.a.Number}}}
		add := func(s cases.Saved, state string) {
			h.Helper()
			r, err := h.desk("chief").Get(h.ctx(), s.Number)
			h.must(err)
			one := r.(*cases.Person)
			_, err = h.desk("chief").Save(h.ctx(), "", cases.Change{Kind: cases.KindByCode("person"), Number: s.Number, Version: one.Version,
				Sent: one.WithConsent(cases.Consent{Purpose: cases.ConsentUN, State: state}), Reason: "asked"})
			h.must(err)
		}
		h.holds("chief", "nobody asked", un)
		add(p.b, "written")
		h.holds("chief", "one agrees", un, p.actA, p.actB)
		h.holds("chief", "one agrees", cases.Query{Kind: "person", Consent: cases.ConsentUN}, p.a)
		add(p.a, "not_asked")
		h.holds("chief", "not asked elsewhere", un, p.actA, p.actB)
		add(p.a, "refused")
		h.holds("chief", "one refuses", un)
		h.unmerge("chief", p.a.Number, p.b.Number)
		un.Filters["victim"] = []string{p.b.Number}
		h.holds("chief", "after the undo", un, p.actB)
	})
}
