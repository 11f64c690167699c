package audit_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"aigaq/internal/cases/audit"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const origin = "log.example/archive"

type row struct {
	number int64
	bytes  []byte
}

// memory is a whole log held in slices: what a database would hold in rows.
type memory struct {
	size    int64
	edge    []byte
	entries []row
	nodes   []row
	points  []row
	broken  string // the part whose reading fails at its end
}

var errDisk = errors.New("disk is gone")

func (m *memory) Head(context.Context) (int64, []byte, error) {
	if m.broken == "head" {
		return 0, nil, errDisk
	}
	return m.size, m.edge, nil
}

func (m *memory) Entries(_ context.Context, yield func(int64, []byte) error) error {
	return m.each("entries", m.entries, yield)
}

func (m *memory) Nodes(_ context.Context, yield func(int64, []byte) error) error {
	return m.each("nodes", m.nodes, yield)
}

func (m *memory) Checkpoints(_ context.Context, yield func(int64, []byte) error) error {
	return m.each("checkpoints", m.points, yield)
}

// each reuses one buffer, because a slice is promised only until yield returns.
func (m *memory) each(part string, rows []row, yield func(int64, []byte) error) error {
	var buf []byte
	for _, r := range rows {
		buf = append(buf[:0], r.bytes...)
		if err := yield(r.number, buf); err != nil {
			return err
		}
	}
	if m.broken == part {
		return errDisk
	}
	return nil
}

func (m *memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, i := range indexes {
		hashes = append(hashes, tlog.Hash(m.nodes[i].bytes))
	}
	return hashes, nil
}

func (m *memory) head(t testing.TB) audit.Head {
	edge, err := audit.DecodeEdge(m.edge)
	must(t, err)
	return audit.Head{Size: m.size, Edge: edge}
}

func (m *memory) root(t testing.TB, size int64) tlog.Hash {
	root, err := tlog.TreeHash(size, m)
	must(t, err)
	return root
}

// add appends a leaf the way a store does: from the head row alone.
func (m *memory) add(t testing.TB, l audit.Leaf) {
	next, body, nodes, err := m.head(t).Add(l)
	must(t, err)
	m.entries = append(m.entries, row{m.size, body})
	for _, n := range nodes {
		m.nodes = append(m.nodes, row{n.Index, n.Hash[:]})
	}
	m.size, m.edge = next.Size, audit.EncodeEdge(next.Edge)
}

func (m *memory) sign(t testing.TB, signer note.Signer, size int64, root tlog.Hash) {
	msg, err := audit.SignCheckpoint(signer, signer.Name(), size, root)
	must(t, err)
	m.points = append(m.points, row{int64(len(m.points)) + 1, msg})
}

func leaf(seq int64) audit.Leaf {
	return audit.Leaf{
		Format: audit.LeafFormat, Seq: seq, Time: time.Date(2022, 1, 5, 10, 0, int(seq), 7000, time.UTC),
		Actor: "acc-7", Action: "record.save", Object: fmt.Sprintf("0190-%d", seq), Revision: seq % 3, Purpose: "casework",
		Content: audit.Commit([]byte("salt"), fmt.Append(nil, seq)),
	}
}

// newLog makes a log of size entries with checkpoints at 0, 4 and 7, and the key.
func newLog(t testing.TB, size int64) (*memory, note.Signer, note.Verifiers) {
	signer, verifiers := newSigner(t, origin)
	m := &memory{}
	m.sign(t, signer, 0, m.root(t, 0))
	for seq := range size {
		m.add(t, leaf(seq))
		if seq == 3 || seq == 6 {
			m.sign(t, signer, m.size, m.head(t).Root())
		}
	}
	return m, signer, verifiers
}

func newSigner(t testing.TB, name string) (note.Signer, note.Verifiers) {
	skey, vkey, err := audit.NewKey(name)
	must(t, err)
	signer, err := note.NewSigner(skey)
	must(t, err)
	verifier, err := note.NewVerifier(vkey)
	must(t, err)
	return signer, note.VerifierList(verifier)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
