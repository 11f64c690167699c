package store

import (
	"crypto/hmac"
	"crypto/sha256"

	"aigaq/internal/cases"
)

// markKey derives the key of the recipients' marks.
func markKey(lookup []byte) []byte {
	h := hmac.New(sha256.New, lookup)
	h.Write([]byte("aigaq export mark 1"))
	return h.Sum(nil)
}

// turned is the mark's bit for a pair of neighbours in an export: whether the higher number comes first. Whoever has
// the file sees an order like any other; whoever has the key sees whose it is (R60).
func turned(key []byte, export, a, b string) bool {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(export + "|" + min(a, b) + "|" + max(a, b)))
	return h.Sum(nil)[0]&1 == 1
}

// pair holds the first of two neighbours back until the second is there, and gives both in the order of the mark.
func (x *Export) pair(r cases.Record, do func(cases.Record) error) error {
	if x.held == nil {
		x.held = r
		return nil
	}
	one, two := x.held, r
	x.held = nil
	a, b := one.Base().Number, two.Base().Number
	if (a > b) != turned(x.key, x.id, a, b) {
		one, two = two, one
	}
	if err := do(one); err != nil {
		return err
	}
	return do(two)
}
