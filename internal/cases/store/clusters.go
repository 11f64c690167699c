package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// Cluster gives everything recorded of one person, by the number of any of the records, as the user sees it. Where the
// record that stands for all is not theirs, the one asked for stands alone.
func (d *Desk) Cluster(ctx context.Context, number string) (cases.Cluster, error) {
	root, err := d.rootHead(ctx, number)
	if err != nil {
		return cases.Cluster{}, err
	}
	out := cases.Cluster{Root: *root}
	if root.Merged != 0 || root.Kind != "person" {
		return out, nil
	}
	found, err := d.heads(ctx, clause{"records.merged = ?", args(root.ID)}, "records.id", maxPer)
	if err != nil || len(found) == 0 {
		return out, err
	}
	out.Members, err = d.members(d.store.read.WithContext(ctx), *root, found)
	if err != nil {
		return out, fmt.Errorf("read what was merged into %s: %w", root.Number, err)
	}
	return out, nil
}

// RootOf gives the number of the record that stands for a person, as the user sees it: the number itself where nothing
// else does.
func (d *Desk) RootOf(ctx context.Context, number string) string {
	root, err := d.rootHead(ctx, number)
	if err != nil {
		return cases.CleanNumber(number)
	}
	return root.Number
}

// rootHead gives the head of the record that stands for another one, or that one where the user does not see the first.
func (d *Desk) rootHead(ctx context.Context, number string) (*cases.Head, error) {
	h, err := d.head(ctx, number)
	if err != nil || h.Merged == 0 {
		return h, err
	}
	found, err := d.heads(ctx, clause{"records.id = ?", args(h.Merged)}, "records.id", 1)
	if err != nil || len(found) == 0 {
		return h, err
	}
	return &found[0], nil
}

func (d *Desk) members(tx *gorm.DB, root cases.Head, found []cases.Head) ([]cases.Member, error) {
	records, err := d.byIDs(tx, found, map[int64]*cases.Head{})
	if err != nil {
		return nil, err
	}
	people := map[int64]*cases.Person{}
	numbers := map[int64]string{root.ID: root.Number}
	for _, r := range records {
		p := r.(*cases.Person)
		people[p.ID], numbers[p.ID] = p, p.Number
	}
	which := in("m.absorbed", keysOf(people))
	c := clause{`SELECT m.absorbed, m.keep, m.at, m.why, COALESCE(u.name, '') FROM merges m LEFT JOIN users u ON u.id = m.account
WHERE m.undone_at = 0 AND ` + which.sql + " ORDER BY m.at, m.id", which.args}
	var out []cases.Member
	err = query(tx, c, func(rows *sql.Rows) error {
		var id, into, at int64
		var m cases.Member
		if err := rows.Scan(&id, &into, &at, &m.Why, &m.By); err != nil {
			return err
		}
		m.Person, m.Into, m.At = people[id], numbers[into], time.UnixMicro(at).UTC()
		if !d.scope.Secrets {
			m.Why = "" // free text, in which names may stand
		}
		out = append(out, m)
		return nil
	})
	return out, err
}

func keysOf[T any](m map[int64]T) []int64 {
	out := make([]int64, 0, len(m))
	for id := range m {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// merges reads the merges into a record that hold, in their order.
func merges(tx *gorm.DB, keep int64) ([]merged, error) {
	var out []merged
	c := clause{"SELECT id, absorbed, taken FROM merges WHERE keep = ? AND undone_at = 0 ORDER BY id", args(keep)}
	err := query(tx, c, func(rows *sql.Rows) error {
		var m merged
		var text string
		if err := rows.Scan(&m.id, &m.absorbed, &text); err != nil {
			return err
		}
		out = append(out, m)
		if text == "" {
			return nil
		}
		return json.Unmarshal([]byte(text), &out[len(out)-1].taken)
	})
	if err != nil {
		return nil, fmt.Errorf("read what was taken in merges: %w", err)
	}
	return out, nil
}

// clusters reads which records stand for people of the batch, and for which others they stand themselves, as far as the
// scope sees those.
func (b *batch) clusters(heads map[int64]*cases.Head) error {
	if b.records[0].Base().Kind != "person" {
		return nil
	}
	var roots []int64
	for _, h := range heads {
		if h.Merged != 0 {
			roots = append(roots, h.Merged)
		}
	}
	source, under, above := scoped(b.scope, "records"), in("merged", b.ids()), in("id", roots)
	c := clause{"SELECT id, COALESCE(merged, 0), number FROM " + source.sql + " WHERE " + under.sql, append(slices.Clone(source.args), under.args...)}
	if len(roots) > 0 { // each side by its own index: the two as alternatives would be looked for in every record
		c = clause{c.sql + " UNION SELECT id, COALESCE(merged, 0), number FROM " + source.sql + " WHERE " + above.sql,
			append(append(c.args, source.args...), above.args...)}
	}
	c.sql += " ORDER BY 1"
	numbers := map[int64]string{}
	err := query(b.tx, c, func(rows *sql.Rows) error {
		var id, into int64
		var number string
		err := rows.Scan(&id, &into, &number)
		numbers[id] = number
		if h := heads[into]; h != nil {
			h.MergedNumbers = append(h.MergedNumbers, number)
		}
		return err
	})
	for _, h := range heads {
		h.MergedInto = numbers[h.Merged]
	}
	return err
}
