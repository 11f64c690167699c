package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// lineColumns are what an administrator sees of an account. A session that has ended is not counted.
const lineColumns = `SELECT u.id, u.code, u.name, u.role, u.lang, ` + canSignIn + `, u.disabled <> 0, u.created, u.seen,
(EXISTS (SELECT 1 FROM passkeys k WHERE k.account = u.id) OR EXISTS (SELECT 1 FROM totps o WHERE o.account = u.id AND o.confirmed = 1)),
(SELECT COUNT(*) FROM sessions s WHERE s.account = u.id AND s.seen >= ? AND s.created >= ?),
(SELECT COUNT(*) FROM tokens t WHERE t.account = u.id AND t.revoked = 0),
(SELECT COUNT(*) FROM standings_asked q WHERE q.account = u.id AND q.decided = 0 AND q.asked > ?)
FROM users u`

// Lines gives all accounts in the order of their names, as administrators see them.
func (a *Accounts) Lines(ctx context.Context) ([]cases.AccountLine, error) {
	return a.lines(a.store.read.WithContext(ctx), "1=1")
}

// Line gives one account by its code; cases.ErrNotFound where there is none.
func (a *Accounts) Line(ctx context.Context, code string) (cases.AccountLine, error) {
	if !utf8.ValidString(code) {
		return cases.AccountLine{}, cases.ErrNotFound
	}
	return a.line(a.store.read.WithContext(ctx), "u.code = ?", code)
}

func (a *Accounts) line(tx *gorm.DB, where string, values ...any) (cases.AccountLine, error) {
	all, err := a.lines(tx, where, values...)
	if err == nil && len(all) == 0 {
		err = cases.ErrNotFound
	}
	if err != nil {
		return cases.AccountLine{}, err
	}
	return all[0], nil
}

func (a *Accounts) lines(tx *gorm.DB, where string, values ...any) ([]cases.AccountLine, error) {
	now := a.store.now()
	bound := args(now.Add(-sessionIdle).UnixMicro(), now.Add(-sessionMost).UnixMicro(), now.Add(-askLives).UnixMicro())
	var out []cases.AccountLine
	err := query(tx, clause{lineColumns + " WHERE " + where + " ORDER BY u.name_key", append(bound, values...)}, func(rows *sql.Rows) error {
		one, err := scanLine(rows)
		out = append(out, one)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the accounts: %w", err)
	}
	for i := range out {
		if out[i].Teams, err = teamsOf(tx, out[i].ID); err != nil {
			return nil, fmt.Errorf("read the accounts: %w", err)
		}
	}
	return out, nil
}

func scanLine(rows *sql.Rows) (cases.AccountLine, error) {
	var x cases.AccountLine
	var opened, disabled bool
	var seen int64
	err := rows.Scan(&x.ID, &x.Code, &x.Name, &x.Role, &x.Lang, &opened, &disabled, moment{&x.Created}, &seen, &x.Factor, &x.Sessions, &x.Tokens, &x.Asks)
	if seen != 0 {
		x.Seen = time.UnixMicro(seen).UTC()
	}
	switch {
	case disabled:
		x.State = cases.Disabled
	case opened:
		x.State = cases.Active
	default:
		x.State = cases.Invited
	}
	return x, err
}

// Newcomer is an account as an administrator adds it.
type Newcomer struct {
	Name string
	cases.Standing
	Lang string
}

// Admit adds an account and makes the one-time link with which its owner chooses a password. Where the role needs a
// second administrator, the account begins with none, the role is asked for, and there is no link yet: link is empty.
func (a *Accounts) Admit(ctx context.Context, by string, n Newcomer) (code, link string, err error) {
	n.Teams = tidyTeams(n.Teams)
	uid, err := uuid.NewRandom()
	if err != nil {
		return "", "", fmt.Errorf("add account: %w", err)
	}
	x := Account{User: cases.User{Code: "u-" + uid.String()[:13], Name: n.Name, Lang: n.Lang}, Created: a.store.now().UTC()}
	err = a.store.writer.do(func(tx *gorm.DB) error {
		link = ""
		if err := checkStanding(tx, n.Name, n.Standing); err != nil {
			return err
		}
		x.Role, x.Teams = n.Role, n.Teams
		second, err := a.admit(tx, by, &x)
		if err != nil {
			return err
		}
		if second {
			return a.ask(tx, by, x, n.Standing)
		}
		link, _, err = a.link(tx, x.ID, InvitePassword, inviteMost)
		return err
	})
	if err != nil {
		return "", "", err
	}
	return x.Code, link, a.store.refreshBook(ctx)
}

// admit inserts an account, without a role where a second administrator decides about it, and tells which it was.
func (a *Accounts) admit(tx *gorm.DB, by string, x *Account) (second bool, err error) {
	way, second, err := a.wayUp(tx, by, Account{}, x.Role)
	if err != nil {
		return false, err
	}
	action := "account.add"
	switch {
	case second:
		x.Role, x.Teams = cases.NoRole, nil
	case way == "account.standing_alone":
		action = "account.add_alone"
		if err := a.tellCoordinators(tx, "raised_alone"); err != nil {
			return false, err
		}
	}
	if err := a.insert(tx, by, action, x); err != nil {
		return false, err
	}
	if err := tx.Exec("UPDATE users SET lang = ? WHERE id = ?", x.Lang, x.ID).Error; err != nil {
		return false, fmt.Errorf("add account: %w", err)
	}
	return second, nil
}

// Enable opens a disabled account again. Nothing but this does (R13). Its sessions, links and tokens stay ended.
func (a *Accounts) Enable(ctx context.Context, by, code string) error {
	err := a.store.writer.do(func(tx *gorm.DB) error {
		x, err := a.target(tx, by, code)
		if err != nil || !x.Disabled {
			return err
		}
		if err := tx.Exec("UPDATE users SET disabled = 0 WHERE id = ?", x.ID).Error; err != nil {
			return fmt.Errorf("enable an account: %w", err)
		}
		_, err = a.store.enter(tx, by, "account.enable", x.Code, detail{What: x.Name})
		return err
	})
	if err != nil {
		return err
	}
	return a.store.refreshBook(ctx)
}

// RevokeTokens ends every API token of an account.
func (a *Accounts) RevokeTokens(_ context.Context, by, code string) error {
	return a.store.writer.do(func(tx *gorm.DB) error {
		x, _, err := a.one(tx, "code = ?", code)
		if err != nil {
			return err
		}
		res := tx.Exec("UPDATE tokens SET revoked = 1 WHERE account = ? AND revoked = 0", x.ID)
		if res.Error != nil {
			return fmt.Errorf("revoke tokens: %w", res.Error)
		}
		if res.RowsAffected == 0 {
			return nil
		}
		_, err = a.store.enter(tx, by, "token.revoke_all", x.Code, detail{What: x.Name})
		return err
	})
}
