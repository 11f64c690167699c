package store

import (
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"
	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/audit"
)

// Actions that the log enters of itself.
const (
	ClockJump = "clock.jump"   // the clock was set back since the entry before
	logSealed = "audit.sealed" // a log that was begun without a seal has had one since
)

// detail is the part of an entry that may be erased: why, and what changed.
type detail struct {
	Reason   string              `json:"reason,omitempty"`
	What     string              `json:"what,omitempty"`
	Number   string              `json:"number,omitempty"`
	Kept     []string            `json:"kept,omitempty"` // warnings that were kept with the reason
	Changes  []cases.FieldChange `json:"changes,omitempty"`
	Export   *exportDetail       `json:"export,omitempty"`
	Rows     int                 `json:"rows,omitempty"` // of a file that was brought in
	Files    []tlog.Hash         `json:"-"`              // SHA-256 of the files that belong to the act
	For      string              `json:"for,omitempty"`  // the words of the purpose, where Reason says something else
	Purpose  string              `json:"-"`
	Revision int64               `json:"-"`
	Content  []byte              `json:"-"` // the canonical new version, committed to but not kept here
}

// clockStep is how far a clock may step back between two entries before that becomes an entry itself.
const clockStep = time.Second

// act is what is entered into the log: who did what to which object.
type act struct {
	actor, action, object string
	detail                detail
}

// enter appends one entry to the log, as the last thing of a transaction: the head row is the last lock taken, so
// that the order of leaves is the order of commits. No entry, no write.
func (s *Store) enter(tx *gorm.DB, actor, action, object string, d detail) (cases.AuditHead, error) {
	return s.enterAll(tx, []act{{actor, action, object, d}})
}

// enterAll appends entries to the log, one behind the other. A clock that was set back is entered first: the order of
// entries is the log's, the time is only what the clock said.
func (s *Store) enterAll(tx *gorm.DB, acts []act) (cases.AuditHead, error) {
	row, err := readRow(tx, s.engine.lockHead())
	if err != nil {
		return cases.AuditHead{}, err
	}
	p := newAppending(s, row)
	if before := time.UnixMicro(row.At).UTC(); row.At != 0 && p.now.Before(before.Add(-clockStep)) {
		jump := detail{What: before.Format(time.RFC3339Nano) + " > " + p.now.Format(time.RFC3339Nano)}
		acts = append([]act{{cases.SystemActor, ClockJump, "", jump}}, acts...)
	}
	for _, one := range acts {
		if err := p.add(one); err != nil {
			return cases.AuditHead{}, err
		}
	}
	if err := p.write(tx); err != nil {
		return cases.AuditHead{}, fmt.Errorf("write the audit log: %w", err)
	}
	return shown(p.head), nil
}

// keepRow writes the head row.
func keepRow(tx *gorm.DB, r audit.HeadRow) error {
	seal := r.Seal
	if seal == nil {
		seal = []byte{}
	}
	return tx.Exec("UPDATE audit_head SET size = ?, edge = ?, points = ?, at = ?, seal = ? WHERE id = 1",
		r.Size, audit.EncodeEdge(r.Edge), r.Points, r.At, seal).Error
}

// readHead reads size and edge of the log.
func readHead(tx *gorm.DB, lock string) (audit.Head, error) {
	row, err := readRow(tx, lock)
	return row.Head, err
}

// readRow reads the head row, never a memory of it: the command line writes beside the server.
func readRow(tx *gorm.DB, lock string) (audit.HeadRow, error) {
	var row audit.HeadRow
	var edge []byte
	err := tx.Raw("SELECT size, edge, points, at, seal FROM audit_head WHERE id = 1"+lock).Row().
		Scan(&row.Size, &edge, &row.Points, &row.At, &row.Seal)
	if err == nil {
		row.Edge, err = audit.DecodeEdge(edge)
	}
	if err != nil {
		return audit.HeadRow{}, fmt.Errorf("read the head of the audit log: %w", err)
	}
	return row, nil
}

// shown gives a head as pages and answers show it.
func shown(h audit.Head) cases.AuditHead {
	return cases.AuditHead{Size: h.Size, Root: audit.Hex(h.Root())}
}
