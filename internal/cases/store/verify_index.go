package store

import (
	"database/sql"
	"fmt"

	"aigaq/internal/cases/audit"
)

// indexed holds what the log is searched by against the entries, row by row as the pass over the details comes to
// them: a row that was changed or taken away would hide an act from whoever filters.
type indexed struct {
	hours map[int64][2]int64
}

func (x *indexed) hold(leaf audit.Leaf, row indexRow) error {
	if row.seq < 0 {
		return audit.Fault{Place: audit.PlaceEntry, Number: leaf.Seq, Why: "it is missing from the index"}
	}
	want := indexRowOf(leaf)
	if row != want {
		return audit.Fault{Place: audit.PlaceEntry, Number: leaf.Seq, Why: "its row in the index differs from what it says"}
	}
	span, known := x.hours[want.hour()]
	if !known {
		span[0] = leaf.Seq
	}
	x.hours[want.hour()] = [2]int64{span[0], leaf.Seq}
	return nil
}

// hours holds the table of hours against the entries, and looks for rows of the index that belong to no entry.
func (v *verification) hours() error {
	n := 0
	err := query(v.tx, clause{sql: "SELECT hour, low, high FROM audit_hour"}, func(rows *sql.Rows) error {
		var hour, low, high int64
		if err := rows.Scan(&hour, &low, &high); err != nil {
			return err
		}
		n++
		if v.index.hours[hour] != [2]int64{low, high} {
			return audit.Fault{Place: audit.PlaceEntry, Number: low, Why: "the hour that it is filed under differs from the log"}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if n != len(v.index.hours) {
		return audit.Fault{Place: audit.PlaceEntry, Number: 0, Why: "an hour of the index is missing"}
	}
	var beyond int64
	if err := v.tx.Raw("SELECT COALESCE(MIN(seq), -1) FROM audit_index WHERE seq NOT IN (SELECT seq FROM audit_entry)").Row().Scan(&beyond); err != nil {
		return fmt.Errorf("look for entries that are only in the index: %w", err)
	}
	if beyond >= 0 {
		return audit.Fault{Place: audit.PlaceEntry, Number: beyond, Why: "it is only in the index"}
	}
	return nil
}
