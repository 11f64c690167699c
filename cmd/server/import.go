package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"

	"aigaq/internal/cases"
	"aigaq/internal/cases/exchange"
	"aigaq/internal/cases/store"
)

// importCommand brings a list of names in as the pages do: the same reading, the same rules, the same log.
type importCommand struct {
	data
	Kind   string `arg:"" help:"What the rows are: listing, a list of names." enum:"listing"`
	File   string `arg:"" help:"A CSV or XLSX file." type:"existingfile"`
	As     string `required:"" help:"The account whose rights hold."`
	List   string `help:"The number of a list to add to, such as SRC-123456."`
	Title  string `help:"What a new list is called."`
	Type   string `help:"The type of a new list, a code of source_type." default:"official_list"`
	Event  string `help:"The number of the event that the list is about."`
	Team   string `help:"The team that the rows belong to; none: all."`
	Level  string `help:"Who may see the rows: public, partner, internal or restricted." default:"internal"`
	DryRun bool   `help:"Say what would come of it and keep nothing." name:"dry-run"`
}

// Run reads the file, says what is odd about it, and brings the rows in unless it is a dry run.
func (c *importCommand) Run(ctx context.Context) error {
	if (c.List == "") == (c.Title == "") {
		return errUsage{fmt.Errorf("give either --list or --title")}
	}
	file, err := os.ReadFile(c.File)
	if err != nil {
		return fmt.Errorf("read the list: %w", err)
	}
	sheet, err := exchange.ReadSheet(filepath.Base(c.File), file)
	if err != nil {
		return err
	}
	return c.with(ctx, false, func(s *store.Store) error {
		account, err := s.Accounts().ByName(ctx, c.As)
		if err != nil {
			return err
		}
		if account.Disabled {
			return fmt.Errorf("the account %s is disabled", c.As)
		}
		if !c.DryRun {
			if err := s.Keeper().Note(ctx, "cli", "host.import", account.Code); err != nil {
				return err
			}
		}
		sum := sha256.Sum256(file)
		return c.bring(ctx, s.For(account.User), sheet, hex.EncodeToString(sum[:]))
	})
}

func (c *importCommand) bring(ctx context.Context, desk *store.Desk, sheet *exchange.Sheet, sum string) error {
	rows := sheet.ListRows(sheet.GuessColumns(), desk.Book())
	store.FlagRows(rows)
	c.tell(sheet, rows)
	l := cases.NewList{List: c.List, Title: c.Title, Type: c.Type, Event: c.Event, Team: c.Team, Level: c.Level}
	if err := desk.TryList(ctx, l, rows); err != nil || c.DryRun {
		return err
	}
	token, err := desk.Arrive(ctx, sum, nil)
	if err != nil {
		return err
	}
	if l.List, err = desk.BeginList(ctx, token, sheet.Name, l, len(rows)); err != nil {
		return err
	}
	say := func(what string) func(done, total int) {
		return func(done, total int) { fmt.Fprintf(os.Stderr, "\raigaq: %s %d of %d", what, done, total) }
	}
	if err := desk.BringIn(ctx, token, l, rows, say("brought in")); err != nil {
		return err
	}
	fmt.Fprintln(os.Stderr)
	err = desk.CompareList(ctx, l.List, say("compared"))
	fmt.Fprintln(os.Stderr)
	fmt.Println(l.List)
	return err
}

// tell says what the columns are taken for, and every cell that could not be read.
func (c *importCommand) tell(sheet *exchange.Sheet, rows []cases.ListRow) {
	for i, role := range sheet.GuessColumns() {
		if role == exchange.AsNothing {
			role = "kept as written"
		}
		fmt.Fprintf(os.Stderr, "%s: %s\n", sheet.Heading(i), role)
	}
	if len(sheet.Others) > 0 {
		fmt.Fprintf(os.Stderr, "read from the sheet %q alone; not from %q\n", sheet.Sheet, sheet.Others)
	}
	if sheet.Headed && sheet.Top > 0 {
		fmt.Fprintf(os.Stderr, "%d rows above the headings are left out\n", sheet.Top)
	}
	flags := map[string]int{}
	for _, r := range rows {
		for _, f := range r.Faults {
			fmt.Fprintf(os.Stderr, "line %d, %s: %q: %s\n", f.Line, f.Column, f.Value, f.Flag)
		}
		for _, flag := range r.Flags {
			flags[flag]++
		}
	}
	fmt.Fprintf(os.Stderr, "%d rows, flagged: %v\n", len(rows), flags)
}
