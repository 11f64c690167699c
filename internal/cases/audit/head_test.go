package audit_test

import (
	"slices"
	"testing"

	"aigaq/internal/cases/audit"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

func TestAppendRefusesAHeadThatCannotBe(t *testing.T) {
	for name, head := range map[string]audit.Head{
		"edge missing":  {Size: 3, Edge: make([]tlog.Hash, 1)},
		"edge too long": {Size: 0, Edge: make([]tlog.Hash, 1)},
		"negative size": {Size: -1},
		"full":          {Size: audit.MaxSize, Edge: make([]tlog.Hash, 1)},
		"overflow":      {Size: 1<<63 - 1, Edge: make([]tlog.Hash, 63)},
	} {
		if _, _, err := head.Append(nil); err == nil {
			t.Errorf("%s: appended", name)
		}
	}
	if _, err := audit.DecodeEdge(make([]byte, 33)); err == nil {
		t.Error("an edge of 33 bytes is read")
	}
}

// The reference is tlog itself, which reads the stored hashes of the whole log.
func TestAppendStoresWhatTlogWould(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var head audit.Head
		var stored []tlog.Hash
		read := tlog.HashReaderFunc(func(indexes []int64) (hashes []tlog.Hash, err error) {
			for _, i := range indexes {
				hashes = append(hashes, stored[i])
			}
			return hashes, nil
		})
		for seq, body := range rapid.SliceOfN(rapid.SliceOf(rapid.Byte()), 0, 300).Draw(t, "bodies") {
			want, err := tlog.StoredHashes(int64(seq), body, read)
			if err != nil {
				t.Fatal(err)
			}
			before := audit.Head{Size: head.Size, Edge: slices.Clone(head.Edge)}
			next, nodes, err := head.Append(body)
			if err != nil {
				t.Fatal(err)
			}
			if len(nodes) != len(want) {
				t.Fatalf("entry %d: %d nodes, want %d", seq, len(nodes), len(want))
			}
			for i, n := range nodes {
				if n.Index != int64(len(stored)) || n.Hash != want[i] {
					t.Fatalf("entry %d: node %d is %v, want %v at %d", seq, i, n, want[i], len(stored))
				}
				stored = append(stored, n.Hash)
			}
			if head.Size != before.Size || !slices.Equal(head.Edge, before.Edge) {
				t.Fatalf("entry %d: the old head was changed", seq)
			}
			root, err := tlog.TreeHash(int64(seq)+1, read)
			if err != nil || next.Root() != root || next.Check() != nil {
				t.Fatalf("entry %d: root %v, want %v (%v)", seq, next.Root(), root, err)
			}
			edge, err := audit.DecodeEdge(audit.EncodeEdge(next.Edge))
			if err != nil || !slices.Equal(edge, next.Edge) {
				t.Fatalf("entry %d: edge is not read back: %v", seq, err)
			}
			head = audit.Head{Size: next.Size, Edge: edge}
		}
	})
}

// Two saves tried from one head must not write into each other's edge.
func TestAppendTwiceFromOneHead(t *testing.T) {
	m, _, _ := newLog(t, 6)
	head := m.head(t)
	first, _, err := head.Append([]byte("first"))
	must(t, err)
	root := first.Root()
	_, _, err = head.Append([]byte("second"))
	must(t, err)
	if first.Root() != root {
		t.Fatal("the second append changed the first")
	}
}

func TestRootOfTheEmptyLog(t *testing.T) {
	const sha256OfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	if got := audit.Hex(audit.Head{}.Root()); got != sha256OfNothing {
		t.Fatalf("got %s", got)
	}
}

func BenchmarkAppend(b *testing.B) {
	body := leaf(1).Body()
	var head audit.Head
	b.ReportAllocs()
	for b.Loop() {
		next, _, err := head.Append(body)
		must(b, err)
		head = next
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "appends/s")
}
