package store

import (
	"testing"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// common makes words borne by more people in the team of Almaty than a search looks at, each by more than the one before:
// rows alone, which every mask lets pass and which lie before those of people.
func (h *house) common(words ...string) {
	h.Helper()
	for i, w := range words {
		h.must(h.writer.do(func(tx *gorm.DB) error {
			return tx.Exec(`INSERT INTO name_keys (word, team, level, creator, record, mask)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT CAST(? AS TEXT), 'almaty', 'internal', 0, ? + i, -1 FROM n`,
				2*rowsCounted+9*i, w, (i+1)*1_000_000).Error
		}))
	}
}

func TestWhoBearsWordsThatAreAllCommonIsFoundByThem(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.person("aliya", "Кеңтаров Дәурен", "team", "almaty", "level", "internal")
		other := h.person("aliya", "Кеңтаров Дәурен Сейілұлы", "team", "almaty", "level", "internal")
		h.common(wordsOf([]string{"Кеңтаров Дәурен Сейілұлы"})...)
		h.findsOnly("aliya", "Дәурен Кеңтаров", p, other)
		h.findsOnly("intake", "Дәурен Кеңтаров")
		found, err := h.desk("aliya").Alike(h.ctx(), cases.Sought{Names: []string{"Kentarov Dauren"}}, 5)
		h.must(err)
		if len(found) != 2 {
			h.Errorf("like somebody with common names are %d people, want 2", len(found))
		}
	})
}
