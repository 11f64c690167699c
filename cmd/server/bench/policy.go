package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
)

// spreadTeams is over how many teams the million is spread.
const spreadTeams = 50

// readers are the accounts whose sight is measured: one of each role that sees records, and a member of staff with
// whom twenty records of other teams are shared.
var readers = []struct {
	name  string
	role  cases.Role
	teams []string
}{
	{"coordinator", cases.Coordinator, nil}, {"staff", cases.Staff, []string{"t7"}},
	{"staff with shares", cases.Staff, []string{"t7"}}, {"lawyer of 3 teams", cases.Lawyer, []string{"t7", "t8", "t9"}},
	{"intake", cases.Intake, nil}, {"researcher", cases.Researcher, nil},
}

// policy measures what it costs to show everybody their own part of a million records in fifty teams.
func (b *bench) policy(ctx context.Context) (err error) {
	f, err := cached(ctx, b.cache, "million", million)
	if err != nil {
		return err
	}
	if f, err = f.copied(filepath.Join(b.scratch, "policy")); err != nil {
		return err
	}
	st, err := f.open(ctx, "", false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	if err := people(ctx, st, f); err != nil {
		return err
	}
	db, err := f.raw("aigaq.db", false)
	if err != nil {
		return err
	}
	defer db.Close()
	return eachReader(ctx, st, "", func(who string, desk *store.Desk) error {
		if err := b.firstPages(ctx, who, desk); err != nil {
			return err
		}
		return b.countAs(ctx, who, desk, db)
	})
}

// people makes the accounts and spreads the records over teams and levels behind the store's back: a save each would
// take an hour, and nothing here looks at the log.
func people(ctx context.Context, st *store.Store, f folder) error {
	for i := range spreadTeams {
		code := fmt.Sprint("t", i)
		if err := st.Keeper().AddTeam(ctx, "cli", code, code, code, code); err != nil {
			return err
		}
	}
	ids := map[string]int64{}
	for _, one := range readers {
		account, err := st.Accounts().Add(ctx, "cli", one.name, one.role, one.teams)
		if err != nil {
			return err
		}
		ids[one.name] = account.ID
	}
	db, err := f.raw("aigaq.db", true)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := spread(ctx, db, ids["staff"], ids["intake"]); err != nil {
		return fmt.Errorf("spread the records over teams: %w", err)
	}
	_, err = db.ExecContext(ctx, `INSERT INTO shares (record, account, way, given_by, at, until)
SELECT id, ?, 'share', 'bench', 0, ? FROM records WHERE kind = 'case' AND team = 't30' ORDER BY id LIMIT 20`,
		ids["staff with shares"], time.Now().Add(24*time.Hour).UnixMicro())
	if err != nil {
		return fmt.Errorf("share records: %w", err)
	}
	return nil
}

// spread gives every record a team, a level and whoever entered it: one record in ten belongs to no team, one in eight
// is restricted, a thousandth was entered by each of two people. Indexes and triggers are taken off meanwhile.
func spread(ctx context.Context, db *sql.DB, first, second int64) error {
	say("spreading a million records over %d teams", spreadTeams)
	var off, on []string
	_, err := rowsOf(ctx, db, `SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND
(type = 'index' AND tbl_name IN ('records', 'facts') OR name = 'tallies_move')`, func(cells []string) error {
		off, on = append(off, "DROP "+cells[0]+" "+cells[1]), append(on, cells[2])
		return nil
	})
	if err != nil {
		return err
	}
	set := ` SET team = CASE WHEN %[1]s %% 10 = 0 THEN '' ELSE 't' || (%[1]s / 10 %% 50) END,
level = CASE %[1]s / 500 %% 8 WHEN 0 THEN 'restricted' WHEN 1 THEN 'public' WHEN 2 THEN 'partner' ELSE 'internal' END,
creator = CASE %[1]s %% 1000 WHEN 1 THEN %[2]d WHEN 2 THEN %[3]d ELSE 1 END`
	all := append(off, "UPDATE records"+fmt.Sprintf(set, "id", first, second), "UPDATE facts"+fmt.Sprintf(set, "record", first, second),
		"DELETE FROM tallies", "INSERT INTO tallies SELECT kind, team, level, COUNT(*) FROM records WHERE withdrawn = 0 GROUP BY 1, 2, 3")
	for _, statement := range append(all, on...) {
		if _, err := db.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%.60s: %w", statement, err)
		}
	}
	return nil
}

// firstPages measures the first page of two long lists as somebody sees it, totals included.
func (b *bench) firstPages(ctx context.Context, name string, desk *store.Desk) error {
	for _, kind := range []string{"person", "detention"} {
		var took times
		total := 0
		for range 60 {
			began := time.Now()
			list, err := desk.List(ctx, cases.Query{Kind: kind})
			if err != nil {
				return err
			}
			took, total = append(took, time.Since(began)), list.Total
		}
		b.add(row{operation: fmt.Sprintf("page 1 of %d %ss, as %s", total, kind, name), data: "1,000,000 records, 50 teams",
			ours: took.String(), asked: "< 10 ms", ok: yes(took.at(50) < 10*time.Millisecond)})
	}
	return nil
}

// countAs measures a count within somebody's scope against the same count of everything, written by hand.
func (b *bench) countAs(ctx context.Context, name string, desk *store.Desk, db *sql.DB) error {
	var ours, floor times
	for i := range 6 {
		began := time.Now()
		_, err := desk.Counts(ctx, cases.CountQuery{Unit: cases.UnitRecords, By: []string{"region", "month", "kind"}})
		if err != nil {
			return err
		}
		mine := time.Since(began)
		began = time.Now()
		if _, err := rowsOf(ctx, db, rawCount, func([]string) error { return nil }); err != nil {
			return err
		}
		if i > 0 {
			ours, floor = append(ours, mine), append(floor, time.Since(began))
		}
	}
	b.add(row{operation: "counts: region × month × kind, as " + name, data: "1,000,000 records, 50 teams", ours: ours.String(),
		floor: "without the policy: " + floor.String()}.atMost(over(ours.at(50), floor.at(50)), 1.6))
	return nil
}
