package main

import (
	"context"
	"fmt"
	"os"

	"aigaq/internal/cases"
	"aigaq/internal/cases/exchange"
	"aigaq/internal/cases/store"
)

type exportCommand struct {
	data
	Kind   string `arg:"" help:"A kind, such as detention."`
	As     string `required:"" help:"The account whose rights hold."`
	Format string `help:"csv or json." enum:"csv,json" default:"csv"`
}

// Run writes the export to standard output; its entry in the audit log is on the disk before the first byte.
func (c *exportCommand) Run(ctx context.Context) error {
	kind := cases.KindByCode(c.Kind)
	if kind == nil {
		return errUsage{fmt.Errorf("there is no kind %q", c.Kind)}
	}
	return c.with(ctx, false, func(s *store.Store) error {
		account, err := s.Accounts().ByName(ctx, c.As)
		if err != nil {
			return err
		}
		desk := s.For(account.User)
		if err := desk.NotedNow(ctx, "export", "kind="+c.Kind+" format="+c.Format); err != nil {
			return err
		}
		query := cases.Query{Kind: c.Kind}
		if c.Format == "json" {
			_, err = exchange.WriteJSON(ctx, os.Stdout, desk, query)
			return err
		}
		_, err = exchange.WriteCSV(ctx, os.Stdout, desk, query, kind)
		return err
	})
}
