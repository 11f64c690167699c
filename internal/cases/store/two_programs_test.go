package store

import (
	"slices"
	"testing"

	"gorm.io/gorm"
)

func TestTwoProgramsKeepPairsAtOnce(t *testing.T) {
	onBothWith(t, Options{NoMatching: true}, func(h *house) {
		other, err := Open(h.ctx(), h.options)
		h.must(err)
		defer other.Close()
		var ids []int64
		for range 20 {
			ids = append(ids, h.person("aliya", "Ойдан Асан").ID)
		}
		var all []likely
		for i, a := range ids {
			for _, b := range ids[i+1:] {
				all = append(all, likely{a: a, b: b, score: 9000})
			}
		}
		turned := slices.Clone(all)
		slices.Reverse(turned)
		done := make(chan error)
		for s, list := range map[*Store][]likely{h.Store: all, other: turned} {
			go func() {
				var err error
				for i := 0; i < 15 && err == nil; i++ {
					err = s.writePairs(func(tx *gorm.DB) error { return s.keepMatched(tx, waitingToMatch{ids[0], 1}, slices.Clone(list), nil) })
				}
				done <- err
			}()
		}
		for range 2 {
			if err := <-done; err != nil {
				h.Error(err)
			}
		}
	})
}
