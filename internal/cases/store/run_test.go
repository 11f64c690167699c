package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/names"
)

func TestARunFindsWhatSavesWouldAndOnceIsEnough(t *testing.T) {
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		surnames := []string{"Ойданов", "Вымыслов", "Ертегиев", "Киялбаев", "Жоқтегін"}
		given := []string{"Асан", "Болат", "Гүлнұр"}
		for i := range 30 {
			h.person("aliya", surnames[i%5]+" "+given[i%3], "level", "internal")
		}
		h.match()
		want := h.pairLines("aliya", "")
		if len(want) < 15 {
			h.Fatalf("%d pairs by saves", len(want))
		}
		h.must(h.writer.do(forgetAllPairs))
		var told [][2]int
		run, err := h.Keeper().FindDuplicates(h.ctx(), "cli", func(done, total int) { told = append(told, [2]int{done, total}) })
		h.must(err)
		if run.People != 30 || run.Found == 0 || run.Cut != 0 || run.Failed != "" {
			h.Errorf("the run is %+v", run)
		}
		if len(told) == 0 || told[len(told)-1][0] != told[len(told)-1][1] {
			h.Errorf("progress was %v", told)
		}
		got := h.pairLines("aliya", "")
		for _, line := range want {
			if !slices.Contains(got, line) {
				h.Errorf("the run did not find %s", line)
			}
		}
		want = got
		list, _, err := h.desk("aliya").Pairs(h.ctx(), "", "", 1)
		h.must(err)
		h.must(h.desk("aliya").DecidePair(h.ctx(), list[0].A.Head.Number, list[0].B.Head.Number, cases.Verdict{State: cases.PairDifferent}))
		run, err = h.Keeper().FindDuplicates(h.ctx(), "cli", nil)
		h.must(err)
		if got = h.pairLines("aliya", ""); len(got) != len(want)-1 {
			h.Errorf("after one decision: %d pairs of %d", len(got), len(want))
		}
		last, err := h.desk("chief").LastRun(h.ctx())
		h.must(err)
		if last.ID != run.ID || last.Ended.IsZero() || last.Found != run.Found || last.By != "cli" {
			h.Errorf("the last run is %+v", last)
		}
		if n := len(h.entries("pair.run")); n != 2 || len(h.entries("pair.run.end")) != 2 {
			h.Errorf("%d runs were entered", n)
		}
	})
}

func TestOneRunGoesOnAtATimeAndCanBeStopped(t *testing.T) {
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		if err := h.desk("aliya").LookAgain(h.ctx()); !errors.Is(err, cases.ErrForbidden) {
			h.Errorf("staff begins a run: %v", err)
		}
		if err := h.desk("aliya").StopRun(h.ctx()); !errors.Is(err, cases.ErrForbidden) {
			h.Errorf("staff stops a run: %v", err)
		}
		if _, err := h.desk("chief").LastRun(h.ctx()); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("before any run: %v", err)
		}
		if _, err := h.Store.beginRun("cli"); err != nil {
			h.Fatal(err)
		}
		if err := h.desk("chief").LookAgain(h.ctx()); !errors.Is(err, cases.ErrRunning) {
			h.Errorf("a second run: %v", err)
		}
		h.pass(2 * runLease)
		last, err := h.desk("chief").LastRun(h.ctx())
		if err != nil || last.Failed != cases.RunFailed || last.Ended.IsZero() {
			h.Errorf("a run whose program ended is %+v, %v", last, err)
		}
		ctx, cancel := context.WithCancel(h.ctx())
		cancel()
		if run, err := h.Keeper().FindDuplicates(ctx, "cli", nil); !errors.Is(err, context.Canceled) || run.Failed != cases.RunStopped {
			h.Errorf("a stopped run is %+v, %v", run, err)
		}
		h.must(h.desk("chief").LookAgain(h.ctx()))
		for range 1500 { // half a minute, on a busy machine
			if last, err = h.desk("chief").LastRun(h.ctx()); err == nil && !last.Ended.IsZero() {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		if last.Ended.IsZero() || last.Failed != "" || last.By != "chief" {
			h.Errorf("the run in the background is %+v, %v", last, err)
		}
	})
}

// of makes somebody to be compared.
func of(id int64, name, born string) someone {
	s := someone{id: id}
	s.Names = addForm(nil, name)
	s.Born = names.Span{From: born, To: born}
	return s
}

// ranked compares people as a run does.
func ranked(t *testing.T, people []someone) (*ranking, []twoAlike) {
	t.Helper()
	r := &ranking{blocking: blocksOf(people), pace: &pace{}}
	if err := r.compareAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	return r, r.found
}

func TestBlocksCompareWhoeverComparingEverybodyWouldFind(t *testing.T) {
	given := []string{"Асан", "Болат", "Серік", "Дана", "Айгүл"}
	var people []someone
	for i := range 600 {
		born := fmt.Sprintf("19%02d-05-05", 40+i%50)
		people = append(people, of(int64(i+1), fmt.Sprintf("%s Ойданов%c%c", given[i%len(given)], 'а'+rune(i%32), 'а'+rune(i*7%32)), born))
	}
	r, found := ranked(t, people)
	if len(r.cut) != 0 {
		t.Fatalf("%d blocks were cut", len(r.cut))
	}
	all := 0
	for i := range people {
		for j := range people[:i] {
			if people[i].compare(people[j]).Score >= names.MatchAt {
				all++
			}
		}
	}
	strong := 0
	seen := map[[2]int32]bool{}
	for _, p := range found {
		if seen[[2]int32{p.a, p.b}] {
			t.Errorf("%d and %d were found twice", p.a, p.b)
		}
		seen[[2]int32{p.a, p.b}] = true
		if p.score >= int32(units(names.MatchAt)) {
			strong++
		}
	}
	if strong < all*99/100 {
		t.Errorf("%d of %d were found with %d comparisons", strong, all, r.pace.compared.Load())
	}
	if compared, each := r.pace.compared.Load(), int64(600*599/2); compared > each*2/3 {
		t.Errorf("%d of %d comparisons were made", compared, each)
	}
}

func TestTenThousandOfOneNameAreNotComparedEachWithEach(t *testing.T) {
	var people []someone
	for i := range 10_000 {
		people = append(people, of(int64(i+1), "Асан Ойданов", ""))
	}
	r, found := ranked(t, people)
	if len(r.cut) == 0 {
		t.Error("nothing says that they were not all compared")
	}
	if n := r.pace.compared.Load(); n > 10_000*windowMost*2 {
		t.Errorf("%d comparisons", n)
	}
	if best := len(r.bestEach()); len(found) == 0 || best == 0 || best > 10_000*pairsEach {
		t.Errorf("%d pairs, of which the best are %d", len(found), best)
	}
}
