package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
)

// barWidth is how many characters the bar of a progress takes.
const barWidth = 40

type duplicatesCommand struct {
	data
	Quiet bool `help:"Show no progress." short:"q"`
}

// Run looks through everybody for people who may be one, beside a server that runs, and says how many pairs it found.
func (c *duplicatesCommand) Run(ctx context.Context) error {
	return c.with(ctx, false, func(s *store.Store) error {
		var progress func(done, total int)
		if !c.Quiet {
			progress = bar(os.Stderr)
		}
		run, err := s.Keeper().FindDuplicates(ctx, "cli", progress)
		if errors.Is(err, cases.ErrRunning) {
			return errors.New("somebody is looking for duplicates already: wait for the end, or stop it on the page /duplicates")
		}
		if err != nil {
			return err
		}
		fmt.Printf("people\t%d\ncompared\t%d\npairs\t%d\n", run.People, run.Compared, run.Found)
		if run.Cut > 0 {
			fmt.Printf("too common\t%d\n", run.Cut)
		}
		return nil
	})
}

// bar draws how far some work is, over itself, and ends its line at the end.
func bar(to io.Writer) func(done, total int) {
	ended := false
	return func(done, total int) {
		if total == 0 || ended {
			return
		}
		full := min(done, total) * barWidth / total
		fmt.Fprintf(to, "\r[%s%s] %3d %%", strings.Repeat("#", full), strings.Repeat(".", barWidth-full), min(done, total)*100/total)
		if ended = done >= total; ended {
			fmt.Fprintln(to)
		}
	}
}
