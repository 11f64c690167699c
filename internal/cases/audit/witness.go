package audit

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// checkpoint is a stored checkpoint whose signature held.
type checkpoint struct {
	number int64
	size   int64
	root   tlog.Hash
}

// storedPoint is a row read from the log: a checkpoint, or why it is none.
type storedPoint struct {
	checkpoint
	why string
}

func (p *pass) open(number int64, msg []byte) storedPoint {
	s := storedPoint{checkpoint: checkpoint{number: number}}
	if p.against.Verifiers == nil {
		s.why = "there is no key to check it with"
		return s
	}
	origin, size, root, err := OpenCheckpoint(msg, p.against.Verifiers)
	switch {
	case errors.As(err, new(*note.InvalidSignatureError)):
		s.why = "its signature does not hold"
	case errors.As(err, new(*note.UnverifiedNoteError)):
		s.why = "no known key has signed it"
	case err != nil:
		s.why = err.Error()
	case origin != p.against.Origin:
		s.why = fmt.Sprintf("it is of another log, %q", origin)
	}
	s.size, s.root = size, root
	return s
}

// settle holds the tree, as large as it is now, against every checkpoint and
// every head seen earlier that speaks of this size.
func (p *pass) settle() error {
	for {
		point, ok, err := p.points.peek()
		if err != nil {
			return err
		}
		if !ok || point.why == "" && point.size > p.size {
			break
		}
		p.points.next()
		if err := p.checkpoint(point); err != nil {
			return err
		}
	}
	for len(p.heads) > 0 && p.heads[0].Size <= p.size {
		if p.heads[0].Root != fold(p.edge) {
			return Fault{PlaceHead, p.heads[0].Size, "another root was seen for this size: the log was rewritten or forked"}
		}
		p.heads = p.heads[1:]
		p.report.Heads++
	}
	return nil
}

func (p *pass) checkpoint(point storedPoint) error {
	switch {
	case point.why != "":
		return Fault{PlaceCheckpoint, point.number, point.why}
	case point.size < p.size:
		return Fault{PlaceCheckpoint, point.number, "it is out of order"}
	case point.root == fold(p.edge) && p.report.Checkpoints > 0 && p.last.size == point.size:
		return Fault{PlaceCheckpoint, point.number, fmt.Sprintf("it is checkpoint %d again", p.last.number)}
	case point.root == fold(p.edge):
		p.last = point.checkpoint
		p.report.Checkpoints++
		p.report.Signed = point.size
		return nil
	}
	other, forked, err := p.rival(point)
	if err != nil {
		return err
	}
	if forked {
		return Fault{PlaceCheckpoint, point.number, fmt.Sprintf("checkpoint %d has another root for size %d: the log was forked", other, point.size)}
	}
	return Fault{PlaceCheckpoint, point.number, fmt.Sprintf("its root is not that of the log at size %d", point.size)}
}

// rival looks for a neighbour that signs another root for the same size.
func (p *pass) rival(point storedPoint) (number int64, found bool, err error) {
	if p.report.Checkpoints > 0 && p.last.size == point.size {
		return p.last.number, true, nil
	}
	after, ok, err := p.points.peek()
	if err != nil || !ok || after.why != "" {
		return 0, false, err
	}
	return after.number, after.size == point.size && after.root != point.root, nil
}

// beyond reports what remembers a longer log than the one that is stored.
func (p *pass) beyond() error {
	point, ok, err := p.points.peek()
	if err != nil {
		return err
	}
	if ok {
		return Fault{PlaceCheckpoint, point.number, fmt.Sprintf("it signs %d entries, the log has %d: the log was cut short or rolled back", point.size, p.size)}
	}
	if len(p.heads) > 0 {
		return Fault{PlaceHead, p.heads[0].Size, fmt.Sprintf("this size was seen, the log has %d entries: the log was cut short or rolled back", p.size)}
	}
	return nil
}
