package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/words"
)

// SearchText finds the records that hold every word of the query's text, newest first: up to n of them, and how many
// there are, exactly up to cases.FoundUpTo and one more where there are more. The text is looked for in any form of
// its words; the rest of the query narrows. People are not found here by the likeness of their names: see Find.
func (d *Desk) SearchText(ctx context.Context, q cases.Query, n int) (hits []cases.Hit, total int, err error) {
	tx := d.store.read.WithContext(ctx)
	asked := d.store.asked(q.Text)
	ids, err := d.textIDs(tx, asked, q, cases.FoundUpTo+1)
	if err != nil {
		return nil, 0, fmt.Errorf("search the texts: %w", err)
	}
	hits, err = d.hits(tx, asked, ids[:min(n, len(ids))])
	return hits, len(ids), err
}

// FindTexts is SearchText for each kind of which something is found, in the order of the kinds.
func (d *Desk) FindTexts(ctx context.Context, q cases.Query, n int) ([]cases.Found, error) {
	tx := d.store.read.WithContext(ctx)
	asked := d.store.asked(q.Text)
	all, err := d.textIDs(tx, asked, q, cases.FoundUpTo+1)
	if err != nil {
		return nil, fmt.Errorf("search the texts: %w", err)
	}
	perKind := map[string][]int64{}
	if len(all) <= cases.FoundUpTo {
		if perKind, err = kindsOf(tx, all); err != nil {
			return nil, err
		}
	}
	var out []cases.Found
	for _, k := range cases.Kinds() {
		ids := perKind[k.Code]
		if len(all) > cases.FoundUpTo && (q.Kind == "" || q.Kind == k.Code) {
			one := q
			one.Kind = k.Code
			if ids, err = d.textIDs(tx, asked, one, cases.FoundUpTo+1); err != nil {
				return nil, fmt.Errorf("search the texts of %s records: %w", k.Code, err)
			}
		}
		if len(ids) == 0 {
			continue
		}
		hits, err := d.hits(tx, asked, ids[:min(n, len(ids))])
		if err != nil {
			return nil, err
		}
		out = append(out, cases.Found{Kind: k, Hits: hits, Total: len(ids)})
	}
	return out, nil
}

// kindsOf parts ids by the kind of their records, in their order.
func kindsOf(tx *gorm.DB, all []int64) (map[string][]int64, error) {
	out := map[string][]int64{}
	kinds := map[int64]string{}
	for rest := all; len(rest) > 0; {
		n := min(chunk, len(rest))
		which := in("id", rest[:n])
		err := query(tx, clause{"SELECT id, kind FROM records WHERE " + which.sql, which.args}, func(rows *sql.Rows) error {
			var id int64
			var kind string
			err := rows.Scan(&id, &kind)
			kinds[id] = kind
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("read the kinds of what was found: %w", err)
		}
		rest = rest[n:]
	}
	for _, id := range all {
		out[kinds[id]] = append(out[kinds[id]], id)
	}
	return out, nil
}

// textIDs gives the ids of the records that a query finds by their words, newest first, up to most. Each part of the
// scope is read in that order and no further.
func (d *Desk) textIDs(tx *gorm.DB, asked words.Query, q cases.Query, most int) ([]int64, error) {
	if len(asked.Readings) == 0 {
		return nil, nil
	}
	q.Text = ""
	where, err := d.conditions(q)
	if err != nil {
		return nil, err
	}
	source, own := d.from("records"), ""
	if k := cases.KindByCode(q.Kind); k != nil && anyFilter(q.Filters) {
		own = " JOIN " + ownTable(k.Code) + " AS own ON own.id = records.id"
	}
	t := d.store.engine.texts()
	var out []int64
	for _, p := range parts(d.scope) {
		if q.Kind != "" {
			p.must = append(slices.Clone(p.must), kindWord(q.Kind))
		}
		holds := d.store.holds(asked, p)
		c := clause{"SELECT " + t.id + " FROM " + t.join + " " + source.sql + " ON records.id = " + t.id + own + " WHERE " + holds.sql + " AND " + where.sql +
			" ORDER BY " + t.id + " DESC LIMIT ?", append(append(append(slices.Clone(source.args), holds.args...), where.args...), most)}
		found, err := ids(tx, c)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	slices.SortFunc(out, func(a, b int64) int { return int(b - a) })
	out = slices.Compact(out)
	return out[:min(most, len(out))], nil
}

// hits reads what was found, with the words around the first place where the reader sees it.
func (d *Desk) hits(tx *gorm.DB, asked words.Query, ids []int64) ([]cases.Hit, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	found, err := headsByID(tx, ids)
	if err != nil {
		return nil, err
	}
	heads := make([]cases.Head, 0, len(ids))
	for _, id := range ids {
		if h := found[id]; h != nil {
			heads = append(heads, *h)
		}
	}
	records, err := d.byIDs(tx, heads, map[int64]*cases.Head{})
	if err != nil {
		return nil, err
	}
	look := lookingFor(asked)
	out := make([]cases.Hit, len(records))
	for i, r := range records {
		out[i] = look.hit(r)
	}
	return out, nil
}
