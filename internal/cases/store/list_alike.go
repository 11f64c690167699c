package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// guessesKept is how many people are remembered for a row of a list.
const guessesKept = 5

// comparing is one pass over the rows of a list.
type comparing struct {
	desk  *Desk
	list  *cases.Head
	known map[string][]cases.Alike // by what is sought: lists name the same person more than once
}

// CompareList looks for each row of a list that is not decided for the people on record whom it may mean, and keeps
// what it found for this account: nobody else is shown it, for it is what this account sees. Rows that name nobody in
// particular are compared with nobody.
func (d *Desk) CompareList(ctx context.Context, list string, say func(done, total int)) error {
	if !d.scope.Writes || !d.scope.Secrets {
		return cases.ErrForbidden
	}
	h, err := d.head(ctx, list)
	if err != nil {
		return err
	}
	open, err := d.openRows(ctx, h.ID)
	if err != nil {
		return fmt.Errorf("read the rows of %s: %w", list, err)
	}
	c := &comparing{d, h, map[string][]cases.Alike{}}
	for done := 0; done < len(open); {
		next := min(done+listSlice, len(open))
		if err := c.slice(ctx, open[done:next]); err != nil {
			return d.wrapped(err, "compare rows of", list)
		}
		done = next
		say(done, len(open))
	}
	return nil
}

// openRows gives the rows of a list that are not decided, in order.
func (d *Desk) openRows(ctx context.Context, list int64) ([]int64, error) {
	source, open := d.from("records"), in("own.decision", []string{cases.Undecided, cases.Later})
	return ids(d.store.read.WithContext(ctx), clause{"SELECT records.id FROM " + source.sql + ` JOIN kind_listing AS own ON own.id = records.id
WHERE own."list" = ? AND ` + open.sql + ` ORDER BY own."position", records.id`, append(append(source.args, list), open.args...)})
}

func (c *comparing) slice(ctx context.Context, rows []int64) error {
	tx := c.desk.store.read.WithContext(ctx)
	now, err := c.desk.renewed(tx)
	if err != nil {
		return err
	}
	heads := make([]cases.Head, len(rows))
	for i, id := range rows {
		heads[i] = cases.Head{ID: id, Kind: "listing"}
	}
	records, err := now.byIDs(tx, heads, map[int64]*cases.Head{})
	if err != nil {
		return err
	}
	kept := rowSet{table: "likely (record, account, place, person, score, reasons)", width: 6}
	var seen []int64
	for _, r := range records {
		l := r.(*cases.Listing)
		found, err := c.guesses(ctx, now, l)
		if err != nil {
			return err
		}
		seen = append(seen, l.ID)
		kept.add(l.ID, now.user.ID, 0, nil, 0, "")
		for i, one := range found {
			why, err := json.Marshal(one.Reasons)
			if err != nil {
				return fmt.Errorf("keep why %s is alike: %w", l.Number, err)
			}
			kept.add(l.ID, now.user.ID, i+1, one.Head.ID, int(one.Score*scoreUnits), string(why))
		}
	}
	which := in("record", seen)
	return now.store.writer.do(func(tx *gorm.DB) error {
		if err := tx.Exec("DELETE FROM likely WHERE account = ? AND "+which.sql, append(args(now.user.ID), which.args...)...).Error; err != nil {
			return err
		}
		return kept.insert(tx)
	})
}

// guesses gives whom a row may mean, and remembers them for the rows that say the same.
func (c *comparing) guesses(ctx context.Context, d *Desk, l *cases.Listing) ([]cases.Alike, error) {
	if slices.ContainsFunc(unmatched(), func(flag string) bool { return slices.Contains(l.Flags.Codes, flag) }) || l.Called == "" {
		return nil, nil
	}
	s := soughtBy(l)
	key := fmt.Sprint(s)
	if found, there := c.known[key]; there {
		return found, nil
	}
	found, err := d.Alike(ctx, s, guessesKept)
	if len(c.known) < titleCache {
		c.known[key] = found
	}
	return found, err
}

// soughtBy is what a row says of whom it names.
func soughtBy(l *cases.Listing) cases.Sought {
	return cases.Sought{Names: []string{l.Called}, Sex: l.Sex.Code, Born: l.Born, Region: l.Region, Event: l.Event.Number}
}

// GuessesOf gives up to n people on record whom a row of a list may mean, with what agrees and differs, as they are now.
func (d *Desk) GuessesOf(ctx context.Context, l *cases.Listing, n int) ([]cases.Alike, error) {
	if !d.scope.Secrets || l.Called == "" {
		return nil, nil
	}
	return d.Alike(ctx, soughtBy(l), n)
}

// guessesKeptOf reads what this account was shown for some rows, best first, as far as the people are still in its
// sight. The second result tells which rows were compared at all.
func (d *Desk) guessesKeptOf(ctx context.Context, rows []int64) (map[int64][]cases.Guess, map[int64]bool, error) {
	out, compared := map[int64][]cases.Guess{}, map[int64]bool{}
	which, source := in("l.record", rows), d.from("records")
	c := clause{"SELECT l.record, COALESCE(l.person, 0), l.score, l.reasons FROM likely l WHERE l.account = ? AND " + which.sql +
		" AND (l.person IS NULL OR l.person IN (SELECT id FROM " + source.sql + ")) ORDER BY l.record, l.place",
		append(append(args(d.user.ID), which.args...), source.args...)}
	people := map[int64]bool{}
	err := query(d.store.read.WithContext(ctx), c, func(rows *sql.Rows) error {
		var record, score int64
		var g cases.Guess
		var why string
		if err := rows.Scan(&record, &g.Person.ID, &score, &why); err != nil {
			return err
		}
		if compared[record] = true; g.Person.ID == 0 {
			return nil
		}
		if err := json.Unmarshal([]byte(why), &g.Reasons); err != nil {
			return fmt.Errorf("read why somebody is alike: %w", err)
		}
		g.Score = float64(score) / scoreUnits
		people[g.Person.ID] = true
		out[record] = append(out[record], g)
		return nil
	})
	if err != nil || len(people) == 0 {
		return out, compared, err
	}
	heads, err := d.headsOf(ctx, people)
	if err != nil {
		return nil, nil, err
	}
	for _, list := range out {
		for i := range list {
			list[i].Person = heads[list[i].Person.ID]
		}
	}
	return out, compared, nil
}

// forgetLikely takes a record out of what accounts were shown for rows of lists.
func forgetLikely(tx *gorm.DB, id int64) error {
	return tx.Exec("DELETE FROM likely WHERE record = ? OR person = ?", id, id).Error
}
