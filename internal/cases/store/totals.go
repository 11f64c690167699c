package store

import (
	"database/sql"
	"strings"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// totals counts the records of a list and, where that is cheap, the people they are about.
func (d *Desk) totals(tx *gorm.DB, p *plan, list *cases.List) (err error) {
	if p.plain {
		list.Total, err = d.tallied(tx, p.kind)
	} else {
		source := d.source(p)
		list.Total, err = number(tx, clause{"SELECT COUNT(*) FROM " + source.sql + " WHERE " + p.where.sql, append(source.args, p.where.args...)})
	}
	if err != nil || list.Total == 0 || list.Total > peopleUpTo || p.kind != nil && p.kind.Subject == "" {
		return err
	}
	apart, err := d.anyApart(tx)
	if err != nil {
		return err
	}
	list.People, err = number(tx, d.peopleOf(p, apart))
	return err
}

func number(tx *gorm.DB, c clause) (n int, err error) {
	err = query(tx, c, func(rows *sql.Rows) error { return rows.Scan(&n) }) // a single row is nil where the context has ended
	return n, err
}

// tallied is how many records of a kind the scope admits: the tallies by team and level, which the database keeps with
// every write, and what the scope admits beside them.
func (d *Desk) tallied(tx *gorm.DB, k *cases.Kind) (int, error) {
	n, err := d.talliedWith(tx, k)
	if err != nil || !anyPeople(k.Code) {
		return n, err
	}
	merged, err := d.absorbedIn(tx)
	return n - merged, err
}

// talliedWith is tallied with those who were merged into others.
func (d *Desk) talliedWith(tx *gorm.DB, k *cases.Kind) (int, error) {
	within := or(arms(d.scope)...)
	n, err := number(tx, clause{"SELECT COALESCE(SUM(n), 0) FROM tallies WHERE kind = ? AND " + within.sql, append(args(k.Code), within.args...)})
	beside := more(d.scope, "records")
	if err != nil || len(beside) == 0 {
		return n, err
	}
	parts, values := make([]string, len(beside)), []any{}
	for i, arm := range beside {
		parts[i] = "SELECT id FROM records WHERE withdrawn = 0 AND " + ofKind(arm) + " AND " + arm.sql + " AND NOT " + within.sql
		values = append(append(append(values, k.Code), arm.args...), within.args...)
	}
	m, err := number(tx, clause{"SELECT COUNT(*) FROM (" + strings.Join(parts, " UNION ") + ") AS beside", values})
	return n + m, err
}

// peopleOf counts the distinct people whom the records of a list are about.
func (d *Desk) peopleOf(p *plan, apart bool) clause {
	source := d.source(p)
	if apart {
		facts := d.facts(false, true)
		return clause{"SELECT COUNT(DISTINCT cluster) FROM " + facts.sql + " WHERE cluster <> 0 AND record IN (SELECT records.id FROM " +
			source.sql + " WHERE " + p.where.sql + ")", append(append(facts.args, source.args...), p.where.args...)}
	}
	if list, ok := narrow(d.scope); ok && p.plain {
		return peopleByArms(p.kind, list)
	}
	return clause{"SELECT COUNT(DISTINCT cluster) FROM facts WHERE cluster <> 0 AND record IN (SELECT records.id FROM " +
		source.sql + " WHERE " + p.where.sql + ")", append(source.args, p.where.args...)}
}

// peopleByArms reads the facts arm by arm, from an index that ends with the cluster.
func peopleByArms(k *cases.Kind, list []clause) clause {
	parts, values := make([]string, len(list)), []any{}
	for i, arm := range list {
		where := "kind = ? AND " + arm.sql
		if !strings.HasPrefix(arm.sql, "team = ?") {
			where = "record IN (SELECT id FROM records WHERE withdrawn = 0 AND " + ofKind(arm) + " AND " + arm.sql + ")"
		}
		parts[i] = "SELECT cluster FROM facts WHERE cluster <> 0 AND " + where
		values = append(append(values, k.Code), arm.args...)
	}
	return clause{"SELECT COUNT(DISTINCT cluster) FROM (" + strings.Join(parts, " UNION ALL ") + ") AS people", values}
}
