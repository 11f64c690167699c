package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/exchange"
	"aigaq/internal/cases/store"
)

type auditMark struct {
	data
	File string `arg:"" help:"A table or JSON that was once exported; columns and rows may have been taken out." type:"path"`
}

// marksShown is how many exports are printed at most.
const marksShown = 5

// Run prints the likeliest exports with how far the file agrees with their mark.
func (c *auditMark) Run(ctx context.Context) error {
	columns, err := c.columns()
	if err != nil {
		return err
	}
	return c.with(ctx, false, func(s *store.Store) error {
		found, err := matching(ctx, s, columns)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			fmt.Println("no match: the order of the rows carries the mark of no export that the log knows")
			return errNo
		}
		for _, one := range found[:min(len(found), marksShown)] {
			fmt.Print(describe(one))
		}
		return nil
	})
}

func (c *auditMark) columns() ([]exchange.NumberColumn, error) {
	file, err := os.Open(c.File)
	if err != nil {
		return nil, fmt.Errorf("open the file: %w", err)
	}
	defer file.Close()
	return exchange.NumberColumns(file)
}

// matching holds every column of numbers against the exports. The first column that matches is the records' own.
func matching(ctx context.Context, s *store.Store, columns []exchange.NumberColumn) ([]cases.Mark, error) {
	for _, column := range columns {
		marks, err := s.Keeper().Marks(ctx, "cli", column.Numbers)
		if err != nil {
			return nil, err
		}
		var found []cases.Mark
		for _, m := range marks {
			if m.Matches(len(marks) * len(columns)) {
				found = append(found, m)
			}
		}
		if len(found) > 0 {
			return found, nil
		}
	}
	return nil, nil
}

func describe(m cases.Mark) string {
	who := m.Actor
	if m.As != "" {
		who += " as " + m.As
	}
	if m.Cut {
		who += ", broken off"
	}
	return fmt.Sprintf("entry %d: %s, %s, purpose %s, %d rows\n  %d of %d pairs stand as its mark put them; by chance in 1 of %.2g files; %d rows of the file left in it\n",
		m.Seq, who, m.At.Format(time.RFC3339), orNone(m.Purpose), m.Rows, m.Agree, m.Pairs, 1/m.Chance, m.Shared)
}

func orNone(code string) string {
	if code == "" {
		return "not stated"
	}
	return code
}
