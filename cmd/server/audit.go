package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"golang.org/x/mod/sumdb/note"

	"aigaq/internal/cases"
	"aigaq/internal/cases/audit"
	"aigaq/internal/cases/store"
)

type auditCommands struct {
	Head   auditHead   `cmd:"" help:"Print the size and root of the log, and how things stand with its witnesses."`
	Key    auditKey    `cmd:"" help:"Print the public key of the log, with which anybody checks proofs and checkpoints."`
	Proof  auditProof  `cmd:"" help:"Write the proof of a record, for whoever checks it offline."`
	Verify auditVerify `cmd:"" help:"Hash the log and every record again; exit 1 and name the first thing wrong."`
	Mark   auditMark   `cmd:"" help:"Find the export that a file comes from by the order of its rows; exit 1 where there is none."`
}

type auditHead struct{ data }

// Run prints the head as SIZE ROOT, the line that verify --heads reads, and behind # what witnesses have seen of it.
func (c *auditHead) Run(ctx context.Context) error {
	return c.with(ctx, false, func(s *store.Store) error {
		head, err := s.Keeper().Head(ctx)
		if err != nil {
			return err
		}
		fmt.Println(head.Size, head.Root)
		watchers, err := s.Keeper().Watchers(ctx)
		for _, w := range watchers {
			fmt.Println(standing(w, time.Now()))
		}
		return err
	})
}

// standing says in a line how things stand with a witness.
func standing(w cases.Watcher, now time.Time) string {
	line := "# witness " + w.Code + ": has cosigned nothing yet"
	if !w.Kept.IsZero() {
		line = fmt.Sprintf("# witness %s: cosigned %d entries, %s ago", w.Code, w.Size, now.Sub(w.Kept).Round(time.Second))
	}
	if w.Stale {
		line += "; STALE"
	}
	if w.Alarm() {
		return line + "; ALARM: " + w.Trouble + " since " + w.Since.Format(time.RFC3339)
	}
	if w.Trouble != "" {
		line += "; " + w.Trouble + " since " + w.Since.Format(time.RFC3339)
	}
	return line
}

type auditKey struct{ data }

// Run prints the verifying key.
func (c *auditKey) Run(ctx context.Context) error {
	return c.with(ctx, false, func(s *store.Store) error {
		fmt.Println(s.Keeper().VerifyingKey())
		return nil
	})
}

type auditProof struct {
	data
	Number string `arg:"" help:"The record's number, such as DET-482193."`
	As     string `help:"The account whose rights hold; without one, the proof is sealed."`
	Sealed bool   `help:"Prove existence and time alone, without the content."`
}

// Run writes the proof file to standard output.
func (c *auditProof) Run(ctx context.Context) error {
	return c.with(ctx, false, func(s *store.Store) error {
		file, err := c.prove(ctx, s)
		if err != nil {
			return err
		}
		_, err = os.Stdout.Write(file)
		return err
	})
}

func (c *auditProof) prove(ctx context.Context, s *store.Store) ([]byte, error) {
	if c.As == "" {
		return s.Keeper().SealedProof(ctx, "cli", c.Number)
	}
	account, err := s.Accounts().ByName(ctx, c.As)
	if err != nil {
		return nil, err
	}
	return s.For(account.User).Proof(ctx, c.Number, c.Sealed)
}

type auditVerify struct {
	data
	Heads string `help:"A file of heads seen earlier: SIZE ROOT a line, signed checkpoints, or a proof." type:"path"`
}

// Run verifies the log, every checkpoint and every record.
func (c *auditVerify) Run(ctx context.Context) error {
	return c.with(ctx, false, func(s *store.Store) error {
		seen, err := c.seen(s.Keeper().VerifyingKey())
		if err != nil {
			return err
		}
		report, err := s.Keeper().Check(ctx, "cli", seen)
		if err != nil {
			return err
		}
		fmt.Printf("verified: %d entries, root %s\n%d checkpoints, the newest signed at %d entries\n%d records agree with their entries\n",
			report.Size, audit.Hex(report.Root), report.Checkpoints, report.Signed, report.Records)
		if report.Cosignatures > 0 {
			fmt.Printf("%d cosignatures of witnesses hold\n", report.Cosignatures)
		}
		if report.Heads > 0 {
			fmt.Printf("%d heads seen earlier agree\n", report.Heads)
		}
		if report.Erased > 0 {
			fmt.Printf("%d entries were erased and cannot be checked\n", report.Erased)
		}
		for _, r := range report.Remarks {
			fmt.Printf("remark: entry %d: %s\n", r.Seq, r.Why)
		}
		return nil
	})
}

// seen reads the heads that somebody outside has kept; signed ones must bear the signature of this log.
func (c *auditVerify) seen(key string) ([]audit.SeenHead, error) {
	if c.Heads == "" {
		return nil, nil
	}
	log, err := note.NewVerifier(key)
	if err != nil {
		return nil, fmt.Errorf("read the key of the log: %w", err)
	}
	file, err := os.Open(c.Heads)
	if err != nil {
		return nil, fmt.Errorf("read the heads: %w", err)
	}
	defer file.Close()
	return audit.ParseSeen(file, log)
}
