package main

import (
	"context"
	"fmt"
	"os"

	"aigaq/internal/cases/audit"
	"aigaq/internal/cases/store"
)

type auditCommands struct {
	Head   auditHead   `cmd:"" help:"Print the size and root of the log."`
	Verify auditVerify `cmd:"" help:"Hash the log and every record again; exit 1 and name the first thing wrong."`
}

type auditHead struct{ data }

// Run prints the head as SIZE ROOT, the line that verify --heads reads.
func (c *auditHead) Run(ctx context.Context) error {
	return c.with(ctx, false, func(s *store.Store) error {
		head, err := s.Keeper().Head(ctx)
		if err == nil {
			fmt.Println(head.Size, head.Root)
		}
		return err
	})
}

type auditVerify struct {
	data
	Heads string `help:"A file of heads seen earlier, SIZE ROOT a line." type:"path"`
}

// Run verifies the log, every checkpoint and every record.
func (c *auditVerify) Run(ctx context.Context) error {
	seen, err := c.seen()
	if err != nil {
		return err
	}
	return c.with(ctx, false, func(s *store.Store) error {
		report, err := s.Keeper().Verify(ctx, seen)
		if err != nil {
			return err
		}
		fmt.Printf("verified: %d entries, root %s\n%d checkpoints, the newest signed at %d entries\n%d records agree with their entries\n",
			report.Size, audit.Hex(report.Root), report.Checkpoints, report.Signed, report.Records)
		if report.Heads > 0 {
			fmt.Printf("%d heads seen earlier agree\n", report.Heads)
		}
		if report.Erased > 0 {
			fmt.Printf("%d entries were erased and cannot be checked\n", report.Erased)
		}
		return nil
	})
}

func (c *auditVerify) seen() ([]audit.SeenHead, error) {
	if c.Heads == "" {
		return nil, nil
	}
	file, err := os.Open(c.Heads)
	if err != nil {
		return nil, fmt.Errorf("read the heads: %w", err)
	}
	defer file.Close()
	return audit.ParseHeads(file)
}
