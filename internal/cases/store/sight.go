package store

import (
	"database/sql"
	"fmt"
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

func (a *Accounts) shared(tx *gorm.DB, u *cases.User) error {
	c := clause{"SELECT record, writes FROM shares WHERE account = ? AND until > ? AND ended = 0 ORDER BY until DESC LIMIT ?",
		args(u.ID, a.store.now().UnixMicro(), sharesMost)}
	err := query(tx, c, func(rows *sql.Rows) error {
		var id, writes int64
		err := rows.Scan(&id, &writes)
		u.Shares = append(u.Shares, id)
		if writes != 0 {
			u.Edits = append(u.Edits, id)
		}
		return err
	})
	if err != nil || len(u.Shares) == 0 {
		return err
	}
	return withParts(tx, u)
}

// withParts adds what belongs to a shared record: its parts, such as the steps of a case, which may be changed where it
// may, and the people whom it is about, to be read alone.
func withParts(tx *gorm.DB, u *cases.User) error {
	under, record := in("under", u.Edits), in("under", u.Shares)
	edits, err := ids(tx, clause{"SELECT id FROM records WHERE " + under.sql + " LIMIT 500", under.args})
	if err != nil {
		return err
	}
	role := in("role", subjectRoles())
	target := in("record", u.Shares)
	more, err := ids(tx, clause{"SELECT id FROM records WHERE " + record.sql + " UNION SELECT target FROM links WHERE " +
		target.sql + " AND " + role.sql + " LIMIT 500", append(append(record.args, target.args...), role.args...)})
	if err != nil {
		return err
	}
	u.Edits, u.Shares = append(u.Edits, edits...), append(u.Shares, more...)
	return nil
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
