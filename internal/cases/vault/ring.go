// Package vault keeps the keys of an installation: one random master key,
// wrapped under a passphrase, and the secrets sealed under that master key.
package vault

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"unicode/utf8"
)

// FileName is the name of the key ring inside the data folder.
const FileName = "keys.json"

// ShortestPassphrase is the least length of a new passphrase, in characters.
const ShortestPassphrase = 12

// What can be wrong with a key ring or a passphrase.
var (
	ErrNoRing          = errors.New("there is no key ring")
	ErrRingExists      = errors.New("there is a key ring already")
	ErrWrongPassphrase = errors.New("the passphrase is wrong or the wrapped master key is damaged")
	ErrShortPassphrase = fmt.Errorf("the passphrase is shorter than %d characters", ShortestPassphrase)
	ErrDamaged         = errors.New("the key ring is damaged")
	ErrOrigin          = errors.New("the name of the log is empty or has a space or a plus sign in it")
)

// keySize is the length of every symmetric key, in bytes.
const keySize = 32

// Names of the secrets in the ring. They are sealed in with the secret, so one
// cannot be put in the place of another.
const (
	database  = "database"
	lookup    = "lookup"
	signing   = "signing"
	verifying = "verifying"
)

// Ring is an unlocked key ring. It prints as its name only.
type Ring struct {
	secrets map[string][]byte
}

// Database is the 32-byte key under which the database file is encrypted. The
// caller owns the slice.
func (r *Ring) Database() []byte { return bytes.Clone(r.secrets[database]) }

// Lookup is the 32-byte key for keyed hashes of what is looked up by value.
// The caller owns the slice.
func (r *Ring) Lookup() []byte { return bytes.Clone(r.secrets[lookup]) }

// Signing is the key that signs the log's checkpoints, as a signed-note signer
// key named after the log.
func (r *Ring) Signing() string { return string(r.secrets[signing]) }

// Verifying is the public half of Signing, as a signed-note verifier key.
func (r *Ring) Verifying() string { return string(r.secrets[verifying]) }

// String keeps the secrets out of logs and error texts.
func (r *Ring) String() string { return "vault.Ring" }

// GoString keeps the secrets out of %#v as well.
func (r *Ring) GoString() string { return r.String() }

// Create makes a key ring with fresh secrets in dir and returns it unlocked.
// The origin names the log that the signing key signs for. A missing dir is
// made with mode 0700. Create never replaces a ring: ErrRingExists.
func Create(dir string, passphrase []byte, origin string) (*Ring, error) {
	return create(dir, passphrase, origin, standard())
}

func create(dir string, passphrase []byte, origin string, c cost) (*Ring, error) {
	if err := longEnough(passphrase); err != nil {
		return nil, err
	}
	if _, err := os.Lstat(filepath.Join(dir, FileName)); err == nil {
		return nil, ErrRingExists
	}
	ring, err := newRing(origin)
	if err != nil {
		return nil, err
	}
	master := random(keySize)
	f := file{Format: format}
	if err := f.wrap(master, passphrase, c); err != nil {
		return nil, err
	}
	if err := f.fill(master, ring); err != nil {
		return nil, err
	}
	if err := makeDir(dir); err != nil {
		return nil, fmt.Errorf("create key ring: %w", err)
	}
	if err := f.save(dir, placeNew); err != nil {
		return nil, fmt.Errorf("create key ring: %w", err)
	}
	return ring, nil
}

func newRing(origin string) (*Ring, error) {
	signer, verifier, err := signingKey(origin)
	if err != nil {
		return nil, err
	}
	return &Ring{secrets: map[string][]byte{
		database:  random(keySize),
		lookup:    random(keySize),
		signing:   []byte(signer),
		verifying: []byte(verifier),
	}}, nil
}

// Open unlocks the key ring in dir: ErrNoRing, ErrWrongPassphrase or ErrDamaged.
// It takes 64 MiB and a good part of a second, as it must for whoever guesses.
func Open(dir string, passphrase []byte) (*Ring, error) {
	f, err := load(dir)
	if err != nil {
		return nil, err
	}
	master, err := f.unwrap(passphrase)
	if err != nil {
		return nil, err
	}
	return f.empty(master)
}

// ChangePassphrase wraps the master key of the ring in dir under another
// passphrase; the secrets stay. Copies of the old file still open with the old
// passphrase.
func ChangePassphrase(dir string, old, with []byte) error {
	return changePassphrase(dir, old, with, standard())
}

func changePassphrase(dir string, old, with []byte, c cost) error {
	f, err := rewrap(dir, old, with, c)
	if err != nil {
		return err
	}
	if err := f.save(dir, replaceOld); err != nil {
		return fmt.Errorf("change passphrase: %w", err)
	}
	return nil
}

// rewrap opens the whole ring first, so that a damaged one is not made to look
// whole.
func rewrap(dir string, old, with []byte, c cost) (file, error) {
	if err := longEnough(with); err != nil {
		return file{}, err
	}
	f, err := load(dir)
	if err != nil {
		return file{}, err
	}
	master, err := f.unwrap(old)
	if err != nil {
		return file{}, err
	}
	if _, err := f.empty(master); err != nil {
		return file{}, err
	}
	return f, f.wrap(master, with, c)
}

// longEnough counts characters, so that Cyrillic ones do not count twice.
func longEnough(passphrase []byte) error {
	if utf8.RuneCount(passphrase) < ShortestPassphrase {
		return ErrShortPassphrase
	}
	return nil
}

func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails: the runtime stops the program instead
	return b
}
