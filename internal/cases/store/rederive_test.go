package store

import (
	"testing"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

func TestADatabaseOfOlderRulesIsWorkedOutAgainWhenItOpens(t *testing.T) { // R26
	onBoth(t, func(h *house) {
		hidden := h.person("chief", "Жасырын Тестов", "level", "restricted")
		act := h.put("chief", "detention", "victim", hidden.Number, "from", "2022-01-05", "level", "public")
		h.must(h.writer.do(func(tx *gorm.DB) error {
			if err := tx.Exec("UPDATE records SET title = 'Жасырын Тестов' WHERE id = ?", act.ID).Error; err != nil {
				return err
			}
			return tx.Exec("UPDATE derived SET rules = 0").Error
		}))
		h.reopen()
		r, err := h.desk("aliya").Get(h.ctx(), act.Number)
		h.must(err)
		if r.Base().Title != (cases.Title{}) {
			h.Errorf("the title still says %+v", r.Base().Title)
		}
		h.wantFound("aliya", "zhasyryn", 0)
		h.verify()
	})
}
