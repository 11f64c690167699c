package store

import (
	"encoding/json"
	"fmt"
	"strings"
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
	Files    []tlog.Hash         `json:"-"`             // SHA-256 of the files that belong to the act
	For      string              `json:"for,omitempty"` // the words of the purpose, where Reason says something else
	Purpose  string              `json:"-"`
	Revision int64               `json:"-"`
	Content  []byte              `json:"-"` // the canonical new version, committed to but not kept here
}

// clockStep is how far a clock may step back between two entries before that becomes an entry itself.
const clockStep = time.Second

// enter appends one entry to the log, as the last thing of a transaction: the head row is the last lock taken, so
// that the order of leaves is the order of commits. No entry, no write. A clock that was set back is entered first:
// the order of entries is the log's, the time is only what the clock said.
func (s *Store) enter(tx *gorm.DB, actor, action, object string, d detail) (cases.AuditHead, error) {
	row, err := readRow(tx, s.engine.lockHead())
	if err != nil {
		return cases.AuditHead{}, err
	}
	now := s.now().UTC().Truncate(time.Microsecond)
	if before := time.UnixMicro(row.At).UTC(); row.At != 0 && now.Before(before.Add(-clockStep)) {
		jump := detail{What: before.Format(time.RFC3339Nano) + " > " + now.Format(time.RFC3339Nano)}
		if row, err = s.append(tx, row, now, cases.SystemActor, ClockJump, "", jump); err != nil {
			return cases.AuditHead{}, err
		}
	}
	row, err = s.append(tx, row, now, actor, action, object, d)
	return shown(row.Head), err
}

// append writes one entry behind a head and gives the next head.
func (s *Store) append(tx *gorm.DB, row audit.HeadRow, now time.Time, actor, action, object string, d detail) (audit.HeadRow, error) {
	body, err := json.Marshal(d)
	if err != nil {
		return audit.HeadRow{}, fmt.Errorf("write the detail of an entry: %w", err)
	}
	salt := append(audit.NewSalt(), audit.NewSalt()...)
	leaf := audit.Leaf{Time: now, Actor: actor, Action: action, Object: object,
		Revision: d.Revision, Purpose: d.Purpose, Files: d.Files, Detail: audit.Commit(salt[32:], body)}
	if d.Content != nil {
		leaf.Content = audit.Commit(salt[:32], d.Content)
	}
	head, line, nodes, err := row.Add(leaf)
	if err != nil {
		return audit.HeadRow{}, err
	}
	next := row.After(s.sealKey, head, row.Points, now.UnixMicro())
	if err := keepEntry(tx, entryRow{row.Size, object, d.Revision, line, salt, body}, nodes, next); err != nil {
		return audit.HeadRow{}, fmt.Errorf("write the audit log: %w", err)
	}
	leaf.Seq = row.Size
	if err := indexEntry(tx, leaf); err != nil {
		return audit.HeadRow{}, fmt.Errorf("index the audit log: %w", err)
	}
	return next, nil
}

// entryRow is an entry as it is kept.
type entryRow struct {
	seq                int64
	object             string
	revision           int64
	line, salt, detail []byte
}

func keepEntry(tx *gorm.DB, e entryRow, nodes []audit.Node, next audit.HeadRow) error {
	err := tx.Exec("INSERT INTO audit_entry (seq, object, revision, body) VALUES (?,?,?,?)", e.seq, e.object, e.revision, e.line).Error
	if err != nil {
		return err
	}
	values := make([]any, 0, 2*len(nodes))
	for _, n := range nodes {
		values = append(values, n.Index, n.Hash[:])
	}
	rows := strings.TrimSuffix(strings.Repeat("(?,?),", len(nodes)), ",")
	if err := tx.Exec("INSERT INTO audit_node (id, hash) VALUES "+rows, values...).Error; err != nil {
		return err
	}
	if err := tx.Exec("INSERT INTO audit_detail (seq, salt, detail) VALUES (?,?,?)", e.seq, e.salt, e.detail).Error; err != nil {
		return err
	}
	return keepRow(tx, next)
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
