package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// maxBy is how many dimensions one count may have.
const maxBy = 3

// Counts counts one unit by up to three dimensions. Total, undated and unknown are counted on their own, because a
// person may stand in several cells. Problems name an unknown unit, dimension, filter or value.
//
// The month of an act is the month in which it began; what is known only to a year, or to a span that crosses months,
// is undated.
func (d *Desk) Counts(ctx context.Context, q cases.CountQuery) (*cases.Counts, error) {
	tx := d.store.read.WithContext(ctx)
	number, where, err := d.countPlan(q)
	if err != nil {
		return nil, err
	}
	out := &cases.Counts{Unit: q.Unit, By: q.By, AsOf: d.store.now().UTC()}
	apart := false
	if q.Unit == cases.UnitPeople {
		if apart, err = d.anyApart(tx); err != nil {
			return nil, fmt.Errorf("look for people who stand apart: %w", err)
		}
	}
	source := d.facts(bySex(q), apart)
	base := clause{" FROM " + source.sql + " WHERE " + where.sql, append(source.args, where.args...)}
	if out.Cells, err = d.cells(tx, number.of("1=1"), q.By, base); err != nil {
		return nil, fmt.Errorf("count: %w", err)
	}
	if number.distinct || !slices.Contains(q.By, "month") {
		err = d.countTotals(tx, number, q.By, base, out)
	} else {
		addUp(out)
	}
	if err != nil {
		return nil, fmt.Errorf("count the totals: %w", err)
	}
	head, err := readHead(tx, "")
	out.AuditSize = head.Size
	return out, err
}

// countTotals counts total, undated and unknown on their own, where a unit may stand in several cells.
func (d *Desk) countTotals(tx *gorm.DB, number counted, by []string, base clause, out *cases.Counts) error {
	var blank []string
	for _, one := range by {
		if one != "month" {
			blank = append(blank, isBlank(one))
		}
	}
	unknown := "1=0"
	if blank != nil {
		unknown = "(" + strings.Join(blank, " OR ") + ")"
	}
	c := "SELECT " + number.of("1=1") + ", " + number.of("month = ''") + ", " + number.of(unknown) + base.sql
	return tx.Raw(c, base.args...).Row().Scan(&out.Total, &out.Undated, &out.Unknown)
}

// addUp takes total, undated and unknown from the cells, where each unit stands in exactly one of them.
func addUp(out *cases.Counts) {
	for _, cell := range out.Cells {
		out.Total += cell.N
		unknown := false
		for i, by := range out.By {
			if by == "month" && cell.Keys[i] == "" {
				out.Undated += cell.N
			}
			unknown = unknown || by != "month" && (cell.Keys[i] == "" || cell.Keys[i] == cases.Unknown)
		}
		if unknown {
			out.Unknown += cell.N
		}
	}
}

// Days counts the records of a query by day and kind: the timeline of an event. Keys are the day and the kind.
func (d *Desk) Days(ctx context.Context, q cases.CountQuery) ([]cases.Cell, error) {
	tx := d.store.read.WithContext(ctx)
	q.Unit, q.By = cases.UnitRecords, nil
	number, where, err := d.countPlan(q)
	if err != nil {
		return nil, err
	}
	source := d.facts(bySex(q), false)
	base := clause{" FROM " + source.sql + " WHERE day <> '' AND " + where.sql, append(source.args, where.args...)}
	return d.cells(tx, number.of("1=1"), []string{"day", "kind"}, base)
}

// isBlank is the condition that a dimension has no answer, or that the answer is that nobody knows.
func isBlank(by string) string {
	if by == "event" {
		return "event = 0"
	}
	return by + " IN ('', 'unknown')"
}

// counted is a unit as SQL: what of a row is counted, and whether each thing once.
type counted struct {
	what     string
	distinct bool
}

// of counts the unit where a condition holds. The condition is made of constants.
func (c counted) of(condition string) string {
	if c.distinct {
		return "COUNT(DISTINCT CASE WHEN " + condition + " THEN " + c.what + " END)"
	}
	return "COUNT(CASE WHEN " + condition + " THEN 1 END)"
}

