package store

import (
	"fmt"

	"aigaq/internal/cases"
)

// stands holds what decides who sees a record, and is no answer of its own, against the answers that it follows from:
// what the record is a part of, whether its consent was taken back, whether it was erased. An edit there would show
// what nobody may see, or hide what somebody must.
func (v *verification) stands(r cases.Record, erased bool) error {
	h := r.Base()
	if h.Under != underOf(r, cases.KindByCode(h.Kind)) {
		return RecordFault{h.Number, "what it is a part of differs from its answers"}
	}
	if h.Erased != erased {
		return RecordFault{h.Number, "whether it was erased differs from its newest entry"}
	}
	gone, err := v.gone(r)
	if err != nil {
		return fmt.Errorf("look at whom %s is about: %w", h.Number, err)
	}
	if !erased && gone != h.Withdrawn {
		return RecordFault{h.Number, "whether it was withdrawn differs from the consents that decide it"}
	}
	return nil
}

// gone works out whether a record must be withdrawn.
func (v *verification) gone(r cases.Record) (bool, error) {
	h := r.Base()
	if p, ok := r.(*cases.Person); ok {
		if p.TookBack() || !v.anyGone {
			return p.TookBack(), nil
		}
		return tookBackElsewhere(v.tx, h)
	}
	role := cases.KindByCode(h.Kind).Subject
	if !v.anyGone || role == "" && h.Under == 0 {
		return false, nil
	}
	var n, withdrawn int
	c := clause{"SELECT COUNT(*), COALESCE(SUM(CASE WHEN withdrawn > 0 THEN 1 ELSE 0 END), 0) FROM records WHERE id = ?", args(h.Under)}
	if role != "" {
		c = clause{"SELECT COUNT(*), COALESCE(SUM(CASE WHEN withdrawn > 0 THEN 1 ELSE 0 END), 0) FROM records WHERE id IN " +
			"(SELECT target FROM links WHERE record = ? AND role = ?)", args(h.ID, role)}
	}
	err := v.tx.Raw(c.sql, c.args...).Row().Scan(&n, &withdrawn)
	return n > 0 && n == withdrawn, err
}
