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
		return "", Session{}, a.refuse(account.Code, "login.failed", detail{})
	}
	secret, s, err = a.begin(account.User, stageAsked, "login", func(tx *gorm.DB) error { return stillPassword(tx, account.ID, hash) })
	if errors.Is(err, ErrRefused) {
		err = a.refuse(account.Code, "login.failed", detail{})
	}
	return secret, s, err
}

// stillPassword refuses a password that was taken away or changed while it was being compared.
func stillPassword(tx *gorm.DB, account int64, hash string) error {
	n, err := number(tx, clause{"SELECT COUNT(*) FROM users WHERE id = ? AND password = ?", args(account, hash)})
	if err != nil {
		return fmt.Errorf("read the password again: %w", err)
	}
	if n == 0 {
		return ErrRefused
	}
	return nil
}

// PasskeyRefused enters that a passkey was shown whose answer does not hold, under the name of what it was shown for
// and of the account where that is known. It gives ErrRefused.
func (a *Accounts) PasskeyRefused(_ context.Context, code, action string) error {
	return a.refuse(code, action, Proof{Passkey: &Passkey{}}.shown())
}

// refuse enters a failed proof into the log. The typed name is not kept where no account has it: people type their
// passwords there.
func (a *Accounts) refuse(code, action string, d detail) error {
	err := a.store.writer.do(func(tx *gorm.DB) error {
		_, err := a.store.enter(tx, code, action, code, d)
		return err
	})
	if err != nil {
		return err
	}
	return ErrRefused
}

// stageAsked has begin find out what is still to be asked for.
const stageAsked = "?"

// begin opens a session in a transaction that first does what more is given.
func (a *Accounts) begin(u cases.User, stage, action string, more func(tx *gorm.DB) error) (string, Session, error) {
	secret, hash := newSecret()
	now := a.store.now().UTC()
	s := Session{ID: rand.Text()[:16], User: u, Stage: stage, Signed: now, Fresh: true, Created: now, Seen: now, Network: a.network}
	err := a.store.writer.do(func(tx *gorm.DB) (err error) {
		if more != nil {
			if err := more(tx); err != nil {
				return err
			}
		}
		if stage == stageAsked {
			if s.Stage, err = a.stageOf(tx, u.ID); err != nil {
				return err
			}
		}
		if err := keepSession(tx, hash, s); err != nil {
			return err
		}
		_, err = a.store.enter(tx, u.Code, action, u.Code, detail{})
		return err
	})
	if err != nil {
		return "", Session{}, err
	}
	return secret, s, nil
}

// keepSession keeps a new session of an account that is open, and lets the old ones go.
func keepSession(tx *gorm.DB, hash string, s Session) error {
	if err := forgetSessions(tx, s.Created); err != nil {
		return err
	}
	at := s.Created.UnixMicro()
	res := tx.Exec("UPDATE users SET seen = ? WHERE id = ? AND disabled = 0", at, s.User.ID)
	if res.Error != nil {
		return fmt.Errorf("open a session: %w", res.Error)
	}
	if res.RowsAffected != 1 {
		return ErrRefused
	}
	err := tx.Exec("INSERT INTO sessions (hash, id, account, stage, fresh, created, seen, network) VALUES (?,?,?,?,?,?,?,?)",
		hash, s.ID, s.User.ID, s.Stage, at, at, at, s.Network).Error
	if err != nil {
		return fmt.Errorf("open a session: %w", err)
	}
	return nil
}

// rotate gives a session a new secret and a new stage, fresh from now on; its age stays what it was. more is done
// after that in the same transaction and is given the hash of the new secret.
func (a *Accounts) rotate(old string, u cases.User, stage, action string, d detail, more func(tx *gorm.DB, fresh string) error) (string, error) {
	secret, hash := newSecret()
	now := a.store.now().UnixMicro()
	err := a.store.writer.do(func(tx *gorm.DB) error {
		res := tx.Exec("UPDATE sessions SET hash = ?, stage = ?, fresh = ?, seen = ? WHERE hash = ? AND account = ?",
			hash, stage, now, now, hashSecret(old), u.ID)
		if res.Error != nil {
			return fmt.Errorf("renew a session: %w", res.Error)
		}
		if res.RowsAffected != 1 {
			return ErrRefused
		}
		if more != nil {
			if err := more(tx, hash); err != nil {
				return err
			}
		}
		_, err := a.store.enter(tx, u.Code, action, u.Code, d)
		return err
	})
	if err != nil {
		return "", err
	}
	return secret, nil
}
