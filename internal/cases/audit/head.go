package audit

import (
	"errors"
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// MaxSize is the largest log that is handled, in entries. The arithmetic of
// tlog overflows, and then never returns, on sizes beyond 2^62; a forged size
// must not get that far.
const MaxSize = int64(1) << 56

// Head is all that the log needs to grow: how many entries there are, and the
// roots of the complete subtrees along its right edge, largest first (one for
// each bit set in Size). The zero Head is the empty log.
type Head struct {
	Size int64
	Edge []tlog.Hash
}

// Node is one stored hash of the tree; Index is tlog.StoredHashIndex.
type Node struct {
	Index int64
	Hash  tlog.Hash
}

// Check reports whether Size and Edge can belong together.
func (h Head) Check() error {
	if h.Size < 0 || h.Size > MaxSize {
		return fmt.Errorf("log size %d is out of range", h.Size)
	}
	if want := bits.OnesCount64(uint64(h.Size)); len(h.Edge) != want {
		return fmt.Errorf("edge of a log of size %d has %d hashes, not %d", h.Size, len(h.Edge), want)
	}
	return nil
}

// Append adds one body and returns the next head with the nodes to be stored,
// in index order: just those that tlog.StoredHashes would give. The old head
// stays usable, so a rolled-back save can be tried again from it.
func (h Head) Append(body []byte) (next Head, nodes []Node, err error) {
	if err := h.Check(); err != nil {
		return Head{}, nil, fmt.Errorf("append to log: %w", err)
	}
	if h.Size == MaxSize {
		return Head{}, nil, errors.New("append to log: it is full")
	}
	edge := make([]tlog.Hash, len(h.Edge), len(h.Edge)+1)
	copy(edge, h.Edge)
	nodes = make([]Node, 0, 1+bits.TrailingZeros64(uint64(h.Size+1)))
	edge, nodes = carry(edge, nodes, h.Size, tlog.RecordHash(body))
	return Head{Size: h.Size + 1, Edge: edge}, nodes, nil
}

// Add is Append for a leaf: it gives the leaf its number and the current
// format, refuses what Check refuses, and also returns the body to be stored.
func (h Head) Add(l Leaf) (next Head, body []byte, nodes []Node, err error) {
	l.Format, l.Seq = LeafFormat, h.Size
	if err := l.Check(); err != nil {
		return Head{}, nil, nil, fmt.Errorf("append to log: %w", err)
	}
	body = l.Body()
	next, nodes, err = h.Append(body)
	return next, body, nodes, err
}

// carry adds a leaf hash at position size the way one is added to a binary
// number: every complete subtree of equal height on the right is folded in.
// It works inside edge and appends to nodes.
func carry(edge []tlog.Hash, nodes []Node, size int64, hash tlog.Hash) ([]tlog.Hash, []Node) {
	index := tlog.StoredHashIndex(0, size)
	nodes = append(nodes, Node{index, hash})
	for ; size&1 == 1; size >>= 1 {
		last := len(edge) - 1
		hash = tlog.NodeHash(edge[last], hash)
		edge = edge[:last]
		index++
		nodes = append(nodes, Node{index, hash})
	}
	return append(edge, hash), nodes
}

// Root is the RFC 6962 root of the log; of an empty log, the SHA-256 of nothing.
// It means something only for a head that passes Check.
func (h Head) Root() tlog.Hash { return fold(h.Edge) }

func fold(edge []tlog.Hash) tlog.Hash {
	if len(edge) == 0 {
		empty, _ := tlog.TreeHash(0, nil) // size 0 reads nothing and cannot fail
		return empty
	}
	root := edge[len(edge)-1]
	for i := len(edge) - 2; i >= 0; i-- {
		root = tlog.NodeHash(edge[i], root)
	}
	return root
}

// EncodeEdge lays the hashes of an edge end to end, for one database column.
func EncodeEdge(edge []tlog.Hash) []byte {
	b := make([]byte, 0, len(edge)*tlog.HashSize)
	for i := range edge {
		b = append(b, edge[i][:]...)
	}
	return b
}

// DecodeEdge is the inverse of EncodeEdge. Whether the edge fits the size
// beside it is for Head.Check to say.
func DecodeEdge(b []byte) ([]tlog.Hash, error) {
	if len(b)%tlog.HashSize != 0 {
		return nil, fmt.Errorf("edge of %d bytes is not a row of hashes", len(b))
	}
	edge := make([]tlog.Hash, len(b)/tlog.HashSize)
	for i := range edge {
		copy(edge[i][:], b[i*tlog.HashSize:])
	}
	return edge, nil
}
