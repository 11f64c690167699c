package audit_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"aigaq/internal/cases/audit"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// The log under test has 11 entries, 0 to 10, and 19 nodes, 0 to 18. Entry 4
// has node 7, entry 5 nodes 8 and 9, entry 10 node 18.
const (
	wrongBody = "its body is not the one that was hashed"
	wrongNode = "it is not the hash of what lies under it"
	canonical = "leaf is not in canonical form"
	missing   = "it is missing"
	stranger  = "it does not belong to the log"
)

// R65
func TestVerifyNamesTheFirstFault(t *testing.T) {
	tests := []struct {
		name   string
		tamper func(*memory)
		place  string
		number int64
		why    string
	}{
		{"body not canonical", func(m *memory) { replace(m, 4, "revision 1", "revision 01") }, "entry", 4, canonical},
		{"body emptied", func(m *memory) { m.entries[4].bytes = nil }, "entry", 4, canonical},
		{"even body edited", func(m *memory) { replace(m, 4, "acc-7", "acc-8") }, "entry", 4, wrongBody},
		{"odd body edited", func(m *memory) { replace(m, 5, "acc-7", "acc-8") }, "entry", 5, wrongBody},
		{"last body edited", func(m *memory) { replace(m, 10, "acc-7", "acc-8") }, "entry", 10, wrongBody},
		{"body edited and next entry deleted", func(m *memory) {
			replace(m, 4, "acc-7", "acc-8")
			m.entries = slices.Delete(m.entries, 5, 6)
		}, "entry", 4, wrongBody},
		{"leaf of another row", func(m *memory) { m.entries[4].bytes = m.entries[3].bytes }, "entry", 4, "its leaf says that it is entry 3"},
		{"bodies swapped", func(m *memory) {
			m.entries[4].bytes, m.entries[5].bytes = m.entries[5].bytes, m.entries[4].bytes
		}, "entry", 4, "its leaf says that it is entry 5"},
		{"first entry deleted", func(m *memory) { m.entries = m.entries[1:] }, "entry", 0, missing},
		{"middle entry deleted", func(m *memory) { m.entries = slices.Delete(m.entries, 6, 7) }, "entry", 6, missing},
		{"last entry deleted", func(m *memory) { m.entries = m.entries[:10] }, "entry", 10, missing},
		{"all entries deleted", func(m *memory) { m.entries = nil }, "entry", 0, missing},
		{"entry twice", func(m *memory) { m.entries = slices.Insert(m.entries, 5, m.entries[4]) }, "entry", 4, "it is out of order"},
		{"entry before the first", func(m *memory) { m.entries = slices.Insert(m.entries, 0, row{-1, nil}) }, "entry", -1, "it is out of order"},
		{"entry added at the end", func(m *memory) { m.entries = append(m.entries, row{11, leaf(11).Body()}) }, "entry", 11, "the log ends before it"},
		{"entry added after a gap", func(m *memory) { m.entries = append(m.entries, row{12, leaf(12).Body()}) }, "entry", 11, missing},

		{"even leaf node edited", func(m *memory) { flip(m, 7) }, "node", 7, wrongNode},
		{"odd leaf node edited", func(m *memory) { flip(m, 8) }, "node", 8, wrongNode},
		{"last leaf node edited", func(m *memory) { flip(m, 18) }, "node", 18, wrongNode},
		{"inner node edited", func(m *memory) { flip(m, 9) }, "node", 9, wrongNode},
		{"node cut short", func(m *memory) { m.nodes[9].bytes = m.nodes[9].bytes[:31] }, "node", 9, "it is not a hash"},
		{"node deleted", func(m *memory) { m.nodes = slices.Delete(m.nodes, 8, 9) }, "node", 8, missing},
		{"last node deleted", func(m *memory) { m.nodes = m.nodes[:18] }, "node", 18, missing},
		{"all nodes deleted", func(m *memory) { m.nodes = nil }, "node", 0, missing},
		{"node added at the end", func(m *memory) { m.nodes = append(m.nodes, row{19, m.nodes[0].bytes}) }, "node", 19, stranger},
		{"node before the first", func(m *memory) { m.nodes = slices.Insert(m.nodes, 0, row{-1, m.nodes[0].bytes}) }, "node", -1, stranger},

		{"head size raised", func(m *memory) { m.size = 12 }, "head", 12, "the log has 11 entries"},
		{"head size lowered", func(m *memory) { m.size = 10 }, "head", 10, "the log has 11 entries"},
		{"edge edited", func(m *memory) { m.edge[0] ^= 1 }, "head", 11, "its edge is not that of the log"},
		{"edge cut short", func(m *memory) { m.edge = m.edge[:40] }, "head", 11, "its edge is not that of the log"},
		{"head forgotten", func(m *memory) { m.size, m.edge = 0, nil }, "head", 0, "the log has 11 entries"},

		{"checkpoint size edited", func(m *memory) { point(m, 2, "\n4\n", "\n5\n") }, "checkpoint", 2, "its signature does not hold"},
		{"checkpoint not a note", func(m *memory) { m.points[2].bytes = []byte("x") }, "checkpoint", 3, "open checkpoint: malformed note"},
		{"checkpoints swapped", func(m *memory) { m.points[1], m.points[2] = m.points[2], m.points[1] }, "checkpoint", 2, "it is out of order"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m, _, keys := newLog(t, 11)
			test.tamper(m)
			wantFault(t, m, audit.Against{Origin: origin, Verifiers: keys}, test.place, test.number, test.why)
		})
	}
}

