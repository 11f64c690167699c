package store

import (
	"bytes"
	"slices"

	"aigaq/internal/cases"
)

// everything is a scope for the store's own work on what follows from a save; nothing read through it is shown.
func everything() cases.Scope { return cases.Scope{Everything: true, Secrets: true, Writes: true} }

// follow brings along what other records took from this one: titles made of a person's name, the sex by which acts
// are counted, the event and the owner that a step has from its case. None of it is an answer of those records, so
// none of it is a new version of them, and their commitments in the audit log stay true.
func (a *Acts) follow(before, after cases.Record, changes []cases.FieldChange) error {
	h := after.Base()
	if was := before.Base(); h.Version > 1 && (was.Team != h.Team || was.Level != h.Level) {
		if err := a.refreshTellers(h); err != nil {
			return err
		}
	}
	if h.Version == 1 || before.Name() == after.Name() && !anyFollowed(after, changes) {
		return nil
	}
	return a.refreshFollowers(h)
}

func (a *Acts) refreshFollowers(h *cases.Head) error {
	found, err := a.followers(h)
	if err != nil {
		return err
	}
	return a.refreshAll(found)
}

func (a *Acts) refreshAll(records []int64) error {
	for _, id := range records {
		if err := a.refresh(id); err != nil {
			return err
		}
	}
	return nil
}

// refreshTellers brings along the words of the records that tell something of this one: in a note beside a link, or as
// what it states when it is a source. They are found by that as far as whoever sees them sees this one.
func (a *Acts) refreshTellers(h *cases.Head) error {
	found, err := ids(a.tx, clause{"SELECT record FROM links WHERE target = ? AND note <> '' UNION SELECT record FROM citations WHERE source = ?",
		args(h.ID, h.ID)})
	if err != nil {
		return err
	}
	return a.refreshAll(found)
}

// anyFollowed tells whether a change touches something that other records take over.
func anyFollowed(r cases.Record, changes []cases.FieldChange) bool {
	return slices.ContainsFunc(changes, func(c cases.FieldChange) bool {
		f, ok := cases.FieldOf(r, c.Field)
		return ok && (f.AtHead || f.IsDimension || f.IsFollowed)
	})
}

// followers finds the records that have this one as their subject, or refer to it and derive answers.
func (a *Acts) followers(h *cases.Head) ([]int64, error) {
	role := in("role", subjectRoles())
	c := clause{"SELECT record FROM links WHERE target = ? AND " + role.sql, append(args(h.ID), role.args...)}
	for _, k := range cases.Kinds() {
		r := k.New()
		if _, derives := r.(cases.Deriver); !derives {
			continue
		}
		for _, f := range r.Fields() {
			if f.Type == cases.TypeRef && !f.AtHead && slices.Contains(f.Kinds, h.Kind) {
				c.sql += ` UNION SELECT id FROM ` + ownTable(k.Code) + ` WHERE "` + f.Code + `" = ?`
				c.args = append(c.args, h.ID)
			}
		}
	}
	return ids(a.tx, c)
}

// refresh works a record's title and derived values out again. Where the latter would change an answer they stay as
// they were saved: answers change by saves alone.
func (a *Acts) refresh(id int64) error {
	known, err := headsByID(a.tx, []int64{id})
	if err != nil || known[id] == nil {
		return err
	}
	r, err := a.derived(known[id].Number)
	if err != nil {
		return err
	}
	h := r.Base()
	was := h.Title
	h.Title = r.Name()
	if err := a.rewrite(r); err != nil {
		return err
	}
	if was != h.Title {
		return a.refreshFollowers(h)
	}
	return nil
}

// derived reads a record and works its derived values out again, unless that would change an answer.
func (a *Acts) derived(number string) (cases.Record, error) {
	r, err := getIn(a.tx, everything(), number, false)
	if err != nil {
		return nil, err
	}
	d, ok := r.(cases.Deriver)
	if !ok {
		return r, nil
	}
	old, err := cases.Canonical(r)
	if err != nil {
		return nil, err
	}
	found, _, err := a.resolve(r)
	if err != nil {
		return nil, err
	}
	d.Derive(found, a.store.book())
	now, err := cases.Canonical(r)
	if err != nil || bytes.Equal(old, now) {
		return r, err
	}
	return getIn(a.tx, everything(), number, false)
}
