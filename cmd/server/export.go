package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"aigaq/internal/cases"
	"aigaq/internal/cases/exchange"
	"aigaq/internal/cases/store"
)

type exportCommand struct {
	data
	Kind    string `arg:"" help:"A kind, such as detention; or lists: who is named in which list."`
	Names   bool   `help:"With lists: the names as well, where the account sees them."`
	As      string `required:"" help:"The account whose rights hold."`
	Format  string `help:"csv or json." enum:"csv,json" default:"csv"`
	Purpose string `help:"What the export is for: casework, legal_aid, verification, supervision, research, advocacy, un_submission, partners, press or other."`
	Why     string `help:"The same in words, for the audit log."`
}

// Run writes the export to standard output; its entry in the audit log is on the disk before the first byte. Whoever
// runs the host needs nobody's approval; the log names the command line.
func (c *exportCommand) Run(ctx context.Context) error {
	kind := cases.KindByCode(c.Kind)
	if kind == nil && c.Kind != "lists" {
		return errUsage{fmt.Errorf("there is no kind %q", c.Kind)}
	}
	return c.with(ctx, false, func(s *store.Store) error {
		account, err := s.Accounts().ByName(ctx, c.As)
		if err != nil {
			return err
		}
		if account.Disabled {
			return fmt.Errorf("the account %s is disabled", c.As)
		}
		return c.export(ctx, s.For(account.User), kind)
	})
}

func (c *exportCommand) export(ctx context.Context, desk *store.Desk, kind *cases.Kind) error {
	if _, ok := desk.Book().Term("purpose", c.Purpose); !ok && c.Purpose != "" {
		return errUsage{fmt.Errorf("there is no purpose %q", c.Purpose)}
	}
	if c.Purpose == "" {
		fmt.Fprintln(os.Stderr, "aigaq: no --purpose was given; the audit log will say so")
	}
	query := cases.Query{Kind: c.Kind}
	if kind == nil {
		query.Kind, query.Listed = "person", true
	}
	query.Consent = query.ConsentFor(c.Purpose, desk.Scope().Secrets)
	weight, err := desk.Weigh(ctx, query)
	if err != nil {
		return err
	}
	if weight.Left > 0 {
		fmt.Fprintf(os.Stderr, "aigaq: %d records stay behind: whom they are about has not consented to this purpose\n", weight.Left)
	}
	x, err := desk.Export(ctx, cases.Takeaway{What: "kind=" + c.Kind + " format=" + c.Format, Rows: weight.Rows, Left: weight.Left,
		Purpose: c.Purpose, Why: c.Why, Operator: true, Lists: kind == nil})
	if err != nil {
		return err
	}
	if kind == nil {
		err = c.writeLists(ctx, x.Writer(os.Stdout), x, query, desk)
	} else {
		err = c.write(ctx, x.Writer(os.Stdout), x, query, kind)
	}
	if err != nil {
		return errors.Join(err, x.Cut())
	}
	return x.Done()
}

func (c *exportCommand) write(ctx context.Context, w io.Writer, src exchange.Source, q cases.Query, kind *cases.Kind) (err error) {
	if c.Format == "json" {
		_, err = exchange.WriteJSON(ctx, w, src, q)
		return err
	}
	_, err = exchange.WriteCSV(ctx, w, src, q, kind)
	return err
}

// writeLists writes who is named in which list.
func (c *exportCommand) writeLists(ctx context.Context, w io.Writer, src exchange.Source, q cases.Query, desk *store.Desk) error {
	lists, err := desk.ListMatrix(ctx)
	if err != nil {
		return err
	}
	secrets := desk.Scope().Secrets
	m := exchange.Matrix{ListMatrix: lists, Secrets: secrets, Names: secrets && c.Names}
	if c.Format == "json" {
		_, err = exchange.WriteMatrixJSON(ctx, w, src, q, m)
		return err
	}
	_, err = exchange.WriteMatrixCSV(ctx, w, src, q, m)
	return err
}
