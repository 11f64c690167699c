package store

import (
	"errors"
	"testing"

	"gorm.io/gorm"

	"aigaq/internal/cases/audit"
)

// R65
func TestVerifyNamesThePlaceInTheLog(t *testing.T) {
	entry := func(s *scene) int64 { return s.entry }
	node := func(s *scene) int64 { return s.node }
	size := func(s *scene) int64 { return s.size }
	point := func(s *scene) int64 { return s.point }
	run := func(statements ...string) func(*scene) { return func(s *scene) { s.behind(statements...) } }
	tests := []struct {
		name   string
		place  string
		number func(*scene) int64
		tamper func(*scene)
	}{
		{"an entry's text", audit.PlaceEntry, entry, func(s *scene) { s.flip("audit_entry", "body", "seq", s.entry) }},
		{"an entry's object", audit.PlaceEntry, entry, run("UPDATE audit_entry SET object = 'another' WHERE seq = $entry")},
		{"an entry's revision", audit.PlaceEntry, entry, run("UPDATE audit_entry SET revision = 0 WHERE seq = $entry")},
		{"an entry deleted", audit.PlaceEntry, entry, run("DELETE FROM audit_detail WHERE seq = $entry",
			"DELETE FROM audit_index WHERE seq = $entry", "DELETE FROM audit_entry WHERE seq = $entry")},
		{"an entry added", audit.PlaceEntry, size, run("INSERT INTO audit_entry (seq, object, revision, body) " +
			"SELECT $size, object, revision, body FROM audit_entry WHERE seq = $entry")},
		{"a node", audit.PlaceNode, node, func(s *scene) { s.flip("audit_node", "hash", "id", s.node) }},
		{"a node deleted", audit.PlaceNode, node, run("DELETE FROM audit_node WHERE id = $node")},
		{"the head's size", audit.PlaceHead, func(s *scene) int64 { return s.size - 1 }, run("UPDATE audit_head SET size = size - 1")},
		{"the head's edge", audit.PlaceHead, size, func(s *scene) { s.flip("audit_head", "edge", "id", 1) }},
		{"a detail", audit.PlaceEntry, entry, func(s *scene) { s.flip("audit_detail", "detail", "seq", s.entry) }},
		{"a detail deleted", audit.PlaceEntry, entry, run("DELETE FROM audit_detail WHERE seq = $entry")},
		{"a salt", audit.PlaceEntry, entry, func(s *scene) { s.flip("audit_detail", "salt", "seq", s.entry) }},
		{"a checkpoint", audit.PlaceCheckpoint, point, func(s *scene) { s.flip("audit_checkpoint", "note", "id", s.point) }},
		{"entries cut off under a checkpoint", audit.PlaceCheckpoint, point, func(s *scene) { s.rollBack(s.size - 1) }},
	}
	onBoth(t, func(h *house) {
		for _, test := range tests {
			sub(h, test.name, func(s *scene) {
				s.loosen()
				test.tamper(s)
				s.wantFault(nil, test.place, test.number(s))
			})
		}
	})
}

func (s *scene) wantFault(seen []audit.SeenHead, place string, number int64) {
	s.Helper()
	_, err := s.Keeper().Verify(s.ctx(), seen)
	var fault audit.Fault
	if !errors.As(err, &fault) || fault.Place != place || fault.Number != number {
		s.Errorf("got %v, want a fault at %s %d", err, place, number)
	}
}

// rollBack cuts the log down to a size and leaves a head that agrees with what is left. Checkpoints stay.
func (s *scene) rollBack(size int64) {
	s.Helper()
	var head audit.Head
	nodes := 0
	for seq := range size {
		var body []byte
		s.must(s.read.Raw("SELECT body FROM audit_entry WHERE seq = ?", seq).Row().Scan(&body))
		next, made, err := head.Append(body)
		s.must(err)
		head, nodes = next, nodes+len(made)
	}
	s.must(s.writer.do(func(tx *gorm.DB) error {
		return errors.Join(tx.Exec("DELETE FROM audit_detail WHERE seq >= ?", size).Error,
			tx.Exec("DELETE FROM audit_index WHERE seq >= ?", size).Error,
			tx.Exec("DELETE FROM audit_hour WHERE low >= ?", size).Error,
			tx.Exec("UPDATE audit_hour SET high = ? WHERE high >= ?", size-1, size).Error,
			tx.Exec("DELETE FROM audit_entry WHERE seq >= ?", size).Error,
			tx.Exec("DELETE FROM audit_node WHERE id >= ?", nodes).Error,
			tx.Exec("UPDATE audit_head SET size = ?, edge = ?", size, audit.EncodeEdge(head.Edge)).Error)
	}))
}

// unroll puts a head row back as it once was, seal and all: what somebody does who has kept a copy of the tables.
func (s *scene) unroll(old audit.HeadRow) {
	s.Helper()
	s.must(s.writer.do(func(tx *gorm.DB) error { return keepRow(tx, old) }))
}

// R65: whoever holds the database can cut what was read out of the log, and its checkpoints too; then only a head that
// was seen earlier tells.
func TestVerifyHoldsACutLogAgainstARememberedHead(t *testing.T) {
	onBoth(t, func(h *house) {
		s := newScene(h)
		old, err := readRow(h.read, "")
		h.must(err)
		h.must(h.desk("aliya").NotedNow(h.ctx(), "record.open", s.person.Number))
		h.must(h.Keeper().Checkpoint(h.ctx()))
		now, err := h.Keeper().Head(h.ctx())
		h.must(err)
		root, err := audit.ParseRoot(now.Root)
		h.must(err)
		seen := []audit.SeenHead{{Size: now.Size, Root: root}}
		if _, err := h.Keeper().Verify(h.ctx(), seen); err != nil {
			h.Fatalf("before it was cut: %v", err)
		}
		s.loosen()
		s.rollBack(s.size)
		s.behind("DELETE FROM audit_checkpoint WHERE size > $size")
		s.wantFault(nil, audit.PlaceHead, s.size) // the head's seal is not one of then
		s.unroll(old)
		h.verify()
		s.wantFault(seen, audit.PlaceHead, now.Size)
		h.must(h.desk("aliya").NotedNow(h.ctx(), "record.list", "another history"))
		s.wantFault(seen, audit.PlaceHead, now.Size)
	})
}

// What was emptied cannot be checked any more, and the report says how much that is.
func TestVerifyCountsWhatWasErased(t *testing.T) {
	onBoth(t, func(h *house) {
		s := newScene(h)
		before, err := h.Keeper().Verify(h.ctx(), nil)
		h.must(err)
		s.behind("UPDATE audit_detail SET salt = '', detail = '' WHERE seq = $entry")
		after, err := h.Keeper().Verify(h.ctx(), nil)
		h.must(err)
		if before.Erased != 0 || after.Erased != 1 || after.Records != before.Records {
			h.Errorf("before %+v, after %+v", before, after)
		}
	})
}

// sub runs a part of a test on a new scene, on the database that the house is on.
func sub(h *house, name string, test func(*scene)) {
	h.T.Run(name, func(t *testing.T) {
		test(newScene(open(t, another(t, Options{}, h.options.URL != ""))))
	})
}
