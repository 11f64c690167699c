// Command aigaq documents human-rights cases: it serves the application and does the work that belongs on the host.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"aigaq/internal/cases"
	"aigaq/internal/cases/audit"
	"aigaq/internal/cases/i18n"
	"aigaq/internal/cases/store"
	"aigaq/views"
)

// The exit codes: done, the answer is no, wrong use, could not run.
const (
	exitDone  = 0
	exitNo    = 1
	exitUsage = 2
	exitFail  = 3
)

// commands is the command line; each command has a file of its own here.
type commands struct {
	Serve      serveCommand      `cmd:"" help:"Serve the application."`
	Demo       demoCommand       `cmd:"" help:"Serve the January 2022 sample from a fresh data folder, with links that sign in."`
	User       userCommands      `cmd:"" help:"Accounts: add, list, disable, reset."`
	Team       teamCommands      `cmd:"" help:"Teams: add, list."`
	Token      tokenCommands     `cmd:"" help:"API tokens: add, revoke."`
	Sample     sampleCommand     `cmd:"" help:"Load the January 2022 sample."`
	Export     exportCommand     `cmd:"" help:"Write the records of a kind that an account may see."`
	Import     importCommand     `cmd:"" help:"Bring in a list of names from a CSV or XLSX file."`
	Audit      auditCommands     `cmd:"" help:"The audit log: head, key, proof, verify."`
	Witness    witnessCommand    `cmd:"" help:"Watch the logs of partners: cosign their checkpoints as long as they only grow."`
	Names      namesCommands     `cmd:"" help:"Names: score pairs of them, measure the comparison."`
	Passphrase passphraseCommand `cmd:"" help:"Choose another passphrase; copies of the old keys.json still open with the old one."`
	Compact    compactCommand    `cmd:"" help:"Take what was erased off the disk; writing waits for it."`
	Duplicates duplicatesCommand `cmd:"" help:"Look through everybody for people who may be one."`
	Version    versionCommand    `cmd:"" help:"Version, commit and dependencies."`
}

// errNo is an answer of no that has been printed already.
var errNo = errors.New("no")

func main() { os.Exit(run(os.Args[1:])) }

func run(args []string) int {
	guardMemory()
	var c commands
	parser, err := kong.New(&c, kong.Name("aigaq"), kong.Description("Documents human-rights cases. Environment: AIGAQ_DATA, AIGAQ_ADDR, AIGAQ_DB, AIGAQ_PASSPHRASE_FILE, AIGAQ_ORIGIN, AIGAQ_EXPORT_ALONE, AIGAQ_WITNESS."), kong.UsageOnError())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitFail
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "aigaq:", err)
		return exitUsage
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	parsed.BindTo(ctx, (*context.Context)(nil))
	return exitCode(parsed.Run())
}

// errUsage marks errors of wrong use that only show once a command runs.
type errUsage struct{ error }

func exitCode(err error) int {
	var problems cases.Problems
	var fault audit.Fault
	var record store.RecordFault
	var usage errUsage
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errNo):
		return exitNo
	}
	fmt.Fprintln(os.Stderr, "aigaq:", inWords(err))
	switch {
	case errors.As(err, &fault), errors.As(err, &record), errors.Is(err, cases.ErrNotFound), errors.Is(err, store.ErrTaken):
		return exitNo
	case errors.As(err, &problems), errors.As(err, &usage):
		return exitUsage
	}
	return exitFail
}

// inWords is an error as it is printed. What is wrong with what was typed is said as the pages say it.
func inWords(err error) string {
	var problems cases.Problems
	if !errors.As(err, &problems) {
		return err.Error()
	}
	catalogues, unread := i18n.Load()
	if unread != nil {
		return err.Error()
	}
	said := make([]string, len(problems))
	for i, one := range problems {
		said[i] = one.Field + ": " + views.Wrong(catalogues.Words("en"), one)
	}
	return strings.Join(said, "\naigaq: ")
}
