package store

import (
	"slices"
	"strings"

	"aigaq/internal/cases"
)

// clause is a piece of SQL and the values of its question marks. The SQL is made of constants and of names that come
// from the field lists, never of what somebody typed.
type clause struct {
	sql  string
	args []any
}

// and joins clauses; none gives a condition that always holds.
func and(list ...clause) clause { return joined(list, " AND ", "1=1") }

// or joins clauses; none gives a condition that never holds.
func or(list ...clause) clause { return joined(list, " OR ", "1=0") }

func joined(list []clause, word, none string) clause {
	if len(list) == 0 {
		return clause{sql: none}
	}
	c := sequence(list, word)
	return clause{"(" + c.sql + ")", c.args}
}

// sequence is clauses one after the other.
func sequence(list []clause, between string) clause {
	parts := make([]string, len(list))
	var args []any
	for i, c := range list {
		parts[i] = c.sql
		args = append(args, c.args...)
	}
	return clause{strings.Join(parts, between), args}
}

// in is a condition that a column holds one of some values.
func in[T any](column string, values []T) clause {
	if len(values) == 0 {
		return clause{sql: "1=0"}
	}
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	return clause{column + " IN (" + marks(len(values)) + ")", args}
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }

// scopeSQL renders a scope as a condition on the head table or on the facts, which have the columns team, level and
// creator in common. It answers as cases.Scope.Sees does, which a test holds it to, but for two things: the facts know
// no privileged record, since those are counted nowhere, and no withdrawn one, which has no facts.
func scopeSQL(s cases.Scope, table string) clause {
	if s.Everything {
		return and()
	}
	any := or(append(arms(s), more(s, table)...)...)
	if table == "facts" {
		return any
	}
	return and(clause{sql: "withdrawn = 0"}, any)
}

// arms is the part of a scope that follows from team and level alone: a record needs to meet one of them.
func arms(s cases.Scope) []clause {
	if s.AllTeams && len(s.Levels) == len(cases.Levels()) {
		return []clause{{"level <> ?", args(cases.Privileged)}} // all levels there are: one comparison a row, not four
	}
	if s.AllTeams {
		return []clause{in("level", s.Levels)}
	}
	var out []clause
	if len(s.Shared) > 0 {
		out = append(out, and(clause{sql: "team = ''"}, in("level", s.Shared)))
	}
	if teams := named(s.Teams); len(teams) > 0 {
		out = append(out, and(in("team", teams), in("level", s.Levels)))
	}
	return out
}

// more is what a scope admits beside: one's own entries, what was shared, and what counsel sees.
func more(s cases.Scope, table string) []clause {
	var out []clause
	if s.Creator != 0 {
		out = append(out, clause{"(creator = ? AND level <> ?)", args(s.Creator, cases.Privileged)})
	}
	if len(s.Shares) > 0 {
		out = append(out, and(in(idOf(table), s.Shares), clause{"level <> ?", args(cases.Privileged)}))
	}
	if len(s.Counsel) > 0 && table != "facts" {
		out = append(out, and(clause{"level = ?", args(cases.Privileged)}, in("under", s.Counsel)))
	}
	return out
}

// idOf is the column that holds the record's id.
func idOf(table string) string {
	if table == "facts" {
		return "record"
	}
	return "id"
}

func args(v ...any) []any { return v }

func named(teams []string) []string {
	var out []string
	for _, t := range teams {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

// from is where every read begins: the part of a table that the scope admits, as a sub-select, so that no condition
// added later can widen it.
func (d *Desk) from(table string) clause { return scoped(d.scope, table) }

// facts is the part of the facts that the scope admits, in which an event out of scope is like none: no cell, no unit
// and no filter may show that it is there. Where the sex is asked for, that of somebody out of scope is not known. With
// apart, whoever was merged out of the user's sight is somebody by themselves (see apart).
func (d *Desk) facts(sex, apart bool) clause {
	if d.scope.AllTeams && len(d.scope.Levels) == len(cases.Levels()) {
		return d.from("facts") // nothing is out of the scope of whoever sees all levels of all teams
	}
	events, rows := d.from("records"), scopeSQL(d.scope, "facts")
	columns := strings.Replace(strings.Join(factColumns(), ", "), ", event,", ", CASE WHEN event IN (SELECT id FROM "+
		events.sql+" WHERE kind = 'event') THEN event ELSE 0 END AS event,", 1)
	values := events.args
	if sex {
		seen := d.seenSubject()
		columns = strings.Replace(columns, ", sex,", ", CASE WHEN subject = 0 OR "+seen.sql+" THEN sex ELSE '' END AS sex,", 1)
		values = append(values, seen.args...)
	}
	if apart {
		them := d.apart()
		columns = strings.Replace(columns, ", cluster,", ", CASE WHEN cluster <> subject AND subject IN ("+them.sql+") THEN subject ELSE cluster END AS cluster,", 1)
		values = slices.Concat(them.args, values)
	}
	return clause{"(SELECT " + columns + " FROM facts WHERE " + rows.sql + ") AS facts", append(values, rows.args...)}
}

// seenSubject is the condition that the subject of a row of facts is in scope. Whoever sees all teams asks for the few
// who are not, others for those who are.
func (d *Desk) seenSubject() clause {
	if d.scope.AllTeams {
		c := scopeSQL(d.scope, "records")
		return clause{"subject NOT IN (SELECT id FROM records WHERE kind = 'person' AND NOT " + c.sql + ")", c.args}
	}
	c := d.from("records")
	return clause{"subject IN (SELECT id FROM " + c.sql + " WHERE kind = 'person')", c.args}
}

func scoped(s cases.Scope, table string) clause {
	c := scopeSQL(s, table)
	return clause{"(SELECT * FROM " + table + " WHERE " + c.sql + ") AS " + table, c.args}
}
