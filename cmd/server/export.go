package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/exchange"
	"aigaq/internal/cases/i18n"
	"aigaq/internal/cases/store"
)

type exportCommand struct {
	data
	Kind    string `arg:"" help:"A kind, such as detention; or lists: who is named in which list."`
	Names   bool   `help:"With lists: the names as well, where the account sees them."`
	As      string `required:"" help:"The account whose rights hold."`
	Format  string `help:"csv or json; with lists also zip: the tables for capture-recapture with their codebook." enum:"csv,json,zip" default:"csv"`
	Purpose string `help:"What the export is for: casework, legal_aid, verification, supervision, research, advocacy, un_submission, partners, press or other."`
	Why     string `help:"The same in words, for the audit log."`
}

// Run writes the export to standard output; its entry in the audit log is on the disk before the first byte. Whoever
// runs the host needs nobody's approval; the log names the command line.
func (c *exportCommand) Run(ctx context.Context) error {
	kind := cases.KindByCode(c.Kind)
	if kind == nil && c.Kind != "lists" {
		return errUsage{fmt.Errorf("there is no kind %q, but %s", c.Kind, strings.Join(codes(), ", "))}
	}
	if c.Format == "zip" && kind != nil {
		return errUsage{errors.New("zip is for lists alone")}
	}
	return c.with(ctx, false, func(s *store.Store) error {
		account, err := s.Accounts().ByName(ctx, c.As)
		if err != nil {
			return err
		}
		if account.Disabled {
			return fmt.Errorf("the account %s is disabled", c.As)
		}
		return c.export(ctx, s, s.For(account.User), kind)
	})
}

func (c *exportCommand) export(ctx context.Context, s *store.Store, desk *store.Desk, kind *cases.Kind) error {
	if _, ok := desk.Book().Term("purpose", c.Purpose); !ok && c.Purpose != "" {
		return errUsage{fmt.Errorf("there is no purpose %q", c.Purpose)}
	}
	if c.Purpose == "" {
		fmt.Fprintln(os.Stderr, "aigaq: no --purpose was given; the audit log will say so")
	}
	lists := kind == nil
	query := cases.Query{Kind: c.Kind, Listed: lists}
	if lists {
		query.Kind = "person"
	}
	all := []cases.Query{query}
	if c.Format == "zip" {
		all = exchange.ResearchQueries()
	}
	consent := query.ConsentFor(c.Purpose, desk.Scope().Secrets)
	weight, err := desk.WeighAll(ctx, all, consent)
	if err != nil {
		return err
	}
	if weight.Left > 0 {
		fmt.Fprintf(os.Stderr, "aigaq: %d records stay behind: whom they are about has not consented to this purpose\n", weight.Left)
	}
	take := cases.Takeaway{What: "kind=" + c.Kind + " format=" + c.Format, Rows: weight.Rows, Left: weight.Left,
		Purpose: c.Purpose, Why: c.Why, Operator: true, Lists: lists, Unmarked: lists}
	x, err := desk.Export(ctx, take)
	if err != nil {
		return err
	}
	if lists {
		err = c.writeLists(ctx, s, desk, x, take)
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

// writeLists writes who is named in which list, or all the tables for research.
func (c *exportCommand) writeLists(ctx context.Context, s *store.Store, desk *store.Desk, x *store.Export, take cases.Takeaway) error {
	r, err := c.research(ctx, s, desk, take)
	if err != nil {
		return err
	}
	w, query := x.Writer(os.Stdout), cases.Query{Kind: "person", Listed: true}
	switch c.Format {
	case "json":
		_, err = exchange.WriteMatrixJSON(ctx, w, x, query, r.Matrix)
	case "zip":
		_, err = exchange.WriteResearchZip(ctx, w, x, r)
	default:
		_, err = exchange.WriteMatrixCSV(ctx, w, x, query, r.Matrix)
	}
	return err
}

// research is what the files about lists are made of.
func (c *exportCommand) research(ctx context.Context, s *store.Store, desk *store.Desk, take cases.Takeaway) (exchange.Research, error) {
	lists, err := desk.ListMatrix(ctx)
	if err != nil {
		return exchange.Research{}, err
	}
	secrets := desk.Scope().Secrets
	r := exchange.Research{Matrix: exchange.Matrix{ListMatrix: lists, Secrets: secrets, Names: secrets && c.Names}, Book: desk.Book(),
		Query: "aigaq export " + take.What, Purpose: take.Purpose, Left: take.Left, AsOf: time.Now(),
		Consent: cases.Query{Listed: true}.ConsentFor(take.Purpose, secrets)}
	if r.Head, err = s.Keeper().Head(ctx); err != nil {
		return r, err
	}
	catalogues, err := i18n.Load()
	if err != nil {
		return r, err
	}
	for _, l := range i18n.Languages() {
		r.Words = append(r.Words, catalogues.Words(l.Code))
	}
	return r, nil
}

// codes lists what can be exported.
func codes() []string {
	var out []string
	for _, k := range cases.Kinds() {
		out = append(out, k.Code)
	}
	return append(out, "lists")
}
