package store

import (
	"context"
	"fmt"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// passwordCost is argon2id at 64 MiB and three passes (R3); hashing runs two at a time at most, so that a storm of
// sign-ins cannot take the memory.
func passwordCost() *argon2id.Params {
	return &argon2id.Params{Memory: 64 << 10, Iterations: 3, Parallelism: 1, SaltLength: 16, KeyLength: 32}
}

// maxPassword is how many characters a password may have (R3).
const maxPassword = 256

// CheckPassword refuses a password by its length and where it is easily guessed; what it is made of is left to whoever
// chooses it (R3, R4).
func CheckPassword(password, name string) error {
	n := utf8.RuneCountInString(password)
	if n < cases.PasswordLength {
		return cases.Wrong("password", "password_short", "min", fmt.Sprint(cases.PasswordLength))
	}
	if n > maxPassword || !utf8.ValidString(password) {
		return cases.Wrong("password", "password_long", "max", fmt.Sprint(maxPassword))
	}
	easy, err := easilyGuessed(password, name)
	if err != nil {
		return err
	}
	if easy {
		return cases.Wrong("password", "password_common")
	}
	return nil
}

// hashesAtOnce is how many passwords are hashed at the same time at most.
const hashesAtOnce = 2

// place waits for one of the places in which passwords are hashed, as long as the caller waits (R8).
func (a *Accounts) place(ctx context.Context) (release func(), err error) {
	select {
	case a.store.hashing <- struct{}{}:
		return func() { <-a.store.hashing }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for a place to hash a password: %w", ctx.Err())
	}
}

func (a *Accounts) hashPassword(ctx context.Context, password string) (string, error) {
	release, err := a.place(ctx)
	if err != nil {
		return "", err
	}
	defer release()
	hash, err := argon2id.CreateHash(password, passwordCost())
	if err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	return hash, nil
}

// absent is what a password is compared with where there is no account or no password, so that the answer takes as
// long (R7). It is the hash of random bytes that nobody knows.
const absent = "$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

func (a *Accounts) samePassword(ctx context.Context, password, hash string) (bool, error) {
	release, err := a.place(ctx)
	if err != nil {
		return false, err
	}
	defer release()
	if hash == "" {
		hash = absent
	}
	same, err := argon2id.ComparePasswordAndHash(password, hash)
	return err == nil && same && hash != absent, nil
}

// SetPassword gives an account a password and ends its sessions. Problems say what is wrong with the password.
func (a *Accounts) SetPassword(ctx context.Context, by string, id int64, password string) error {
	account, _, err := a.one(a.store.read.WithContext(ctx), "id = ?", id)
	if err != nil {
		return err
	}
	if err := CheckPassword(password, account.Name); err != nil {
		return err
	}
	hash, err := a.hashPassword(ctx, password)
	if err != nil {
		return err
	}
	return a.store.writer.do(func(tx *gorm.DB) error { return a.keepPassword(tx, by, account, hash) })
}

func (a *Accounts) keepPassword(tx *gorm.DB, by string, account Account, hash string) error {
	if err := writePassword(tx, account.ID, hash); err != nil {
		return err
	}
	if err := endSessions(tx, account.ID, ""); err != nil {
		return err
	}
	_, err := a.store.enter(tx, by, "account.password", account.Code, detail{What: account.Name})
	return err
}

func writePassword(tx *gorm.DB, id int64, hash string) error {
	if err := tx.Exec("UPDATE users SET password = ? WHERE id = ?", hash, id).Error; err != nil {
		return fmt.Errorf("keep a password: %w", err)
	}
	return voidInvitations(tx, id)
}

// ChangePassword has the owner of a session choose another password: it gives the session a new secret and ends the
// others (R12). ErrRefused means that the old password is wrong; who has none needs none.
func (a *Accounts) ChangePassword(ctx context.Context, secret, old, password string) (string, error) {
	s, err := a.Session(ctx, secret)
	if err != nil {
		return "", err
	}
	account, hash, err := a.one(a.store.read.WithContext(ctx), "id = ?", s.User.ID)
	if err != nil {
		return "", err
	}
	if err := CheckPassword(password, account.Name); err != nil {
		return "", err
	}
	if hash != "" {
		same, err := a.samePassword(ctx, old, hash)
		if err != nil {
			return "", err
		}
		if !same {
			return "", a.refuse(account.Code, "account.password.failed", detail{})
		}
	}
	if hash, err = a.hashPassword(ctx, password); err != nil {
		return "", err
	}
	return a.change(ctx, secret, changing{action: "account.password", notice: "password", do: func(tx *gorm.DB, u cases.User) error {
		return writePassword(tx, u.ID, hash)
	}})
}
