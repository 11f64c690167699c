package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// alarmsShown is how far back coordinators are told of broken glass.
const alarmsShown = 30 * 24 * time.Hour

// BreakGlass opens a record to the user for an hour, to be read alone, whatever its team and level. That it was done is
// in the log, and the coordinators are told, in the same transaction, be there such a record or not. The answer is
// until when it is open: the zero time for a number of which there is no record, or one that nobody can open so.
// Problems name what is wrong with what was stated, and say nothing about the number; cases.ErrTooOften is the answer
// to a fourth time within an hour.
func (d *Desk) BreakGlass(_ context.Context, b cases.Breaking) (time.Time, error) {
	if !d.user.Role.BreaksGlass() {
		return time.Time{}, cases.ErrForbidden
	}
	b.Number, b.Why = cases.CleanNumber(b.Number), strings.TrimSpace(b.Why)
	if err := d.checkBreaking(b); err != nil {
		return time.Time{}, err
	}
	var until time.Time
	err := d.store.writer.do(func(tx *gorm.DB) (err error) {
		until, err = d.breakGlass(tx, b)
		return err
	})
	if err != nil && !errors.Is(err, cases.ErrTooOften) {
		return time.Time{}, fmt.Errorf("break the glass: %w", err)
	}
	return until, err
}

func (d *Desk) checkBreaking(b cases.Breaking) error {
	var problems cases.Problems
	if !cases.LooksLikeNumber(b.Number) {
		problems = append(problems, cases.Problem{Field: "number", Key: "no_number"})
	}
	if utf8.RuneCountInString(b.Why) < cases.GlassWords {
		problems = append(problems, cases.Wrong("why", "too_short", "min", fmt.Sprint(cases.GlassWords))...)
	}
	problems = append(problems, checkWords("why", b.Why)...)
	if _, ok := d.Book().Term("purpose", b.Purpose); !ok {
		problems = append(problems, cases.Problem{Field: "purpose", Key: "required"})
	}
	if len(problems) > 0 {
		return problems
	}
	return nil
}

func (d *Desk) breakGlass(tx *gorm.DB, b cases.Breaking) (time.Time, error) {
	now := d.store.now()
	var tries int
	err := tx.Raw("SELECT COUNT(*) FROM alarms WHERE account = ? AND at > ?", d.user.ID, now.Add(-time.Hour).UnixMicro()).Row().Scan(&tries)
	if err != nil {
		return time.Time{}, err
	}
	if tries >= cases.GlassTries {
		return time.Time{}, cases.ErrTooOften
	}
	object, until, err := d.openByGlass(tx, b, now)
	if err != nil {
		return time.Time{}, err
	}
	kept := int64(0)
	if !until.IsZero() {
		kept = until.UnixMicro()
	}
	err = tx.Exec("INSERT INTO alarms (at, account, number, purpose, why, until) VALUES (?,?,?,?,?,?)",
		now.UnixMicro(), d.user.ID, b.Number, b.Purpose, b.Why, kept).Error
	if err != nil {
		return time.Time{}, err
	}
	_, err = d.store.enter(tx, d.user.Code, "glass.break", object, detail{Number: b.Number, Reason: b.Why, Purpose: b.Purpose})
	return until, err
}

// openByGlass opens the record where there is one that the glass can open, and gives its uid where there is any.
// Privileged records and withdrawn ones cannot be opened so.
func (d *Desk) openByGlass(tx *gorm.DB, b cases.Breaking, now time.Time) (uid string, until time.Time, err error) {
	found, err := headsWhere(tx, clause{"records.number = ?", args(b.Number)})
	if err != nil || len(found) == 0 {
		return "", time.Time{}, err
	}
	h := found[0]
	if h.Level == cases.Privileged || h.Withdrawn {
		return h.UID, time.Time{}, nil
	}
	until = now.Add(cases.GlassTime)
	err = keepShare(tx, h.ID, d.user.ID, cases.Share{Way: cases.ByGlass, By: d.user.Code, Why: b.Why, At: now, Until: until})
	return h.UID, until, err
}

// Alarms gives what a coordinator has not yet said that they know: each breaking of the glass by somebody else, and
// their own too. Others get none.
func (d *Desk) Alarms(ctx context.Context) ([]cases.Alarm, error) {
	if d.user.Role != cases.Coordinator {
		return nil, nil
	}
	c := clause{`SELECT a.id, a.at, u.name, a.number, a.purpose, a.why, a.until FROM alarms a JOIN users u ON u.id = a.account
WHERE a.at > ? AND NOT EXISTS (SELECT 1 FROM alarms_seen s WHERE s.alarm = a.id AND s.account = ?) ORDER BY a.id DESC LIMIT 100`,
		args(d.store.now().Add(-alarmsShown).UnixMicro(), d.user.ID)}
	var out []cases.Alarm
	err := query(d.store.read.WithContext(ctx), c, func(rows *sql.Rows) error {
		var a cases.Alarm
		err := rows.Scan(&a.ID, moment{&a.At}, &a.Who, &a.Number, &a.Purpose, &a.Why, orNever{&a.Until})
		out = append(out, a)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the alarms: %w", err)
	}
	return out, nil
}

// AlarmSeen takes an alarm off a coordinator's own page; the others are told on. cases.ErrNotFound is the answer to one
// that there is not, or that was taken off before.
func (d *Desk) AlarmSeen(_ context.Context, id int64) error {
	if d.user.Role != cases.Coordinator {
		return cases.ErrForbidden
	}
	err := d.store.writer.do(func(tx *gorm.DB) error {
		res := tx.Exec("INSERT INTO alarms_seen (alarm, account, at) SELECT id, ?, ? FROM alarms WHERE id = ? ON CONFLICT DO NOTHING",
			d.user.ID, d.store.now().UnixMicro(), id)
		if res.Error != nil {
			return res.Error
		}
		if res.RowsAffected == 0 {
			return cases.ErrNotFound
		}
		_, err := d.store.enter(tx, d.user.Code, "glass.seen", fmt.Sprintf("alarm:%d", id), detail{})
		return err
	})
	if err != nil && !isNotFound(err) {
		return fmt.Errorf("note an alarm as seen: %w", err)
	}
	return err
}
