package main

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"aigaq/internal/cases/names"
	"aigaq/internal/cases/names/labelled"
)

// scoring measures how many pairs of names one core scores in a second: names in many scripts, each against each, of
// which some are one person. The floor is comparing the texts themselves for equality.
func (b *bench) scoring(ctx context.Context) error {
	set, err := labelled.Set(labelled.Tuning)
	if err != nil {
		return err
	}
	var forms []names.Form
	for _, p := range set {
		forms = append(forms, names.Parse(p.A.Name), names.Parse(p.B.Name))
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	ours, matched := perSecond(ctx, forms, func(x, y *names.Form) bool {
		return names.CompareForms(*x, *y).Score >= names.MatchAt
	})
	floor, _ := perSecond(ctx, forms, func(x, y *names.Form) bool { return x.Written == y.Written })
	r := row{operation: "score pairs of names, one core", data: fmt.Sprintf("%d names, each with each: %d matches", len(forms), matched),
		ours: fmt.Sprintf("%.0f pairs/s", ours), floor: fmt.Sprintf("%.0f pairs/s (equal texts)", floor), asked: "≥ 100,000 pairs/s", ok: yes(ours >= 100_000)}
	b.add(r)
	return ctx.Err()
}

// perSecond holds each form against each, in turn, for a second or until all are done, and gives the pairs a second and
// how many of them were hits.
func perSecond(ctx context.Context, forms []names.Form, hit func(x, y *names.Form) bool) (pace float64, hits int) {
	n := 0
	began := time.Now()
	for i := range forms {
		for j := range forms {
			if hit(&forms[i], &forms[j]) {
				hits++
			}
		}
		n += len(forms)
		if time.Since(began) > time.Second || ctx.Err() != nil {
			break
		}
	}
	return float64(n) / time.Since(began).Seconds(), hits
}
