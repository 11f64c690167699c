package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"testing"

	"aigaq/internal/cases"
)

// rowsNamed makes rows of a list of names, each born in a year where one stands behind the name.
func rowsNamed(names ...string) []cases.ListRow {
	var out []cases.ListRow
	for i, name := range names {
		out = append(out, cases.ListRow{Position: i + 1, Line: i + 2, Name: name, Written: "ФИО: " + name + "\n№: x"})
	}
	FlagRows(out)
	return out
}

func unsaid(int, int) {}

// bring brings a list in as somebody and gives its number.
func (h *house) bring(who, title string, rows []cases.ListRow) string {
	h.Helper()
	d, l := h.desk(who), cases.NewList{Title: title, Type: h.term("source_type", "source"), Level: cases.Internal}
	h.must(d.TryList(h.ctx(), l, rows))
	token := h.arrive(who, title)
	number, err := d.BeginList(h.ctx(), token, "list.csv", l, len(rows))
	h.must(err)
	h.must(d.BringIn(h.ctx(), token, l, rows, unsaid))
	return number
}

func (h *house) arrive(who, content string) string {
	h.Helper()
	sum := sha256.Sum256([]byte(content))
	token, err := h.desk(who).Arrive(h.ctx(), hex.EncodeToString(sum[:]), []byte(content))
	h.must(err)
	return token
}

func (h *house) part(who, list, part string) *cases.RowPage {
	h.Helper()
	page, err := h.desk(who).ListRows(h.ctx(), list, part, "", 500)
	h.must(err)
	return page
}

func TestAListIsRefusedToWhoMayNotBringOneIn(t *testing.T) { // R26
	onBoth(t, func(h *house) {
		for _, who := range []string{"reader", "auditor", "boss"} {
			if _, err := h.desk(who).Arrive(h.ctx(), "", nil); !errors.Is(err, cases.ErrForbidden) {
				h.Errorf("%s may send a list: %v", who, err)
			}
			if err := h.desk(who).CompareList(h.ctx(), "SRC-123456", unsaid); !errors.Is(err, cases.ErrForbidden) {
				h.Errorf("%s may compare a list: %v", who, err)
			}
		}
		token := h.arrive("aliya", "a list")
		if _, err := h.desk("west").Arrived(h.ctx(), token); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("a colleague opens what aliya sent: %v", err)
		}
		if _, err := h.desk("aliya").BeginList(h.ctx(), token, "x", cases.NewList{List: "SRC-999999", Level: "internal"}, 1); err == nil {
			h.Error("a list that is not there was begun")
		}
		err := h.desk("aliya").TryList(h.ctx(), cases.NewList{Title: "x", Type: "other", Level: "internal", Team: "west"}, rowsNamed("Вымыслов Пример"))
		var problems cases.Problems
		if !errors.As(err, &problems) {
			h.Errorf("a list of a foreign team: %v", err)
		}
		if lists, err := h.desk("chief").Lists(h.ctx()); err != nil || len(lists) > 0 {
			h.Errorf("what was only tried is there: %v, %v", lists, err)
		}
		h.verify()
	})
}

