package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"aigaq/internal/cases"
)

// R65: in whatever order records are merged and merges are taken back, what is left is what was.
func TestMergesInAnyOrderLeaveWhatWas(t *testing.T) {
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		for seed := range uint64(4) {
			h.mergesAtRandom(rand.New(rand.NewPCG(seed, 7)))
		}
	})
}

func (h *house) mergesAtRandom(r *rand.Rand) {
	h.Helper()
	var people []cases.Saved
	for i := range 5 {
		p := h.person("chief", fmt.Sprintf("Вымыслов Пример%c", 'а'+rune(i)), "occupation", fmt.Sprintf("trade %d", i), "born", fmt.Sprint(1980+i), "remarks", fmt.Sprintf("note %d", i))
		h.put("chief", "detention", "victim", p.Number, "from", "2022-01-05")
		people = append(people, p)
	}
	before := h.exported()
	into := map[string]string{}
	for range 24 {
		a, b := people[r.IntN(5)].Number, people[r.IntN(5)].Number
		d := h.desk("chief")
		if into[b] != "" && r.IntN(2) == 0 {
			_, kept, err := d.Unmerge(h.ctx(), cases.Unmerge{Keep: into[b], Absorbed: b, Why: "a test"})
			h.must(err)
			if len(kept) > 0 {
				h.Errorf("%v was not given back", kept)
			}
			delete(into, b)
			continue
		}
		take := []string{"occupation", "born", "remarks"}[:r.IntN(4)]
		saved, err := d.Merge(h.ctx(), cases.Merge{Keep: a, Absorb: b, KeepVersion: h.versionNow("chief", a), AbsorbVersion: h.versionNow("chief", b), Take: take, Why: "a test"})
		if err == nil {
			into[b] = saved.Number
		} else if problem(err, "absorb") == "" {
			h.Fatal(err)
		}
	}
	h.verify()
	for len(into) > 0 {
		var left []string
		for b := range into {
			left = append(left, b)
		}
		slices.Sort(left)
		b := left[r.IntN(len(left))]
		if kept := h.unmerge("chief", into[b], b); len(kept) > 0 {
			h.Errorf("%v was not given back", kept)
		}
		delete(into, b)
	}
	if h.exported() != before {
		h.Error("something is left of merges that were taken back")
	}
	h.verify()
}

func TestTwoWhoMergeEachOtherWayAtOnceMakeOnePerson(t *testing.T) {
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		a, b, c := h.person("chief", "Ойдан Асан"), h.person("chief", "Ойдан Асан"), h.person("chief", "Ойдан Асан")
		done := make(chan error)
		for _, one := range [][2]string{{a.Number, b.Number}, {b.Number, a.Number}, {b.Number, c.Number}, {c.Number, a.Number}} {
			go func() {
				_, err := h.For(h.users["chief"]).Merge(h.ctx(), cases.Merge{Keep: one[0], Absorb: one[1], KeepVersion: 1, AbsorbVersion: 1, Why: "at once"})
				done <- err
			}()
		}
		merged := 0
		for range 4 {
			if <-done == nil {
				merged++
			}
		}
		if merged == 0 {
			h.Error("nobody was merged")
		}
		h.verify()
		_, err := h.Keeper().FindDuplicates(h.ctx(), "cli", nil)
		h.must(err)
		h.match()
	})
}

func TestNothingOfAnErasedPersonStaysWithWhomTheyWereOnceMerged(t *testing.T) { // R69
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		a := h.person("aliya", "Басқа Біреу", "occupation", "a driver")
		b := h.person("aliya", plantedName, "iin", plantedIIN, "occupation", plantedWords, "born", "1990")
		third := h.person("aliya", plantedName, "born", "1990")
		h.match()
		h.must(h.desk("aliya").DecidePair(h.ctx(), third.Number, b.Number, cases.Verdict{State: cases.PairLater, Why: "is it " + plantedName}))
		h.must(h.desk("aliya").DecidePair(h.ctx(), a.Number, third.Number, cases.Verdict{State: cases.PairDifferent, Why: "not " + plantedName}))
		list := h.bring("aliya", "A made-up list", rowsNamed(plantedName))
		h.must(h.desk("aliya").CompareList(h.ctx(), list, unsaid))
		h.decideAs("aliya", list, 0, b.Number)
		h.merge("aliya", a.Number, b.Number, "occupation", "iin", "born")
		h.match()
		h.unmerge("aliya", a.Number, b.Number)
		h.match()
		for _, p := range []cases.Saved{b, third} {
			p.Version = h.versionNow("aliya", p.Number)
			h.withdraw("aliya", p)
			_, err := h.Erasures().Erase(h.ctx(), h.users["chief"], p.Number)
			h.must(err)
		}
		if where := h.found(plantedTexts()...); where != "" {
			h.Errorf("%s is left", where)
		}
		if where := h.onDisk(plantedTexts()); where != "" {
			h.Errorf("on the disk: %s", where)
		}
		h.verify()
	})
}
