package store

import (
	"fmt"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/audit"
)

// firstSeal seals a log that was begun before heads were sealed, and says in the log since which entry that is: what
// lies before is held by the signed checkpoints alone.
func (s *Store) firstSeal(tx *gorm.DB) error {
	row, err := readRow(tx, s.engine.lockHead())
	if err != nil || row.Size == 0 {
		return err
	}
	if err := tx.Raw("SELECT COUNT(*) FROM audit_checkpoint").Row().Scan(&row.Points); err != nil {
		return fmt.Errorf("count the checkpoints: %w", err)
	}
	p := newAppending(s, row.Sealed(s.sealKey))
	if err := p.add(act{cases.SystemActor, logSealed, "", detail{}}); err != nil {
		return err
	}
	return p.write(tx)
}

// sealed holds the head row against its seal, and the checkpoints against their number in it. The log itself has been
// found whole by then.
func (v *verification) sealed() error {
	row, err := readRow(v.tx, "")
	if err != nil {
		return err
	}
	if !row.Whole(v.store.sealKey) {
		return audit.Fault{Place: audit.PlaceHead, Number: row.Size,
			Why: "its seal is not right: the log or the number of its checkpoints was changed without the key"}
	}
	if v.report.Checkpoints != row.Points {
		return v.lostCheckpoint(row.Points)
	}
	return nil
}

// lostCheckpoint names the first checkpoint that is not there: the first gap in their numbers, or the last.
func (v *verification) lostCheckpoint(points int64) error {
	var number int64
	gap := "SELECT COALESCE(MIN(id), 0) + 1 FROM audit_checkpoint WHERE id + 1 NOT IN (SELECT id FROM audit_checkpoint)"
	if err := v.tx.Raw(gap).Row().Scan(&number); err != nil {
		return fmt.Errorf("look for lost checkpoints: %w", err)
	}
	var first int64
	if err := v.tx.Raw("SELECT COALESCE(MIN(id), 0) FROM audit_checkpoint").Row().Scan(&first); err != nil {
		return fmt.Errorf("look for lost checkpoints: %w", err)
	}
	if first > 1 {
		number = 1
	}
	return audit.Fault{Place: audit.PlaceCheckpoint, Number: number,
		Why: fmt.Sprintf("it is missing: %d were signed, %d are there", points, v.report.Checkpoints)}
}
