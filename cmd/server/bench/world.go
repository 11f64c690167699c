package main

import (
	"context"
	"fmt"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
)

// seed makes every run's data the same, but for the numbers of records, which the store draws at random.
const seed = 20220105

// size is how much a world holds: people, and records of all other kinds.
type size struct {
	name   string
	people int
	others int
}

// The data on which everything is measured, and the little that a create needs to refer to.
var (
	working = size{"20,000 people + 17,250 records", 20_000, 17_250}
	million = size{"1,000,000 records", 400_000, 600_000}
	little  = size{"1,000 people", 1_000, 100}
)

func (s size) records() int { return s.people + s.others }

// world writes made-up records of every kind, and keeps the numbers of those that later ones refer to.
type world struct {
	dice
	goal    size
	numbers map[string][]string
	pending []entry
	others  int
}

// entry is a record that waits to be saved.
type entry struct {
	kind string
	in   cases.Input
}

// together is how many records share a transaction while a world is made. Nobody else writes meanwhile.
const together = 200

// fill saves a whole world through a desk, as an import would.
func fill(ctx context.Context, desk *store.Desk, s size, say func(done int)) error {
	w := &world{dice: newDice(seed), goal: s, numbers: map[string][]string{}}
	for range 12 {
		w.add("event", w.event())
	}
	for range 60 {
		w.add("place", w.place())
	}
	if err := w.save(ctx, desk); err != nil {
		return err
	}
	said := time.Now()
	for i := range s.people {
		w.add("person", w.person())
		w.catchUp(i + 1)
		if len(w.pending) < together && i+1 < s.people {
			continue
		}
		if err := w.save(ctx, desk); err != nil {
			return err
		}
		if time.Since(said) > 10*time.Second {
			said = time.Now()
			say(i + 1 + w.others)
		}
	}
	return nil
}

func (w *world) add(kind string, in cases.Input) {
	w.pending = append(w.pending, entry{kind, in})
	if kind != "person" {
		w.others++
	}
}

// catchUp adds records of the other kinds until their share is that of the people: what is recorded of people comes
// in as they do, so that a kind's rows lie scattered among those of all others.
func (w *world) catchUp(people int) {
	for len(w.numbers["person"]) > 0 && w.others < w.goal.others*people/w.goal.people {
		switch n := w.IntN(100); {
		case n < 40 || len(w.numbers["case"]) == 0 && n < 52:
			w.add("detention", w.detention())
		case n < 54:
			w.add("case", w.criminalCase())
		case n < 76 && len(w.numbers["case"]) > 0:
			w.add("step", w.step())
		case n < 78:
			w.add("death", w.death())
		case n < 88:
			w.add("ill_treatment", w.illTreatment())
		default:
			w.add("harassment", w.harassment())
		}
	}
}

// somebody is a person who is already there.
func (w *world) somebody() string { return w.one(w.numbers["person"]) }

func (w *world) save(ctx context.Context, desk *store.Desk) error {
	for len(w.pending) > 0 {
		n := min(together, len(w.pending))
		_, err := desk.Together(ctx, "", func(a *store.Acts) error { return w.keep(a, w.pending[:n]) })
		if err != nil {
			return fmt.Errorf("save made-up records: %w", err)
		}
		w.pending = w.pending[n:]
	}
	w.pending = nil
	return nil
}

func (w *world) keep(a *store.Acts, list []entry) error {
	for _, e := range list {
		saved, err := a.Save(cases.Change{Kind: cases.KindByCode(e.kind), Sent: e.in})
		if err != nil {
			return fmt.Errorf("a made-up %s: %w", e.kind, err)
		}
		w.numbers[e.kind] = append(w.numbers[e.kind], saved.Number)
	}
	return nil
}
