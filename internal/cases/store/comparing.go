package store

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/names"
)

// someone is what is compared of a person: of all records that were merged into one, as one, as far as whoever sees that
// one sees the others.
type someone struct {
	id int64
	// root is who stands for the person; the person, where nobody else does.
	root int64
	// team, level and creator are what decides who sees the person.
	team, level string
	creator     int64
	// members are the records that were taken together with this one, and versions the sum of the versions of all.
	members  []int64
	versions int64
	names.Person
}

// records gives the ids of all records that are compared as this person.
func (s someone) records() []int64 { return append([]int64{s.id}, s.members...) }

// compared says how alike two people on record are.
func compared(a, b *cases.Person) names.Match { return names.Compare(comparisonOf(a), comparisonOf(b)) }

// comparisonOf is what is compared of a person on record.
func comparisonOf(p *cases.Person) names.Person {
	out := names.Person{Sex: p.Sex.Code, Born: names.Span{From: p.Born.From, To: p.Born.To}, Region: p.Region, IIN: p.IIN}
	for _, n := range p.Names {
		out.Names = addForm(out.Names, n.Value)
	}
	return out
}

// addForm adds a name that can be compared: not that of a group, nor one that says that there is none.
func addForm(forms []names.Form, written string) []names.Form {
	f := names.Parse(written)
	for _, flag := range []string{names.FlagEmpty, names.FlagGroup, names.FlagUnnamed} {
		if slices.Contains(f.Flags, flag) {
			return forms
		}
	}
	return append(forms, f)
}

// recorded reads what is compared of single people who are not withdrawn and have a name, each as recorded, in the order
// of their ids.
func recorded(tx *gorm.DB, list []int64) ([]someone, error) {
	which, names := in("r.id", list), in("record", list)
	return readSomeones(tx, which, names)
}

// recordedBetween is recorded for all whose id is at least from and below to.
func recordedBetween(tx *gorm.DB, from, to int64) ([]someone, error) {
	return readSomeones(tx, clause{"r.id >= ? AND r.id < ?", args(from, to)}, clause{"record >= ? AND record < ?", args(from, to)})
}

// someones reads those who stand for some people, each with what is known by all their records.
func someones(tx *gorm.DB, list []int64) ([]someone, error) {
	which := in("id", list)
	roots, err := ids(tx, clause{"SELECT DISTINCT COALESCE(merged, id) FROM records WHERE " + which.sql, which.args})
	if err != nil || len(roots) == 0 {
		return nil, wrapped("read who stands for whom", err)
	}
	self, under := in("id", roots), in("merged", roots)
	all, err := ids(tx, clause{"SELECT id FROM records WHERE " + self.sql + " OR " + under.sql, append(self.args, under.args...)})
	if err != nil {
		return nil, wrapped("read who stands for whom", err)
	}
	found, err := recorded(tx, all)
	return united(found), err
}

// united puts the records of one person together: the names of all, and of the other answers the first that there is.
// Somebody whose root is not among them, having no name or being hidden, is left out; and so is a record that not
// everybody sees who sees the root, for a pair that was found by it would tell of it.
func united(list []someone) []someone {
	at := map[int64]int{}
	var out, members []someone
	for _, s := range list {
		if s.root != s.id {
			members = append(members, s)
			continue
		}
		at[s.id] = len(out)
		out = append(out, s)
	}
	for _, m := range members {
		i, there := at[m.root]
		if !there {
			continue
		}
		r := &out[i]
		if !r.covers(m) {
			continue
		}
		r.members = append(r.members, m.id)
		r.versions += m.versions
		r.Names = append(r.Names, m.Names...)
		if r.Born == (names.Span{}) {
			r.Born = m.Born
		}
		r.Sex, r.Region, r.IIN = cmp.Or(r.Sex, m.Sex), cmp.Or(r.Region, m.Region), cmp.Or(r.IIN, m.IIN)
	}
	return out
}

func (s someone) covers(o someone) bool {
	of := func(s someone) *cases.Head { return &cases.Head{Team: s.team, Level: s.level} }
	return of(s).Covers(of(o))
}

func readSomeones(tx *gorm.DB, which, names clause) ([]someone, error) {
	var out []someone
	at := map[int64]int{}
	c := clause{`SELECT r.id, COALESCE(r.merged, r.id), r.version, r.team, r.level, r.creator, r.region, p.sex, p.born_from, p.born_to, p.iin FROM records r
JOIN kind_person p ON p.id = r.id WHERE r.kind = 'person' AND r.withdrawn = 0 AND p.unit IN ('', 'individual') AND ` + which.sql, which.args}
	err := query(tx, c, func(rows *sql.Rows) error {
		var s someone
		err := rows.Scan(&s.id, &s.root, &s.versions, &s.team, &s.level, &s.creator, &s.Region, &s.Sex, &s.Born.From, &s.Born.To, &s.IIN)
		at[s.id] = len(out)
		out = append(out, s)
		return err
	})
	if err != nil || len(out) == 0 {
		return nil, wrapped("read people to compare", err)
	}
	named := clause{`SELECT record, value FROM answers WHERE field = 'names.value' AND ` + names.sql + ` ORDER BY record, "row"`, names.args}
	err = query(tx, named, func(rows *sql.Rows) error {
		var id int64
		var written string
		err := rows.Scan(&id, &written)
		if i, there := at[id]; there {
			out[i].Names = addForm(out[i].Names, written)
		}
		return err
	})
	out = slices.DeleteFunc(out, func(s someone) bool { return len(s.Names) == 0 })
	slices.SortFunc(out, func(a, b someone) int { return int(a.id - b.id) })
	return out, wrapped("read names to compare", err)
}

// wrapped says what was being done, where something went wrong.
func wrapped(what string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", what, err)
}
