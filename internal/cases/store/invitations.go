package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// The purposes of a one-time link.
const (
	InvitePassword = "password" // its owner chooses a password
	InviteSignIn   = "signin"   // it signs in as it is: the demonstration's links
)

// inviteMost is the longest that a link lives (R11).
const inviteMost = 24 * time.Hour

// Invitation is what a one-time link opens.
type Invitation struct {
	Name string
	Kind string
}

// Invite makes a one-time link for an account and gives its secret, which is not kept.
func (a *Accounts) Invite(_ context.Context, by string, id int64, kind string, life time.Duration) (secret string, err error) {
	err = a.store.writer.do(func(tx *gorm.DB) error {
		secret, err = a.invite(tx, by, id, kind, life)
		return err
	})
	return secret, err
}

func (a *Accounts) invite(tx *gorm.DB, by string, id int64, kind string, life time.Duration) (string, error) {
	secret, code, err := a.link(tx, id, kind, life)
	if err != nil {
		return "", err
	}
	_, err = a.store.enter(tx, by, "account.invite", code, detail{What: kind})
	return secret, err
}

// link keeps a one-time link for an account that is not disabled, and gives its secret and the account's code.
func (a *Accounts) link(tx *gorm.DB, id int64, kind string, life time.Duration) (secret, code string, err error) {
	secret, hash := newSecret()
	expires := a.store.now().Add(min(life, inviteMost)).UnixMicro()
	if err := tx.Raw("SELECT code FROM users WHERE id = ? AND disabled = 0", id).Row().Scan(&code); err != nil {
		return "", "", cases.ErrNotFound
	}
	err = tx.Exec("INSERT INTO invitations (hash, account, purpose, expires) VALUES (?,?,?,?)", hash, id, kind, expires).Error
	if err != nil {
		return "", "", fmt.Errorf("invite: %w", err)
	}
	return secret, code, nil
}

// Invited tells what a link opens, without using it up; cases.ErrNotFound when it is unknown, used or late.
func (a *Accounts) Invited(ctx context.Context, secret string) (Invitation, error) {
	account, kind, err := a.invited(a.store.read.WithContext(ctx), secret)
	return Invitation{Name: account.Name, Kind: kind}, err
}

func (a *Accounts) invited(tx *gorm.DB, secret string) (Account, string, error) {
	var id int64
	var kind string
	row := tx.Raw("SELECT account, purpose FROM invitations WHERE hash = ? AND used = 0 AND expires > ?",
		hashSecret(secret), a.store.now().UnixMicro()).Row()
	if row.Scan(&id, &kind) != nil {
		return Account{}, "", cases.ErrNotFound
	}
	if kind == InviteSignIn && a.factors {
		return Account{}, "", cases.ErrNotFound // such a link would go round the second factor
	}
	account, _, err := a.one(tx, "id = ? AND disabled = 0", id)
	return account, kind, err
}

// voidInvitations takes their use from the links of an account that are still out.
func voidInvitations(tx *gorm.DB, account int64) error {
	if err := tx.Exec("UPDATE invitations SET used = 1 WHERE account = ? AND used = 0", account).Error; err != nil {
		return fmt.Errorf("void invitations: %w", err)
	}
	return nil
}

// Accept uses a link up and opens a session. A link for choosing a password needs one; Problems say what is wrong
// with it, and the link stays good then.
func (a *Accounts) Accept(ctx context.Context, secret, password string) (string, Session, error) {
	account, kind, err := a.invited(a.store.read.WithContext(ctx), secret)
	if err != nil {
		return "", Session{}, err
	}
	hash := ""
	if kind == InvitePassword {
		if err := CheckPassword(password, account.Name); err != nil {
			return "", Session{}, err
		}
		if hash, err = a.hashPassword(ctx, password); err != nil {
			return "", Session{}, err
		}
	}
	return a.begin(account.User, stageAsked, "login.invitation", func(tx *gorm.DB) error {
		res := tx.Exec("UPDATE invitations SET used = 1 WHERE hash = ? AND used = 0", hashSecret(secret))
		if res.Error != nil {
			return fmt.Errorf("use an invitation: %w", res.Error)
		}
		if res.RowsAffected != 1 {
			return cases.ErrNotFound
		}
		if hash == "" {
			return nil
		}
		return a.keepPassword(tx, account.Code, account, hash)
	})
}

// AddToken makes a token with which a program works as an account; its secret is shown once and not kept.
func (a *Accounts) AddToken(_ context.Context, by string, id int64, name string, scopes []string) (string, error) {
	for _, s := range scopes {
		if s != "read" && s != "write" {
			return "", cases.Wrong("scope", "unknown_code", "value", s)
		}
	}
	secret, hash := newSecret()
	err := a.store.writer.do(func(tx *gorm.DB) error {
		err := tx.Exec("INSERT INTO tokens (hash, name, account, scopes, created) VALUES (?,?,?,?,?)",
			hash, name, id, strings.Join(scopes, ","), a.store.now().UnixMicro()).Error
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return ErrTaken
		}
		if err != nil {
			return fmt.Errorf("add a token: %w", err)
		}
		_, err = a.store.enter(tx, by, "token.add", "", detail{What: name})
		return err
	})
	return secret, err
}

// Token gives the user of a token and what it may do; ErrRefused when it is unknown or revoked.
func (a *Accounts) Token(ctx context.Context, secret string) (cases.User, []string, error) {
	tx := a.store.read.WithContext(ctx)
	var id int64
	var scopes string
	row := tx.Raw("SELECT account, scopes FROM tokens WHERE hash = ? AND revoked = 0", hashSecret(secret)).Row()
	if row.Scan(&id, &scopes) != nil {
		return cases.User{}, nil, ErrRefused
	}
	account, _, err := a.one(tx, "id = ? AND disabled = 0", id)
	if err != nil {
		return cases.User{}, nil, ErrRefused
	}
	return account.User, strings.Split(scopes, ","), nil
}

// RevokeToken ends a token by its name; cases.ErrNotFound where there is none.
func (a *Accounts) RevokeToken(_ context.Context, by, name string) error {
	return a.store.writer.do(func(tx *gorm.DB) error {
		res := tx.Exec("UPDATE tokens SET revoked = 1 WHERE name = ? AND revoked = 0", name)
		if res.Error != nil {
			return fmt.Errorf("revoke a token: %w", res.Error)
		}
		if res.RowsAffected == 0 {
			return cases.ErrNotFound
		}
		_, err := a.store.enter(tx, by, "token.revoke", "", detail{What: name})
		return err
	})
}