func (d *Desk) countPlan(q cases.CountQuery) (counted, clause, error) {
	if len(q.By) > maxBy {
		return counted{}, clause{}, cases.Wrong("by", "too_many_dimensions")
	}
	for i, by := range q.By {
		if !slices.Contains(cases.Dimensions(), by) || slices.Contains(q.By[:i], by) {
			return counted{}, clause{}, cases.Wrong("by", "unknown_code", "value", by)
		}
	}
	facts, rest, err := d.factConditions(q.Filters, firstOf(q.Filters["kind"]))
	if err != nil {
		return counted{}, clause{}, err
	}
	if len(rest) > 0 {
		return counted{}, clause{}, cases.Wrong(rest[0], "unknown_field", "value", rest[0])
	}
	number, only, err := unitSQL(q)
	if err != nil {
		return counted{}, clause{}, err
	}
	if q.Unit == cases.UnitRecords && anyPeople(q.Filters["kind"]...) {
		facts = append(facts, d.shownOnce())
	}
	if q.Text != "" {
		source := d.from("records")
		text := clustered(d.scope, d.store.textClause(d.scope, q.Text)) // as in lists
		facts = append(facts, clause{"record IN (SELECT records.id FROM " + source.sql + " WHERE " + text.sql + ")",
			append(source.args, text.args...)})
	}
	return number, and(append(facts, only)...), nil
}

func firstOf(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// bySex tells whether a count asks for the sex of those whom the records are about.
func bySex(q cases.CountQuery) bool { return slices.Contains(q.By, "sex") || len(q.Filters["sex"]) > 0 }

// unitSQL says what each unit counts and which rows it looks at.
func unitSQL(q cases.CountQuery) (counted, clause, error) {
	bySubject := bySex(q)
	switch q.Unit {
	case cases.UnitPeople:
		return counted{"cluster", true}, clause{sql: "cluster <> 0"}, nil
	case cases.UnitActs:
		return counted{}, and(in("kind", actKinds()), clause{sql: "subject <> 0"}), nil
	case cases.UnitEvents:
		return counted{"event", true}, clause{sql: "event <> 0"}, nil
	case cases.UnitCases:
		return perRecord(bySubject, clause{sql: "kind = 'case'"})
	case cases.UnitRecords:
		return perRecord(bySubject, and())
	}
	return counted{}, clause{}, cases.Wrong("unit", "unknown_code", "value", q.Unit)
}

// perRecord counts each record once: by its first row, unless something that differs between the rows of a record is
// asked for.
func perRecord(bySubject bool, only clause) (counted, clause, error) {
	if bySubject {
		return counted{"record", true}, only, nil
	}
	return counted{}, and(clause{sql: "first = 1"}, only), nil
}

// cells runs the count of every cell. Events are shown by number.
func (d *Desk) cells(tx *gorm.DB, number string, by []string, base clause) ([]cases.Cell, error) {
	if len(by) == 0 {
		return nil, nil
	}
	columns := strings.Join(by, ", ")
	c := clause{"SELECT " + columns + ", " + number + " AS n" + base.sql + " GROUP BY " + columns + " ORDER BY " + columns, base.args}
	var out []cases.Cell
	err := query(tx, c, func(rows *sql.Rows) error {
		cell := cases.Cell{Keys: make([]string, len(by))}
		to := make([]any, 0, len(by)+1)
		for i := range by {
			to = append(to, &cell.Keys[i])
		}
		if err := rows.Scan(append(to, &cell.N)...); err != nil {
			return err
		}
		if cell.N > 0 {
			out = append(out, cell)
		}
		return nil
	})
	if err != nil || !slices.Contains(by, "event") {
		return out, err
	}
	return d.nameEvents(tx, out, slices.Index(by, "event"))
}

func (d *Desk) nameEvents(tx *gorm.DB, cells []cases.Cell, at int) ([]cases.Cell, error) {
	refs := map[string]*cases.Ref{}
	var list []*cases.Ref
	for _, c := range cells {
		if _, ok := refs[c.Keys[at]]; !ok {
			r := &cases.Ref{}
			fmt.Sscan(c.Keys[at], &r.ID)
			refs[c.Keys[at]] = r
			list = append(list, r)
		}
	}
	if err := fillRefs(tx, d.scope, list, map[int64]*cases.Head{}); err != nil {
		return nil, err
	}
	for i, c := range cells {
		cells[i].Keys[at] = refs[c.Keys[at]].Number
	}
	return cells, nil
}