func replace(m *memory, seq int, old, with string) {
	body := bytes.Replace(m.entries[seq].bytes, []byte(old), []byte(with), 1)
	if bytes.Equal(body, m.entries[seq].bytes) {
		panic("nothing was replaced")
	}
	m.entries[seq].bytes = body
}

func point(m *memory, number int, old, with string) {
	m.points[number-1].bytes = bytes.Replace(m.points[number-1].bytes, []byte(old), []byte(with), 1)
}

func flip(m *memory, index int) { m.nodes[index].bytes[3] ^= 0x10 }

func wantFault(t *testing.T, m *memory, against audit.Against, place string, number int64, why string) {
	t.Helper()
	_, err := audit.Verify(context.Background(), m, against)
	var got audit.Fault
	if !errors.As(err, &got) {
		t.Fatalf("got %v, want a fault", err)
	}
	if want := (audit.Fault{Place: place, Number: number, Why: why}); got != want {
		t.Fatalf("got  %v\nwant %v", got, want)
	}
}

// R65: two signed heads of one size, whichever of them comes first.
func TestVerifyNamesAFork(t *testing.T) {
	for _, good := range []bool{true, false} {
		m, signer, keys := newLog(t, 11)
		forged := tlog.RecordHash([]byte("another history"))
		m.sign(t, signer, 7, forged)
		wrong, other := int64(4), "3"
		if !good {
			m.points[2].bytes, m.points[3].bytes = m.points[3].bytes, m.points[2].bytes
			wrong, other = 3, "4"
		}
		wantFault(t, m, audit.Against{Origin: origin, Verifiers: keys}, "checkpoint", wrong,
			"checkpoint "+other+" has another root for size 7: the log was forked")
	}
}

func TestVerifyRefusesCheckpointsThatDoNotFit(t *testing.T) {
	t.Run("another root", func(t *testing.T) {
		m, signer, keys := newLog(t, 11)
		m.sign(t, signer, 9, m.root(t, 8))
		wantFault(t, m, audit.Against{Origin: origin, Verifiers: keys}, "checkpoint", 4, "its root is not that of the log at size 9")
	})
	t.Run("a longer log", func(t *testing.T) {
		m, signer, keys := newLog(t, 11)
		m.sign(t, signer, 12, m.root(t, 11))
		wantFault(t, m, audit.Against{Origin: origin, Verifiers: keys}, "checkpoint", 4,
			"it signs 12 entries, the log has 11: the log was cut short or rolled back")
	})
	t.Run("another log", func(t *testing.T) {
		m, _, keys := newLog(t, 11)
		wantFault(t, m, audit.Against{Origin: "elsewhere.example", Verifiers: keys}, "checkpoint", 1, `it is of another log, "`+origin+`"`)
	})
	t.Run("no key", func(t *testing.T) {
		m, _, _ := newLog(t, 11)
		wantFault(t, m, audit.Against{Origin: origin}, "checkpoint", 1, "there is no key to check it with")
	})
	t.Run("another key of the same name", func(t *testing.T) {
		m, _, _ := newLog(t, 11)
		_, keys := newSigner(t, origin)
		wantFault(t, m, audit.Against{Origin: origin, Verifiers: keys}, "checkpoint", 1, "no known key has signed it")
	})
}

