package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// newSecret gives 256 random bits as text that fits into a link or a cookie, and the hash that is kept of it.
func newSecret() (secret, hash string) {
	b := make([]byte, 32)
	rand.Read(b)
	secret = base64.RawURLEncoding.EncodeToString(b)
	return secret, hashSecret(secret)
}

func hashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// SignIn opens a session for a name and a password. ErrRefused is the answer to an unknown name, a wrong password and
// a disabled account alike, and takes as long for each.
func (a *Accounts) SignIn(ctx context.Context, name, password string) (session string, u cases.User, err error) {
	account, hash, err := a.one(a.store.read.WithContext(ctx), "name_key = ?", nameKey(name))
	if err != nil && !errors.Is(err, cases.ErrNotFound) {
		return "", cases.User{}, err
	}
	if !a.samePassword(password, hash) || account.Disabled {
		return "", cases.User{}, a.refuse(account)
	}
	return a.begin(account, "login", nil)
}

// refuse enters a failed sign-in into the log. The typed name is not kept where no account has it: people type their
// passwords there.
func (a *Accounts) refuse(account Account) error {
	err := a.store.writer.do(func(tx *gorm.DB) error {
		_, err := a.store.enter(tx, account.Code, "login.failed", "", detail{})
		return err
	})
	if err != nil {
		return err
	}
	return ErrRefused
}

// begin opens a session in a transaction that first does what more is given.
func (a *Accounts) begin(account Account, action string, more func(tx *gorm.DB) error) (string, cases.User, error) {
	secret, hash := newSecret()
	now := a.store.now().UnixMicro()
	err := a.store.writer.do(func(tx *gorm.DB) error {
		if more != nil {
			if err := more(tx); err != nil {
				return err
			}
		}
		err := tx.Exec("INSERT INTO sessions (hash, account, created, seen) VALUES (?,?,?,?)", hash, account.ID, now, now).Error
		if err != nil {
			return fmt.Errorf("open a session: %w", err)
		}
		if err := tx.Exec("UPDATE users SET seen = ? WHERE id = ?", now, account.ID).Error; err != nil {
			return fmt.Errorf("open a session: %w", err)
		}
		_, err = a.store.enter(tx, account.Code, action, account.Code, detail{})
		return err
	})
	if err != nil {
		return "", cases.User{}, err
	}
	return secret, account.User, nil
}

// Session gives the user of a session. ErrRefused means that it ended, was idle for half an hour, is twelve hours
// old, or never was.
func (a *Accounts) Session(ctx context.Context, session string) (cases.User, error) {
	if session == "" {
		return cases.User{}, ErrRefused
	}
	tx := a.store.read.WithContext(ctx)
	hash := hashSecret(session)
	var id int64
	var created, seen time.Time
	row := tx.Raw("SELECT account, created, seen FROM sessions WHERE hash = ?", hash).Row()
	if err := row.Scan(&id, moment{&created}, moment{&seen}); err != nil {
		return cases.User{}, ErrRefused
	}
	now := a.store.now()
	if now.Sub(seen) > sessionIdle || now.Sub(created) > sessionMost || now.Before(created.Add(-time.Minute)) {
		return cases.User{}, ErrRefused
	}
	account, _, err := a.one(tx, "id = ? AND disabled = 0", id)
	if err != nil {
		return cases.User{}, ErrRefused
	}
	if now.Sub(seen) > seenEvery {
		a.touch(hash, now)
	}
	return account.User, nil
}

// touch writes down that a session is in use. When it fails the session merely ends sooner.
func (a *Accounts) touch(hash string, now time.Time) {
	_ = a.store.writer.do(func(tx *gorm.DB) error {
		return tx.Exec("UPDATE sessions SET seen = ? WHERE hash = ?", now.UnixMicro(), hash).Error
	})
}

// SignOut ends a session.
func (a *Accounts) SignOut(ctx context.Context, session string) error {
	u, err := a.Session(ctx, session)
	if err != nil {
		return nil
	}
	return a.store.writer.do(func(tx *gorm.DB) error {
		if err := tx.Exec("DELETE FROM sessions WHERE hash = ?", hashSecret(session)).Error; err != nil {
			return err
		}
		_, err := a.store.enter(tx, u.Code, "logout", u.Code, detail{})
		return err
	})
}

// EndSessions ends all sessions of an account.
func (a *Accounts) EndSessions(_ context.Context, id int64) error {
	return a.store.writer.do(func(tx *gorm.DB) error {
		return tx.Exec("DELETE FROM sessions WHERE account = ?", id).Error
	})
}
