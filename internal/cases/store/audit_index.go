package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/audit"
)

// indexEntry keeps what the log is searched by of an entry that is there already.
func indexEntry(tx *gorm.DB, l audit.Leaf) error {
	r := indexRowOf(l)
	err := tx.Exec("INSERT INTO audit_index (seq, at, actor, action, area, refused) VALUES (?,?,?,?,?,?)",
		r.seq, r.at, r.actor, r.action, r.area, r.refused).Error
	if err != nil {
		return err
	}
	return keepHour(tx, r.hour(), [2]int64{r.seq, r.seq})
}

// keepHour says which entries an hour holds; what it held before stays in front.
func keepHour(tx *gorm.DB, hour int64, span [2]int64) error {
	return tx.Exec(`INSERT INTO audit_hour (hour, low, high) VALUES (?,?,?)
ON CONFLICT (hour) DO UPDATE SET high = excluded.high`, hour, span[0], span[1]).Error
}

// indexRow is what the log is searched by of one entry.
type indexRow struct {
	seq, at             int64
	actor, action, area string
	refused             int64
}

func indexRowOf(l audit.Leaf) indexRow {
	area, refused := cases.AreaOf(l.Action)
	r := indexRow{seq: l.Seq, at: l.Time.UnixMicro(), actor: l.Actor, action: l.Action, area: area}
	if refused {
		r.refused = 1
	}
	return r
}

func (r indexRow) hour() int64 { return hourOf(r.at) }

// hourOf is the hour of a moment in microseconds, counted from 1970 and rounded down.
func hourOf(micros int64) int64 {
	const hour = int64(time.Hour / time.Microsecond)
	h := micros / hour
	if micros%hour < 0 {
		h--
	}
	return h
}

// fillIndex brings the index up to the log: entries of a version that did not keep it yet, and actions that have moved
// to another area since. It is done a slice at a time, so that nothing holds the writer for long.
func (s *Store) fillIndex(ctx context.Context) error {
	for more := true; more; {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := s.writer.do(func(tx *gorm.DB) error {
			var err error
			more, err = fillSlice(tx, s.engine.lockHead())
			return err
		})
		if err != nil {
			return fmt.Errorf("index the audit log: %w", err)
		}
	}
	return s.moveAreas()
}

// fillSlice indexes the next entries that are not, and tells whether there may be more. The head row is locked
// first, as by whoever adds an entry, so that two servers that start together do not index the same ones.
func fillSlice(tx *gorm.DB, lock string) (more bool, err error) {
	if _, err := readHead(tx, lock); err != nil {
		return false, err
	}
	var last int64
	if err := tx.Raw("SELECT COALESCE(MAX(seq), -1) FROM audit_index").Row().Scan(&last); err != nil {
		return false, err
	}
	var leaves []audit.Leaf
	c := clause{"SELECT body FROM audit_entry WHERE seq > ? ORDER BY seq LIMIT 1000", args(last)}
	err = query(tx, c, func(rows *sql.Rows) error {
		var body []byte
		if err := rows.Scan(&body); err != nil {
			return err
		}
		leaf, err := audit.ParseLeaf(body)
		leaves = append(leaves, leaf)
		return err
	})
	if err != nil {
		return false, err
	}
	for _, l := range leaves {
		if err := indexEntry(tx, l); err != nil {
			return false, err
		}
	}
	return len(leaves) == 1000, nil
}

// areaList is all that the areas are worked out from, as one text.
func areaList() string { return fmt.Sprint(cases.Domains()) }

// moveAreas works area and refused out again where the list of actions is another one than when they were kept.
func (s *Store) moveAreas() error {
	var kept string
	if err := s.read.Raw("SELECT list FROM audit_areas WHERE id = 1").Row().Scan(&kept); err != nil {
		return fmt.Errorf("read the areas of the audit log: %w", err)
	}
	if kept == areaList() {
		return nil
	}
	err := s.writer.do(func(tx *gorm.DB) error {
		var rows []indexRow
		err := query(tx, clause{sql: "SELECT DISTINCT action, area, refused FROM audit_index"}, func(r *sql.Rows) error {
			var one indexRow
			err := r.Scan(&one.action, &one.area, &one.refused)
			rows = append(rows, one)
			return err
		})
		if err != nil {
			return err
		}
		for _, was := range rows {
			now := indexRowOf(audit.Leaf{Action: was.action})
			if now.area == was.area && now.refused == was.refused {
				continue
			}
			if err := tx.Exec("UPDATE audit_index SET area = ?, refused = ? WHERE action = ?", now.area, now.refused, was.action).Error; err != nil {
				return err
			}
		}
		return tx.Exec("UPDATE audit_areas SET list = ? WHERE id = 1", areaList()).Error
	})
	if err != nil {
		return fmt.Errorf("sort the audit log into areas: %w", err)
	}
	return nil
}
