package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// decidedAtOnce is how many pairs one decision is about at most.
const decidedAtOnce = 200

// DecidePair keeps what the user decided about two people: that they are different, that it is looked at later, or that
// it is open again. What was merged is undone by Unmerge alone. cases.ErrNotFound is the answer where the user does not
// see both, cases.ErrForbidden where they may not change both; Problems name what is wrong with the decision.
func (d *Desk) DecidePair(ctx context.Context, one, other string, v cases.Verdict) error {
	return d.DecidePairs(ctx, [][2]string{{one, other}}, v)
}

// DecidePairs is DecidePair for several pairs in one transaction, with one entry in the log for each. All hold, or none.
func (d *Desk) DecidePairs(_ context.Context, pairs [][2]string, v cases.Verdict) error {
	if !d.comparesPeople() {
		return cases.ErrForbidden
	}
	v.Why = strings.TrimSpace(v.Why)
	if err := checkVerdict(pairs, v); err != nil {
		return err
	}
	err := d.store.writer.do(func(tx *gorm.DB) error {
		for _, p := range pairs {
			if err := d.decidePair(tx, p[0], p[1], v); err != nil {
				return err
			}
		}
		return nil
	})
	var problems cases.Problems
	if err == nil || isNotFound(err) || errors.Is(err, cases.ErrForbidden) || errors.As(err, &problems) {
		return err
	}
	return fmt.Errorf("decide about duplicates: %w", err)
}

func checkVerdict(pairs [][2]string, v cases.Verdict) error {
	var problems cases.Problems
	if !slices.Contains([]string{cases.PairDifferent, cases.PairLater, cases.PairOpen}, v.State) {
		problems = append(problems, cases.Problem{Field: "state", Key: "required"})
	}
	if len(pairs) == 0 || len(pairs) > decidedAtOnce {
		problems = append(problems, cases.Problem{Field: "pairs", Key: "required"})
	}
	problems = append(problems, checkWords("why", v.Why)...)
	if len(problems) > 0 {
		return problems
	}
	return nil
}

func (d *Desk) decidePair(tx *gorm.DB, one, other string, v cases.Verdict) error {
	a, b, err := d.bothIn(tx, one, other)
	if err != nil {
		return err
	}
	var was string
	err = tx.Raw("SELECT state FROM pairs WHERE a = ? AND b = ?", a.ID, b.ID).Row().Scan(&was)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		if err := d.store.addPair(tx, a.ID, b.ID); err != nil {
			return err
		}
	case err != nil:
		return err
	case was == cases.PairSame:
		return cases.Wrong("state", "merged_already")
	case was == v.State:
		return nil
	}
	if err := d.store.settle(tx, a.ID, b.ID, v, d.user.Code); err != nil {
		return err
	}
	action := "pair." + v.State
	_, err = d.store.enter(tx, d.user.Code, action, a.UID, d.stated(a, detail{Number: a.Number, What: b.Number, Reason: v.Why}))
	return err
}

// bothIn gives the heads of two people in scope whom the user may change, the one entered first as a.
func (d *Desk) bothIn(tx *gorm.DB, one, other string) (a, b *cases.Head, err error) {
	if a, err = d.headIn(tx, one); err != nil {
		return nil, nil, err
	}
	if b, err = d.headIn(tx, other); err != nil {
		return nil, nil, err
	}
	if a.Kind != "person" || b.Kind != "person" || a.ID == b.ID {
		return nil, nil, cases.ErrNotFound
	}
	if !d.scope.MayWrite(a) || !d.scope.MayWrite(b) {
		return nil, nil, cases.ErrForbidden
	}
	if cmp.Or(a.Merged, a.ID) == cmp.Or(b.Merged, b.ID) {
		return nil, nil, cases.Wrong("state", "merged_already") // over any number of steps
	}
	if a.ID > b.ID {
		a, b = b, a
	}
	return a, b, nil
}

// addPair keeps a pair that nobody had found, so that it can be decided about; a < b.
func (s *Store) addPair(tx *gorm.DB, a, b int64) error {
	found, err := recorded(tx, []int64{a, b})
	if err != nil {
		return err
	}
	one := likely{a: a, b: b}
	if len(found) == 2 { // else one has no name to compare: they are a pair by what was decided alone
		m := found[0].compare(found[1])
		one.score, one.reasons = units(m.Score), reasons(m.Reasons)
	}
	return keepPair(tx, one, s.now())
}

// settle keeps how a pair stands.
func (s *Store) settle(tx *gorm.DB, a, b int64, v cases.Verdict, by string) error {
	at := s.now().UnixMicro()
	if v.State == cases.PairOpen {
		at, by, v.Why = 0, "", ""
	}
	err := tx.Exec("UPDATE pairs SET state = ?, decided = ?, decided_by = ?, why = ? WHERE a = ? AND b = ?",
		v.State, at, by, v.Why, min(a, b), max(a, b)).Error
	if err != nil {
		return fmt.Errorf("keep a decision: %w", err)
	}
	return nil
}

// forgetPairs takes whatever is kept about somebody as a duplicate away: after an erasure nothing of it may stay.
func forgetPairs(tx *gorm.DB, person int64) error {
	if err := tx.Exec("DELETE FROM pairs WHERE a = ? OR b = ?", person, person).Error; err != nil {
		return fmt.Errorf("take pairs away: %w", err)
	}
	if err := tx.Exec("DELETE FROM to_match WHERE record = ?", person).Error; err != nil {
		return fmt.Errorf("take pairs away: %w", err)
	}
	return nil
}
