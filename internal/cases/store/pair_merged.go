package store

import (
	"fmt"

	"aigaq/internal/cases"
)

// pairMerged takes two people who were merged out of the queue, in the transaction of the merge. Whoever stands for both
// is compared with the others anew, since they have the names of both.
func (a *Acts) pairMerged(keep, absorbed int64, why string) error {
	if err := a.pairDecided(keep, absorbed, cases.Verdict{State: cases.PairSame, Why: why}); err != nil {
		return err
	}
	return a.store.matchSoon(a.tx, keep)
}

// pairUnmerged puts two people whose merge was taken back at the end of the queue: somebody held them to be the same once
// and to be different since. Both are compared with the others anew.
func (a *Acts) pairUnmerged(keep, absorbed int64, why string) error {
	if err := a.pairDecided(keep, absorbed, cases.Verdict{State: cases.PairLater, Why: why}); err != nil {
		return err
	}
	for _, id := range []int64{keep, absorbed} {
		if err := a.store.matchSoon(a.tx, id); err != nil {
			return err
		}
	}
	return nil
}

// pairDecided keeps how a pair stands, be it one that was found or not.
func (a *Acts) pairDecided(one, other int64, v cases.Verdict) error {
	n, err := number(a.tx, clause{"SELECT COUNT(*) FROM pairs WHERE a = ? AND b = ?", args(min(one, other), max(one, other))})
	if err != nil {
		return fmt.Errorf("look a pair up: %w", err)
	}
	if n == 0 {
		if err := a.store.addPair(a.tx, min(one, other), max(one, other)); err != nil {
			return err
		}
	}
	return a.store.settle(a.tx, one, other, v, a.user.Code)
}
