package store

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/pquerna/otp/hotp"
	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// One-time codes change with every step, of RFC 6238's default length; the code of the step before and of the step
// after are taken as well, for clocks that differ.
const (
	codeStep   = 30 * time.Second
	codeAround = 1
	codeDigits = 6
	seedLength = 20 // bytes, as RFC 4226 recommends
)

// TOTPAddress is what an authenticator reads: the seed of an account's one-time codes under a name of its issuer.
func TOTPAddress(issuer, name, seed string) string {
	q := url.Values{"secret": {seed}, "issuer": {issuer}, "algorithm": {"SHA1"}, "digits": {"6"}, "period": {"30"}}
	return "otpauth://totp/" + url.PathEscape(issuer) + ":" + url.PathEscape(name) + "?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}

func newSeed() string {
	b := make([]byte, seedLength)
	rand.Read(b)
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b)
}

// BeginTOTP makes a seed that counts once a code of it is confirmed. Problems say that there are codes already.
func (a *Accounts) BeginTOTP(_ context.Context, u cases.User) error {
	return a.store.writer.do(func(tx *gorm.DB) error { return a.keepSeed(tx, u, newSeed(), false) })
}

// GrantTOTP gives an account codes that count at once, for the command line, and their seed.
func (a *Accounts) GrantTOTP(_ context.Context, by string, u cases.User) (seed string, err error) {
	seed = newSeed()
	err = a.store.writer.do(func(tx *gorm.DB) error {
		if err := a.keepSeed(tx, u, seed, true); err != nil {
			return err
		}
		_, err := a.store.enter(tx, by, "factor.totp.add", u.Code, detail{})
		return err
	})
	return seed, err
}

func (a *Accounts) keepSeed(tx *gorm.DB, u cases.User, seed string, confirmed bool) error {
	sealed, err := a.store.seal([]byte(seed), "totp "+u.Code)
	if err != nil {
		return err
	}
	if err := tx.Exec("DELETE FROM totps WHERE account = ? AND confirmed = 0", u.ID).Error; err != nil {
		return fmt.Errorf("keep a seed: %w", err)
	}
	var n int
	if err := tx.Raw("SELECT COUNT(*) FROM totps WHERE account = ?", u.ID).Row().Scan(&n); err != nil {
		return fmt.Errorf("keep a seed: %w", err)
	}
	if n > 0 {
		return cases.Wrong("factor", "totp_there")
	}
	counts := 0
	if confirmed {
		counts = 1
	}
	err = tx.Exec("INSERT INTO totps (account, secret, confirmed, last_step, created) VALUES (?,?,?,0,?)",
		u.ID, sealed, counts, a.store.now().UnixMicro()).Error
	if err != nil {
		return fmt.Errorf("keep a seed: %w", err)
	}
	return nil
}

// PendingTOTP gives the seed that waits to be confirmed; cases.ErrNotFound where there is none.
func (a *Accounts) PendingTOTP(ctx context.Context, u cases.User) (string, error) {
	return a.seed(a.store.read.WithContext(ctx), u, 0)
}

func (a *Accounts) seed(tx *gorm.DB, u cases.User, confirmed int) (string, error) {
	var sealed []byte
	row := tx.Raw("SELECT secret FROM totps WHERE account = ? AND confirmed = ?", u.ID, confirmed).Row()
	if err := row.Scan(&sealed); err != nil {
		return "", noRow(err, cases.ErrNotFound)
	}
	seed, err := a.store.unseal(sealed, "totp "+u.Code)
	return string(seed), err
}

// ConfirmTOTP makes the seed that waits count, by a code of it. It gives the session's new secret and, with the first
// factor, recovery codes. Problems say that the code is wrong.
func (a *Accounts) ConfirmTOTP(ctx context.Context, secret, code string) (string, []string, error) {
	var codes []string
	fresh, err := a.change(ctx, secret, changing{action: "factor.totp.add", notice: "totp_added", enrols: true, do: func(tx *gorm.DB, u cases.User) error {
		seed, err := a.seed(tx, u, 0)
		if err != nil {
			return err
		}
		step := a.stepOf(seed, code)
		if step == 0 {
			return cases.Wrong("code", "wrong_code")
		}
		if err := tx.Exec("UPDATE totps SET confirmed = 1, last_step = ? WHERE account = ?", step, u.ID).Error; err != nil {
			return fmt.Errorf("confirm codes: %w", err)
		}
		codes, err = a.firstCodes(tx, u)
		return err
	}})
	return fresh, codes, err
}

// stepOf gives the step of time that a code is of; 0: of none near. Spaces in a code are nothing, anything else that
// is no digit makes it wrong.
func (a *Accounts) stepOf(seed, code string) int64 {
	code = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, code)
	if len(code) != codeDigits {
		return 0
	}
	now := a.store.now().Unix() / int64(codeStep/time.Second)
	var found int64
	for step := now - codeAround; step <= now+codeAround; step++ {
		want, err := hotp.GenerateCode(seed, uint64(step))
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			found = step
		}
	}
	return found
}

// spendTOTP takes a code of an account and marks its step as used, in a transaction of its own: whatever comes of the
// sign-in, the code does not work again, nor does it in any that runs at the same time (R6).
func (a *Accounts) spendTOTP(ctx context.Context, u cases.User, code string) (bool, error) {
	seed, err := a.seed(a.store.read.WithContext(ctx), u, 1)
	if err != nil {
		return false, noFactor(err)
	}
	step := a.stepOf(seed, code)
	if step == 0 {
		return false, nil
	}
	return a.once("UPDATE totps SET last_step = ? WHERE account = ? AND confirmed = 1 AND last_step < ?", step, u.ID, step)
}

// once runs a statement that uses something up, and tells whether this one was it.
func (a *Accounts) once(statement string, values ...any) (bool, error) {
	var n int64
	err := a.store.writer.do(func(tx *gorm.DB) error {
		res := tx.Exec(statement, values...)
		n = res.RowsAffected
		return res.Error
	})
	if err != nil {
		return false, fmt.Errorf("use up a factor: %w", err)
	}
	return n == 1, nil
}
