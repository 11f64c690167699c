package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// stand works out whether a save takes back the consent to keep a person, by this record or by another one of them. A
// record that would be left about nobody but withdrawn people is refused: it would be gone with the save.
func (a *Acts) stand(r cases.Record, resolved heads) (cases.Problems, error) {
	if p, ok := r.(*cases.Person); ok {
		elsewhere, err := tookBackElsewhere(a.tx, &p.Head)
		p.Withdrawn = p.TookBack() || elsewhere
		return nil, err
	}
	role := cases.KindByCode(r.Base().Kind).Subject
	about := r.Base().LinksTo(role)
	gone := func(l cases.Link) bool { h := resolved[l.To.ID]; return h != nil && h.Withdrawn }
	if len(about) == 0 || slices.ContainsFunc(about, func(l cases.Link) bool { return !gone(l) }) {
		return nil, nil
	}
	return cases.Wrong(role, "required"), nil
}

// saveAction is how the log names a save.
func saveAction(before, after cases.Record, changes []cases.FieldChange) string {
	is, was := after.Base(), before.Base()
	action := "record.change"
	switch {
	case is.Withdrawn && !was.Withdrawn:
		action = "consent.withdraw"
	case was.Withdrawn && !is.Withdrawn:
		action = "consent.restore"
	case is.Version == 1:
		action = "record.create"
	case len(is.LinksTo(cases.MergedRole)) > len(was.LinksTo(cases.MergedRole)):
		action = "person.merge"
	case len(is.LinksTo(cases.MergedRole)) < len(was.LinksTo(cases.MergedRole)):
		action = "person.unmerge"
	case is.Kind == "person" && slices.ContainsFunc(changes, func(c cases.FieldChange) bool { return c.Field == "consent" }):
		action = "consent.record"
	}
	return action
}

// withdraw hides a person who took back the consent to be kept, and whatever is about them alone, from everybody, or
// shows it again. It happens within the save, so the next request finds nothing of it: not in lists, searches and
// counts, nor in titles that other records make of the name. What opened it to single accounts ends.
func (a *Acts) withdraw(before, after *cases.Head) error {
	if before.Withdrawn == after.Withdrawn {
		return nil
	}
	state := 0
	if after.Withdrawn {
		state = stateWithdrawn
	}
	people, err := clusterOf(a.tx, after.ID)
	if err != nil {
		return err
	}
	if err := a.setState(people, state); err != nil {
		return err
	}
	hung, err := a.bringAlong(people)
	if err != nil {
		return fmt.Errorf("bring along what is about %s: %w", after.Number, err)
	}
	if !after.Withdrawn {
		return nil
	}
	shown, err := a.told(hung)
	if err != nil {
		return err
	}
	return a.openErasure(after, len(people)+shown)
}

// bringAlong brings what hangs on the records of one person in line with whether they are withdrawn, and the titles that
// others make of their names. The first of them is the one that is saved. It gives the ids of what hangs on them.
func (a *Acts) bringAlong(people []int64) (hung []int64, err error) {
	for _, id := range people {
		more, err := a.ripple(id)
		if err != nil {
			return nil, err
		}
		hung = append(hung, more...)
	}
	for _, id := range slices.Concat(people[1:], hung) {
		if err := a.refresh(id); err != nil {
			return nil, err
		}
	}
	known, err := headsByID(a.tx, people)
	if err != nil {
		return nil, err
	}
	for _, id := range people {
		if err := a.refreshFollowers(known[id]); err != nil {
			return nil, err
		}
		if err := a.refreshTellers(known[id]); err != nil {
			return nil, err
		}
	}
	return hung, nil
}

// told is how many of some records a coordinator is told of: not of a lawyer's notes.
func (a *Acts) told(ids []int64) (int, error) {
	total := 0
	for rest := ids; len(rest) > 0; {
		n := min(chunk, len(rest))
		which := in("id", rest[:n])
		found, err := number(a.tx, clause{"SELECT COUNT(*) FROM records WHERE level <> ? AND " + which.sql, append(args(cases.Privileged), which.args...)})
		if err != nil {
			return 0, fmt.Errorf("count what vanishes: %w", err)
		}
		total, rest = total+found, rest[n:]
	}
	return total, nil
}

