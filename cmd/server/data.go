package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"strings"

	"golang.org/x/term"

	"aigaq/internal/cases/store"
	"aigaq/internal/cases/vault"
)

// data says where the records are; every command that opens them has it.
type data struct {
	Data           string `help:"The data folder." default:"./data" env:"AIGAQ_DATA" type:"path"`
	DB             string `help:"A postgres:// address instead of SQLite in the data folder." env:"AIGAQ_DB" name:"db"`
	PassphraseFile string `help:"A file with the passphrase that unlocks the keys; without it, it is asked for." env:"AIGAQ_PASSPHRASE_FILE" type:"path"`
}

// newOrigin names a new audit log in its signed checkpoints. No two have the same name: a witness tells the logs of
// several organisations apart by it.
func newOrigin() string { return "aigaq.log/" + strings.ToLower(rand.Text()[:12]) }

// open unlocks the keys, which are made when the folder has none and create is set, and opens the store.
func (d data) open(ctx context.Context, create, exclusive bool) (*store.Store, error) {
	ring, err := d.unlock(create)
	if err != nil {
		return nil, err
	}
	return d.openWith(ctx, ring, exclusive)
}

// openWith opens the store with keys that are unlocked.
func (d data) openWith(ctx context.Context, ring *vault.Ring, exclusive bool) (*store.Store, error) {
	s, err := store.Open(ctx, store.Options{Dir: d.Data, URL: d.DB, Ring: ring, Exclusive: exclusive})
	if errors.Is(err, store.ErrInUse) {
		return nil, fmt.Errorf("%w: %s", err, d.Data)
	}
	return s, err
}

func (d data) unlock(create bool) (*vault.Ring, error) {
	_, err := os.Stat(d.Data + "/keys.json")
	fresh := errors.Is(err, os.ErrNotExist)
	if fresh && !create {
		return nil, fmt.Errorf("%s holds no keys: start `aigaq serve` or `aigaq user add` there first, or name the folder with --data", d.Data)
	}
	passphrase, err := d.passphrase(fresh)
	if err != nil {
		return nil, err
	}
	if fresh {
		return vault.Create(d.Data, passphrase, newOrigin())
	}
	return vault.Open(d.Data, passphrase)
}

// mute tells whether there is neither a file with the passphrase nor a terminal to ask on.
func (d data) mute() bool { return d.PassphraseFile == "" && !term.IsTerminal(int(os.Stdin.Fd())) }

// passphrase reads the passphrase from its file or asks for it; a new one is asked for twice.
func (d data) passphrase(fresh bool) ([]byte, error) {
	if d.PassphraseFile != "" {
		return vault.ReadPassphraseFile(d.PassphraseFile)
	}
	if d.mute() {
		return nil, errors.New("no passphrase: set AIGAQ_PASSPHRASE_FILE, or run this in a terminal")
	}
	if fresh {
		return askNew()
	}
	return ask("Passphrase: ")
}

func askNew() ([]byte, error) {
	first, err := ask(fmt.Sprintf("A new passphrase, of %d characters at least: ", vault.ShortestPassphrase))
	if err != nil {
		return nil, err
	}
	second, err := ask("The new passphrase again (nothing opens the records without it): ")
	if err == nil && !bytes.Equal(first, second) {
		err = errors.New("the two differ")
	}
	return first, err
}

func ask(prompt string) ([]byte, error) {
	fmt.Fprint(os.Stderr, prompt)
	answer, err := term.ReadPassword(int(os.Stdin.Fd()))
	fmt.Fprintln(os.Stderr)
	return answer, err
}

// with opens the store for one command and closes it after.
func (d data) with(ctx context.Context, create bool, do func(*store.Store) error) error {
	s, err := d.open(ctx, create, false)
	if err != nil {
		return err
	}
	err = do(s)
	return errors.Join(err, s.Close())
}
