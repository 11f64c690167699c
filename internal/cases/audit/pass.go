package audit

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// pass is one walk over a log: the tree as far as it has been hashed again,
// and the stored parts that are read alongside.
type pass struct {
	report  Report
	against Against
	head    struct {
		size int64
		edge []byte
	}
	size   int64
	edge   []tlog.Hash
	made   []Node // scratch for carry
	nodes  *source[storedNode]
	points *source[storedPoint]
	last   checkpoint // the newest checkpoint that agreed
	heads  []SeenHead // still to be met, smallest first
	doubt  *doubt
}

// doubt is an entry that disagrees with its own leaf node. Which of the two was
// changed is told by the next stored hash that covers both.
type doubt struct {
	seq, index int64
}

func (d doubt) entry() Fault {
	return Fault{PlaceEntry, d.seq, "its body is not the one that was hashed"}
}

func (d doubt) node() Fault { return Fault{PlaceNode, d.index, whyNode} }

const whyNode = "it is not the hash of what lies under it"

type storedNode struct {
	index int64
	hash  tlog.Hash
	whole bool // the row holds exactly one hash
}

func newPass(ctx context.Context, log Reader, against Against) *pass {
	p := &pass{against: against, heads: slices.Clone(against.Heads)}
	slices.SortStableFunc(p.heads, func(a, b SeenHead) int {
		return cmp.Compare(a.Size, b.Size)
	})
	p.nodes = pull("nodes", func(yield func(storedNode) error) error {
		return log.Nodes(ctx, func(index int64, hash []byte) error {
			n := storedNode{index: index, whole: len(hash) == tlog.HashSize}
			copy(n.hash[:], hash)
			return yield(n)
		})
	})
	p.points = pull("checkpoints", func(yield func(storedPoint) error) error {
		return log.Checkpoints(ctx, func(number int64, msg []byte) error {
			return yield(p.open(number, msg))
		})
	})
	return p
}

func (p *pass) stop() {
	p.nodes.stop()
	p.points.stop()
}

// first puts an open doubt before any fault that was met after it.
func (p *pass) first(err error) error {
	var f Fault
	if p.doubt != nil && errors.As(err, &f) && f != p.doubt.node() {
		return p.doubt.entry()
	}
	return err
}

// entry takes the next stored entry into the tree and holds it and the nodes
// that it completes against what is stored.
func (p *pass) entry(seq int64, body []byte) error {
	if seq > p.size {
		return Fault{PlaceEntry, p.size, "it is missing"}
	}
	if seq < p.size {
		return Fault{PlaceEntry, seq, "it is out of order"}
	}
	leaf, err := ParseLeaf(body)
	if err != nil {
		return Fault{PlaceEntry, seq, err.Error()}
	}
	if leaf.Seq != seq {
		return Fault{PlaceEntry, seq, fmt.Sprintf("its leaf says that it is entry %d", leaf.Seq)}
	}
	p.edge, p.made = carry(p.edge, p.made[:0], seq, tlog.RecordHash(body))
	p.size++
	for level, want := range p.made {
		if err := p.node(seq, level, want); err != nil {
			return err
		}
	}
	if p.doubt != nil {
		return nil
	}
	if err := p.visit(leaf); err != nil {
		return err
	}
	return p.settle()
}

func (p *pass) visit(leaf Leaf) error {
	if p.against.Visit == nil {
		return nil
	}
	if err := p.against.Visit(leaf); err != nil {
		return fmt.Errorf("check entry %d: %w", leaf.Seq, err)
	}
	return nil
}

// node holds one hashed node, completed by entry seq, against the stored one.
func (p *pass) node(seq int64, level int, want Node) error {
	got, ok, err := p.nodes.next()
	switch {
	case err != nil:
		return err
	case !ok && seq >= p.head.size && level == 0:
		return Fault{PlaceEntry, seq, "the log ends before it"}
	case !ok || got.index > want.Index:
		return Fault{PlaceNode, want.Index, "it is missing"}
	case got.index < want.Index:
		return Fault{PlaceNode, got.index, "it does not belong to the log"}
	case !got.whole:
		return Fault{PlaceNode, got.index, "it is not a hash"}
	}
	return p.compare(seq, level, want, got.hash == want.Hash)
}

func (p *pass) compare(seq int64, level int, want Node, same bool) error {
	switch {
	case level == 0 && !same && p.doubt == nil:
		p.doubt = &doubt{seq: seq, index: want.Index}
	case level > 0 && p.doubt != nil && same:
		return p.doubt.node()
	case level > 0 && p.doubt != nil:
		return p.doubt.entry()
	case level > 0 && !same:
		return Fault{PlaceNode, want.Index, whyNode}
	}
	return nil
}

// end holds the whole tree against the head, and looks for what lies beyond it.
func (p *pass) end() error {
	edge := EncodeEdge(p.edge)
	if p.doubt != nil {
		// The last entry is the only one that no stored parent covers; the edge does.
		if p.head.size == p.size && bytes.Equal(edge, p.head.edge) {
			return p.doubt.node()
		}
		return p.doubt.entry()
	}
	extra, ok, err := p.nodes.next()
	switch {
	case err != nil:
		return err
	case ok && p.size < p.head.size && extra.index >= tlog.StoredHashCount(p.size):
		return Fault{PlaceEntry, p.size, "it is missing"}
	case ok:
		return Fault{PlaceNode, extra.index, "it does not belong to the log"}
	case p.size != p.head.size:
		return Fault{PlaceHead, p.head.size, fmt.Sprintf("the log has %d entries", p.size)}
	case !bytes.Equal(edge, p.head.edge):
		return Fault{PlaceHead, p.head.size, "its edge is not that of the log"}
	}
	return p.beyond()
}
