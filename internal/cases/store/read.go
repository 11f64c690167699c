package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// Get gives a record by its number, with links, citations and titles, as the user may see it.
func (d *Desk) Get(ctx context.Context, number string) (cases.Record, error) {
	return getIn(d.store.read.WithContext(ctx), d.scope, number, true)
}

// getIn reads one record in a transaction or pool; concealed for pages, whole for a save.
func getIn(tx *gorm.DB, scope cases.Scope, number string, concealed bool) (cases.Record, error) {
	k := cases.KindByNumber(number)
	if k == nil || scope.Nothing() || !cases.LooksLikeNumber(number) {
		return nil, cases.ErrNotFound
	}
	b, err := loadKind(tx, scope, k, clause{"WHERE records.number = ?", args(cases.CleanNumber(number))})
	if err != nil {
		return nil, err
	}
	if len(b.records) == 0 {
		return nil, cases.ErrNotFound
	}
	if err := b.complete(); err != nil {
		return nil, fmt.Errorf("read %s: %w", number, err)
	}
	if concealed {
		b.conceal()
	}
	return b.records[0], nil
}

// titleCache is how many titles are remembered between the batches of an export, so that its memory stays the same.
const titleCache = 20_000

// byIDs reads full records of any kinds by their ids, in the order of the ids, as the user may see them. Titles of
// what they refer to are taken from known, and added to it.
func (d *Desk) byIDs(tx *gorm.DB, heads []cases.Head, known map[int64]*cases.Head) ([]cases.Record, error) {
	perKind := map[string][]int64{}
	for _, h := range heads {
		perKind[h.Kind] = append(perKind[h.Kind], h.ID)
	}
	if len(known) > titleCache {
		clear(known)
	}
	found := make(map[int64]cases.Record, len(heads))
	for kind, ids := range perKind {
		where := in("records.id", ids)
		b, err := loadKind(tx, d.scope, cases.KindByCode(kind), clause{"WHERE " + where.sql, where.args})
		if err != nil {
			return nil, err
		}
		b.known = known
		if err := b.complete(); err != nil {
			return nil, err
		}
		if err := b.mute(d.consent); err != nil {
			return nil, err
		}
		b.conceal()
		for _, r := range b.records {
			found[r.Base().ID] = r
		}
	}
	out := make([]cases.Record, 0, len(heads))
	for _, h := range heads {
		if r := found[h.ID]; r != nil {
			out = append(out, r)
		}
	}
	return out, nil
}
