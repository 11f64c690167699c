package store

import (
	"database/sql"
	"fmt"

	"aigaq/internal/cases"
)

// clusters holds the record that stands for each person against the links of the merges, and the notes by which merges
// are undone against both: an edit there would hide somebody, show them twice or count them wrongly.
func (v *verification) clusters() error {
	into, fault := map[int64]int64{}, int64(0)
	err := v.pairs("SELECT target, record FROM links WHERE role = ? ORDER BY record", args(cases.MergedRole), func(target, record int64) {
		if into[target] != 0 {
			fault = target
		}
		into[target] = record
	})
	if err != nil {
		return err
	}
	stored := map[int64]int64{}
	err = v.pairs("SELECT id, merged FROM records WHERE merged IS NOT NULL", nil, func(id, root int64) { stored[id] = root })
	if err != nil {
		return err
	}
	for id := range into {
		if stored[id] == 0 || stored[id] != rootIn(into, id) {
			fault = id
		}
	}
	for id := range stored {
		if into[id] == 0 {
			fault = id
		}
	}
	if fault != 0 {
		return v.clusterFault(fault, "what it was merged into differs from the links")
	}
	return v.mergeNotes(into)
}

// rootIn follows links up to the record that stands for all; 0 where they go round.
func rootIn(into map[int64]int64, id int64) int64 {
	for range len(into) + 1 {
		next := into[id]
		if next == 0 {
			return id
		}
		id = next
	}
	return 0
}

func (v *verification) mergeNotes(into map[int64]int64) error {
	fault, noted := int64(0), map[int64]bool{}
	err := v.pairs("SELECT absorbed, keep FROM merges WHERE undone_at = 0", nil, func(absorbed, keep int64) {
		noted[absorbed] = true
		if into[absorbed] != keep {
			fault = absorbed
		}
	})
	if err != nil {
		return err
	}
	for id := range into {
		if !noted[id] {
			fault = id
		}
	}
	if fault != 0 {
		return v.clusterFault(fault, "what is noted of its merge differs from the links")
	}
	return nil
}

func (v *verification) clusterFault(id int64, why string) error {
	known, err := headsByID(v.tx, []int64{id})
	if err != nil || known[id] == nil {
		return fmt.Errorf("read a head: %w", err)
	}
	return RecordFault{known[id].Number, why}
}

// pairs hands every row of a query of two ids to a function.
func (v *verification) pairs(statement string, values []any, do func(a, b int64)) error {
	err := query(v.tx, clause{statement, values}, func(rows *sql.Rows) error {
		var a, b int64
		err := rows.Scan(&a, &b)
		do(a, b)
		return err
	})
	if err != nil {
		return fmt.Errorf("read clusters: %w", err)
	}
	return nil
}
