package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// emergency is a breaking of the glass that nothing is wrong with.
func emergency(number string) cases.Breaking {
	return cases.Breaking{Number: number, Purpose: "legal_aid", Why: "A relative is at the door of the police station."}
}

func TestTheGlassWantsARoleAndAReason(t *testing.T) { // R33
	onBoth(t, func(h *house) {
		hidden := h.person("west", "Батыс Адамов", "level", "restricted")
		for _, who := range []string{"intake", "reader", "auditor", "boss"} {
			if _, err := h.desk(who).BreakGlass(h.ctx(), emergency(hidden.Number)); !errors.Is(err, cases.ErrForbidden) {
				h.Errorf("%s: %v", who, err)
			}
		}
		for _, number := range []string{hidden.Number, "PER-100000"} {
			for field, spoil := range map[string]func(*cases.Breaking){
				"why":     func(b *cases.Breaking) { b.Why = strings.Repeat(" ", 30) + "too short" },
				"purpose": func(b *cases.Breaking) { b.Purpose = "curiosity" },
				"number":  func(b *cases.Breaking) { b.Number = "no number" },
			} {
				b := emergency(number)
				spoil(&b)
				if _, err := h.desk("aliya").BreakGlass(h.ctx(), b); problem(err, field) == "" {
					h.Errorf("%s %s: %v", number, field, err)
				}
			}
		}
		if alarms, err := h.desk("chief").Alarms(h.ctx()); err != nil || len(alarms) != 0 {
			h.Errorf("alarms %+v, %v", alarms, err)
		}
	})
}

func TestBrokenGlassOpensForAnHourAndIsTold(t *testing.T) { // R33
	onBoth(t, func(h *house) {
		h.account("second chief", cases.Coordinator)
		hidden := h.person("west", "Батыс Адамов", "level", "restricted")
		until, err := h.desk("aliya").BreakGlass(h.ctx(), emergency(strings.ToLower(hidden.Number)))
		h.must(err)
		if left := until.Sub(h.now()); left > time.Hour || left < 59*time.Minute {
			h.Errorf("open until %v", until)
		}
		_, err = h.desk("aliya").Get(h.ctx(), hidden.Number)
		h.must(err)
		c := change("person", "occupation", "welder")
		c.Number, c.Version = hidden.Number, 1
		if _, err := h.desk("aliya").Save(h.ctx(), "", c); !errors.Is(err, cases.ErrForbidden) {
			h.Errorf("a change through the glass: %v", err)
		}
		entries := h.entries("glass.break")
		if len(entries) != 1 || entries[0].Object != hidden.UID || entries[0].Purpose != "legal_aid" || entries[0].Actor != "aliya" {
			h.Errorf("entries %+v", entries)
		}
		for _, chief := range []string{"chief", "second chief"} {
			alarms, err := h.desk(chief).Alarms(h.ctx())
			h.must(err)
			if len(alarms) != 1 || alarms[0].Who != "aliya" || alarms[0].Number != hidden.Number || !alarms[0].Until.Equal(until.Truncate(time.Microsecond)) {
				h.Fatalf("%s is told %+v", chief, alarms)
			}
		}
		h.acknowledged("chief", "second chief")
		h.pass(time.Hour + time.Second)
		if _, err := h.desk("aliya").Get(h.ctx(), hidden.Number); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("an hour later: %v", err)
		}
		h.verify()
	})
}

// acknowledged holds that an alarm is taken off one coordinator's page alone, and by coordinators alone.
func (h *house) acknowledged(one, other string) {
	h.Helper()
	alarms, err := h.desk(one).Alarms(h.ctx())
	h.must(err)
	if err := h.desk("aliya").AlarmSeen(h.ctx(), alarms[0].ID); !errors.Is(err, cases.ErrForbidden) {
		h.Errorf("taken off by staff: %v", err)
	}
	h.must(h.desk(one).AlarmSeen(h.ctx(), alarms[0].ID))
	if err := h.desk(one).AlarmSeen(h.ctx(), alarms[0].ID); !errors.Is(err, cases.ErrNotFound) {
		h.Errorf("taken off twice: %v", err)
	}
	for who, want := range map[string]int{one: 0, other: 1, "aliya": 0} {
		if left, err := h.desk(who).Alarms(h.ctx()); err != nil || len(left) != want {
			h.Errorf("%s is told %+v, %v", who, left, err)
		}
	}
}

func TestWhatTheGlassDoesNotOpen(t *testing.T) { // R33
	onBoth(t, func(h *house) {
		n := h.notedCase()
		withdrawn := h.put("chief", "organisation", "name", "A made-up body", "level", "public")
		h.must(h.writer.do(func(tx *gorm.DB) error {
			if err := tx.Exec("DELETE FROM facts WHERE record = ?", withdrawn.ID).Error; err != nil {
				return err
			}
			return tx.Exec("UPDATE records SET withdrawn = 1 WHERE id = ?", withdrawn.ID).Error
		}))
		for _, number := range []string{n.Number, withdrawn.Number, "PER-100000"} {
			until, err := h.desk("aliya").BreakGlass(h.ctx(), emergency(number))
			if err != nil || !until.IsZero() {
				h.Errorf("%s: until %v, %v", number, until, err)
			}
			if _, err := h.desk("aliya").Get(h.ctx(), number); !errors.Is(err, cases.ErrNotFound) {
				h.Errorf("%s: %v", number, err)
			}
		}
		if _, err := h.desk("aliya").BreakGlass(h.ctx(), emergency("PER-100001")); !errors.Is(err, cases.ErrTooOften) {
			h.Errorf("a fourth time: %v", err)
		}
		if alarms, err := h.desk("chief").Alarms(h.ctx()); err != nil || len(alarms) != 3 {
			h.Errorf("%d alarms, %v", len(alarms), err)
		}
		h.pass(time.Hour + time.Second)
		_, err := h.desk("aliya").BreakGlass(h.ctx(), emergency("PER-100001"))
		h.must(err)
	})
}

func TestACoordinatorEndsWhatTheGlassOpened(t *testing.T) { // R28 R33
	onBoth(t, func(h *house) {
		hidden := h.person("west", "Батыс Адамов", "level", "restricted")
		_, err := h.desk("aliya").BreakGlass(h.ctx(), emergency(hidden.Number))
		h.must(err)
		shares, err := h.desk("chief").Shares(h.ctx(), hidden.Number)
		h.must(err)
		if len(shares) != 1 || shares[0].Way != cases.ByGlass || shares[0].Account != "aliya" {
			h.Fatalf("shares %+v", shares)
		}
		h.must(h.desk("chief").EndShare(h.ctx(), hidden.Number, shares[0].ID))
		if _, err := h.desk("aliya").Get(h.ctx(), hidden.Number); !errors.Is(err, cases.ErrNotFound) {
			h.Errorf("after it was ended: %v", err)
		}
	})
}
