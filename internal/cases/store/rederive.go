package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// derivedRules is raised when titles or other derived values are worked out in another way than before. 1: a title
// names only people whom everybody who sees the act sees as well.
const derivedRules = 1

// rederiveSlice is how many records are worked out again in one transaction, so that nothing holds the writer for long.
const rederiveSlice = 50

// rederive works the derived values of a database out again that was written by older rules, before anybody reads in
// it: an old title may name somebody whom its reader must not see. What was done is kept slice by slice.
func (s *Store) rederive(ctx context.Context) error {
	var rules int
	if err := s.read.WithContext(ctx).Raw("SELECT rules FROM derived WHERE id = 1").Row().Scan(&rules); err != nil {
		return fmt.Errorf("read by which rules the database was written: %w", err)
	}
	if rules >= derivedRules {
		return nil
	}
	var kinds []string
	for _, k := range cases.Kinds() {
		if k.Subject != "" || k.Under != "" {
			kinds = append(kinds, k.Code)
		}
	}
	for last := int64(0); last >= 0; {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := s.writer.do(func(tx *gorm.DB) (err error) {
			last, err = s.rederiveAfter(tx, kinds, last)
			return err
		})
		if err != nil {
			return fmt.Errorf("work out again what is derived: %w", err)
		}
	}
	return s.writer.do(func(tx *gorm.DB) error {
		return tx.Exec("UPDATE derived SET rules = ? WHERE id = 1", derivedRules).Error
	})
}

// rederiveAfter does the next slice and gives its last record; -1 where there was none left.
func (s *Store) rederiveAfter(tx *gorm.DB, kinds []string, last int64) (int64, error) {
	kind := in("kind", kinds)
	next, err := ids(tx, clause{"SELECT id FROM records WHERE id > ? AND withdrawn = 0 AND " + kind.sql + " ORDER BY id LIMIT ?",
		append(append(args(last), kind.args...), rederiveSlice)})
	if err != nil || len(next) == 0 {
		return -1, err
	}
	a := &Acts{store: s, tx: tx, scope: everything()}
	for _, id := range next {
		if err := a.refresh(id); err != nil {
			return 0, err
		}
	}
	return next[len(next)-1], nil
}
