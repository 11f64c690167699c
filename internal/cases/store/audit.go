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

// enter appends one entry to the log, as the last thing of a transaction: the head row is the last lock taken, so
// that the order of leaves is the order of commits. No entry, no write.
func (s *Store) enter(tx *gorm.DB, actor, action, object string, d detail) (cases.AuditHead, error) {
	head, err := readHead(tx, s.engine.lockHead())
	if err != nil {
		return cases.AuditHead{}, err
	}
	body, err := json.Marshal(d)
	if err != nil {
		return cases.AuditHead{}, fmt.Errorf("write the detail of an entry: %w", err)
	}
	salt := append(audit.NewSalt(), audit.NewSalt()...)
	leaf := audit.Leaf{Time: s.now().UTC().Truncate(time.Microsecond), Actor: actor, Action: action, Object: object,
		Revision: d.Revision, Purpose: d.Purpose, Files: d.Files, Detail: audit.Commit(salt[32:], body)}
	if d.Content != nil {
		leaf.Content = audit.Commit(salt[:32], d.Content)
	}
	next, line, nodes, err := head.Add(leaf)
	if err != nil {
		return cases.AuditHead{}, err
	}
	if err := keepEntry(tx, entryRow{head.Size, object, d.Revision, line, salt, body}, nodes, next); err != nil {
		return cases.AuditHead{}, fmt.Errorf("write the audit log: %w", err)
	}
	leaf.Seq = head.Size
	if err := indexEntry(tx, leaf); err != nil {
		return cases.AuditHead{}, fmt.Errorf("index the audit log: %w", err)
	}
	return shown(next), nil
}

// entryRow is an entry as it is kept.
type entryRow struct {
	seq                int64
	object             string
	revision           int64
	line, salt, detail []byte
}

func keepEntry(tx *gorm.DB, e entryRow, nodes []audit.Node, next audit.Head) error {
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
	return tx.Exec("UPDATE audit_head SET size = ?, edge = ? WHERE id = 1", next.Size, audit.EncodeEdge(next.Edge)).Error
}

// readHead reads the head row, never a memory of it: the command line writes beside the server.
func readHead(tx *gorm.DB, lock string) (audit.Head, error) {
	var size int64
	var edge []byte
	if err := tx.Raw("SELECT size, edge FROM audit_head WHERE id = 1"+lock).Row().Scan(&size, &edge); err != nil {
		return audit.Head{}, fmt.Errorf("read the head of the audit log: %w", err)
	}
	hashes, err := audit.DecodeEdge(edge)
	if err != nil {
		return audit.Head{}, fmt.Errorf("read the head of the audit log: %w", err)
	}
	return audit.Head{Size: size, Edge: hashes}, nil
}

// shown gives a head as pages and answers show it.
func shown(h audit.Head) cases.AuditHead {
	return cases.AuditHead{Size: h.Size, Root: audit.Hex(h.Root())}
}
