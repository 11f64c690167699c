package store

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/names"
)

// Lists gives the lists of names that the user sees, newest first: sources that are said to be lists, and those that
// have rows.
func (d *Desk) Lists(ctx context.Context) ([]cases.ListStanding, error) {
	rows := d.from("records")
	heads, err := d.heads(ctx, clause{`records.kind = 'source' AND (records.id IN (SELECT id FROM kind_source WHERE "is_list" = 'yes')
OR records.id IN (SELECT own."list" FROM kind_listing own WHERE own.id IN (SELECT id FROM ` + rows.sql + ` WHERE kind = 'listing')))`, rows.args},
		"records.id DESC", 500)
	if err != nil {
		return nil, err
	}
	return d.standings(ctx, heads)
}

// ListOf gives one list; cases.ErrNotFound for what is no source, not there or not the user's.
func (d *Desk) ListOf(ctx context.Context, number string) (cases.ListStanding, error) {
	h, err := d.head(ctx, number)
	if err != nil {
		return cases.ListStanding{}, err
	}
	if h.Kind != "source" {
		return cases.ListStanding{}, cases.ErrNotFound
	}
	all, err := d.standings(ctx, []cases.Head{*h})
	if err != nil {
		return cases.ListStanding{}, err
	}
	return all[0], nil
}

