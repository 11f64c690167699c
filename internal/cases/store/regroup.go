package store

import (
	"fmt"
	"slices"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// regroup brings the clusters in line with the links that a save added or took away.
func (a *Acts) regroup(before, after *cases.Head) error {
	was, is := targets(before), targets(after)
	root := after.ID
	if after.Merged != 0 {
		root = after.Merged
	}
	for _, id := range is {
		if !slices.Contains(was, id) {
			if err := a.group(id, root); err != nil {
				return err
			}
		}
	}
	for _, id := range was {
		if !slices.Contains(is, id) {
			if err := a.group(id, id); err != nil {
				return err
			}
		}
	}
	return nil
}

func targets(h *cases.Head) []int64 {
	var out []int64
	for _, l := range h.LinksTo(cases.MergedRole) {
		out = append(out, l.To.ID)
	}
	return out
}

// group puts a record, with all that was merged into it, into a cluster. What counts read of the records that name
// them follows: it is no answer of those, and makes no new version of them.
func (a *Acts) group(id, root int64) error {
	list, err := below(a.tx, id)
	if err != nil {
		return err
	}
	list = append(list, id)
	which := in("id", list)
	if err = a.tx.Exec("UPDATE records SET merged = ? WHERE "+which.sql, append(args(root), which.args...)...).Error; err != nil {
		return err
	}
	if err = a.tx.Exec("UPDATE records SET merged = NULL WHERE id = ?", root).Error; err != nil {
		return err
	}
	if err := a.writeTextsOf(append(list, root)); err != nil {
		return err
	}
	which = in("subject", list)
	return a.tx.Exec("UPDATE facts SET cluster = ? WHERE cluster <> 0 AND "+which.sql, append(args(root), which.args...)...).Error
}

// below gives the ids of all that was merged into a record, over any number of steps.
func below(tx *gorm.DB, id int64) ([]int64, error) {
	var out []int64
	for next := []int64{id}; len(next) > 0; {
		which := in("record", next)
		found, err := ids(tx, clause{"SELECT target FROM links WHERE role = ? AND " + which.sql, append(args(cases.MergedRole), which.args...)})
		if err != nil {
			return nil, fmt.Errorf("read what was merged: %w", err)
		}
		next = slices.DeleteFunc(found, func(one int64) bool { return one == id || slices.Contains(out, one) })
		out = append(out, next...)
	}
	return out, nil
}

// clusterOf gives the ids of all records of a person, the one asked for first.
func clusterOf(tx *gorm.DB, id int64) ([]int64, error) {
	found, err := ids(tx, clause{`SELECT m.id FROM records x JOIN records m ON m.id = COALESCE(x.merged, x.id) WHERE x.id = ?
UNION SELECT m.id FROM records x JOIN records m ON m.merged = COALESCE(x.merged, x.id) WHERE x.id = ? ORDER BY 1`, args(id, id)})
	if err != nil {
		return nil, fmt.Errorf("read a cluster: %w", err)
	}
	others := slices.DeleteFunc(found, func(one int64) bool { return one == id })
	return append([]int64{id}, others...), nil
}

// tookBackElsewhere tells whether another record of a person says that the consent to keep them was taken back.
func tookBackElsewhere(tx *gorm.DB, h *cases.Head) (bool, error) {
	people, err := clusterOf(tx, h.ID)
	if err != nil || len(people) == 1 {
		return false, err
	}
	which, says := in("r.id", people[1:]), saying("= r.id", cases.ConsentInternal, []string{cases.ConsentWithdrawn})
	n, err := number(tx, clause{"SELECT COUNT(*) FROM records r WHERE " + which.sql + " AND " + says.sql, append(which.args, says.args...)})
	return n > 0, err
}
