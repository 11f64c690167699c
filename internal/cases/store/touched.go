package store

import (
	"context"
	"fmt"
	"slices"

	"aigaq/internal/cases"
)

// touchedMost is how many entries of a record are shown at once; the audit log has the others.
const touchedMost = 200

// Touched tells who opened, changed or took away a record, when and for what purpose, newest first; coordinators also
// see who was refused. It is for those who keep the record: whoever may change it and works in a team.
// cases.ErrNotFound is the answer to a record that the user may not see, cases.ErrForbidden to one who does not keep it.
func (d *Desk) Touched(ctx context.Context, number string) ([]cases.LogEntry, error) {
	r, err := d.Get(ctx, number)
	if err != nil {
		return nil, err
	}
	if !d.Keeps(r.Base()) {
		return nil, cases.ErrForbidden
	}
	where := clause{"i.seq IN (SELECT seq FROM audit_entry WHERE object = ?)", args(r.Base().UID)}
	if d.user.Role != cases.Coordinator {
		where = and(where, clause{"i.area <> ?", args(cases.AreaRefusal)})
	}
	own, err := logEntries(d.store.read.WithContext(ctx), where, touchedMost)
	if err != nil {
		return nil, fmt.Errorf("read who touched %s: %w", number, err)
	}
	lists, err := d.tookAlong(ctx, r.Base())
	if err != nil {
		return nil, err
	}
	all := append(own, lists...)
	slices.SortFunc(all, func(a, b cases.LogEntry) int { return int(b.Seq - a.Seq) })
	return all[:min(len(all), touchedMost)], nil
}

// Keeps tells whether the user is one of those who look after a record and may know who touched it.
func (d *Desk) Keeps(h *cases.Head) bool {
	keepers := []cases.Role{cases.Coordinator, cases.Staff, cases.Lawyer}
	return slices.Contains(keepers, d.user.Role) && d.scope.MayWrite(h)
}

// tookAlong gives the exports of lists that held the record.
func (d *Desk) tookAlong(ctx context.Context, h *cases.Head) ([]cases.LogEntry, error) {
	found, err := d.ExportsWith(ctx, h.Number)
	if err != nil {
		return nil, err
	}
	var places []int64
	for _, e := range found {
		if e.Object != h.UID {
			places = append(places, e.Seq)
		}
	}
	if len(places) == 0 {
		return nil, nil
	}
	entries, err := logEntries(d.store.read.WithContext(ctx), in("i.seq", places), len(places))
	if err != nil {
		return nil, fmt.Errorf("read who took %s along: %w", h.Number, err)
	}
	return entries, nil
}
