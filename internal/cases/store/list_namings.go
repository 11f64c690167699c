package store

import (
	"context"
	"database/sql"
	"fmt"

	"aigaq/internal/cases"
)

// namingsMost bounds how many rows a page about somebody names.
const namingsMost = 200

// NamingsOf gives the rows of lists that mean somebody, by any of the records that were made of them, as far as the user
// sees row and list.
func (d *Desk) NamingsOf(ctx context.Context, number string) ([]cases.Naming, error) {
	root, err := d.rootHead(ctx, number)
	if err != nil {
		return nil, err
	}
	rows, people := d.from("records"), d.from("records")
	c := clause{`SELECT own."list", r.number, COALESCE(own."position", 0), own."name", t.number FROM (SELECT id, number FROM ` + rows.sql + ` WHERE kind = 'listing') r
JOIN kind_listing own ON own.id = r.id JOIN links k ON k.record = r.id AND k.role = 'person'
JOIN (SELECT id, number, merged FROM ` + people.sql + ` WHERE kind = 'person') t ON t.id = k.target WHERE t.id = ? OR t.merged = ?
ORDER BY own."list", own."position", r.id LIMIT ?`, append(append(rows.args, people.args...), root.ID, root.ID, namingsMost)}
	var out []cases.Naming
	lists := map[int64]bool{}
	err = query(d.store.read.WithContext(ctx), c, func(rows *sql.Rows) error {
		var n cases.Naming
		if err := rows.Scan(&n.List.ID, &n.Row, &n.Position, &n.Written, &n.Person); err != nil {
			return err
		}
		if !d.scope.Secrets {
			n.Written = ""
		}
		lists[n.List.ID] = true
		out = append(out, n)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read which lists name %s: %w", number, err)
	}
	heads, err := d.headsOf(ctx, lists)
	if err != nil {
		return nil, err
	}
	kept := out[:0]
	for _, n := range out {
		if h, seen := heads[n.List.ID]; seen {
			n.List = h
			kept = append(kept, n)
		}
	}
	return kept, nil
}
