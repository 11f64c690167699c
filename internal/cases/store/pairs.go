package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/names"
)

// Scores are kept as whole numbers, so that equal ones are equal on both databases.
const scoreUnits = 10_000

// openPairsMost bounds how many pairs are counted for a number that only says how much there is to do.
const openPairsMost = 1000

// pairRow is a pair as it is kept.
type pairRow struct {
	cases.Pair
	a, b  int64
	score int
}

// comparesPeople tells whether a user works with duplicates: names are secret, and every decision is a write.
func (d *Desk) comparesPeople() bool { return d.scope.Secrets && d.scope.Writes }

// Pairs gives up to n pairs of people in a state whom the user both sees, those most alike first; the empty state is the
// queue: what is open, then what was put off. after is the cursor that the page before gave, next that of the one that
// follows; empty: there is none. What is out of the user's sight changes neither which pairs come nor their order.
func (d *Desk) Pairs(ctx context.Context, state, after string, n int) (list []cases.Pair, next string, err error) {
	if !d.comparesPeople() {
		return nil, "", cases.ErrForbidden
	}
	tx := d.store.read.WithContext(ctx)
	states := []string{state}
	if state == "" {
		states = []string{cases.PairOpen, cases.PairLater}
	}
	from, begin, err := d.beyondPair(tx, after)
	if err != nil {
		return nil, "", err
	}
	var rows []pairRow
	for _, s := range states {
		if begin != "" && s != begin {
			continue
		}
		where := and(clause{"p.state = ?", args(s)}, from)
		from, begin = and(), ""
		more, err := d.pairRows(tx, where, n+1-len(rows))
		if err != nil {
			return nil, "", err
		}
		if rows = append(rows, more...); len(rows) > n {
			break
		}
	}
	kept := rows[:min(n, len(rows))]
	list, err = d.dressed(tx, kept)
	if err == nil && len(rows) > n && len(list) > 0 {
		next = cursorOf(kept[n-1], list[len(list)-1])
	}
	return list, next, err
}

// cursorOf names a pair by its state, score and numbers.
func cursorOf(r pairRow, p cases.Pair) string {
	return fmt.Sprintf("%s.%d.%s.%s", p.State, r.score, p.A.Head.Number, p.B.Head.Number)
}

// beyondPair is the condition of coming after a cursor within its state. A cursor that is none, or that names somebody
// who is no longer there for the user, begins anew.
func (d *Desk) beyondPair(tx *gorm.DB, cursor string) (clause, string, error) {
	part := strings.Split(cursor, ".")
	if len(part) != 4 {
		return and(), "", nil
	}
	score, err := strconv.Atoi(part[1])
	if err != nil {
		return and(), "", nil
	}
	a, errA := d.headIn(tx, part[2])
	b, errB := d.headIn(tx, part[3])
	switch {
	case isNotFound(errA) || isNotFound(errB):
		return and(), "", nil
	case errA != nil:
		return clause{}, "", errA
	case errB != nil:
		return clause{}, "", errB
	}
	return clause{"(p.score < ? OR p.score = ? AND (p.a > ? OR p.a = ? AND p.b > ?))", args(score, score, a.ID, a.ID, b.ID)}, part[0], nil
}

// seesBoth is the condition that both people of a pair are in scope and that, where the pair is not decided, each stands
// for themselves: who was merged into somebody else whom the user sees is no longer compared. Nor is somebody shown as a
// pair by records that the user does not see.
func (d *Desk) seesBoth() clause {
	decided := clause{sql: "p.state IN ('same', 'different')"}
	alone := and(not(d.sees("(SELECT m.merged FROM records m WHERE m.merged IS NOT NULL AND m.id = p.a)")),
		not(d.sees("(SELECT m.merged FROM records m WHERE m.merged IS NOT NULL AND m.id = p.b)")), d.seesMembers())
	return and(d.sees("p.a"), d.sees("p.b"), or(decided, alone))
}

// seesMembers is the condition that the user sees all records as which the people of a pair were compared (united). It
// can fail for those alone who see somebody otherwise than by role and teams.
func (d *Desk) seesMembers() clause {
	if d.scope.AllTeams || len(d.scope.Shares) == 0 && d.scope.Creator == 0 {
		return and()
	}
	member := not(d.sees("m.id"))
	return clause{`NOT EXISTS (SELECT 1 FROM records m JOIN records r ON r.id = m.merged WHERE m.merged IN (p.a, p.b) AND m.withdrawn = 0
AND (m.team = r.team AND (r.team <> '' OR m.level = r.level) OR m.team = '' AND m.level <> 'restricted') AND ` + member.sql + ")", member.args}
}

// sees is the condition that a record is in scope.
func (d *Desk) sees(id string) clause {
	source := d.from("records")
	return clause{"EXISTS (SELECT 1 FROM " + source.sql + " WHERE records.id = " + id + ")", source.args}
}

func not(c clause) clause { return clause{"NOT " + c.sql, c.args} }

