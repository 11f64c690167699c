package store

import (
	"database/sql"
	"slices"

	"gorm.io/gorm"
)

// writeUnchanged writes what comparing some people gave, with who of them changed since they were read: a run takes
// minutes, and of those the saves have found other pairs meanwhile. They are compared once more, behind the run.
func (s *Store) writeUnchanged(people []someone, work func(tx *gorm.DB, changed map[int64]bool) error) error {
	return s.writePairs(func(tx *gorm.DB) error {
		changed, err := overtaken(tx, people)
		if err != nil {
			return wrapped("look who changed meanwhile", err)
		}
		for _, id := range keysOf(changed) {
			if err := s.matchSoon(tx, id); err != nil {
				return err
			}
		}
		return work(tx, changed)
	})
}

// overtaken gives those of some people who are not any more as they were read: a record of theirs has another version,
// or stands for somebody else.
func overtaken(tx *gorm.DB, people []someone) (map[int64]bool, error) {
	var records []int64
	for _, p := range people {
		records = append(records, p.records()...)
	}
	slices.Sort(records)
	type state struct{ records, versions int64 }
	now := map[int64]state{}
	for part := range slices.Chunk(slices.Compact(records), chunk) {
		which := in("id", part)
		err := query(tx, clause{"SELECT COALESCE(merged, id), version FROM records WHERE withdrawn = 0 AND " + which.sql, which.args}, func(rows *sql.Rows) error {
			var root, version int64
			err := rows.Scan(&root, &version)
			now[root] = state{now[root].records + 1, now[root].versions + version}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	changed := map[int64]bool{}
	for _, p := range people {
		if now[p.id] != (state{int64(len(p.records())), p.versions}) {
			changed[p.id] = true
		}
	}
	return changed, nil
}
