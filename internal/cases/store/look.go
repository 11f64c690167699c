package store

import (
	"database/sql"
	"strings"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// lookedUpTo bounds how many records are named that a human must look at.
const lookedUpTo = 100

// naming gives the numbers of the records in a scope that hold one of some names in their texts, in any form of the
// words that a search finds, and in notes and what sources state as it is written, whatever they tell of. It does not
// find nicknames: it helps whoever looks and does not replace them.
func (s *Store) naming(tx *gorm.DB, scope cases.Scope, list nameList) ([]string, error) {
	var all []clause
	for _, name := range list {
		all = append(all, s.textClause(scope, strings.Join(name.folded, " ")))
	}
	if len(all) == 0 {
		return nil, nil
	}
	source := scoped(scope, "records")
	where := or(append(all, told(list)...)...)
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

// told are the conditions that a note or a citation holds the words of a name. Where they stand with a record that not
// everybody sees who sees this one, no search finds them; they must be found all the same by whoever has a name erased.
func told(list nameList) []clause {
	return []clause{holding("citations", "record", `states || ' ' || "where"`, list), holding("links", "record", "note", list)}
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
