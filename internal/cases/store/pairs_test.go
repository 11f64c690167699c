package store

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// pairLines is the queue as a user sees it, in words that tell one pair from another.
func (h *house) pairLines(who, state string) []string {
	h.Helper()
	var out []string
	after := ""
	for {
		list, next, err := h.desk(who).Pairs(h.ctx(), state, after, 2)
		h.must(err)
		for _, p := range list {
			out = append(out, fmt.Sprintf("%s %s %.4f %s", p.A.Head.Number, p.B.Head.Number, p.Score, p.State))
		}
		if next == "" {
			return out
		}
		after = next
	}
}

// match compares whoever waits for it.
func (h *house) match() {
	h.Helper()
	_, err := h.Keeper().Match(h.ctx())
	h.must(err)
}

func TestWhoDecidesAboutDuplicates(t *testing.T) { // R26, R32
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		a := h.person("aliya", "Ойдан Асан", "level", "internal", "team", "almaty")
		b := h.person("aliya", "Ойдан Асан", "level", "internal", "team", "almaty")
		c := h.person("west", "Ойдан Асан", "level", "internal", "team", "west")
		group := h.put("aliya", "organisation", "name", "A made-up body", "level", "internal")
		h.match()
		verdict := cases.Verdict{State: cases.PairDifferent, Why: "cousins"}
		for _, one := range []struct {
			what, who, a, b string
			verdict         cases.Verdict
			err             error
			field, key      string
		}{
			{"a researcher", "reader", a.Number, b.Number, verdict, cases.ErrForbidden, "", ""},
			{"an auditor", "auditor", a.Number, b.Number, verdict, cases.ErrForbidden, "", ""},
			{"an administrator", "boss", a.Number, b.Number, verdict, cases.ErrForbidden, "", ""},
			{"another team", "west", a.Number, b.Number, verdict, cases.ErrNotFound, "", ""},
			{"one who sees half of it", "west", a.Number, c.Number, verdict, cases.ErrNotFound, "", ""},
			{"somebody and themselves", "aliya", a.Number, a.Number, verdict, cases.ErrNotFound, "", ""},
			{"an organisation", "aliya", a.Number, group.Number, verdict, cases.ErrNotFound, "", ""},
			{"nobody", "aliya", a.Number, "PER-100000", verdict, cases.ErrNotFound, "", ""},
			{"no decision", "aliya", a.Number, b.Number, cases.Verdict{}, nil, "state", "required"},
			{"same, which merging alone decides", "aliya", a.Number, b.Number, cases.Verdict{State: cases.PairSame}, nil, "state", "required"},
			{"a broken word", "aliya", a.Number, b.Number, cases.Verdict{State: cases.PairLater, Why: "\xff"}, nil, "why", "not_utf8"},
		} {
			err := h.desk(one.who).DecidePair(h.ctx(), one.a, one.b, one.verdict)
			if one.err != nil && !errors.Is(err, one.err) || one.err == nil && problem(err, one.field) != one.key {
				h.Errorf("%s: %v", one.what, err)
			}
		}
		for _, who := range []string{"reader", "auditor", "boss"} {
			if _, _, err := h.desk(who).Pairs(h.ctx(), "", "", 10); !errors.Is(err, cases.ErrForbidden) {
				h.Errorf("the queue of %s: %v", who, err)
			}
			if n, err := h.desk(who).OpenPairs(h.ctx()); n != 0 || err != nil {
				h.Errorf("%s is told of %d pairs, %v", who, n, err)
			}
		}
		if got := h.entries("pair.different"); len(got) != 0 {
			h.Errorf("%d decisions were entered", len(got))
		}
	})
}

func TestAPairIsFoundAfterASaveAndNeverAgainOnceDecided(t *testing.T) {
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		a := h.person("aliya", "Ойдан Асан", "level", "internal")
		b := h.person("aliya", "Ойдан Асан", "level", "internal")
		c := h.person("aliya", "Басқа Біреу", "level", "internal")
		if got := h.pairLines("aliya", ""); len(got) != 0 {
			h.Fatalf("before anybody was compared: %v", got)
		}
		h.match()
		if got := h.pairLines("aliya", ""); len(got) != 1 {
			h.Fatalf("the queue is %v", got)
		}
		h.must(h.desk("aliya").DecidePair(h.ctx(), b.Number, a.Number, cases.Verdict{State: cases.PairDifferent, Why: "cousins"}))
		p, _, _, err := h.desk("aliya").Pair(h.ctx(), b.Number, a.Number)
		h.must(err)
		if p.A.Head.Number != a.Number || p.State != cases.PairDifferent || p.By != "aliya" || p.Why != "cousins" || p.Decided.IsZero() {
			h.Errorf("the pair is %+v", p)
		}
		h.edit("aliya", a, "names.0.value", "Ойдан Асан", "sex", "male")
		h.match()
		if got := h.pairLines("aliya", ""); len(got) != 0 {
			h.Errorf("after the decision: %v", got)
		}
		h.edit("aliya", c, "names.0.value", "Ойдан Асан")
		h.match()
		if got := h.pairLines("aliya", ""); len(got) != 2 {
			h.Errorf("with a third of the name: %v", got)
		}
		if got := h.pairLines("west", ""); len(got) != 0 {
			h.Errorf("another team sees %v", got)
		}
		if n, err := h.desk("aliya").OpenPairs(h.ctx()); n != 2 || err != nil {
			h.Errorf("%d open pairs, %v", n, err)
		}
		if list, err := h.desk("aliya").PairsOf(h.ctx(), c.Number); len(list) != 2 || err != nil {
			h.Errorf("%d pairs of the third, %v", len(list), err)
		}
		if got := h.entries("pair.different"); len(got) != 1 || got[0].Reason != "cousins" {
			h.Errorf("the log has %+v", got)
		}
	})
}

