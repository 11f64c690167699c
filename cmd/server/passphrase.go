package main

import (
	"context"
	"errors"
	"unicode/utf8"

	"aigaq/internal/cases/vault"
)

type passphraseCommand struct {
	data
	NewPassphraseFile string `help:"A file with the new passphrase; without it, it is asked for." type:"path"`
}

// Run wraps the keys in another passphrase. The keys stay, so a server that runs goes on. The entry in the log comes
// first: it shows that somebody who knew the old passphrase was about to change it.
func (c *passphraseCommand) Run(ctx context.Context) error {
	old, err := c.passphrase(false)
	if err != nil {
		return err
	}
	ring, err := vault.Open(c.Data, old)
	if err != nil {
		return err
	}
	chosen, err := c.chosen()
	if err != nil {
		return err
	}
	if utf8.RuneCount(chosen) < vault.ShortestPassphrase {
		return vault.ErrShortPassphrase
	}
	s, err := c.openWith(ctx, ring, false)
	if err != nil {
		return err
	}
	err = s.Keeper().Note(ctx, "cli", "host.passphrase", "")
	if err == nil {
		err = vault.ChangePassphrase(c.Data, old, chosen)
	}
	return errors.Join(err, s.Close())
}

func (c *passphraseCommand) chosen() ([]byte, error) {
	if c.NewPassphraseFile != "" {
		return vault.ReadPassphraseFile(c.NewPassphraseFile)
	}
	if c.mute() {
		return nil, errUsage{errors.New("give --new-passphrase-file, or run this in a terminal")}
	}
	return askNew()
}
