package audit_test

import (
	"testing"

	"aigaq/internal/cases/audit"

	"golang.org/x/mod/sumdb/tlog"
)

// R68
func TestInclusionHoldsForItsEntryOnly(t *testing.T) {
	m, _, _ := newLog(t, 11)
	for size := int64(1); size <= 11; size++ {
		root := m.root(t, size)
		for seq := range size {
			proof, err := audit.Inclusion(size, seq, m)
			must(t, err)
			body := m.entries[seq].bytes
			must(t, audit.CheckInclusion(proof, size, root, seq, body))
			if audit.CheckInclusion(proof, size, root, seq, m.entries[(seq+1)%11].bytes) == nil {
				t.Fatalf("entry %d of %d: another body passes", seq, size)
			}
			for i := range proof {
				proof[i][0] ^= 1
				if audit.CheckInclusion(proof, size, root, seq, body) == nil {
					t.Fatalf("entry %d of %d: a changed proof passes", seq, size)
				}
				proof[i][0] ^= 1
			}
		}
	}
}

func TestConsistencyHoldsForGrowthOnly(t *testing.T) {
	m, _, _ := newLog(t, 11)
	for now := range int64(12) {
		for old := range now + 1 {
			proof, err := audit.Consistency(old, now, m)
			must(t, err)
			was, is := audit.SeenHead{Size: old, Root: m.root(t, old)}, audit.SeenHead{Size: now, Root: m.root(t, now)}
			must(t, audit.CheckConsistency(proof, was, is))
			was.Root[0] ^= 1
			if audit.CheckConsistency(proof, was, is) == nil {
				t.Fatalf("from %d to %d: another old root passes", old, now)
			}
		}
	}
	empty := audit.Head{}.Root()
	if audit.CheckConsistency(nil, audit.SeenHead{Root: empty}, audit.SeenHead{Root: tlog.Hash{1}}) == nil {
		t.Error("an empty log has two roots")
	}
}

// Sizes near 2^63 would never return from tlog's arithmetic.
func TestProofsRefuseImpossibleSizes(t *testing.T) {
	m, _, _ := newLog(t, 3)
	for _, s := range [][2]int64{{3, -1}, {3, 3}, {-1, 0}, {0, 0}, {1<<63 - 1, 2}} {
		if _, err := audit.Inclusion(s[0], s[1], m); err == nil {
			t.Errorf("entry %d of %d is proved", s[1], s[0])
		}
		if audit.CheckInclusion(nil, s[0], tlog.Hash{}, s[1], nil) == nil {
			t.Errorf("entry %d of %d passes", s[1], s[0])
		}
	}
	for _, s := range [][2]int64{{-1, 3}, {3, 2}, {2, 1<<63 - 1}} {
		if _, err := audit.Consistency(s[0], s[1], m); err == nil {
			t.Errorf("growth from %d to %d is proved", s[0], s[1])
		}
		if audit.CheckConsistency(nil, audit.SeenHead{Size: s[0]}, audit.SeenHead{Size: s[1]}) == nil {
			t.Errorf("growth from %d to %d passes", s[0], s[1])
		}
	}
}
