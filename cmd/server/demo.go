package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/sample"
	"aigaq/internal/cases/store"
)

type demoCommand struct {
	listening
	Data          string `help:"The folder, which is emptied first if an earlier demonstration made it." default:"./data-demo" type:"path"`
	WithPasswords bool   `help:"Print passwords instead of links, for checking pages."`
}

// marker is the file by which a folder is known to hold nothing but a demonstration.
const marker = "DEMO"

// Run makes a fresh folder with the sample and serves it.
func (c *demoCommand) Run(ctx context.Context) error {
	if err := c.check(); err != nil {
		return err
	}
	if err := c.vacant(); err != nil {
		return err
	}
	passphrase, err := c.fresh()
	if err != nil {
		return err
	}
	d := data{Data: c.Data, PassphraseFile: passphrase}
	s, err := d.open(ctx, true, true)
	if err != nil {
		return err
	}
	return errors.Join(c.show(ctx, s), s.Close())
}

// vacant refuses an address that is taken, before the folder of another demonstration there is emptied.
func (c *demoCommand) vacant() error {
	port, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("%w; name another address with --addr", err)
	}
	return port.Close()
}

// fresh empties the folder and writes a throw-away passphrase beside it.
func (c *demoCommand) fresh() (passphrase string, err error) {
	if entries, err := os.ReadDir(c.Data); err == nil && len(entries) > 0 {
		if _, err := os.Stat(filepath.Join(c.Data, marker)); err != nil {
			return "", errUsage{fmt.Errorf("%s is not a demonstration's folder, so it is left alone; name another with --data", c.Data)}
		}
		if err := os.RemoveAll(c.Data); err != nil {
			return "", fmt.Errorf("empty the folder of the demonstration: %w", err)
		}
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return "", fmt.Errorf("make the folder of the demonstration: %w", err)
	}
	if err := os.WriteFile(filepath.Join(c.Data, marker), nil, 0o600); err != nil {
		return "", fmt.Errorf("mark the folder of the demonstration: %w", err)
	}
	passphrase = c.Data + ".passphrase"
	if err := os.WriteFile(passphrase, []byte(rand.Text()+"\n"), 0o600); err != nil {
		return "", fmt.Errorf("write the passphrase of the demonstration: %w", err)
	}
	fmt.Printf("A demonstration with made-up people in %s.\nIts throw-away passphrase is in %s; real records want one that is not on the disk.\n\n", c.Data, passphrase)
	return passphrase, nil
}

func (c *demoCommand) show(ctx context.Context, s *store.Store) error {
	say := func(line string) { fmt.Println(line) }
	if err := loadSample(ctx, s, say); err != nil {
		return err
	}
	if err := c.doors(ctx, s); err != nil {
		return err
	}
	return c.serve(ctx, s, true)
}

// doors prints a way in for each account of the sample.
func (c *demoCommand) doors(ctx context.Context, s *store.Store) error {
	fmt.Println()
	for _, want := range sample.Accounts() {
		account, err := s.Accounts().ByName(ctx, want.Name)
		if err != nil {
			return err
		}
		door, err := c.door(ctx, s, account.User)
		if err != nil {
			return err
		}
		fmt.Printf("  %-12s %s\n", account.Name, door)
	}
	fmt.Printf("\nOpen one of these, or http://%s\n\n", c.host())
	return nil
}

func (c *demoCommand) door(ctx context.Context, s *store.Store, u cases.User) (string, error) {
	if c.WithPasswords {
		password := "demo " + rand.Text()
		return "password: " + password, s.Accounts().SetPassword(ctx, "cli", u.ID, password)
	}
	secret, err := s.Accounts().Invite(ctx, "cli", u.ID, store.InviteSignIn, 24*time.Hour)
	return "http://" + c.host() + "/invite/" + secret, err
}

// host is the server's name for a browser on this machine: passkeys will want a name, not a number.
func (l listening) host() string {
	host := l.Addr
	for _, number := range []string{"127.0.0.1:", "[::1]:"} {
		if len(host) > len(number) && host[:len(number)] == number {
			return "localhost:" + host[len(number):]
		}
	}
	return host
}
