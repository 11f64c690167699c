package store

import (
	"slices"
	"strings"

	"aigaq/internal/cases"
)

// armsMost is up to how many arms a page is read arm by arm.
const armsMost = 40

// narrow gives the arms of a scope each with one team and one level, so that an index (kind, team, level, order) is
// read in order and no further than the page; and with them what the scope admits beside. False where the scope is so
// wide that reading in order and leaving out is faster.
func narrow(s cases.Scope) ([]clause, bool) {
	if s.AllTeams || s.Everything {
		return nil, false
	}
	var out []clause
	one := func(team, level string) { out = append(out, clause{"team = ? AND level = ?", args(team, level)}) }
	for _, level := range s.Shared {
		one("", level)
	}
	teams := named(s.Teams)
	slices.Sort(teams)
	for _, team := range slices.Compact(teams) {
		for _, level := range s.Levels {
			one(team, level)
		}
	}
	out = append(out, more(s, "records")...)
	return out, len(out) > 0 && len(out) <= armsMost
}

// byArms is the query of a page of one kind without filters, read arm by arm and merged: UNION leaves out what two
// arms have in common. False where the page is not of that sort.
func (d *Desk) byArms(p *plan, beyond clause) (clause, bool) {
	list, ok := narrow(d.scope)
	if !ok || !p.plain || !slices.Contains([]string{"''", "records.from_sort", "records.title_sort"}, p.order.key) {
		return clause{}, false
	}
	if anyPeople(p.kind.Code) {
		beyond = and(beyond, standing(d.scope))
	}
	parts, values := make([]string, len(list)), []any{}
	for i, arm := range list {
		parts[i] = "SELECT * FROM (SELECT records.id, records.kind, records.number, " + p.order.key + " AS key FROM records WHERE withdrawn = 0 AND " + ofKind(arm) + " AND (" +
			arm.sql + ") AND " + beyond.sql + " ORDER BY " + p.order.by() + " LIMIT ?) AS arm"
		values = append(append(append(append(values, p.kind.Code), arm.args...), beyond.args...), p.per+1)
	}
	order := "id" + p.order.direction()
	if p.order.key != "''" {
		order = "key" + p.order.direction() + ", " + order
	}
	return clause{"SELECT id, kind, number, key FROM (" + strings.Join(parts, " UNION ") + ") AS records ORDER BY " + order + " LIMIT ?",
		append(values, p.per+1)}, true
}

// ofKind is the condition that a record is of a kind, beside an arm. Where the arm names records by id it is written so
// that no index of the kind is taken: a database that took it would look at every record of the kind.
func ofKind(arm clause) string {
	if strings.HasPrefix(arm.sql, "(id IN") {
		return "kind || '' = ?"
	}
	return "kind = ?"
}