// pairRows reads pairs in scope, those most alike first.
func (d *Desk) pairRows(tx *gorm.DB, where clause, n int) ([]pairRow, error) {
	where = and(where, d.seesBoth())
	c := clause{`SELECT p.a, p.b, p.score, p.reasons, p.state, p.found, p.decided, COALESCE(u.name, p.decided_by), p.why FROM pairs p
LEFT JOIN users u ON u.code = p.decided_by WHERE ` + where.sql + " ORDER BY p.score DESC, p.a, p.b LIMIT ?", append(where.args, n)}
	var out []pairRow
	err := query(tx, c, func(rows *sql.Rows) error {
		var r pairRow
		var reasons string
		if err := rows.Scan(&r.a, &r.b, &r.score, &reasons, &r.State, orNever{&r.Found}, orNever{&r.Decided}, &r.By, &r.Why); err != nil {
			return err
		}
		r.Score = float64(r.score) / scoreUnits
		r.Band = band(r.Score)
		out = append(out, r)
		return json.Unmarshal([]byte(reasons), &out[len(out)-1].Reasons)
	})
	if err != nil {
		return nil, fmt.Errorf("read pairs: %w", err)
	}
	return out, nil
}

// dressed adds what a line shows of the people. It leaves out who has gone out of sight between the two queries.
func (d *Desk) dressed(tx *gorm.DB, rows []pairRow) ([]cases.Pair, error) {
	seen := map[int64]bool{}
	var heads []cases.Head
	for _, r := range rows {
		for _, id := range []int64{r.a, r.b} {
			if !seen[id] {
				seen[id] = true
				heads = append(heads, cases.Head{ID: id, Kind: "person"})
			}
		}
	}
	records, err := d.byIDs(tx, heads, map[int64]*cases.Head{})
	if err != nil {
		return nil, fmt.Errorf("read the people of pairs: %w", err)
	}
	people := map[int64]*cases.Person{}
	for _, r := range records {
		people[r.Base().ID] = r.(*cases.Person)
	}
	var out []cases.Pair
	for _, r := range rows {
		if a, b := people[r.a], people[r.b]; a != nil && b != nil {
			r.A, r.B = sideOf(a), sideOf(b)
			out = append(out, r.Pair)
		}
	}
	return out, nil
}

func sideOf(p *cases.Person) cases.PairSide {
	return cases.PairSide{Head: p.Head, Names: p.Names, Born: p.Born, Sex: p.Sex.Code}
}

// PairsOf gives the pairs of one person that are open or put off, those most alike first.
func (d *Desk) PairsOf(ctx context.Context, number string) ([]cases.Pair, error) {
	if !d.comparesPeople() {
		return nil, nil
	}
	tx := d.store.read.WithContext(ctx)
	h, err := d.headIn(tx, number)
	if err != nil {
		return nil, err
	}
	rows, err := d.pairRows(tx, clause{"p.state IN (?,?) AND (p.a = ? OR p.b = ?)", args(cases.PairOpen, cases.PairLater, h.ID, h.ID)}, maxPer)
	if err != nil {
		return nil, err
	}
	return d.dressed(tx, rows)
}

// OpenPairs is how many pairs wait for somebody to decide about them, counted up to a thousand.
func (d *Desk) OpenPairs(ctx context.Context) (int, error) {
	if !d.comparesPeople() {
		return 0, nil
	}
	where := and(clause{"p.state = ?", args(cases.PairOpen)}, d.seesBoth())
	n, err := number(d.store.read.WithContext(ctx), clause{"SELECT COUNT(*) FROM (SELECT 1 FROM pairs p WHERE " + where.sql + " LIMIT ?) AS listed",
		append(where.args, openPairsMost)})
	if err != nil {
		return 0, fmt.Errorf("count open pairs: %w", err)
	}
	return n, nil
}

// Pair puts two people side by side, the one entered first as a: with what is kept of them as a pair, or with what
// comparing them now gives. cases.ErrNotFound is the answer where the user does not see both.
func (d *Desk) Pair(ctx context.Context, one, other string) (p cases.Pair, a, b *cases.Person, err error) {
	if !d.comparesPeople() {
		return p, nil, nil, cases.ErrForbidden
	}
	tx := d.store.read.WithContext(ctx)
	if a, err = d.personIn(tx, one); err != nil {
		return p, nil, nil, err
	}
	if b, err = d.personIn(tx, other); err != nil {
		return p, nil, nil, err
	}
	if a.ID == b.ID {
		return p, nil, nil, cases.ErrNotFound
	}
	if a.ID > b.ID {
		a, b = b, a
	}
	rows, err := d.pairRows(tx, clause{"p.a = ? AND p.b = ?", args(a.ID, b.ID)}, 1)
	if err != nil {
		return p, nil, nil, err
	}
	if len(rows) == 1 {
		p = rows[0].Pair
	} else {
		m := compared(a, b)
		p = cases.Pair{Score: m.Score, Band: band(m.Score), Reasons: reasons(m.Reasons), State: cases.PairOpen}
	}
	p.A, p.B = sideOf(a), sideOf(b)
	return p, a, b, nil
}

func (d *Desk) personIn(tx *gorm.DB, number string) (*cases.Person, error) {
	r, err := getIn(tx, d.scope, number, true)
	if err != nil {
		return nil, err
	}
	p, ok := r.(*cases.Person)
	if !ok {
		return nil, cases.ErrNotFound
	}
	return p, nil
}

// band puts a score into a word.
func band(score float64) string {
	switch {
	case score >= names.CertainAt:
		return cases.BandCertain
	case score >= names.MatchAt:
		return cases.BandLikely
	}
	return cases.BandPossible
}
