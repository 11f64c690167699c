package store

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// How long a file that was sent waits to be brought in, how many an account may have waiting, and how large one is at
// most as it is kept, in bytes.
const (
	arrivalLives = 3 * 24 * time.Hour
	arrivalsKept = 10
	arrivalMost  = 40 << 20
)

// The states of an arrival.
const (
	ArrivalWaits  = ""       // it is looked at
	ArrivalComes  = "coming" // its rows are brought in, or were until the program stopped
	ArrivalIsHere = "here"   // all its rows are in
)

// Arrival is a list of names on its way in: what was read of a file, and how far it is. Whoever sent it holds the token
// that opens it.
type Arrival struct {
	Body  []byte // as it was given; empty once all rows are in
	Sum   string // SHA-256 of the file, hex
	List  string // the number of the list, once it is known
	State string
	Done  int // rows that are in
	Size  int // rows there are

	id     int64
	before int64 // rows that the list had before
}

// Arrive keeps what was read of a file, sealed, until its rows are brought in, and gives the token that opens it.
func (d *Desk) Arrive(_ context.Context, sum string, body []byte) (token string, err error) {
	if !d.scope.Writes || !d.scope.Secrets {
		return "", cases.ErrForbidden
	}
	if len(body) > arrivalMost {
		return "", cases.Wrong("file", "file_too_many_rows", "max", "20000")
	}
	token, hash := newSecret()
	sealed, err := d.sealArrival(token, body)
	if err != nil {
		return "", err
	}
	now := d.store.now()
	err = d.store.writer.do(func(tx *gorm.DB) error {
		if err := d.dropArrivals(tx, now); err != nil {
			return err
		}
		return tx.Exec("INSERT INTO arrivals (hash, account, body, sum, made, expires) VALUES (?,?,?,?,?,?)",
			hash, d.user.ID, sealed, sum, now.UnixMicro(), now.Add(arrivalLives).UnixMicro()).Error
	})
	if err != nil {
		return "", fmt.Errorf("keep a file that was sent: %w", err)
	}
	return token, nil
}

// dropArrivals forgets what waited too long, and of one account what is more than it may have waiting. What is in stays
// known, so that the same file adds nothing twice.
func (d *Desk) dropArrivals(tx *gorm.DB, now time.Time) error {
	err := tx.Exec("DELETE FROM arrivals WHERE state = '' AND expires < ?", now.UnixMicro()).Error
	if err != nil {
		return err
	}
	err = tx.Exec("UPDATE arrivals SET body = NULL WHERE expires < ? AND body IS NOT NULL", now.UnixMicro()).Error
	if err != nil {
		return err
	}
	return tx.Exec(`DELETE FROM arrivals WHERE state = '' AND account = ? AND id NOT IN
(SELECT id FROM arrivals WHERE account = ? AND state = '' ORDER BY made DESC, id DESC LIMIT ?)`, d.user.ID, d.user.ID, arrivalsKept-1).Error
}

// Arrived gives back what was kept, to the account that sent it; cases.ErrNotFound to anybody else and once it waited
// too long.
func (d *Desk) Arrived(ctx context.Context, token string) (Arrival, error) {
	return d.arrived(d.store.read.WithContext(ctx), token)
}

func (d *Desk) arrived(tx *gorm.DB, token string) (Arrival, error) {
	var a Arrival
	var sealed []byte
	row := tx.Raw(`SELECT a.id, a.body, a.sum, COALESCE(r.number, ''), a.state, a.done, a.size, a.before FROM arrivals a
LEFT JOIN records r ON r.id = a.list WHERE a.hash = ? AND a.account = ?`, hashSecret(token), d.user.ID).Row()
	err := row.Scan(&a.id, &sealed, &a.Sum, &a.List, &a.State, &a.Done, &a.Size, &a.before)
	if errors.Is(err, sql.ErrNoRows) {
		return Arrival{}, cases.ErrNotFound
	}
	if err != nil {
		return Arrival{}, fmt.Errorf("read a file that was sent: %w", err)
	}
	if len(sealed) == 0 {
		if a.State == ArrivalIsHere {
			return a, nil
		}
		return Arrival{}, cases.ErrNotFound
	}
	a.Body, err = d.openArrival(token, sealed)
	return a, err
}

// Rearrange keeps another body of an arrival of which nothing was brought in yet: its columns were taken for something
// else.
func (d *Desk) Rearrange(_ context.Context, token string, body []byte) error {
	sealed, err := d.sealArrival(token, body)
	if err != nil {
		return err
	}
	return d.store.writer.do(func(tx *gorm.DB) error {
		res := tx.Exec("UPDATE arrivals SET body = ? WHERE hash = ? AND account = ? AND state = ''", sealed, hashSecret(token), d.user.ID)
		if res.Error == nil && res.RowsAffected == 0 {
			return cases.ErrNotFound
		}
		return res.Error
	})
}

// arrivalCipher is the cipher of one arrival. Its key is derived from the token, of which only a hash is kept.
func arrivalCipher(token string) (cipher.AEAD, error) {
	key, err := hkdf.Key(sha256.New, []byte(token), nil, "aigaq arrival", 32)
	if err != nil {
		return nil, fmt.Errorf("make the key of an arrival: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("make the cipher of an arrival: %w", err)
	}
	return cipher.NewGCM(block)
}

func (d *Desk) sealArrival(token string, body []byte) ([]byte, error) {
	seal, err := arrivalCipher(token)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, seal.NonceSize())
	rand.Read(nonce)
	return seal.Seal(nonce, nonce, body, fmt.Appendf(nil, "arrival of %d", d.user.ID)), nil
}

func (d *Desk) openArrival(token string, sealed []byte) ([]byte, error) {
	seal, err := arrivalCipher(token)
	if err != nil {
		return nil, err
	}
	n := seal.NonceSize()
	if len(sealed) < n {
		return nil, cases.ErrNotFound
	}
	body, err := seal.Open(nil, sealed[:n], sealed[n:], fmt.Appendf(nil, "arrival of %d", d.user.ID))
	if err != nil {
		return nil, cases.ErrNotFound
	}
	return body, nil
}

// Missing is how many rows of the newest file that this account began to bring into a list are not in; the same file,
// sent once more, adds them.
func (d *Desk) Missing(ctx context.Context, list string) (int, error) {
	n, err := number(d.store.read.WithContext(ctx), clause{`SELECT COALESCE(MAX(a.size - a.done), 0) FROM arrivals a JOIN records r ON r.id = a.list
WHERE r.number = ? AND a.account = ? AND a.state = ? AND NOT EXISTS (SELECT 1 FROM arrivals o WHERE o.list = a.list AND o.sum = a.sum AND o.state = ?)`,
		args(cases.CleanNumber(list), d.user.ID, ArrivalComes, ArrivalIsHere)})
	if err != nil {
		return 0, fmt.Errorf("count the rows that are missing of %s: %w", list, err)
	}
	return n, nil
}
