package store

import (
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// sharesMost bounds how many records are opened to one account at a time, parts included: the ids stand in every query
// of their reader.
const sharesMost = 500

// sight reads what an account sees beside its role and teams: what was shared with it and has not ended, and the cases
// it is counsel in. It is read anew with every request, so that what is taken back is gone at once (R28).
func (a *Accounts) sight(tx *gorm.DB, u *cases.User) error {
	if cases.ScopeOf(*u).Nothing() {
		return nil
	}
	if err := a.shared(tx, u); err != nil {
		return fmt.Errorf("read what is shared with an account: %w", err)
	}
	if u.Role != cases.Lawyer {
		return nil
	}
	var err error
	u.Counsel, err = ids(tx, clause{`SELECT record FROM answers WHERE field = 'counsel' AND value = ? AND "row" >= 0 ORDER BY record`, args(u.Name)})
	if err != nil {
		return fmt.Errorf("read the cases of counsel: %w", err)
	}
	return nil
}

// given are the records that one account opened to another, and those of them that may be changed.
type given struct{ all, edits []int64 }

func (a *Accounts) shared(tx *gorm.DB, u *cases.User) error {
	c := clause{"SELECT record, writes, way, given_by FROM shares WHERE account = ? AND until > ? AND ended = 0 ORDER BY until DESC LIMIT ?",
		args(u.ID, a.store.now().UnixMicro(), sharesMost)}
	givers := map[string]*given{} // by the giver's code; the glass has no giver
	err := query(tx, c, func(rows *sql.Rows) error {
		var id, writes int64
		var way, by string
		err := rows.Scan(&id, &writes, &way, &by)
		if way == cases.ByGlass {
			by = ""
		}
		if givers[by] == nil {
			givers[by] = &given{}
		}
		givers[by].all = append(givers[by].all, id)
		if writes != 0 {
			givers[by].edits = append(givers[by].edits, id)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, by := range slices.Sorted(maps.Keys(givers)) {
		if err := a.withParts(tx, u, by, givers[by]); err != nil {
			return err
		}
	}
	return nil
}

// withParts adds what was shared and what belongs to it: its parts, such as the steps of a case, which may be changed
// where it may, and the people whom it is about, to be read alone. Of these nobody gives more than they see themselves
// by role and teams, as both are now.
func (a *Accounts) withParts(tx *gorm.DB, u *cases.User, by string, g *given) error {
	sight, err := a.sightOf(tx, by)
	if err != nil {
		return err
	}
	under := in("under", g.all)
	parts, err := headsWhere(tx, clause{under.sql + " LIMIT 500", under.args})
	if err != nil {
		return err
	}
	role, target := in("role", subjectRoles()), in("record", g.all)
	people, err := headsWhere(tx, clause{"id IN (SELECT target FROM links WHERE " + target.sql + " AND " + role.sql + ") LIMIT 500",
		append(target.args, role.args...)})
	if err != nil {
		return err
	}
	u.Shares, u.Edits = append(u.Shares, g.all...), append(u.Edits, g.edits...)
	for _, h := range append(parts, people...) {
		if !sight.Sees(h) {
			continue
		}
		u.Shares = append(u.Shares, h.ID)
		if slices.Contains(g.edits, h.Under) && sight.MayWrite(h) {
			u.Edits = append(u.Edits, h.ID)
		}
	}
	return nil
}

// sightOf is what somebody who shares sees by role and teams; without a code, what the glass opens.
func (a *Accounts) sightOf(tx *gorm.DB, code string) (cases.Scope, error) {
	if code == "" {
		return cases.Scope{Shared: cases.Levels(), Levels: cases.Levels(), AllTeams: true}, nil
	}
	var giver cases.User
	var role string
	err := tx.Raw("SELECT id, role FROM users WHERE code = ?", code).Row().Scan(&giver.ID, &role)
	if err != nil {
		return cases.Scope{}, noRow(err, nil)
	}
	giver.Role = cases.Role(role)
	giver.Teams, err = teamsOf(tx, giver.ID)
	return cases.ScopeOf(giver), err
}

// subjectRoles are the roles in which somebody is whom a record is about.
func subjectRoles() []string {
	var roles []string
	for _, k := range cases.Kinds() {
		if k.Subject != "" && !slices.Contains(roles, k.Subject) {
			roles = append(roles, k.Subject)
		}
	}
	return roles
}

// ids runs a query of one column of ids.
func ids(tx *gorm.DB, c clause) ([]int64, error) {
	var out []int64
	err := query(tx, c, func(rows *sql.Rows) error {
		var id int64
		err := rows.Scan(&id)
		out = append(out, id)
		return err
	})
	return out, err
}
