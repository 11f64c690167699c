package store

import (
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases/audit"
)

// appending is some entries on their way into the log: the head row as it was, the head as it will be, and the rows of
// each table, which are written together.
type appending struct {
	store                          *Store
	now                            time.Time
	from                           audit.HeadRow
	head                           audit.Head
	entries, nodes, details, found rowSet
	hours                          map[int64][2]int64 // the first and last entry of each hour
}

func newAppending(s *Store, row audit.HeadRow) *appending {
	return &appending{
		store: s, now: s.now().UTC().Truncate(time.Microsecond), from: row, head: row.Head, hours: map[int64][2]int64{},
		entries: rowSet{table: "audit_entry (seq, object, revision, body)", width: 4},
		nodes:   rowSet{table: "audit_node (id, hash)", width: 2},
		details: rowSet{table: "audit_detail (seq, salt, detail)", width: 3},
		found:   rowSet{table: "audit_index (seq, at, actor, action, area, refused)", width: 6},
	}
}

// add puts one entry behind the head.
func (p *appending) add(one act) error {
	d := one.detail
	body, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("write the detail of an entry: %w", err)
	}
	salt := append(audit.NewSalt(), audit.NewSalt()...)
	leaf := audit.Leaf{Time: p.now, Actor: one.actor, Action: one.action, Object: one.object,
		Revision: d.Revision, Purpose: d.Purpose, Files: d.Files, Detail: audit.Commit(salt[32:], body)}
	if d.Content != nil {
		leaf.Content = audit.Commit(salt[:32], d.Content)
	}
	head, line, nodes, err := p.head.Add(leaf)
	if err != nil {
		return err
	}
	leaf.Seq = p.head.Size
	p.entries.add(leaf.Seq, one.object, d.Revision, line)
	for _, n := range nodes {
		p.nodes.add(n.Index, n.Hash[:])
	}
	p.details.add(leaf.Seq, salt, body)
	p.index(leaf)
	p.head = head
	return nil
}

// index notes what the entry is searched by.
func (p *appending) index(leaf audit.Leaf) {
	r := indexRowOf(leaf)
	p.found.add(r.seq, r.at, r.actor, r.action, r.area, r.refused)
	span, ok := p.hours[r.hour()]
	if !ok {
		span[0] = r.seq
	}
	span[1] = r.seq
	p.hours[r.hour()] = span
}

// write puts the rows into their tables, and last the head, sealed.
func (p *appending) write(tx *gorm.DB) error {
	for _, rows := range []*rowSet{&p.entries, &p.nodes, &p.details, &p.found} {
		if err := rows.insert(tx); err != nil {
			return err
		}
	}
	for hour, span := range p.hours {
		if err := keepHour(tx, hour, span); err != nil {
			return err
		}
	}
	return keepRow(tx, p.from.After(p.store.sealKey, p.head, p.from.Points, p.now.UnixMicro()))
}
