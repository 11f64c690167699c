package store

import (
	"fmt"
	"strings"

	"gorm.io/gorm"
)

// rowSet is rows for one table that are inserted together.
type rowSet struct {
	table  string // with its columns
	width  int
	values []any
}

func (r *rowSet) add(values ...any) { r.values = append(r.values, values...) }

// insertAtOnce is how many rows one statement holds at most. Statements hold a power of two of them, so that there are
// few different ones to prepare.
const insertAtOnce = 64

func (r *rowSet) insert(tx *gorm.DB) error {
	one := "(" + marks(r.width) + "),"
	for rest := r.values; len(rest) > 0; {
		n := insertAtOnce * r.width
		for n > len(rest) {
			n /= 2
		}
		rows := strings.TrimSuffix(strings.Repeat(one, n/r.width), ",")
		if err := tx.Exec("INSERT INTO "+r.table+" VALUES "+rows, rest[:n]...).Error; err != nil {
			return fmt.Errorf("insert into %s: %w", r.table, err)
		}
		rest = rest[n:]
	}
	return nil
}
