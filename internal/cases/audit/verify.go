package audit

import (
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Places where a Fault can be.
const (
	PlaceEntry      = "entry"
	PlaceNode       = "node"
	PlaceHead       = "head"
	PlaceCheckpoint = "checkpoint"
)

// Fault is the first thing found wrong with a log. Number is the entry's
// position, the node's index, the checkpoint's row number, or the size of the
// head, stored or seen, that does not fit.
type Fault struct {
	Place  string
	Number int64
	Why    string
}

func (f Fault) Error() string { return fmt.Sprintf("%s %d: %s", f.Place, f.Number, f.Why) }

// Reader gives a stored log to Verify, all of it from one snapshot.
//
// Each method hands rows to yield one by one in the stated order and stops
// with the error that yield returns. A slice is only good until yield returns.
// Entries, Nodes and Checkpoints are read in turns, never at the same time: an
// implementation with one connection reads in slices, and keeps no query open
// while it yields.
type Reader interface {
	// Head gives the stored size and the edge in the form of EncodeEdge.
	Head(ctx context.Context) (size int64, edge []byte, err error)
	// Entries gives every entry in order of seq.
	Entries(ctx context.Context, yield func(seq int64, body []byte) error) error
	// Nodes gives every node in order of index.
	Nodes(ctx context.Context, yield func(index int64, hash []byte) error) error
	// Checkpoints gives every signed checkpoint so that sizes never shrink:
	// in order of size, then of row number.
	Checkpoints(ctx context.Context, yield func(number int64, msg []byte) error) error
}

// Against is what a log is held against.
type Against struct {
	// Origin is the name that every checkpoint must bear.
	Origin string
	// Verifiers hold the log's public key, and may hold witnesses' keys. Without
	// any, a log with checkpoints cannot pass.
	Verifiers note.Verifiers
	// Heads were written down outside the log, in any order.
	Heads []SeenHead
	// Visit, where given, gets each leaf in order once it agrees with its node.
	// An error from it ends the pass and is returned wrapped.
	Visit func(Leaf) error
}

// Report says what was verified. After a fault it says how far the pass came.
type Report struct {
	Size        int64     // entries that were hashed
	Root        tlog.Hash // root over those entries
	Checkpoints int64     // checkpoints that agree
	Signed      int64     // size at the newest checkpoint that agrees, in entries
	Heads       int       // heads seen earlier that agree
}

// Verify hashes the whole log again in one pass, whose memory does not depend
// on the length of the log, and holds every stored part against the result.
// What is wrong comes back as a Fault, the first in order of the entries; any
// other error means that the log could not be read to the end.
func Verify(ctx context.Context, log Reader, against Against) (Report, error) {
	size, edge, err := log.Head(ctx)
	if err != nil {
		return Report{}, fmt.Errorf("read log head: %w", err)
	}
	p := newPass(ctx, log, against)
	defer p.stop()
	p.head.size, p.head.edge = size, append([]byte(nil), edge...)
	err = p.run(ctx, log)
	p.report.Size, p.report.Root = p.size, fold(p.edge)
	return p.report, p.first(err)
}

func (p *pass) run(ctx context.Context, log Reader) error {
	if err := p.settle(); err != nil {
		return err
	}
	var wrong error // kept here too, so that a reader cannot swallow or rename it
	err := log.Entries(ctx, func(seq int64, body []byte) error {
		wrong = p.entry(seq, body)
		return wrong
	})
	if wrong != nil {
		return wrong
	}
	if err != nil {
		return fmt.Errorf("read log entries: %w", err)
	}
	return p.end()
}