func TestRowsComeInOnceHoweverOftenTheyAreBrought(t *testing.T) {
	onBoth(t, func(h *house) {
		var names []string
		for i := range 60 {
			names = append(names, fmt.Sprintf("Вымыслов Пример%c Примерович", 'а'+rune(i%30)))
		}
		rows, d := rowsNamed(names...), h.desk("aliya")
		l := cases.NewList{Title: "A made-up list", Type: h.term("source_type", "source"), Level: cases.Internal, Team: "almaty"}
		token := h.arrive("aliya", "content")
		number, err := d.BeginList(h.ctx(), token, "list.csv", l, len(rows))
		h.must(err)
		stopped, stop := context.WithCancel(h.ctx())
		err = d.BringIn(stopped, token, l, rows, func(done, _ int) {
			if done >= 30 {
				stop()
			}
		})
		if !errors.Is(err, context.Canceled) {
			h.Fatalf("it was not stopped: %v", err)
		}
		again, err := d.BeginList(h.ctx(), token, "list.csv", l, len(rows))
		h.must(err)
		h.must(d.BringIn(h.ctx(), token, l, rows, unsaid))
		second := h.arrive("aliya", "content")
		_, err = d.BeginList(h.ctx(), second, "list.csv", cases.NewList{List: number, Level: "internal", Team: "almaty"}, len(rows))
		h.must(err)
		h.must(d.BringIn(h.ctx(), second, l, rows, unsaid))
		standing, err := d.ListOf(h.ctx(), number)
		h.must(err)
		if again != number || standing.Rows != 60 || standing.Decided != 0 {
			h.Errorf("%s and %s have %+v", number, again, standing)
		}
		come, err := d.Arrived(h.ctx(), token)
		h.must(err)
		if come.State != ArrivalIsHere || len(come.Body) > 0 || come.Done != 60 {
			h.Errorf("the arrival is %+v", come)
		}
		third := h.arrive("aliya", "another file")
		_, err = d.BeginList(h.ctx(), third, "more.csv", cases.NewList{List: number, Level: "internal", Team: "almaty"}, 1)
		h.must(err)
		h.must(d.BringIn(h.ctx(), third, l, rowsNamed("Выдумова Асель"), unsaid))
		if page := h.part("aliya", number, cases.RowsAll); page.Parts[cases.RowsAll] != 61 || page.Rows[60].Row.Position.N != 61 {
			h.Errorf("another file adds to %d rows", page.Parts[cases.RowsAll])
		}
		h.verify()
	})
}

func TestARowIsDecidedAndTheDecisionTakenBack(t *testing.T) {
	onBoth(t, func(h *house) {
		known := h.person("aliya", "Вымыслов Пример Примерович", "team", "almaty")
		list := h.bring("aliya", "A made-up list", rowsNamed("Вымыслов Пример Примерович", "Выдумова Асель", "12 неизвестных мужчин", "", "Вымыслов Пример Примерович"))
		d := h.desk("aliya")
		h.must(d.CompareList(h.ctx(), list, unsaid))
		page := h.part("aliya", list, cases.RowsAll)
		if len(page.Rows) != 5 || page.Rows[0].Best == nil || page.Rows[0].Best.Person.Number != known.Number || page.Rows[2].Best != nil {
			h.Fatalf("compared: %+v", page.Rows)
		}
		if page.Rows[3].Row.Written == "" || !slices.Contains(page.Rows[3].Row.Flags.Codes, "empty") || !slices.Contains(page.Rows[4].Row.Flags.Codes, "duplicate_row") {
			h.Errorf("flags: %v and %v", page.Rows[3].Row.Flags, page.Rows[4].Row.Flags)
		}
		before, err := d.Get(h.ctx(), known.Number)
		h.must(err)
		decide := func(i int, what, person string) cases.Saved {
			row, err := d.Get(h.ctx(), page.Rows[i].Row.Number)
			h.must(err)
			s, err := d.DecideRow(h.ctx(), cases.RowDecision{Row: row.Base().Number, Version: row.Base().Version, What: what, Person: person, Score: 0.98, Way: cases.OneByOne})
			h.must(err)
			return s
		}
		decide(0, cases.SamePerson, known.Number)
		decide(4, cases.SamePerson, known.Number)
		made := decide(1, cases.NewPerson, "")
		decide(2, cases.NotAPerson, "")
		if !h.namedIn(known.Number, list) || !h.namedIn(made.Number, list) {
			h.Error("the people do not show the list")
		}
		standing, err := d.ListOf(h.ctx(), list)
		h.must(err)
		if standing.Decided != 4 || standing.People != 2 {
			h.Errorf("the list stands at %+v", standing)
		}
		if n := h.people("aliya"); n != 0 {
			h.Errorf("being named counts %d people", n)
		}
		decide(0, cases.Undecided, "")
		if !h.namedIn(known.Number, list) {
			h.Error("another row still means the person, and the list is gone")
		}
		decide(4, cases.Undecided, "")
		after, err := d.Get(h.ctx(), known.Number)
		h.must(err)
		if changes, err := cases.Diff(before, after); err != nil || len(changes) > 0 {
			h.Errorf("taking it back leaves %v (%v)", changes, err)
		}
		_, err = d.DecideRow(h.ctx(), cases.RowDecision{Row: page.Rows[0].Row.Number, Version: 1, What: cases.Later})
		var stale *cases.Stale
		if !errors.As(err, &stale) {
			h.Errorf("an old version decides: %v", err)
		}
		h.verify()
	})
}

