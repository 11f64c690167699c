package store

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// ErrNotStashed means that a form was not kept: it is too large, or strangers have filled the space there is for them.
var ErrNotStashed = errors.New("the form was not kept")

// How long a form is kept that was sent after its session had ended, and how much of that kind. Forms whose account is
// known are counted by account, and the oldest gives way; of others a network may have a few, and all networks
// together a bounded number, so that strangers can neither fill the disk nor push anybody's text out.
const (
	stashLives       = 30 * time.Minute
	stashMost        = 256 << 10 // bytes of the form as it is posted
	stashesPerUser   = 20
	stashesPerNet    = 5
	stashesOfUnknown = 100
)

// Stashed is a form that was sent after its session had ended.
type Stashed struct {
	Path string // with its query
	Form url.Values
	At   time.Time
}

// Stash keeps a form and gives the token that opens it, which is not kept. session is what the cookie holds: while the
// ended session is remembered, it tells whose form it is. browser is a secret of the browser that sent it: a form of
// which nobody knows whose it is comes back to that browser alone, for else a stranger could write one and have somebody
// with more rights send it. network is where it came from. ErrNotStashed says that it was not kept.
func (a *Accounts) Stash(ctx context.Context, session, browser, network string, form Stashed) (string, error) {
	if len(form.Form.Encode()) > stashMost {
		return "", ErrNotStashed
	}
	owner, err := a.owner(ctx, session)
	if err != nil {
		return "", err
	}
	if !owner.Valid && browser == "" {
		return "", ErrNotStashed
	}
	form.At = a.store.now().UTC()
	plain, err := json.Marshal(form)
	if err != nil {
		return "", fmt.Errorf("keep a form: %w", err)
	}
	token, hash := newSecret()
	seal, err := stashSeal(token)
	if err != nil {
		return "", err
	}
	nonce := make([]byte, seal.NonceSize())
	rand.Read(nonce)
	body := seal.Seal(nonce, nonce, plain, stashBound(owner, browser))
	err = a.store.writer.do(func(tx *gorm.DB) error { return a.keepStash(tx, hash, owner, a.hashNetwork(network), body) })
	return token, err
}

// owner gives the account of a session, be it alive or ended; not valid where it is not remembered.
func (a *Accounts) owner(ctx context.Context, session string) (owner sql.NullInt64, err error) {
	if session == "" {
		return owner, nil
	}
	err = a.store.read.WithContext(ctx).Raw("SELECT account FROM sessions WHERE hash = ?", hashSecret(session)).Row().Scan(&owner)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return owner, fmt.Errorf("find whose session it was: %w", err)
	}
	return owner, nil
}

func (a *Accounts) keepStash(tx *gorm.DB, hash string, owner sql.NullInt64, network string, body []byte) error {
	now := a.store.now()
	if err := tx.Exec("DELETE FROM stashes WHERE expires < ?", now.UnixMicro()).Error; err != nil {
		return fmt.Errorf("keep a form: %w", err)
	}
	if err := makeRoom(tx, owner, network); err != nil {
		return err
	}
	err := tx.Exec("INSERT INTO stashes (hash, account, network, body, made, expires) VALUES (?,?,?,?,?,?)",
		hash, owner, network, body, now.UnixMicro(), now.Add(stashLives).UnixMicro()).Error
	if err != nil {
		return fmt.Errorf("keep a form: %w", err)
	}
	return nil
}

// makeRoom drops an account's oldest forms, and refuses those of nobody in particular where there are enough.
func makeRoom(tx *gorm.DB, owner sql.NullInt64, network string) error {
	if owner.Valid {
		err := tx.Exec(`DELETE FROM stashes WHERE account = ? AND hash NOT IN
(SELECT hash FROM stashes WHERE account = ? ORDER BY made DESC, hash LIMIT ?)`, owner.Int64, owner.Int64, stashesPerUser-1).Error
		if err != nil {
			return fmt.Errorf("drop the oldest forms: %w", err)
		}
		return nil
	}
	var all, theirs int
	err := tx.Raw("SELECT COUNT(*), COALESCE(SUM(CASE WHEN network = ? THEN 1 ELSE 0 END), 0) FROM stashes WHERE account IS NULL", network).
		Row().Scan(&all, &theirs)
	if err != nil {
		return fmt.Errorf("count the forms of strangers: %w", err)
	}
	if all >= stashesOfUnknown || theirs >= stashesPerNet {
		return ErrNotStashed
	}
	return nil
}

// Stashed gives a form back to the account that sent it, or where that is not known to the browser that did, without
// using it up; cases.ErrNotFound to anybody else, and once it is used or half an hour old.
func (a *Accounts) Stashed(ctx context.Context, account int64, browser, token string) (Stashed, error) {
	var owner sql.NullInt64
	var body []byte
	row := a.store.read.WithContext(ctx).Raw("SELECT account, body FROM stashes WHERE hash = ? AND expires >= ? AND made <= ?",
		hashSecret(token), a.store.now().UnixMicro(), a.store.now().Add(time.Minute).UnixMicro()).Row()
	if row.Scan(&owner, &body) != nil || owner.Valid && owner.Int64 != account {
		return Stashed{}, cases.ErrNotFound
	}
	seal, err := stashSeal(token)
	if err != nil {
		return Stashed{}, err
	}
	if len(body) < seal.NonceSize() {
		return Stashed{}, cases.ErrNotFound
	}
	n := seal.NonceSize()
	plain, err := seal.Open(nil, body[:n], body[n:], stashBound(owner, browser))
	if err != nil {
		return Stashed{}, cases.ErrNotFound
	}
	var form Stashed
	if err := json.Unmarshal(plain, &form); err != nil {
		return Stashed{}, fmt.Errorf("read a kept form: %w", err)
	}
	return form, nil
}

// DropStash forgets a form once its owner has sent it again.
func (a *Accounts) DropStash(_ context.Context, token string) error {
	return a.store.writer.do(func(tx *gorm.DB) error {
		return tx.Exec("DELETE FROM stashes WHERE hash = ?", hashSecret(token)).Error
	})
}

// stashSeal is the cipher of one form. Its key is derived from the token, of which only a hash is kept.
func stashSeal(token string) (cipher.AEAD, error) {
	key, err := hkdf.Key(sha256.New, []byte(token), nil, "aigaq stash", 32)
	if err != nil {
		return nil, fmt.Errorf("make the key of a form: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("make the cipher of a form: %w", err)
	}
	return cipher.NewGCM(block)
}

// stashBound ties a sealed form to its account, so that a row cannot be given to another one; without an account, to
// its browser.
func stashBound(owner sql.NullInt64, browser string) []byte {
	if owner.Valid {
		return fmt.Appendf(nil, "stash of %d", owner.Int64)
	}
	return fmt.Appendf(nil, "stash from %s", browser)
}

// hashNetwork keeps no address: strangers are counted by a keyed hash of theirs.
func (a *Accounts) hashNetwork(network string) string {
	h := hmac.New(sha256.New, a.store.lookup)
	h.Write([]byte("stash " + network))
	return hex.EncodeToString(h.Sum(nil)[:16])
}