// setState writes whether records are withdrawn, without a new version of them: it follows from the answers of others.
func (a *Acts) setState(ids []int64, state int) error {
	for rest := ids; len(rest) > 0; {
		n := min(chunk, len(rest))
		which := in("id", rest[:n])
		err := a.tx.Exec("UPDATE records SET withdrawn = ? WHERE "+which.sql, append(args(state), which.args...)...).Error
		if err != nil {
			return err
		}
		which = in("record", rest[:n])
		if state == 0 {
			rest = rest[n:]
			continue
		}
		err = a.tx.Exec("UPDATE shares SET ended = ? WHERE ended = 0 AND "+which.sql, append(args(a.store.now().UnixMicro()), which.args...)...).Error
		if err != nil {
			return err
		}
		rest = rest[n:]
	}
	return nil
}

// ripple brings what hangs on a person in line with whether they are withdrawn: records about them, and the parts of
// those. It gives the ids of those that changed, each before its parts.
func (a *Acts) ripple(person int64) ([]int64, error) {
	about, err := aboutPerson(a.tx, person)
	if err != nil {
		return nil, err
	}
	var out []int64
	for _, one := range about {
		state := one.state()
		if one.is == state {
			continue
		}
		parts, err := ids(a.tx, clause{"SELECT id FROM records WHERE under = ?", args(one.id)})
		if err != nil {
			return nil, err
		}
		all := append([]int64{one.id}, parts...)
		if err := a.setState(all, state); err != nil {
			return nil, err
		}
		out = append(out, all...)
	}
	return out, nil
}

// about is a record with how it stands, and how the least withdrawn of those whom it is about does.
type about struct {
	id        int64
	is, least int
}

// state is how the record must stand. What is erased stays so.
func (o about) state() int {
	if o.is == stateErased {
		return stateErased
	}
	return min(o.least, stateWithdrawn)
}

// aboutPerson gives the records whose subject somebody is.
func aboutPerson(tx *gorm.DB, person int64) ([]about, error) {
	var list []clause
	for _, k := range cases.Kinds() {
		if k.Subject != "" {
			list = append(list, clause{"r.kind = ? AND l.role = ?", args(k.Code, k.Subject)})
		}
	}
	subject := or(list...)
	c := clause{`SELECT r.id, r.withdrawn, MIN(t.withdrawn) FROM records r JOIN links l ON l.record = r.id JOIN records t ON t.id = l.target
WHERE r.id IN (SELECT record FROM links WHERE target = ?) AND ` + subject.sql + ` GROUP BY r.id, r.withdrawn
HAVING MAX(CASE WHEN l.target = ? THEN 1 ELSE 0 END) = 1 ORDER BY r.id`, append(append(args(person), subject.args...), person)}
	var out []about
	err := query(tx, c, func(rows *sql.Rows) error {
		var one about
		err := rows.Scan(&one.id, &one.is, &one.least)
		out = append(out, one)
		return err
	})
	return out, err
}

// withdrew tells whether it was this user who recorded that a person withdrew, and may be told so again.
func (d *Desk) withdrew(tx *gorm.DB, h *cases.Head) bool {
	n, err := number(tx, clause{"SELECT COUNT(*) FROM approvals WHERE kind = ? AND what = ? AND asked_by = ? AND decision = ''",
		args(cases.ApproveErasure, h.Number, d.user.ID)})
	return err == nil && n > 0
}

// HangsOn is how many of the records that the user sees would vanish with a person, the person included.
func (d *Desk) HangsOn(ctx context.Context, person string) (int, error) {
	h, err := d.head(ctx, person)
	if err != nil {
		return 0, err
	}
	tx := d.store.read.WithContext(ctx)
	people, err := clusterOf(tx, h.ID)
	if err != nil {
		return 0, err
	}
	role, them, others := in("l.role", subjectRoles()), in("l.target", people), in("o.target", people)
	about := clause{"SELECT l.record FROM links l WHERE " + them.sql + " AND " + role.sql + ` AND NOT EXISTS (SELECT 1 FROM links o
JOIN records t ON t.id = o.target WHERE o.record = l.record AND o.role = l.role AND NOT ` + others.sql + " AND t.withdrawn = 0)",
		slices.Concat(them.args, role.args, others.args)}
	source, own := d.from("records"), in("id", people)
	c := clause{"SELECT COUNT(*) FROM " + source.sql + " WHERE " + own.sql + " OR id IN (" + about.sql + ") OR under IN (" + about.sql + ")",
		slices.Concat(source.args, own.args, about.args, about.args)}
	n, err := number(tx, c)
	if err != nil {
		return 0, fmt.Errorf("count what hangs on %s: %w", person, err)
	}
	return n, nil
}
