package audit

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

var errSizes = errors.New("sizes are out of range")

// Inclusion proves that entry seq stands in the log as it was at size.
func Inclusion(size, seq int64, r tlog.HashReader) (tlog.RecordProof, error) {
	if size > MaxSize || seq < 0 || seq >= size {
		return nil, fmt.Errorf("prove entry %d of %d: %w", seq, size, errSizes)
	}
	proof, err := tlog.ProveRecord(size, seq, r)
	if err != nil {
		return nil, fmt.Errorf("prove entry %d of %d: %w", seq, size, err)
	}
	return proof, nil
}

// CheckInclusion checks, without the log, that body is entry seq of the log
// whose root at size is root.
func CheckInclusion(proof tlog.RecordProof, size int64, root tlog.Hash, seq int64, body []byte) error {
	if size > MaxSize || seq < 0 || seq >= size {
		return fmt.Errorf("check entry %d of %d: %w", seq, size, errSizes)
	}
	if err := tlog.CheckRecord(proof, size, root, seq, tlog.RecordHash(body)); err != nil {
		return fmt.Errorf("check entry %d of %d: %w", seq, size, err)
	}
	return nil
}

// Consistency proves that the log at size now begins with the log at size old.
// The proof from an empty log is empty.
func Consistency(old, now int64, r tlog.HashReader) (tlog.TreeProof, error) {
	if old < 0 || old > now || now > MaxSize {
		return nil, fmt.Errorf("prove growth from %d to %d: %w", old, now, errSizes)
	}
	if old == 0 {
		return tlog.TreeProof{}, nil
	}
	proof, err := tlog.ProveTree(now, old, r)
	if err != nil {
		return nil, fmt.Errorf("prove growth from %d to %d: %w", old, now, err)
	}
	return proof, nil
}

// CheckConsistency checks, without the log, that the log only grew between two
// heads: nothing that old holds was changed or lost in now.
func CheckConsistency(proof tlog.TreeProof, old, now SeenHead) error {
	if old.Size < 0 || old.Size > now.Size || now.Size > MaxSize {
		return fmt.Errorf("check growth from %d to %d: %w", old.Size, now.Size, errSizes)
	}
	if old.Size == 0 {
		if len(proof) != 0 || old.Root != fold(nil) {
			return errors.New("check growth from 0: the old head is not that of an empty log")
		}
		if now.Size == 0 && now.Root != old.Root {
			return errors.New("check growth from 0: two roots for an empty log")
		}
		return nil
	}
	if err := tlog.CheckTree(proof, now.Size, now.Root, old.Size, old.Root); err != nil {
		return fmt.Errorf("check growth from %d to %d: %w", old.Size, now.Size, err)
	}
	return nil
}
