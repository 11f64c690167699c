package store

import (
	"database/sql"
	"strings"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// lookedUpTo bounds how many records are named that a human must look at.
const lookedUpTo = 100

// naming gives the numbers of the records in a scope that hold one of some names in their texts: folded in those that
// are searched, as written in narratives, notes and what sources state. It finds whole names, not their cases and
// nicknames: it helps whoever looks and does not replace them.
func naming(tx *gorm.DB, scope cases.Scope, list nameList) ([]string, error) {
	var all []clause
	for _, name := range list {
		all = append(all, searched(name.folded))
	}
	if len(all) == 0 {
		return nil, nil
	}
	source := scoped(scope, "records")
	where := or(append(all, narratives(list)...)...)
	c := clause{"SELECT records.number FROM " + source.sql + " WHERE level <> ? AND " + where.sql + " ORDER BY records.number LIMIT ?",
		append(append(append(source.args, cases.Privileged), where.args...), lookedUpTo)}
	var out []string
	err := query(tx, c, func(rows *sql.Rows) error {
		var number string
		err := rows.Scan(&number)
		out = append(out, number)
		return err
	})
	return out, err
}

func searched(words []string) clause {
	var all []clause
	for _, w := range words {
		all = append(all, clause{`records.search LIKE ? ESCAPE '\'`, args("%" + escapeLike(w) + "%")})
	}
	return and(all...)
}

// narratives are the conditions that a long text of some kind, a note or a citation holds the words of a name. Texts
// there are not folded, so the words are looked for as the name is written.
func narratives(list nameList) []clause {
	var out []clause
	for _, k := range cases.Kinds() {
		var columns []string
		for _, f := range k.New().Fields() {
			if f.Type != cases.TypeLong && f.Type != cases.TypeLong3 {
				continue
			}
			for _, c := range f.Columns() {
				columns = append(columns, `"`+c.Name+`"`)
			}
		}
		if len(columns) > 0 {
			out = append(out, holding(ownTable(k.Code), "id", strings.Join(columns, " || ' ' || "), list))
		}
	}
	return append(out, holding("citations", "record", `states || ' ' || "where"`, list), holding("links", "record", "note", list),
		holding("answers", "record", "value", list))
}

func holding(table, id, text string, list nameList) clause {
	var any []clause
	for _, name := range list {
		var all []clause
		for _, w := range name.typed {
			all = append(all, clause{text + ` LIKE ? ESCAPE '\'`, args("%" + escapeLike(w) + "%")})
		}
		any = append(any, and(all...))
	}
	where := or(any...)
	return clause{"records.id IN (SELECT " + id + " FROM " + table + " WHERE " + where.sql + ")", where.args}
}
