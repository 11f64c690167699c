package main

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
	"aigaq/internal/cases/vault"
)

type userCommands struct {
	Add     userAdd     `cmd:"" help:"Add an account and print a one-time link, or take its password from a file."`
	List    userList    `cmd:"" help:"List the accounts."`
	Disable userDisable `cmd:"" help:"Shut an account out at once."`
	Enable  userEnable  `cmd:"" help:"Open a disabled account again."`
	Role    userRole    `cmd:"" help:"Give an account a role and teams."`
	Reset   userReset   `cmd:"" help:"Take an account's password and second factors, and print a one-time link to choose others."`
}

type userAdd struct {
	data
	Name         string   `arg:""`
	Role         string   `required:"" help:"coordinator, staff, lawyer, intake, researcher, auditor or admin."`
	Team         []string `help:"A team of the account; may be given several times."`
	PasswordFile string   `help:"A file with the password." type:"path"`
	TOTP         bool     `help:"Enrol one-time codes at once and print their otpauth address, for an authenticator." name:"totp"`
	address
}

// address is where browsers reach the server, for the links that commands print.
type address struct {
	URL string `help:"The address of the server, for the link." env:"AIGAQ_ORIGIN" default:"http://localhost:8080"`
}

// Run adds the account.
func (c *userAdd) Run(ctx context.Context) error {
	password, err := c.password()
	if err != nil {
		return err
	}
	return c.with(ctx, true, func(s *store.Store) error {
		account, err := s.Accounts().Add(ctx, "cli", c.Name, cases.Role(c.Role), c.Team)
		if err != nil {
			return err
		}
		return c.equip(ctx, s, account.User, password)
	})
}

// password reads the password from its file and refuses a bad one before there is an account; it is empty without a file.
func (c *userAdd) password() (string, error) {
	if c.PasswordFile == "" {
		return "", nil
	}
	password, err := vault.ReadPassphraseFile(c.PasswordFile)
	if err != nil {
		return "", err
	}
	return string(password), store.CheckPassword(string(password), c.Name)
}

// equip gives a new account a way in.
func (c *userAdd) equip(ctx context.Context, s *store.Store, u cases.User, password string) error {
	if c.TOTP {
		seed, err := s.Accounts().GrantTOTP(ctx, "cli", u)
		if err != nil {
			return err
		}
		server, err := url.Parse(c.URL)
		if err != nil {
			return errUsage{fmt.Errorf("--url: %w", err)}
		}
		fmt.Println(store.TOTPAddress(server.Hostname(), u.Name, seed))
	}
	if c.PasswordFile == "" {
		return printLink(ctx, s, u.ID, c.URL)
	}
	return s.Accounts().SetPassword(ctx, "cli", u.ID, password)
}

func printLink(ctx context.Context, s *store.Store, id int64, url string) error {
	secret, err := s.Accounts().Invite(ctx, "cli", id, store.InvitePassword, 24*time.Hour)
	if err != nil {
		return err
	}
	showLink(url, secret)
	return nil
}

func showLink(url, secret string) {
	fmt.Printf("%s/invite/%s\nThe link works once, until this time tomorrow.\n", strings.TrimRight(url, "/"), secret)
}

type userDisable struct {
	data
	Name string `arg:""`
}

// Run disables the account.
func (c *userDisable) Run(ctx context.Context) error {
	return c.with(ctx, false, func(s *store.Store) error { return s.Accounts().Disable(ctx, "cli", c.Name) })
}

type userReset struct {
	data
	Name string `arg:""`
	address
}

// Run takes password and second factors away, ends the sessions and prints a link; nobody but the account's owner ever
// chooses its password.
func (c *userReset) Run(ctx context.Context) error {
	return c.with(ctx, false, func(s *store.Store) error {
		account, err := s.Accounts().ByName(ctx, c.Name)
		if err != nil {
			return err
		}
		secret, err := s.Accounts().Reset(ctx, "cli", account.Code)
		if err == nil {
			showLink(c.URL, secret)
		}
		return err
	})
}

type teamCommands struct {
	Add  teamAdd  `cmd:"" help:"Add a team with its name in the three languages, or rename it."`
	List teamList `cmd:"" help:"List the teams' codes."`
}

type teamAdd struct {
	data
	Code string `arg:""`
	En   string `required:""`
	Ru   string `required:""`
	Kk   string `required:""`
}

// Run adds the team.
func (c *teamAdd) Run(ctx context.Context) error {
	return c.with(ctx, true, func(s *store.Store) error {
		return s.Keeper().AddTeam(ctx, "cli", c.Code, c.En, c.Ru, c.Kk)
	})
}

type teamList struct{ data }

// Run lists the teams.
func (c *teamList) Run(ctx context.Context) error {
	return c.with(ctx, false, func(s *store.Store) error {
		if err := s.Keeper().Note(ctx, "cli", "host.read", "team list"); err != nil {
			return err
		}
		codes, err := s.Keeper().Teams(ctx)
		for _, code := range codes {
			fmt.Println(code)
		}
		return err
	})
}
