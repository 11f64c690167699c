package audit

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
)

// SealKey derives from the signing key of a log the key that seals its head row.
func SealKey(signing string) []byte {
	sum := sha256.Sum256([]byte("aigaq audit head seal 1\n" + signing))
	return sum[:]
}

// HeadRow is the one row from which a log grows, with a seal that only the holder of the signing key can make. Whoever
// edits the tables alone can put an older row back whole, and can make no other.
type HeadRow struct {
	Head
	Points int64  // checkpoints signed so far
	At     int64  // time of the newest entry, in microseconds since 1970
	Seal   []byte // over all of it; empty for a log that was broken before
}

// Sealed gives the row with its seal.
func (r HeadRow) Sealed(key []byte) HeadRow {
	r.Seal = r.sum(key)
	return r
}

// Whole tells whether the seal is right. A log that nothing was ever written to needs none.
func (r HeadRow) Whole(key []byte) bool {
	if r.Size == 0 && r.Points == 0 && len(r.Seal) == 0 {
		return true
	}
	return hmac.Equal(r.Seal, r.sum(key))
}

// After gives the row that follows this one. A row that is not whole is followed by one without a seal, so that going
// on writing never makes a broken log look whole.
func (r HeadRow) After(key []byte, head Head, points, at int64) HeadRow {
	next := HeadRow{Head: head, Points: points, At: at}
	if !r.Whole(key) {
		return next
	}
	return next.Sealed(key)
}

func (r HeadRow) sum(key []byte) []byte {
	h := hmac.New(sha256.New, key)
	for _, n := range []int64{r.Size, r.Points, r.At} {
		var b [8]byte
		binary.BigEndian.PutUint64(b[:], uint64(n))
		h.Write(b[:])
	}
	h.Write(EncodeEdge(r.Edge))
	return h.Sum(nil)
}
