package store

import (
	"database/sql"
	"fmt"
	"strings"

	"aigaq/internal/cases"
)

// facts holds the rows that counts read against the record: a number published from edited facts would be as wrong as
// one from an edited record.
func (v *verification) facts(r cases.Record) error {
	h := r.Base()
	subjects, err := subjects(v.tx, h)
	if err != nil {
		return err
	}
	want := map[string]bool{}
	for _, row := range factRows(r, subjects) {
		want[fmt.Sprint(row...)] = true
	}
	columns := factColumns()
	c := clause{"SELECT " + strings.Join(columns, ", ") + " FROM facts WHERE record = ?", args(h.ID)}
	n := 0
	err = query(v.tx, c, func(rows *sql.Rows) error {
		values, to := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			to[i] = &values[i]
		}
		if err := rows.Scan(to...); err != nil {
			return err
		}
		n++
		if !want[fmt.Sprint(values...)] {
			return RecordFault{h.Number, "the facts that it is counted by differ from its answers"}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if n != len(want) {
		return RecordFault{h.Number, "facts that it is counted by are missing"}
	}
	if h.Title != r.Name() {
		return RecordFault{h.Number, "its title differs from its answers"}
	}
	return nil
}
