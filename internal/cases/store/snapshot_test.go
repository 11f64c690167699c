package store

import (
	"fmt"
	"strings"
	"testing"

	"gorm.io/gorm"
)

// A statement keeps its text: of four hundred such as these, none may be left behind.
func TestASnapshotOfManyQueriesTakesNoMoreMemoryThanOneOfFew(t *testing.T) {
	onBoth(t, func(h *house) {
		long, times := strings.Repeat("x", 900_000), 400
		if h.engine.name() == "postgres" {
			times = 10 // it has more memory than a test can take
		}
		err := h.snapshot(h.ctx(), func(tx *gorm.DB) error {
			for i := range times {
				n, err := number(tx, clause{"SELECT CAST(? AS INTEGER) /* " + long + " */", args(i)})
				if err != nil || n != i {
					return fmt.Errorf("query %d gives %d, %w", i, n, err)
				}
			}
			return nil
		})
		h.must(err)
	})
}

func TestASnapshotSeesNothingThatIsSavedAfterIt(t *testing.T) {
	onBoth(t, func(h *house) {
		h.person("aliya", "Ойдан Асан", "level", "internal")
		count := func(tx *gorm.DB) int {
			n, err := number(tx, clause{sql: "SELECT COUNT(*) FROM records"})
			h.must(err)
			return n
		}
		h.must(h.snapshot(h.ctx(), func(tx *gorm.DB) error {
			before := count(tx)
			h.person("aliya", "Вымыслова Гүлнар", "level", "internal")
			if after := count(tx); after != before {
				h.Errorf("%d records became %d", before, after)
			}
			if tx.Exec("UPDATE records SET title = ''").Error == nil {
				h.Error("a snapshot can be written to")
			}
			return nil
		}))
	})
}
