package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// recoveryCodes is how many recovery codes there are at once.
const recoveryCodes = 10

// codeLetters are thirty-two signs that are not taken for each other when written by hand.
const codeLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

// newCode makes a recovery code of 60 random bits.
func newCode() string {
	b := make([]byte, 12)
	rand.Read(b)
	var out strings.Builder
	for i, one := range b {
		if i > 0 && i%4 == 0 {
			out.WriteByte('-')
		}
		out.WriteByte(codeLetters[int(one)%len(codeLetters)])
	}
	return out.String()
}

// codeHash is what is kept of a recovery code, however it is typed.
func (a *Accounts) codeHash(u cases.User, code string) string {
	plain := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' {
			return -1
		}
		return unicode.ToUpper(r)
	}, code)
	return a.store.keyed("recovery "+u.Code, plain)
}

// firstCodes makes recovery codes where an account has none.
func (a *Accounts) firstCodes(tx *gorm.DB, u cases.User) ([]string, error) {
	var n int
	if err := tx.Raw("SELECT COUNT(*) FROM recovery_codes WHERE account = ?", u.ID).Row().Scan(&n); err != nil {
		return nil, fmt.Errorf("read recovery codes: %w", err)
	}
	if n > 0 {
		return nil, nil
	}
	return a.newCodes(tx, u)
}

func (a *Accounts) newCodes(tx *gorm.DB, u cases.User) ([]string, error) {
	if err := dropCodes(tx, u.ID); err != nil {
		return nil, err
	}
	codes := make([]string, recoveryCodes)
	for i := range codes {
		codes[i] = newCode()
		err := tx.Exec("INSERT INTO recovery_codes (account, hash) VALUES (?,?)", u.ID, a.codeHash(u, codes[i])).Error
		if err != nil {
			return nil, fmt.Errorf("keep recovery codes: %w", err)
		}
	}
	return codes, nil
}

func dropCodes(tx *gorm.DB, account int64) error {
	if err := tx.Exec("DELETE FROM recovery_codes WHERE account = ?", account).Error; err != nil {
		return fmt.Errorf("remove recovery codes: %w", err)
	}
	return nil
}

// RenewCodes makes ten new recovery codes, which are shown once; those of before work no longer. It gives the session's
// new secret as well. Problems say that there is no factor that they could stand in for.
func (a *Accounts) RenewCodes(ctx context.Context, secret string) (string, []string, error) {
	var codes []string
	fresh, err := a.change(ctx, secret, changing{action: "factor.codes.renew", notice: "codes_renewed", do: func(tx *gorm.DB, u cases.User) error {
		f, err := a.factorsOf(tx, u)
		if err != nil {
			return err
		}
		if !f.Any() {
			return cases.Wrong("factor", "no_factor")
		}
		codes, err = a.newCodes(tx, u)
		return err
	}})
	return fresh, codes, err
}

// spendCode takes a recovery code, which works once (R10). Its owner is told, for it may have been found by somebody
// else.
func (a *Accounts) spendCode(u cases.User, code string) (bool, error) {
	err := a.store.writer.do(func(tx *gorm.DB) error {
		res := tx.Exec("UPDATE recovery_codes SET used = ? WHERE account = ? AND hash = ? AND used = 0",
			a.store.now().UnixMicro(), u.ID, a.codeHash(u, code))
		if res.Error != nil {
			return fmt.Errorf("use a recovery code: %w", res.Error)
		}
		if res.RowsAffected != 1 {
			return errNoFactor
		}
		if err := a.notify(tx, u.ID, "recovery_used"); err != nil {
			return err
		}
		_, err := a.store.enter(tx, u.Code, "factor.recovery", u.Code, detail{})
		return err
	})
	if errors.Is(err, errNoFactor) {
		return false, nil
	}
	return err == nil, err
}
