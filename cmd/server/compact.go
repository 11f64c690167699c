package main

import (
	"context"

	"aigaq/internal/cases/store"
)

type compactCommand struct {
	data
}

// Run takes what was erased off the disk. It holds all writing up while it runs.
func (c *compactCommand) Run(ctx context.Context) error {
	return c.with(ctx, false, func(s *store.Store) error { return s.Keeper().Compact(ctx, "cli") })
}
