package store

import (
	"slices"
	"strings"
	"testing"

	"aigaq/internal/cases"
)

// lookThroughAll is a run over everybody.
func (h *house) lookThroughAll() {
	h.Helper()
	_, err := h.Keeper().FindDuplicates(h.ctx(), "cli", nil)
	h.must(err)
}

func TestWhatIsHiddenOfAPersonMakesNoPair(t *testing.T) { // R26
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		a := h.person("chief", "Ойдан Асан", "level", "internal")
		b := h.person("chief", "Вымыслова Гүлнар", "level", "restricted", "born", "1950")
		c := h.person("aliya", "Вымыслова Гүлнар", "level", "internal")
		h.merge("chief", a.Number, b.Number)
		for _, compare := range []func(){h.match, h.lookThroughAll} {
			compare()
			if got := h.pairLines("aliya", ""); len(got) != 0 {
				h.Errorf("aliya is told by what she does not see: %v", got)
			}
		}
		if list, err := h.desk("aliya").PairsOf(h.ctx(), c.Number); len(list) != 0 || err != nil {
			h.Errorf("%d pairs of the third, %v", len(list), err)
		}
	})
}

func TestWhoSeesOneRecordOfAPersonAloneIsToldNothingOfTheOthers(t *testing.T) { // R26
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		a := h.person("chief", "Ойдан Асан", "level", "internal", "team", "west")
		b := h.person("chief", "Вымыслова Гүлнар", "level", "internal", "team", "west")
		h.person("aliya", "Вымыслова Гүлнар", "level", "internal", "team", "almaty")
		h.merge("chief", a.Number, b.Number)
		h.must(h.desk("chief").Share(h.ctx(), a.Number, lend("aliya", true)))
		h.match()
		if got := h.pairLines("chief", ""); len(got) != 1 {
			h.Errorf("the chief has %v", got)
		}
		if got := h.pairLines("aliya", ""); len(got) != 0 {
			h.Errorf("aliya is told by what she does not see: %v", got)
		}
		if n, err := h.desk("aliya").OpenPairs(h.ctx()); n != 0 || err != nil {
			h.Errorf("aliya counts %d pairs, %v", n, err)
		}
	})
}

func TestAPersonOfSeveralRecordsIsNoPairWithThemselves(t *testing.T) {
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		a, b, c := h.person("aliya", "Ойдан Асан"), h.person("aliya", "Ойдан Асан"), h.person("aliya", "Ойдан Асан")
		h.merge("aliya", b.Number, c.Number)
		h.merge("aliya", a.Number, b.Number)
		for _, compare := range []func(){h.match, h.lookThroughAll} {
			compare()
			if got := h.pairLines("aliya", ""); len(got) != 0 {
				h.Errorf("the queue has %v", got)
			}
		}
		h.unmerge("aliya", a.Number, b.Number)
		h.match()
		h.unmerge("aliya", b.Number, c.Number)
		h.match()
		if got := h.pairLines("aliya", ""); len(got) != 3 {
			h.Errorf("taken apart they are %v", got)
		}
		h.verify()
	})
}

func TestWhatWasDecidedAboutOneRecordHoldsForThePerson(t *testing.T) {
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		a, b, other := h.person("aliya", "Ойдан Асан"), h.person("aliya", "Ойдан Асан"), h.person("aliya", "Ойдан Асан")
		h.match()
		h.must(h.desk("aliya").DecidePair(h.ctx(), b.Number, other.Number, cases.Verdict{State: cases.PairDifferent, Why: "cousins"}))
		h.merge("aliya", a.Number, b.Number)
		for _, compare := range []func(){h.match, h.lookThroughAll} {
			compare()
			if got := h.pairLines("aliya", ""); len(got) != 0 {
				h.Errorf("somebody said that they are two, and is asked again: %v", got)
			}
		}
		h.unmerge("aliya", a.Number, b.Number)
		h.match()
		got := h.pairLines("aliya", "")
		asked := func(line string) bool { return strings.HasPrefix(line, a.Number+" "+other.Number) }
		if len(got) != 2 || !slices.ContainsFunc(got, asked) {
			h.Errorf("after the merge was taken back: %v", got)
		}
	})
}
