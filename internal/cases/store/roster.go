package store

import (
	"database/sql"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// rostered is a person of the roster while it is made, with the dates that stay in the store.
type rostered struct {
	cases.Rostered
	born, died, act cases.Date
}

// roster reads of every person whose record the user sees what files without names tell of them. Several records of one
// person have one entry, made of all of them: the record that stands for the others answers first.
func (d *Desk) roster(tx *gorm.DB) (map[int64]*rostered, error) {
	people := map[int64]*rostered{}
	into := map[int64]int64{}
	source := d.from("records")
	c := clause{`SELECT records.id, COALESCE(records.merged, 0), records.uid, own."unit", own."group_size", own."sex", own."born_from", own."born_to",
own."died_from", own."died_to" FROM ` + source.sql + ` JOIN kind_person AS own ON own.id = records.id WHERE records.kind = 'person' ORDER BY records.id`, source.args}
	err := query(tx, c, func(rows *sql.Rows) error {
		one, merged := &rostered{}, int64(0)
		err := rows.Scan(&one.ID, &merged, &one.UID, &one.Unit, numberColumn{&one.Size}, &one.Sex, &one.born.From, &one.born.To, &one.died.From, &one.died.To)
		people[one.ID] = one
		if merged != 0 {
			into[one.ID] = merged
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, id := range keysOf(into) {
		if root := people[into[id]]; root != nil {
			root.takes(people[id])
			people[id] = root
		}
	}
	return people, d.lived(tx, people)
}

// takes adds what another record of the same person says, where this one says nothing.
func (r *rostered) takes(o *rostered) {
	if r.Sex == "" || r.Sex == cases.Unknown && o.Sex != "" {
		r.Sex = o.Sex
	}
	if !r.born.Known() {
		r.born = o.born
	}
	if !r.died.Known() {
		r.died = o.died
	}
}

// lived adds the acts and cases that the user sees of the people.
func (d *Desk) lived(tx *gorm.DB, people map[int64]*rostered) error {
	source, kinds := d.from("facts"), in("facts.kind", append(actKinds(), "case"))
	c := clause{`SELECT facts.subject, facts.kind, r.from_from, r.from_to, r.to_from, r.to_to FROM ` + source.sql +
		` JOIN records r ON r.id = facts.record WHERE facts.subject > 0 AND ` + kinds.sql, append(source.args, kinds.args...)}
	return query(tx, c, func(rows *sql.Rows) error {
		var subject int64
		var kind string
		var from, to cases.Date
		err := rows.Scan(&subject, &kind, &from.From, &from.To, &to.From, &to.To)
		if one := people[subject]; one != nil {
			one.lives(kind, from, to)
		}
		return err
	})
}

func (r *rostered) lives(kind string, from, to cases.Date) {
	if kind == "case" {
		r.Cases++
	} else {
		r.Acts++
		r.act = earlier(r.act, from)
	}
	if kind == "death" && !r.died.Known() {
		r.died = from
	}
	r.between(from)
	r.between(to)
}

// between widens the days between which the person is met.
func (r *rostered) between(d cases.Date) {
	for _, day := range []string{d.From, d.To} {
		if day != "" && (r.First == "" || day < r.First) {
			r.First = day
		}
		r.Last = max(r.Last, day)
	}
}

// earlier is the date that begins first.
func earlier(a, b cases.Date) cases.Date {
	if a.From == "" || b.From != "" && b.From < a.From {
		return b
	}
	return a
}

// aged works out the age at death, else at the first act, else at the event of the lists.
func (r *rostered) aged(event cases.Date) *cases.Rostered {
	for _, at := range []struct {
		what string
		on   cases.Date
	}{{cases.AgeAtDeath, r.died}, {cases.AgeAtAct, r.act}, {cases.AgeAtEvent, event}} {
		if !at.on.Known() {
			continue
		}
		if band := cases.AgeBandAt(r.born, at.on); band != "" {
			r.Age, r.AgeAt = band, at.what
		}
		break
	}
	return &r.Rostered
}

// actKinds are the kinds of record that are acts.
func actKinds() []string {
	var out []string
	for _, k := range cases.Kinds() {
		if k.Act {
			out = append(out, k.Code)
		}
	}
	return out
}