// standings counts the rows of lists that the user sees.
func (d *Desk) standings(ctx context.Context, heads []cases.Head) ([]cases.ListStanding, error) {
	out := make([]cases.ListStanding, len(heads))
	at := map[int64]int{}
	var lists []int64
	for i, h := range heads {
		out[i].Head, at[h.ID] = h, i
		lists = append(lists, h.ID)
	}
	source, which := d.from("records"), in(`own."list"`, lists)
	open, person := in("own.decision", []string{cases.Undecided, cases.Later}), d.from("records")
	c := clause{`SELECT own."list", COUNT(DISTINCT own.id), COUNT(DISTINCT CASE WHEN ` + open.sql + ` THEN NULL ELSE own.id END), COUNT(DISTINCT COALESCE(t.merged, t.id))
FROM ` + source.sql + ` JOIN kind_listing AS own ON own.id = records.id LEFT JOIN links l ON l.record = own.id AND l.role = 'person'
LEFT JOIN (SELECT id, merged FROM ` + person.sql + `) t ON t.id = l.target WHERE records.kind = 'listing' AND ` + which.sql + ` GROUP BY own."list"`,
		append(append(append(open.args, source.args...), person.args...), which.args...)}
	err := query(d.store.read.WithContext(ctx), c, func(rows *sql.Rows) error {
		var list int64
		var s cases.ListStanding
		if err := rows.Scan(&list, &s.Rows, &s.Decided, &s.People); err != nil {
			return err
		}
		s.Head = out[at[list]].Head
		out[at[list]] = s
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("count the rows of lists: %w", err)
	}
	return out, nil
}

// ListRows gives a page of the rows of a list that belong to a part of it (RowParts), in the order of the list.
func (d *Desk) ListRows(ctx context.Context, number, part, after string, per int) (*cases.RowPage, error) {
	standing, err := d.ListOf(ctx, number)
	if err != nil {
		return nil, err
	}
	page := &cases.RowPage{List: standing, Parts: map[string]int{}}
	tx := d.store.read.WithContext(ctx)
	for _, p := range cases.RowParts() {
		if page.Parts[p], err = d.countRows(tx, standing.Head.ID, d.rowPart(p)); err != nil {
			return nil, fmt.Errorf("count the rows of %s: %w", number, err)
		}
	}
	if page.Makeable, err = d.countRows(tx, standing.Head.ID, d.makeable()); err != nil {
		return nil, fmt.Errorf("count the rows of %s: %w", number, err)
	}
	beyond, err := rowsAfter(after)
	if err != nil {
		return nil, err
	}
	found, err := d.rowIDs(tx, standing.Head.ID, and(d.rowPart(part), beyond), per+1)
	if err != nil {
		return nil, fmt.Errorf("read the rows of %s: %w", number, err)
	}
	more := len(found) > per
	if page.Rows, err = d.withGuesses(ctx, tx, found[:min(per, len(found))]); err != nil {
		return nil, fmt.Errorf("read the rows of %s: %w", number, err)
	}
	if n := len(page.Rows); more && n > 0 {
		last := page.Rows[n-1].Row
		page.Next = fmt.Sprintf("%d.%s", last.Position.N, last.Number)
	}
	return page, nil
}

// rowsAfter is the condition of coming after a row, by its place and number.
func rowsAfter(cursor string) (clause, error) {
	if cursor == "" {
		return and(), nil
	}
	place, number, _ := strings.Cut(cursor, ".")
	n, err := strconv.ParseInt(place, 10, 64)
	if err != nil || !cases.LooksLikeNumber(number) {
		return clause{}, cases.Wrong("after", "not_a_cursor")
	}
	return clause{`(COALESCE(own."position", 0) > ? OR COALESCE(own."position", 0) = ? AND records.number > ?)`, args(n, n, number)}, nil
}

// rowPart is the condition of belonging to a part of a list. What was compared is what this account had compared.
func (d *Desk) rowPart(part string) clause {
	open := clause{"own.decision = ?", args(cases.Undecided)}
	guessed := func(score float64) clause {
		source := d.from("records")
		return clause{"(SELECT COUNT(*) FROM likely l WHERE l.record = records.id AND l.account = ? AND l.place > 0 AND l.score >= ? AND l.person IN (SELECT id FROM " +
			source.sql + "))", append(args(d.user.ID, int(score*scoreUnits)), source.args...)}
	}
	flagged := clause{sql: `records.id IN (SELECT record FROM answers WHERE field = 'flags' AND "row" >= 0)`}
	switch part {
	case cases.RowsUndecided:
		return open
	case cases.RowsCertain:
		sure := guessed(names.CertainAt)
		return and(open, clause{sure.sql + " = 1", sure.args}, clause{sql: "NOT " + flagged.sql})
	case cases.RowsLikely:
		certain, any := d.rowPart(cases.RowsCertain), guessed(0)
		return and(open, clause{any.sql + " > 0", any.args}, clause{"NOT " + certain.sql, certain.args})
	case cases.RowsNone:
		compared := clause{"EXISTS (SELECT 1 FROM likely l WHERE l.record = records.id AND l.account = ? AND l.place = 0)", args(d.user.ID)}
		any := guessed(0)
		return and(open, compared, clause{any.sql + " = 0", any.args})
	case cases.RowsFlagged:
		return and(open, flagged)
	case cases.RowsLater:
		return clause{"own.decision = ?", args(cases.Later)}
	case cases.RowsDecided:
		decided := in("own.decision", []string{cases.Undecided, cases.Later})
		return clause{"NOT " + decided.sql, decided.args}
	}
	return and()
}

// makeable is the condition that a person can be made of a row without looking at it: nobody on record is alike, and it
// has a name that is one, and that no other row has.
func (d *Desk) makeable() clause {
	flags := in("value", append(unmatched(), "duplicate_row", "cut"))
	return and(d.rowPart(cases.RowsNone), clause{`own.name <> '' AND records.id NOT IN (SELECT record FROM answers WHERE field = 'flags' AND "row" >= 0 AND ` +
		flags.sql + ")", flags.args})
}

// rowsOf begins a read of the rows of a list that the user sees.
func (d *Desk) rowsOf(list int64, where clause) clause {
	source := d.from("records")
	return clause{" FROM " + source.sql + ` JOIN kind_listing AS own ON own.id = records.id WHERE own."list" = ? AND ` + where.sql,
		append(append(source.args, list), where.args...)}
}

func (d *Desk) countRows(tx *gorm.DB, list int64, where clause) (int, error) {
	from := d.rowsOf(list, where)
	return number(tx, clause{"SELECT COUNT(*)" + from.sql, from.args})
}

func (d *Desk) rowIDs(tx *gorm.DB, list int64, where clause, n int) ([]int64, error) {
	from := d.rowsOf(list, where)
	return ids(tx, clause{"SELECT records.id" + from.sql + ` ORDER BY COALESCE(own."position", 0), records.number LIMIT ?`, append(from.args, n)})
}

func (d *Desk) withGuesses(ctx context.Context, tx *gorm.DB, found []int64) ([]cases.RowGuess, error) {
	if len(found) == 0 {
		return nil, nil
	}
	heads := make([]cases.Head, len(found))
	for i, id := range found {
		heads[i] = cases.Head{ID: id, Kind: "listing"}
	}
	records, err := d.byIDs(tx, heads, map[int64]*cases.Head{})
	if err != nil {
		return nil, err
	}
	guesses, compared, err := d.guessesKeptOf(ctx, found)
	if err != nil {
		return nil, err
	}
	out := make([]cases.RowGuess, 0, len(records))
	for _, r := range records {
		l := r.(*cases.Listing)
		one := cases.RowGuess{Row: l, Compared: compared[l.ID]}
		if all := guesses[l.ID]; len(all) > 0 {
			one.Best, one.Others = &all[0], len(all)-1
		}
		out = append(out, one)
	}
	return out, nil
}

// NextRow gives the number of the first row of a part of a list after a row; empty: there is none.
func (d *Desk) NextRow(ctx context.Context, list, part string, after *cases.Listing) (string, error) {
	h, err := d.head(ctx, list)
	if err != nil {
		return "", err
	}
	beyond := and()
	if after != nil {
		if beyond, err = rowsAfter(fmt.Sprintf("%d.%s", after.Position.N, after.Number)); err != nil {
			return "", err
		}
	}
	tx := d.store.read.WithContext(ctx)
	found, err := d.rowIDs(tx, h.ID, and(d.rowPart(part), beyond), 1)
	if err != nil || len(found) == 0 {
		return "", err
	}
	var number string
	err = tx.Raw("SELECT number FROM records WHERE id = ?", found[0]).Row().Scan(&number)
	return number, err
}
