package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// SetStanding gives an account another role and other teams, which ends its sessions and voids its links (R11, R16).
// by is the code of the administrator, or "cli". Nobody changes their own (R34). A raised role is only asked for where
// there is another administrator to decide about it; asked tells so. Where there is none it is given at once, under a
// name of its own in the log, and the coordinators are told. Problems say what is not accepted.
func (a *Accounts) SetStanding(ctx context.Context, by, code string, to cases.Standing) (asked bool, err error) {
	to.Teams = tidyTeams(to.Teams)
	err = a.store.writer.do(func(tx *gorm.DB) error {
		x, err := a.target(tx, by, code)
		if err != nil {
			return err
		}
		if err := checkStanding(tx, x.Name, to); err != nil {
			return err
		}
		asked = false
		if x.Role == to.Role && slices.Equal(x.Teams, to.Teams) {
			return nil
		}
		action, second, err := a.wayUp(tx, by, x, to.Role)
		if err != nil {
			return err
		}
		if second {
			asked = true
			return a.ask(tx, by, x, to)
		}
		return a.give(tx, by, action, x, to)
	})
	return asked, err
}

// target reads the account that an administrator acts on, which is never their own.
func (a *Accounts) target(tx *gorm.DB, by, code string) (Account, error) {
	if !utf8.ValidString(code) {
		return Account{}, cases.ErrNotFound // PostgreSQL has no such text
	}
	x, _, err := a.one(tx, "code = ?", code)
	if err != nil {
		return Account{}, err
	}
	if x.Code == by {
		return Account{}, cases.Wrong("", "not_yourself")
	}
	return x, nil
}

// wayUp tells how an account comes to a role: under which name the change stands in the log, and whether another
// administrator decides about it.
func (a *Accounts) wayUp(tx *gorm.DB, by string, x Account, role cases.Role) (action string, second bool, err error) {
	if !role.Raised() || x.Role == role {
		return "account.standing", false, nil
	}
	if by == fromHost {
		return "account.standing_alone", false, nil
	}
	var n int
	err = tx.Raw("SELECT COUNT(*) FROM users WHERE role = ? AND disabled = 0 AND seen <> 0 AND code <> ?", cases.Admin, by).Row().Scan(&n)
	if err != nil {
		return "", false, fmt.Errorf("count the administrators: %w", err)
	}
	return "account.standing_alone", n > 0, nil
}

// fromHost stands in the log for whoever has a shell on the server.
const fromHost = "cli"

// give changes role and teams and enters it.
func (a *Accounts) give(tx *gorm.DB, by, action string, x Account, to cases.Standing) error {
	if err := tx.Exec("UPDATE users SET role = ? WHERE id = ?", to.Role, x.ID).Error; err != nil {
		return fmt.Errorf("set a role: %w", err)
	}
	if err := tx.Exec("DELETE FROM user_teams WHERE account = ?", x.ID).Error; err != nil {
		return fmt.Errorf("set teams: %w", err)
	}
	for _, team := range to.Teams {
		if err := tx.Exec("INSERT INTO user_teams (account, team) VALUES (?,?)", x.ID, team).Error; err != nil {
			return fmt.Errorf("set teams: %w", err)
		}
	}
	if err := a.cut(tx, x.ID); err != nil {
		return err
	}
	what := strings.Join(append([]string{x.Name, string(to.Role)}, to.Teams...), " ")
	if _, err := a.store.enter(tx, by, action, x.Code, detail{What: what}); err != nil {
		return err
	}
	if action == "account.standing_alone" {
		if err := a.tellCoordinators(tx, "raised_alone"); err != nil {
			return err
		}
	}
	if x.Role == cases.Admin {
		if err := a.tellCoordinators(tx, "administrator_out"); err != nil {
			return err
		}
	}
	return a.oneAdminStays(tx, x)
}

// cut ends what an account holds by its old standing: its sessions, its links, and what it asked for or what was asked
// for it.
func (a *Accounts) cut(tx *gorm.DB, id int64) error {
	now := a.store.now().UnixMicro()
	for _, c := range []clause{
		{"DELETE FROM sessions WHERE account = ?", args(id)},
		{"UPDATE invitations SET used = 1 WHERE account = ? AND used = 0", args(id)},
		{"UPDATE standings_asked SET decided = ? WHERE decided = 0 AND (account = ? OR asked_by = ?)", args(now, id, id)},
	} {
		if err := tx.Exec(c.sql, c.args...).Error; err != nil {
			return fmt.Errorf("end what an account holds: %w", err)
		}
	}
	return a.endApprovals(tx, id)
}

// oneAdminStays refuses what leaves no administrator who can sign in. It comes after the entry in the log, whose head
// is locked from there on, so that two administrators who shut each other out at once cannot both succeed.
func (a *Accounts) oneAdminStays(tx *gorm.DB, was Account) error {
	if was.Role != cases.Admin || was.Disabled {
		return nil
	}
	var left, could int
	err := tx.Raw("SELECT COALESCE(SUM(CASE WHEN u.role = ? AND u.disabled = 0 THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN u.id = ? THEN 1 ELSE 0 END), 0) FROM users u WHERE "+
		canSignIn, cases.Admin, was.ID).Row().Scan(&left, &could)
	if err != nil {
		return fmt.Errorf("count the administrators: %w", err)
	}
	if left == 0 && could > 0 {
		return cases.Wrong("role", "last_admin")
	}
	return nil
}

// canSignIn is true of an account u that has something to sign in with.
const canSignIn = "(u.password <> '' OR EXISTS (SELECT 1 FROM passkeys k WHERE k.account = u.id))"

func checkStanding(tx *gorm.DB, name string, to cases.Standing) error {
	if err := checkAccount(name, to.Role); err != nil {
		return err
	}
	for _, team := range to.Teams {
		if err := teamExists(tx, team); err != nil {
			return err
		}
	}
	return nil
}

func teamExists(tx *gorm.DB, team string) error {
	var n int
	if !utf8.ValidString(team) || strings.Contains(team, "\x00") {
		return cases.Wrong("teams", "not_utf8") // PostgreSQL has no such text
	}
	if err := tx.Raw("SELECT COUNT(*) FROM teams WHERE code = ?", team).Row().Scan(&n); err != nil {
		return fmt.Errorf("read a team: %w", err)
	}
	if n == 0 {
		return cases.Wrong("teams", "unknown_code", "value", team)
	}
	return nil
}

// tidyTeams sorts the teams and drops what is empty or named twice, as they are read back.
func tidyTeams(teams []string) []string {
	out := named(teams)
	slices.Sort(out)
	return slices.Compact(out)
}

// tellCoordinators leaves a notice for every coordinator about something that one administrator did alone.
func (a *Accounts) tellCoordinators(tx *gorm.DB, key string) error {
	err := tx.Exec("INSERT INTO notices (account, at, key) SELECT id, ?, ? FROM users WHERE role = ? AND disabled = 0",
		a.store.now().UnixMicro(), key, cases.Coordinator).Error
	if err != nil {
		return fmt.Errorf("tell the coordinators: %w", err)
	}
	return nil
}
