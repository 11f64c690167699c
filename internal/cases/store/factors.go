package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// Factors are what an account has besides its password.
type Factors struct {
	TOTP      bool // one-time codes of an authenticator are enrolled
	TOTPSince time.Time
	Passkeys  []Passkey
	Codes     int // recovery codes that are left
}

// Any tells whether there is a second factor at all. Recovery codes alone are none: they stand in for one.
func (f Factors) Any() bool { return f.TOTP || len(f.Passkeys) > 0 }

// count is how many second factors there are.
func (f Factors) count() int {
	n := len(f.Passkeys)
	if f.TOTP {
		n++
	}
	return n
}

// Factors gives the second factors of an account.
func (a *Accounts) Factors(ctx context.Context, u cases.User) (Factors, error) {
	return a.factorsOf(a.store.read.WithContext(ctx), u)
}

func (a *Accounts) factorsOf(tx *gorm.DB, u cases.User) (f Factors, err error) {
	row := tx.Raw("SELECT created FROM totps WHERE account = ? AND confirmed = 1", u.ID).Row()
	if err := row.Scan(moment{&f.TOTPSince}); err == nil {
		f.TOTP = true
	} else if !errors.Is(err, sql.ErrNoRows) {
		return Factors{}, fmt.Errorf("read the factors: %w", err)
	}
	err = tx.Raw("SELECT COUNT(*) FROM recovery_codes WHERE account = ? AND used = 0", u.ID).Row().Scan(&f.Codes)
	if err != nil {
		return Factors{}, fmt.Errorf("read the factors: %w", err)
	}
	f.Passkeys, err = a.passkeysOf(tx, u)
	return f, err
}

// stageOf is what a session of an account begins as, once its password or its link was right.
func (a *Accounts) stageOf(tx *gorm.DB, account int64) (string, error) {
	var n int
	err := tx.Raw("SELECT (SELECT COUNT(*) FROM passkeys WHERE account = ?) + (SELECT COUNT(*) FROM totps WHERE account = ? AND confirmed = 1)",
		account, account).Row().Scan(&n)
	switch {
	case err != nil:
		return "", fmt.Errorf("read the factors: %w", err)
	case n > 0:
		return StageFactor, nil
	case a.factors:
		return StageEnrol, nil
	}
	return StageWhole, nil
}

// changing is a change that somebody makes to their own account, with what the log and they themselves are told.
type changing struct {
	action, notice string
	enrols         bool // may be the first factor, of a session that waits for one
	do             func(tx *gorm.DB, u cases.User) error
}

// change makes a change to the account of a session: the session gets a new secret, the others end, and its owner
// finds a notice (R12, R16).
func (a *Accounts) change(ctx context.Context, secret string, c changing) (string, error) {
	s, err := a.Session(ctx, secret)
	if err != nil {
		return "", err
	}
	if !s.Whole() && !(c.enrols && s.Stage == StageEnrol) {
		return "", ErrRefused
	}
	return a.rotate(secret, s.User, StageWhole, c.action, detail{}, func(tx *gorm.DB, fresh string) error {
		if err := c.do(tx, s.User); err != nil {
			return err
		}
		if err := endSessions(tx, s.User.ID, fresh); err != nil {
			return err
		}
		return a.notify(tx, s.User.ID, c.notice)
	})
}

// RemoveTOTP takes the one-time codes away and gives the session's new secret. The last factor cannot be removed where
// one is required.
func (a *Accounts) RemoveTOTP(ctx context.Context, secret string) (string, error) {
	return a.change(ctx, secret, changing{action: "factor.totp.remove", notice: "totp_removed", do: func(tx *gorm.DB, u cases.User) error {
		return a.removeFactor(tx, u, "DELETE FROM totps WHERE account = ? AND confirmed = 1", u.ID)
	}})
}

// RemovePasskey takes one passkey away, as RemoveTOTP does.
func (a *Accounts) RemovePasskey(ctx context.Context, secret string, id int64) (string, error) {
	return a.change(ctx, secret, changing{action: "factor.passkey.remove", notice: "passkey_removed", do: func(tx *gorm.DB, u cases.User) error {
		return a.removeFactor(tx, u, "DELETE FROM passkeys WHERE account = ? AND id = ?", u.ID, id)
	}})
}

func (a *Accounts) removeFactor(tx *gorm.DB, u cases.User, statement string, values ...any) error {
	f, err := a.factorsOf(tx, u)
	if err != nil {
		return err
	}
	res := tx.Exec(statement, values...)
	if res.Error != nil {
		return fmt.Errorf("remove a factor: %w", res.Error)
	}
	if res.RowsAffected == 0 {
		return cases.ErrNotFound
	}
	if f.count() > 1 {
		return nil
	}
	if a.factors {
		return cases.Wrong("factor", "last_factor")
	}
	return dropCodes(tx, u.ID)
}
