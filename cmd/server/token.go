package main

import (
	"context"
	"fmt"
	"strings"

	"aigaq/internal/cases/store"
)

type tokenCommands struct {
	Add    tokenAdd    `cmd:"" help:"Make a token with which a program works as an account; it is shown once."`
	Revoke tokenRevoke `cmd:"" help:"End a token."`
}

type tokenAdd struct {
	data
	Name  string `arg:""`
	As    string `required:"" help:"The account that the token works as."`
	Scope string `help:"What it may do: read, or read,write." default:"read"`
}

// Run makes the token.
func (c *tokenAdd) Run(ctx context.Context) error {
	return c.with(ctx, false, func(s *store.Store) error {
		account, err := s.Accounts().ByName(ctx, c.As)
		if err != nil {
			return err
		}
		secret, err := s.Accounts().AddToken(ctx, "cli", account.ID, c.Name, strings.Split(c.Scope, ","))
		if err == nil {
			fmt.Println(secret)
		}
		return err
	})
}

type tokenRevoke struct {
	data
	Name string `arg:""`
}

// Run ends the token.
func (c *tokenRevoke) Run(ctx context.Context) error {
	return c.with(ctx, false, func(s *store.Store) error { return s.Accounts().RevokeToken(ctx, "cli", c.Name) })
}
