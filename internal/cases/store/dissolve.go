package store

import (
	"database/sql"
	"fmt"

	"aigaq/internal/cases"
)

// dissolve takes a cluster apart that is erased, with all that is noted of its merges: those that were undone as well,
// whose answers stand in the history of records that stay.
func (a *Acts) dissolve(people []int64, heads map[int64]*cases.Head) error {
	keep, absorbed, own := in("keep", people), in("absorbed", people), in("id", people)
	touched := clause{keep.sql + " OR " + absorbed.sql, append(keep.args, absorbed.args...)}
	if err := a.emptyMerges(touched, heads); err != nil {
		return err
	}
	if err := a.tx.Exec("DELETE FROM merges WHERE "+touched.sql, touched.args...).Error; err != nil {
		return fmt.Errorf("take the notes of merges away: %w", err)
	}
	return a.tx.Exec("UPDATE records SET merged = NULL WHERE "+own.sql, own.args...).Error
}

// emptyMerges empties the details of entries about records that stay, where they name one that is erased.
func (a *Acts) emptyMerges(which clause, gone map[int64]*cases.Head) error {
	var pairs [][2]int64
	err := query(a.tx, clause{"SELECT keep, absorbed FROM merges WHERE " + which.sql, which.args}, func(rows *sql.Rows) error {
		var one [2]int64
		err := rows.Scan(&one[0], &one[1])
		pairs = append(pairs, one, [2]int64{one[1], one[0]})
		return err
	})
	if err != nil {
		return fmt.Errorf("read merges: %w", err)
	}
	for _, p := range pairs {
		if gone[p[0]] != nil || gone[p[1]] == nil {
			continue
		}
		known, err := headsByID(a.tx, p[:1])
		if err != nil {
			return err
		}
		seqs, err := entriesOf(a.tx, known[p[0]].UID, gone[p[1]].Number)
		if err != nil {
			return err
		}
		if err := a.emptyDetails(seqs); err != nil {
			return err
		}
	}
	return nil
}
