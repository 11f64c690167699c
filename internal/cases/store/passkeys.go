package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// Passkey is one passkey of an account. What its authenticator gave is opaque here.
type Passkey struct {
	ID         int64
	Credential []byte // the id by which the authenticator knows it
	Body       []byte // the public key, the count of its uses and what else belongs to it
	Name       string
	Created    time.Time
	Used       time.Time // zero: never
}

// passkeysMost is how many passkeys an account may have.
const passkeysMost = 20

// passkeyPlace binds a sealed passkey to its account and its credential.
func passkeyPlace(u cases.User, credential []byte) string {
	return "passkey " + u.Code + " " + hex.EncodeToString(credential)
}

func (a *Accounts) passkeysOf(tx *gorm.DB, u cases.User) ([]Passkey, error) {
	var out []Passkey
	asked := clause{"SELECT id, credential, body, name, created, used FROM passkeys WHERE account = ? ORDER BY id", args(u.ID)}
	err := query(tx, asked, func(rows *sql.Rows) error {
		var p Passkey
		var used int64
		var sealed []byte
		if err := rows.Scan(&p.ID, &p.Credential, &sealed, &p.Name, moment{&p.Created}, &used); err != nil {
			return err
		}
		if used != 0 {
			p.Used = time.UnixMicro(used).UTC()
		}
		var err error
		p.Body, err = a.store.unseal(sealed, passkeyPlace(u, p.Credential))
		out = append(out, p)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read passkeys: %w", err)
	}
	return out, nil
}

// AddPasskey gives the account of a session another passkey. It gives the session's new secret and, with the first
// factor, recovery codes.
func (a *Accounts) AddPasskey(ctx context.Context, secret string, p Passkey) (string, []string, error) {
	p.Name = strings.TrimSpace(p.Name)
	if p.Name == "" || utf8.RuneCountInString(p.Name) > 60 || !utf8.ValidString(p.Name) || strings.ContainsAny(p.Name, "\x00\n") {
		return "", nil, cases.Wrong("passkey_name", "required")
	}
	var codes []string
	fresh, err := a.change(ctx, secret, changing{action: "factor.passkey.add", notice: "passkey_added", enrols: true, do: func(tx *gorm.DB, u cases.User) error {
		if err := a.keepPasskey(tx, u, p); err != nil {
			return err
		}
		var err error
		codes, err = a.firstCodes(tx, u)
		return err
	}})
	return fresh, codes, err
}

func (a *Accounts) keepPasskey(tx *gorm.DB, u cases.User, p Passkey) error {
	var n int
	if err := tx.Raw("SELECT COUNT(*) FROM passkeys WHERE account = ?", u.ID).Row().Scan(&n); err != nil {
		return fmt.Errorf("keep a passkey: %w", err)
	}
	if n >= passkeysMost {
		return cases.Wrong("passkey_name", "too_many", "max", fmt.Sprint(passkeysMost))
	}
	sealed, err := a.store.seal(p.Body, passkeyPlace(u, p.Credential))
	if err != nil {
		return err
	}
	err = tx.Exec("INSERT INTO passkeys (account, credential, body, name, created) VALUES (?,?,?,?,?)",
		u.ID, p.Credential, sealed, p.Name, a.store.now().UnixMicro()).Error
	if err != nil && isDuplicate(tx, err) {
		return ErrTaken
	}
	if err != nil {
		return fmt.Errorf("keep a passkey: %w", err)
	}
	return nil
}

// usePasskey keeps what a use of a passkey changed about it: how often it was used, and when.
func (a *Accounts) usePasskey(tx *gorm.DB, u cases.User, p Passkey) error {
	sealed, err := a.store.seal(p.Body, passkeyPlace(u, p.Credential))
	if err != nil {
		return err
	}
	res := tx.Exec("UPDATE passkeys SET body = ?, used = ? WHERE account = ? AND credential = ?",
		sealed, a.store.now().UnixMicro(), u.ID, p.Credential)
	if res.Error != nil {
		return fmt.Errorf("use a passkey: %w", res.Error)
	}
	if res.RowsAffected != 1 {
		return ErrRefused
	}
	return nil
}

// ByCode finds the account that a code stands for; cases.ErrNotFound where there is none or it is disabled.
func (a *Accounts) ByCode(ctx context.Context, code string) (cases.User, error) {
	account, _, err := a.one(a.store.read.WithContext(ctx), "code = ? AND disabled = 0", code)
	return account.User, err
}
