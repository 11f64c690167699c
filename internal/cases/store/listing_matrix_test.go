package store

import (
	"slices"
	"testing"
	"time"

	"aigaq/internal/cases"
)

func TestTheMatrixHasOneRowAPersonAndNoHiddenList(t *testing.T) { // R26
	onBoth(t, func(h *house) {
		a := h.person("aliya", "Вымыслов Пример Примерович", "team", "almaty")
		b := h.person("aliya", "Vymyslov Primer", "team", "almaty")
		other := h.person("aliya", "Выдумова Асель", "team", "almaty")
		first := h.bring("aliya", "The first list", rowsNamed("Вымыслов Пример", "Выдумова Асель"))
		second := h.bring("aliya", "The second list", rowsNamed("Vymyslov"))
		secret := h.put("chief", "source", "title", "A restricted list", "type", h.term("source_type", "source"), "is_list", "yes", "level", "restricted")
		h.decideAs("aliya", first, 0, a.Number)
		h.decideAs("aliya", first, 1, other.Number)
		h.decideAs("aliya", second, 0, b.Number)
		r, err := h.desk("chief").Get(h.ctx(), other.Number)
		h.must(err)
		_, err = h.desk("chief").Save(h.ctx(), "", cases.Change{Kind: cases.KindByCode("person"), Number: other.Number, Version: r.Base().Version, Reason: "a test",
			Sent: cases.Input{"named_in.0.to": {first}, "named_in.1.to": {secret.Number}}})
		h.must(err)
		h.put("aliya", "death", "victim", b.Number, "from", "2022-01-05", "team", "almaty")
		h.wantMatrix("reader", 3, 2, 1, 1, 1)
		h.wantMatrix("chief", 3, 3, 1, 1, 2)
		keep, err := h.desk("aliya").Get(h.ctx(), a.Number)
		h.must(err)
		absorb, err := h.desk("aliya").Get(h.ctx(), b.Number)
		h.must(err)
		_, err = h.desk("aliya").Merge(h.ctx(), cases.Merge{Keep: a.Number, Absorb: b.Number, KeepVersion: keep.Base().Version, AbsorbVersion: absorb.Base().Version, Why: "a test"})
		h.must(err)
		h.wantMatrix("reader", 2, 2, 1, 2)
		m, err := h.desk("reader").ListMatrix(h.ctx())
		h.must(err)
		if !m.Of[a.ID].Died || m.ID(a.UID) == m.ID(b.UID) {
			h.Errorf("the kept person is %+v", m.Of[a.ID])
		}
		if n, err := h.desk("chief").ListMatrix(h.ctx()); err != nil || n.ID(a.UID) == m.ID(a.UID) {
			h.Errorf("two accounts name a person alike (%v)", err)
		}
		h.verify()
	})
}

func (h *house) decideAs(who, list string, i int, person string) {
	h.Helper()
	row := h.part(who, list, cases.RowsAll).Rows[i].Row
	_, err := h.desk(who).DecideRow(h.ctx(), cases.RowDecision{Row: row.Number, Version: row.Version, What: cases.SamePerson, Person: person, Way: cases.OneByOne})
	h.must(err)
}

// wantMatrix holds how many people and lists somebody is given, and in how many lists each person is, sorted.
func (h *house) wantMatrix(who string, people, lists int, of ...int) {
	h.Helper()
	d := h.desk(who)
	m, err := d.ListMatrix(h.ctx())
	h.must(err)
	var got []int
	h.must(d.Each(h.ctx(), cases.Query{Kind: "person", Listed: true}, func(r cases.Record) error {
		got = append(got, len(m.Of[r.Base().ID].Lists))
		return nil
	}))
	slices.Sort(got)
	w, err := d.Weigh(h.ctx(), cases.Query{Kind: "person", Listed: true})
	h.must(err)
	if !slices.Equal(got, of) || len(m.Lists) != lists || w.Rows != people {
		h.Errorf("%s is given %v in %d lists, %d weighed; want %v in %d", who, got, len(m.Lists), w.Rows, of, lists)
	}
}

// Ten thousand rows of one name are flagged, kept and compared once, not with each other.
func TestTenThousandRowsOfOneNameAreTaken(t *testing.T) {
	names := make([]string, 10_000)
	for i := range names {
		names[i] = "Вымыслов Пример Примерович"
	}
	started := worked()
	rows := rowsNamed(names...)
	if took := worked() - started; took > 10*time.Second {
		t.Errorf("flagging took %s", took)
	}
	for _, r := range rows {
		if !slices.Contains(r.Flags, "duplicate_row") {
			t.Fatalf("row %d is not flagged: %q", r.Position, r.Flags)
		}
	}
	h := open(t, Options{Dir: t.TempDir()})
	h.person("aliya", "Вымыслов Пример Примерович", "team", "almaty")
	list := h.bring("aliya", "One name", rows[:1000])
	h.must(h.desk("aliya").CompareList(h.ctx(), list, unsaid))
	page := h.part("aliya", list, cases.RowsLikely)
	if page.Parts[cases.RowsAll] != 1000 || page.Parts[cases.RowsCertain] != 0 || page.Parts[cases.RowsLikely] != 1000 || page.Makeable != 0 {
		t.Errorf("%v, %d makeable", page.Parts, page.Makeable)
	}
}

func TestForResearchWithoutNamesOnlyWhoDeclinedStaysOutOfTheTableOfLists(t *testing.T) {
	onBoth(t, func(h *house) {
		list := h.bring("aliya", "A made-up list", rowsNamed("Көркем Үлгіқызы", "Сәулет Мысалұлы"))
		asked, refused := h.person("aliya", "Көркем Үлгіқызы"), h.person("aliya", "Сәулет Мысалұлы", "consent.0.purpose", "internal", "consent.0.state", "refused")
		h.decideAs("aliya", list, 0, asked.Number)
		h.decideAs("aliya", list, 1, refused.Number)
		for _, one := range []struct {
			who, purpose string
			rows, left   int
		}{{"reader", "research", 1, 1}, {"aliya", "research", 0, 2}, {"reader", "press", 0, 2}, {"reader", "verification", 2, 0}} {
			q := cases.Query{Kind: "person", Listed: true}
			q.Consent = q.ConsentFor(one.purpose, h.desk(one.who).Scope().Secrets)
			w, err := h.desk(one.who).Weigh(h.ctx(), q)
			h.must(err)
			if w.Rows != one.rows || w.Left != one.left {
				h.Errorf("%s for %s takes %d and leaves %d", one.who, one.purpose, w.Rows, w.Left)
			}
		}
	})
}
