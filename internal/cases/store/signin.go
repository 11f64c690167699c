package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"

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
// a disabled account alike, and takes as long for each (R7). The session is of StageFactor where the account has a
// second factor.
func (a *Accounts) SignIn(ctx context.Context, name, password string) (secret string, s Session, err error) {
	account, hash, err := a.one(a.store.read.WithContext(ctx), "name_key = ?", nameKey(name))
	if err != nil && !errors.Is(err, cases.ErrNotFound) {
		return "", Session{}, err
	}
	same, err := a.samePassword(ctx, password, hash)
	if err != nil {
		return "", Session{}, err
	}
	if !same || account.Disabled {
		return "", Session{}, a.refuse(account, "login.failed")
	}
	return a.begin(account, "login", nil)
}

// refuse enters a failed proof into the log. The typed name is not kept where no account has it: people type their
// passwords there.
func (a *Accounts) refuse(account Account, action string) error {
	err := a.store.writer.do(func(tx *gorm.DB) error {
		_, err := a.store.enter(tx, account.Code, action, account.Code, detail{})
		return err
	})
	if err != nil {
		return err
	}
	return ErrRefused
}

// begin opens a session in a transaction that first does what more is given.
func (a *Accounts) begin(account Account, action string, more func(tx *gorm.DB) error) (string, Session, error) {
	secret, hash := newSecret()
	now := a.store.now().UTC()
	s := Session{ID: rand.Text()[:16], User: account.User, Signed: now, Fresh: true, Created: now, Seen: now, Network: a.network}
	err := a.store.writer.do(func(tx *gorm.DB) error {
		if more != nil {
			if err := more(tx); err != nil {
				return err
			}
		}
		if err := forgetSessions(tx, now); err != nil {
			return err
		}
		err := tx.Exec("INSERT INTO sessions (hash, id, account, stage, fresh, created, seen, network) VALUES (?,?,?,?,?,?,?,?)",
			hash, s.ID, account.ID, s.Stage, now.UnixMicro(), now.UnixMicro(), now.UnixMicro(), s.Network).Error
		if err != nil {
			return fmt.Errorf("open a session: %w", err)
		}
		if err := tx.Exec("UPDATE users SET seen = ? WHERE id = ?", now.UnixMicro(), account.ID).Error; err != nil {
			return fmt.Errorf("open a session: %w", err)
		}
		_, err = a.store.enter(tx, account.Code, action, account.Code, detail{})
		return err
	})
	if err != nil {
		return "", Session{}, err
	}
	return secret, s, nil
}

// Again takes the password of whoever is signed in once more and makes the session fresh, under a new secret (R16,
// R22). ErrRefused means that the password is wrong or that the session does not hold.
func (a *Accounts) Again(ctx context.Context, secret, password string) (string, error) {
	s, err := a.Session(ctx, secret)
	if err != nil {
		return "", err
	}
	account, hash, err := a.one(a.store.read.WithContext(ctx), "id = ?", s.User.ID)
	if err != nil {
		return "", err
	}
	same, err := a.samePassword(ctx, password, hash)
	if err != nil {
		return "", err
	}
	if !same {
		return "", a.refuse(account, "login.again.failed")
	}
	return a.rotate(secret, account, StageWhole, "login.again", nil)
}

// rotate gives a session a new secret and a new stage, fresh from now on; its age stays what it was. more is done
// first in the same transaction.
func (a *Accounts) rotate(old string, account Account, stage, action string, more func(tx *gorm.DB) error) (string, error) {
	secret, hash := newSecret()
	now := a.store.now().UnixMicro()
	err := a.store.writer.do(func(tx *gorm.DB) error {
		if more != nil {
			if err := more(tx); err != nil {
				return err
			}
		}
		res := tx.Exec("UPDATE sessions SET hash = ?, stage = ?, fresh = ?, seen = ? WHERE hash = ? AND account = ?",
			hash, stage, now, now, hashSecret(old), account.ID)
		if res.Error != nil {
			return fmt.Errorf("renew a session: %w", res.Error)
		}
		if res.RowsAffected != 1 {
			return ErrRefused
		}
		_, err := a.store.enter(tx, account.Code, action, account.Code, detail{})
		return err
	})
	if err != nil {
		return "", err
	}
	return secret, nil
}
