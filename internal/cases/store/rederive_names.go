package store

import (
	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// renameAfter gives the next people the words that they are found by under today's rules, where these are others.
func (s *Store) renameAfter(tx *gorm.DB, last int64) (int64, error) {
	b, err := loadKind(tx, everything(), cases.KindByCode("person"), clause{
		"WHERE records.kind = 'person' AND records.id > ? AND records.withdrawn = 0 ORDER BY records.id LIMIT ?", args(last, textSlice)})
	if err != nil || len(b.records) == 0 {
		return -1, err
	}
	if err := b.answers(); err != nil {
		return 0, err
	}
	a := &Acts{store: s, tx: tx, scope: everything()}
	for _, r := range b.records {
		if err := a.writeNames(r, false); err != nil {
			return 0, err
		}
	}
	return b.records[len(b.records)-1].Base().ID, nil
}