func (h *house) namedIn(person, list string) bool {
	h.Helper()
	r, err := h.desk("chief").Get(h.ctx(), person)
	h.must(err)
	return slices.ContainsFunc(r.Base().LinksTo("named_in"), func(l cases.Link) bool { return l.To.Number == list })
}

func (h *house) people(who string) int {
	h.Helper()
	counts, err := h.desk(who).Counts(h.ctx(), cases.CountQuery{Unit: cases.UnitPeople})
	h.must(err)
	return counts.Total
}

func TestWhatIsCertainIsDecidedTogetherAndNothingElse(t *testing.T) {
	onBoth(t, func(h *house) {
		h.person("aliya", "Вымыслов Пример Примерович")
		h.person("aliya", "Двойников Тест Тестович")
		h.person("aliya", "Двойников Тест Тестович")
		list := h.bring("aliya", "A made-up list", rowsNamed("Вымыслов Пример Примерович", "Двойников Тест Тестович", "Одиноков Сам Самович", "Повторов Раз Разович", "Повторов Раз Разович"))
		d := h.desk("aliya")
		h.must(d.CompareList(h.ctx(), list, unsaid))
		n, err := d.DecideCertain(h.ctx(), list, unsaid)
		h.must(err)
		made, err := d.MakePeople(h.ctx(), list, unsaid)
		h.must(err)
		if n != 1 || made != 1 {
			h.Errorf("%d were decided and %d made", n, made)
		}
		page := h.part("aliya", list, cases.RowsUndecided)
		var left []string
		for _, one := range page.Rows {
			left = append(left, one.Row.Called)
		}
		if !slices.Equal(left, []string{"Двойников Тест Тестович", "Повторов Раз Разович", "Повторов Раз Разович"}) {
			h.Errorf("left are %v", left)
		}
		if page := h.part("chief", list, cases.RowsLikely); len(page.Rows) > 0 {
			h.Errorf("a colleague is shown what another account was: %+v", page.Rows)
		}
		h.verify()
	})
}

func TestARowGoesWithThePersonWhoWithdraws(t *testing.T) { // R26
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Вымыслов Пример Примерович")
		list := h.bring("aliya", "A made-up list", rowsNamed("Вымыслов Пример Примерович"))
		row := h.part("aliya", list, cases.RowsAll).Rows[0].Row
		_, err := h.desk("aliya").DecideRow(h.ctx(), cases.RowDecision{Row: row.Number, Version: 1, What: cases.SamePerson, Person: p.Number})
		h.must(err)
		r, err := h.desk("aliya").Get(h.ctx(), p.Number)
		h.must(err)
		_, err = h.desk("aliya").Save(h.ctx(), "", cases.Change{Kind: cases.KindByCode("person"), Number: p.Number, Version: r.Base().Version, Reason: "a test",
			Sent: cases.Input{"consent.0.purpose": {"internal"}, "consent.0.state": {"withdrawn"}, "consent.0.on": {"2022-02-01"}}})
		h.must(err)
		if _, err := h.desk("aliya").Get(h.ctx(), row.Number); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("the row is still there: %v", err)
		}
		h.verify()
	})
}
