package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/sample"
	"aigaq/internal/cases/store"
)

type sampleCommand struct{ data }

// Run loads the sample with its teams and accounts; doing so again adds nothing.
func (c *sampleCommand) Run(ctx context.Context) error {
	return c.with(ctx, true, func(s *store.Store) error {
		return loadSample(ctx, s, func(line string) { fmt.Fprintln(os.Stderr, line) })
	})
}

// loadSample makes the sample's teams and accounts and saves its records, each as the work of its team.
func loadSample(ctx context.Context, s *store.Store, say func(string)) error {
	if err := s.Keeper().Note(ctx, "cli", "host.sample", ""); err != nil {
		return err
	}
	for _, t := range sample.Teams() {
		if err := s.Keeper().AddTeam(ctx, "cli", t.Code, t.En, t.Ru, t.Kk); err != nil {
			return err
		}
	}
	users := map[string]cases.User{}
	for _, a := range sample.Accounts() {
		_, err := s.Accounts().Add(ctx, "cli", a.Name, a.Role, a.Teams)
		if err != nil && !errors.Is(err, store.ErrTaken) {
			return err
		}
		account, err := s.Accounts().ByName(ctx, a.Name)
		if err != nil {
			return err
		}
		users[a.Name] = account.User
	}
	by := func(team string) sample.Saver { return s.For(users[writerOf(team)]) }
	return sample.Load(ctx, sample.Options{Today: time.Now(), Owner: "lawyer"}, by, say)
}

// writerOf names the account that enters a team's records; what all teams share is the coordinator's.
func writerOf(team string) string {
	if team == "" {
		return "coordinator"
	}
	for _, a := range sample.Accounts() {
		if a.Role == cases.Staff && slices.Contains(a.Teams, team) {
			return a.Name
		}
	}
	return "lawyer"
}
