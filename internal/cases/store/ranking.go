package store

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"aigaq/internal/cases/names"
)

// twoAlike is a pair by the places of its people in the list.
type twoAlike struct{ a, b, score int32 }

// pace is how far a run is, for whoever watches.
type pace struct{ done, total, compared atomic.Int64 }

// ranking compares the people of blocks.
type ranking struct {
	*blocking
	pace    *pace
	decided map[[2]int64]bool
	next    atomic.Int64
	mu      sync.Mutex
	found   []twoAlike
}

// likelyPairs compares everybody and gives those who may be the same, the best of each first. Pairs that were decided are
// left out.
func (r *ranking) likelyPairs(ctx context.Context) ([]twoAlike, error) {
	if err := r.compareAll(ctx); err != nil {
		return nil, err
	}
	return r.bestEach(), nil
}

// compareAll compares everybody within their blocks, each pair once and on all cores.
func (r *ranking) compareAll(ctx context.Context) error {
	r.pace.total.Store(int64(r.comparisons()))
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() { r.work(ctx) })
	}
	r.windows(ctx)
	workers.Wait()
	slices.SortFunc(r.found, func(x, y twoAlike) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	r.found = slices.CompactFunc(r.found, func(x, y twoAlike) bool { return x == y })
	return ctx.Err()
}

// work takes blocks until there are none left.
func (r *ranking) work(ctx context.Context) {
	var found []twoAlike
	for ctx.Err() == nil {
		n := int(r.next.Add(1)) - 1
		if n >= len(r.blocks) {
			break
		}
		g := r.blocks[n]
		for i, x := range g {
			for _, y := range g[i+1:] {
				if r.first(x, y) {
					found = r.compare(found, x.who, y.who)
				}
			}
		}
		r.pace.done.Add(int64(len(g) * (len(g) - 1) / 2))
	}
	r.add(found)
}

// windows compares those who are too many with the nearest alone: those of the same name who were born next to them, in
// all and in each team by itself, so that a crowd in one team keeps nobody out of the queue of another (R26).
func (r *ranking) windows(ctx context.Context) {
	seen := map[[2]int32]bool{}
	var found []twoAlike
	for _, g := range slices.Concat(r.cut, r.byTeam(r.cut)) {
		slices.SortFunc(g, func(x, y entry) int {
			p, q := r.people[x.who], r.people[y.who]
			return cmp.Or(cmp.Compare(p.Born.From, q.Born.From), cmp.Compare(p.Region, q.Region), cmp.Compare(x.who, y.who))
		})
		for i, x := range g {
			if ctx.Err() != nil {
				return
			}
			for _, y := range g[i+1 : min(len(g), i+1+windowMost)] {
				both := [2]int32{min(x.who, y.who), max(x.who, y.who)}
				if !seen[both] {
					seen[both] = true
					found = r.compare(found, x.who, y.who)
				}
			}
		}
		r.pace.done.Add(int64(len(g) * windowMost))
	}
	r.add(found)
}

// byTeam parts groups by the teams of those in them.
func (r *ranking) byTeam(groups [][]entry) [][]entry {
	var out [][]entry
	for _, g := range groups {
		of := map[string][]entry{}
		for _, e := range g {
			team := r.people[e.who].team
			of[team] = append(of[team], e)
		}
		for _, part := range of {
			if len(of) > 1 && len(part) > 1 {
				out = append(out, part)
			}
		}
	}
	return out
}

// compare adds two people to what was found where they may be the same.
func (r *ranking) compare(found []twoAlike, x, y int32) []twoAlike {
	x, y = min(x, y), max(x, y)
	p, q := &r.people[x], &r.people[y]
	r.pace.compared.Add(1)
	m := names.Compare(p.Person, q.Person)
	if m.Score < names.ProposeAt || r.decided[[2]int64{p.id, q.id}] {
		return found
	}
	return append(found, twoAlike{x, y, int32(units(m.Score))})
}

func (r *ranking) add(found []twoAlike) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.found = append(r.found, found...)
}

// bestEach leaves those pairs that are among the best of one of the two, counted in each place by itself: nobody's
// queue depends on who stands in a place that they do not see.
func (r *ranking) bestEach() []twoAlike {
	type slot struct {
		who   int32
		place placeOf
	}
	taken := map[slot]int{}
	take := func(who, other int32) bool {
		at := slot{who, r.people[other].place()}
		taken[at]++
		return taken[at] <= pairsEach
	}
	return slices.DeleteFunc(r.found, func(p twoAlike) bool {
		forA, forB := take(p.a, p.b), take(p.b, p.a)
		return !forA && !forB
	})
}
