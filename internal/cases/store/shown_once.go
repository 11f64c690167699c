package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// standing is the condition that a record is shown in lists: it was merged into none that the scope admits. So each
// person stands there once, and a record whose root somebody does not see stands there for itself.
func standing(s cases.Scope) clause {
	root := absorbed(s)
	return clause{"(records.merged IS NULL OR NOT " + root.sql + ")", root.args}
}

// absorbed is the condition that a record was merged into one that the scope admits.
func absorbed(s cases.Scope) clause {
	c := scopeSQL(s, "records")
	return clause{"EXISTS (SELECT 1 FROM records AS root WHERE root.id = records.merged AND " + c.sql + ")", c.args}
}

// clustered lets those through whom a condition is true of, and those into whom such a one was merged: who is looked
// for by one spelling is found under the other.
func clustered(s cases.Scope, where clause) clause {
	source := scoped(s, "records")
	return or(where, clause{"records.id IN (SELECT merged FROM " + source.sql + " WHERE merged > 0 AND " + where.sql + ")",
		append(source.args, where.args...)})
}

// anyPeople tells whether there may be people among records of some kinds; none named are all.
func anyPeople(kinds ...string) bool { return len(kinds) == 0 || slices.Contains(kinds, "person") }

// shownOnce is the condition on the facts that a record is shown in lists.
func (d *Desk) shownOnce() clause {
	source, root := d.from("records"), absorbed(d.scope)
	return clause{"record NOT IN (SELECT id FROM " + source.sql + " WHERE merged > 0 AND " + root.sql + ")", append(source.args, root.args...)}
}

// apart are the records of people who were merged without the user seeing both the record and the one that stands for it:
// to the user each is somebody by themselves, in counts as in lists. Else a count would tell of a merge that they do not see.
func (d *Desk) apart() clause {
	own, root := scopeSQL(d.scope, "records"), absorbed(d.scope)
	return clause{"SELECT records.id FROM records WHERE records.merged > 0 AND NOT (" + own.sql + " AND " + root.sql + ")", append(own.args, root.args...)}
}

// anyApart tells whether there are any: counting without looking at them reads an index alone.
func (d *Desk) anyApart(tx *gorm.DB) (bool, error) {
	if d.scope.AllTeams && len(d.scope.Levels) == len(cases.Levels()) {
		return false, nil
	}
	them := d.apart()
	n, err := number(tx, clause{"SELECT COUNT(*) FROM (" + them.sql + " LIMIT 1) AS apart", them.args})
	return n > 0, err
}

// absorbedIn is how many records of the scope are not shown in lists, because they were merged into another one of it.
func (d *Desk) absorbedIn(tx *gorm.DB) (int, error) {
	source, root := d.from("records"), absorbed(d.scope)
	return number(tx, clause{"SELECT COUNT(*) FROM " + source.sql + " WHERE merged > 0 AND " + root.sql, append(source.args, root.args...)})
}

// clusterIDs gives the ids of some records by number, each person with all records of them, as far as the user sees them:
// what names one names the person.
func (d *Desk) clusterIDs(ctx context.Context, numbers []string) ([]int64, error) {
	tx := d.store.read.WithContext(ctx)
	source, meant := d.from("records"), in("number", numbers)
	roots, err := d.seenIDs(tx, clause{"id IN (SELECT COALESCE(merged, id) FROM " + source.sql + " WHERE " + meant.sql + ")",
		append(source.args, meant.args...)})
	if err != nil {
		return nil, err
	}
	return d.seenIDs(tx, or(in("id", roots), in("merged", roots), meant)) // one whose root is not the user's stands alone
}

// seenIDs gives the ids of the records in scope that a condition is true of.
func (d *Desk) seenIDs(tx *gorm.DB, where clause) ([]int64, error) {
	source := d.from("records")
	return ids(tx, clause{"SELECT id FROM " + source.sql + " WHERE " + where.sql, append(source.args, where.args...)})
}
