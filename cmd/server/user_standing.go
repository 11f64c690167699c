package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
)

type userList struct{ data }

// Run lists the accounts: name, role, teams, state, second factor, when they signed in last.
func (c *userList) Run(ctx context.Context) error {
	return c.with(ctx, false, func(s *store.Store) error {
		if err := s.Keeper().Note(ctx, "cli", "host.read", "user list"); err != nil {
			return err
		}
		lines, err := s.Accounts().Lines(ctx)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
		for _, a := range lines {
			factor, seen := "no second factor", "never"
			if a.Factor {
				factor = "second factor"
			}
			if !a.Seen.IsZero() {
				seen = a.Seen.Format(time.DateOnly)
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", a.Name, a.Role, strings.Join(a.Teams, ","), a.State, factor, seen)
		}
		return w.Flush()
	})
}

type userEnable struct {
	data
	Name string `arg:""`
}

// Run opens a disabled account again; its sessions, links and tokens stay ended.
func (c *userEnable) Run(ctx context.Context) error {
	return c.with(ctx, false, func(s *store.Store) error {
		account, err := s.Accounts().ByName(ctx, c.Name)
		if err != nil {
			return err
		}
		return s.Accounts().Enable(ctx, "cli", account.Code)
	})
}

type userRole struct {
	data
	Name string   `arg:""`
	Role string   `arg:"" help:"coordinator, staff, lawyer, intake, researcher, auditor or admin."`
	Team []string `help:"A team of the account; may be given several times. Without it the account has none."`
}

// Run gives the account a role and teams in the place of those it has. On the server's own command line no second
// administrator is asked; the coordinators are told of a raised role.
func (c *userRole) Run(ctx context.Context) error {
	return c.with(ctx, false, func(s *store.Store) error {
		account, err := s.Accounts().ByName(ctx, c.Name)
		if err != nil {
			return err
		}
		_, err = s.Accounts().SetStanding(ctx, "cli", account.Code, cases.Standing{Role: cases.Role(c.Role), Teams: c.Team})
		return err
	})
}