func TestWhatIsPutOffComesLastAndCanBeOpenedAgain(t *testing.T) {
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		var who []cases.Saved
		for range 3 {
			who = append(who, h.person("aliya", "Ойдан Асан", "level", "internal"))
		}
		h.match()
		first := h.pairLines("aliya", "")
		h.must(h.desk("aliya").DecidePair(h.ctx(), who[0].Number, who[1].Number, cases.Verdict{State: cases.PairLater}))
		lines := h.pairLines("aliya", "")
		if len(first) != 3 || len(lines) != 3 || lines[2][len(lines[2])-len(cases.PairLater):] != cases.PairLater {
			h.Fatalf("was %v, is %v", first, lines)
		}
		h.must(h.desk("aliya").DecidePair(h.ctx(), who[0].Number, who[1].Number, cases.Verdict{State: cases.PairOpen}))
		if got := h.pairLines("aliya", ""); fmt.Sprint(got) != fmt.Sprint(first) {
			h.Errorf("opened again: %v, was %v", got, first)
		}
	})
}

func TestAPairGoesWhenTheNameIsMended(t *testing.T) {
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		h.person("aliya", "Ойдан Асан", "level", "internal")
		b := h.person("aliya", "Ойдан Асан", "level", "internal")
		h.match()
		h.edit("aliya", b, "names.0.value", "Мүлде Басқа")
		h.match()
		if got := h.pairLines("aliya", ""); len(got) != 0 {
			h.Errorf("the queue is %v", got)
		}
	})
}

func TestWithdrawnAndErasedPeopleAreInNoPair(t *testing.T) { // R70
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		gone := h.known()
		h.person("aliya", goneName, "level", "public")
		h.match()
		if got := h.pairLines("aliya", ""); len(got) != 1 {
			h.Fatalf("the queue is %v", got)
		}
		h.withdraw("aliya", gone.person)
		if got := h.pairLines("chief", ""); len(got) != 0 {
			h.Errorf("after the withdrawal: %v", got)
		}
		h.match()
		_, err := h.Erasures().Erase(h.ctx(), h.desk("chief").User(), gone.person.Number)
		h.must(err)
		for _, c := range []clause{{sql: "SELECT COUNT(*) FROM pairs"}, {"SELECT COUNT(*) FROM to_match WHERE record = ?", args(gone.person.ID)}} {
			if n, err := number(h.read, c); n != 0 || err != nil {
				h.Errorf("%s: %d, %v", c.sql, n, err)
			}
		}
	})
}

// forgetAllPairs empties the queue.
func forgetAllPairs(tx *gorm.DB) error { return tx.Exec("DELETE FROM pairs").Error }

func TestAClusterIsOneAndAnUndoneMergeIsLookedAtLater(t *testing.T) {
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		a := h.person("aliya", "Ойдан Асан", "level", "internal")
		b := h.person("aliya", "Ойдан Асан", "level", "internal")
		c := h.person("aliya", "Ойдан Асан", "level", "internal")
		h.match()
		if got := h.pairLines("aliya", ""); len(got) != 3 {
			h.Fatalf("the queue is %v", got)
		}
		_, err := h.desk("aliya").Merge(h.ctx(), cases.Merge{Keep: a.Number, Absorb: b.Number, KeepVersion: a.Version, AbsorbVersion: b.Version, Why: "one person"})
		h.must(err)
		for range 2 {
			list, _, err := h.desk("aliya").Pairs(h.ctx(), "", "", 10)
			h.must(err)
			if len(list) != 1 || list[0].A.Head.Number != a.Number || list[0].B.Head.Number != c.Number {
				h.Errorf("after the merge: %v", h.pairLines("aliya", ""))
			}
			h.match()
			_, err = h.Keeper().FindDuplicates(h.ctx(), "cli", nil)
			h.must(err)
		}
		if same := h.pairLines("aliya", cases.PairSame); len(same) != 1 {
			h.Errorf("merged pairs are %v", same)
		}
		if err := h.desk("aliya").DecidePair(h.ctx(), a.Number, b.Number, cases.Verdict{State: cases.PairDifferent}); problem(err, "state") != "merged_already" {
			h.Errorf("deciding about who is merged: %v", err)
		}
		_, _, err = h.desk("aliya").Unmerge(h.ctx(), cases.Unmerge{Keep: a.Number, Absorbed: b.Number, Why: "not one after all"})
		h.must(err)
		h.match()
		lines := h.pairLines("aliya", "")
		if len(lines) != 3 || !strings.HasSuffix(lines[2], cases.PairLater) {
			h.Errorf("after the merge was undone: %v", lines)
		}
	})
}
