package store

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// errNoFactor means that an account has no such factor, or that what was shown is not it.
var errNoFactor = errors.New("no such factor")

func noFactor(err error) error {
	if errors.Is(err, cases.ErrNotFound) {
		return nil
	}
	return err
}

// Proof is what somebody shows to prove who they are. Of Code, Recovery and Passkey one is given.
type Proof struct {
	Password string
	Code     string   // a one-time code
	Recovery string   // a recovery code
	Passkey  *Passkey // one whose signature was checked, with its body as the use left it
	Verified bool     // the authenticator made sure of the person, by a PIN or a finger
}

// shown names in the log what was shown.
func (p Proof) shown() detail {
	switch {
	case p.Passkey != nil:
		return detail{What: "passkey"}
	case p.Recovery != "":
		return detail{What: "recovery"}
	case p.Code != "":
		return detail{What: "totp"}
	}
	return detail{What: "password"}
}

// SignInPasskey opens a session by a passkey alone, whose authenticator made sure of the person: that is two factors
// in one. The signature was checked by the caller.
func (a *Accounts) SignInPasskey(_ context.Context, u cases.User, p Proof) (string, Session, error) {
	if p.Passkey == nil || !p.Verified {
		return "", Session{}, ErrRefused
	}
	return a.begin(u, StageWhole, "login.passkey", func(tx *gorm.DB) error { return a.usePasskey(tx, u, *p.Passkey) })
}

// Pass takes the second factor of a session that waits for it and makes it whole, under a new secret (R16).
func (a *Accounts) Pass(ctx context.Context, secret string, p Proof) (string, error) {
	s, err := a.Session(ctx, secret)
	if err != nil {
		return "", err
	}
	if s.Stage != StageFactor {
		return "", ErrRefused
	}
	ok, err := a.factor(ctx, s.User, p)
	if err != nil {
		return "", err
	}
	if !ok {
		return "", a.refuse(s.User.Code, "login.factor.failed", p.shown())
	}
	return a.rotate(secret, s.User, StageWhole, "login.factor", p.shown(), a.used(s.User, p))
}

// factor holds a second factor that was shown against the account, and uses it up where it works once.
func (a *Accounts) factor(ctx context.Context, u cases.User, p Proof) (bool, error) {
	switch {
	case p.Passkey != nil:
		return true, nil
	case p.Recovery != "":
		return a.spendCode(u, p.Recovery)
	case p.Code != "":
		return a.spendTOTP(ctx, u, p.Code)
	}
	return false, nil
}

func (a *Accounts) used(u cases.User, p Proof) func(tx *gorm.DB, fresh string) error {
	return func(tx *gorm.DB, _ string) error {
		if p.Passkey == nil {
			return nil
		}
		return a.usePasskey(tx, u, *p.Passkey)
	}
}

// Again takes proof once more of whoever is signed in and makes the session fresh, under a new secret (R16, R22): a
// passkey whose authenticator made sure of the person, or the password, with a second factor where the account has
// one. ErrRefused means that it does not hold. A code that was shown is used up even then (R6).
func (a *Accounts) Again(ctx context.Context, secret string, p Proof) (string, error) {
	s, err := a.Session(ctx, secret)
	if err != nil {
		return "", err
	}
	if !s.Whole() {
		return "", ErrRefused
	}
	ok, err := a.proves(ctx, s.User, p)
	if err != nil {
		return "", err
	}
	if !ok {
		return "", a.refuse(s.User.Code, "login.again.failed", p.shown())
	}
	return a.rotate(secret, s.User, StageWhole, "login.again", p.shown(), a.used(s.User, p))
}

// proves holds everything against the account.
func (a *Accounts) proves(ctx context.Context, u cases.User, p Proof) (bool, error) {
	if p.Passkey != nil && p.Verified {
		return true, nil
	}
	f, err := a.Factors(ctx, u)
	if err != nil {
		return false, err
	}
	second := !f.Any()
	if !second {
		if second, err = a.factor(ctx, u, p); err != nil {
			return false, err
		}
	}
	first, err := a.knows(ctx, u.ID, p.Password)
	return first && second, err
}

// knows tells whether somebody gives an account's password.
func (a *Accounts) knows(ctx context.Context, id int64, password string) (bool, error) {
	_, hash, err := a.one(a.store.read.WithContext(ctx), "id = ? AND disabled = 0", id)
	if err != nil {
		return false, err
	}
	return a.samePassword(ctx, password, hash)
}

// Vouch makes a session fresh without any proof, for accounts of a demonstration that have neither password nor
// factor; ErrRefused for all others.
func (a *Accounts) Vouch(ctx context.Context, secret string) (string, error) {
	s, err := a.Session(ctx, secret)
	if err != nil {
		return "", err
	}
	account, _, err := a.one(a.store.read.WithContext(ctx), "id = ?", s.User.ID)
	if err != nil {
		return "", err
	}
	f, err := a.Factors(ctx, s.User)
	if err != nil {
		return "", err
	}
	if !s.Whole() || account.HasPassword || f.Any() || a.factors {
		return "", ErrRefused
	}
	return a.rotate(secret, s.User, StageWhole, "login.again", detail{What: "nothing"}, nil)
}
