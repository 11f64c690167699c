package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// namings is every naming of a person by a list that the reader sees, one a row: the person, in whose place stands the
// record that stands for them; the list; the event of the row. A list names somebody by a row that was decided to mean
// them, or by being among the sources that they say they are named in. A group is nobody to be counted in lists.
func (d *Desk) namings() clause {
	rows, people, lists, roots := d.from("records"), d.from("records"), d.from("records"), d.from("records")
	return clause{`SELECT CASE WHEN t.merged IN (SELECT id FROM ` + roots.sql + `) THEN t.merged ELSE t.id END AS person, m.list AS list, m.event AS event, m.listed AS listed
FROM (SELECT k.target AS person, own."list" AS list, COALESCE(r.event, 0) AS event, 1 AS listed FROM (SELECT id, event FROM ` + rows.sql + ` WHERE kind = 'listing') r
JOIN kind_listing own ON own.id = r.id JOIN links k ON k.record = r.id AND k.role = 'person'
UNION ALL SELECT k.record, k.target, 0, 0 FROM links k JOIN kind_source s ON s.id = k.target AND s."is_list" = 'yes' WHERE k.role = 'named_in') m
JOIN (SELECT id, merged FROM ` + people.sql + ` WHERE kind = 'person' AND id NOT IN (SELECT id FROM kind_person WHERE unit NOT IN ('', 'individual'))) t
ON t.id = m.person WHERE m.list IN (SELECT id FROM ` + lists.sql + ` WHERE kind = 'source')`,
		append(append(append(roots.args, rows.args...), people.args...), lists.args...)}
}

// inLists is the condition that a list names somebody.
func (d *Desk) inLists() clause {
	n := d.namings()
	return clause{"records.id IN (SELECT person FROM (" + n.sql + ") AS named)", n.args}
}

// ListMatrix says who is named in which of the lists that the user sees.
func (d *Desk) ListMatrix(ctx context.Context) (*cases.ListMatrix, error) {
	tx := d.store.read.WithContext(ctx)
	m := &cases.ListMatrix{Of: map[int64]cases.Membership{}, ID: d.pseudonym, Mark: d.mark}
	n := d.namings()
	lists, err := ids(tx, clause{"SELECT DISTINCT list FROM (" + n.sql + ") AS named ORDER BY list", n.args})
	if err != nil {
		return nil, fmt.Errorf("read which lists name anybody: %w", err)
	}
	at := map[int64]int{}
	for i, id := range lists {
		at[id] = i
	}
	if m.Lists, err = d.heads(ctx, in("records.id", lists), "records.id", len(lists)); err != nil {
		return nil, err
	}
	when, err := d.placed(tx, m, at)
	if err != nil {
		return nil, fmt.Errorf("read who is named in which list: %w", err)
	}
	if err := d.dead(tx, m); err != nil {
		return nil, fmt.Errorf("read whose death is on record: %w", err)
	}
	people, err := d.roster(tx)
	if err != nil {
		return nil, fmt.Errorf("read what is told of the people in lists: %w", err)
	}
	m.People = make(map[int64]*cases.Rostered, len(people))
	for id, one := range people {
		m.People[id] = one.aged(when[one.ID])
	}
	if err := d.scripted(tx, m); err != nil {
		return nil, fmt.Errorf("read in which scripts lists are written: %w", err)
	}
	return m, nil
}

// scripted fills in the scripts of the rows, of which a name that is not for the reader shows nothing else, and who was
// withdrawn.
func (d *Desk) scripted(tx *gorm.DB, m *cases.ListMatrix) error {
	m.Scripts, m.Gone = map[int64]string{}, map[int64]bool{}
	source := d.from("records")
	c := clause{`SELECT records.id, own."name" FROM ` + source.sql + " JOIN kind_listing AS own ON own.id = records.id WHERE records.kind = 'listing'", source.args}
	err := query(tx, c, func(rows *sql.Rows) error {
		var id int64
		var name string
		err := rows.Scan(&id, &name)
		m.Scripts[id] = script(name)
		return err
	})
	if err != nil {
		return err
	}
	gone, err := ids(tx, clause{sql: "SELECT id FROM records WHERE withdrawn <> 0"})
	for _, id := range gone {
		m.Gone[id] = true
	}
	return err
}

// placed fills in who is named where, and gives the earliest event for which a list names somebody.
func (d *Desk) placed(tx *gorm.DB, m *cases.ListMatrix, at map[int64]int) (map[int64]cases.Date, error) {
	n, events, when := d.namings(), d.from("records"), map[int64]cases.Date{}
	c := clause{"SELECT n.person, n.list, n.listed, COALESCE(e.number, ''), COALESCE(e.from_from, ''), COALESCE(e.from_to, '') FROM (" + n.sql +
		") AS n LEFT JOIN (SELECT id, number, from_from, from_to FROM " + events.sql + " WHERE kind = 'event') AS e ON e.id = n.event", append(n.args, events.args...)}
	return when, query(tx, c, func(rows *sql.Rows) error {
		var person, list int64
		var listed int
		var event string
		var on cases.Date
		if err := rows.Scan(&person, &list, &listed, &event, &on.From, &on.To); err != nil {
			return err
		}
		if on.Known() {
			when[person] = earlier(when[person], on)
		}
		one := m.Of[person]
		if i, found := slices.BinarySearch(one.Lists, at[list]); !found {
			one.Lists = slices.Insert(one.Lists, i, at[list])
		}
		one.Records += listed
		if i, found := slices.BinarySearch(one.Events, event); !found && event != "" {
			one.Events = slices.Insert(one.Events, i, event)
		}
		m.Of[person] = one
		return nil
	})
}

// dead marks those of whom the user sees a death.
func (d *Desk) dead(tx *gorm.DB, m *cases.ListMatrix) error {
	source := d.from("facts")
	return query(tx, clause{"SELECT DISTINCT cluster, subject FROM " + source.sql + " WHERE kind = 'death' AND cluster > 0", source.args}, func(rows *sql.Rows) error {
		var root, subject int64
		if err := rows.Scan(&root, &subject); err != nil {
			return err
		}
		for _, id := range []int64{root, subject} { // who does not see the root has the subject in its place
			if one, there := m.Of[id]; there {
				one.Died = true
				m.Of[id] = one
			}
		}
		return nil
	})
}

// pseudonym names a person in files for this account: the same in each, so that files can be put together, and another
// for everybody else, so that those of two accounts cannot.
func (d *Desk) pseudonym(uid string) string {
	h := hmac.New(sha256.New, d.store.lookup)
	h.Write([]byte("aigaq match group 1\x00" + d.user.Code + "\x00" + uid))
	return "g" + hex.EncodeToString(h.Sum(nil)[:12])
}

// mark names anything else in files for this account, in the same way.
func (d *Desk) mark(what, uid string) string {
	h := hmac.New(sha256.New, d.store.lookup)
	h.Write([]byte("aigaq code in files 1\x00" + what + "\x00" + d.user.Code + "\x00" + uid))
	return what + "_" + hex.EncodeToString(h.Sum(nil)[:12])
}