// R65: a log rewritten from one end to the other agrees with itself; only what
// others remember betrays it.
func TestVerifyHoldsTheLogAgainstHeadsSeenElsewhere(t *testing.T) {
	m, _, _ := newLog(t, 11)
	seen := audit.SeenHead{Size: 9, Root: m.root(t, 9)}

	short, _, keys := newLog(t, 8)
	wantFault(t, short, audit.Against{Origin: origin, Verifiers: keys, Heads: []audit.SeenHead{seen}}, "head", 9,
		"this size was seen, the log has 8 entries: the log was cut short or rolled back")

	forged := &memory{}
	for seq := range int64(11) {
		l := leaf(seq)
		l.Actor = "acc-8"
		forged.add(t, l)
	}
	wantFault(t, forged, audit.Against{Heads: []audit.SeenHead{seen}}, "head", 9,
		"another root was seen for this size: the log was rewritten or forked")
}

func TestVerifyPassesEverySoundLog(t *testing.T) {
	for size := range int64(40) {
		m, _, keys := newLog(t, size)
		var lines []string
		for n := size; n >= 0; n-- { // unsorted on purpose
			lines = append(lines, audit.SeenHead{Size: n, Root: m.root(t, n)}.String())
		}
		heads, err := audit.ParseSeen(strings.NewReader(strings.Join(lines, "\n")), nil)
		must(t, err)
		var visited []int64
		report, err := audit.Verify(context.Background(), m, audit.Against{
			Origin: origin, Verifiers: keys, Heads: heads,
			Visit: func(l audit.Leaf) error { visited = append(visited, l.Seq); return nil },
		})
		must(t, err)
		want := audit.Report{Size: size, Root: m.root(t, size), Heads: int(size) + 1,
			Checkpoints: int64(len(m.points)), Signed: []int64{0, 4, 7}[len(m.points)-1]}
		if report != want || int64(len(visited)) != size || !slices.IsSorted(visited) {
			t.Fatalf("size %d: report %+v, want %+v, visited %v", size, report, want, visited)
		}
	}
}

func TestVerifyVisitsOnlyLeavesThatAgreeAndStopsOnAnError(t *testing.T) {
	m, _, keys := newLog(t, 11)
	replace(m, 4, "acc-7", "acc-8")
	var last int64
	against := audit.Against{Origin: origin, Verifiers: keys, Visit: func(l audit.Leaf) error { last = l.Seq; return nil }}
	wantFault(t, m, against, "entry", 4, wrongBody)
	if last != 3 {
		t.Fatalf("the last leaf visited was %d, want 3", last)
	}
	refusal := errors.New("record differs")
	against.Visit = func(audit.Leaf) error { return refusal }
	if _, err := audit.Verify(context.Background(), m, against); !errors.Is(err, refusal) || err.Error() != "check entry 0: record differs" {
		t.Fatalf("got %v", err)
	}
}

// A log that cannot be read is not called tampered with, nor sound.
func TestVerifyTellsAReadErrorFromAFault(t *testing.T) {
	for _, part := range []string{"head", "entries", "nodes", "checkpoints"} {
		m, _, keys := newLog(t, 11)
		m.broken = part
		_, err := audit.Verify(context.Background(), m, audit.Against{Origin: origin, Verifiers: keys})
		if !errors.Is(err, errDisk) || errors.As(err, new(audit.Fault)) {
			t.Errorf("%s: got %v", part, err)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	m := &memory{}
	for seq := range int64(100_000) {
		m.add(b, leaf(seq))
	}
	b.ReportAllocs()
	for b.Loop() {
		_, err := audit.Verify(context.Background(), m, audit.Against{Verifiers: note.VerifierList()})
		must(b, err)
	}
	b.ReportMetric(float64(b.N)*100_000/b.Elapsed().Seconds(), "entries/s")
}
