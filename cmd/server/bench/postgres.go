package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	_ "github.com/jackc/pgx/v5/stdlib" // registers the driver "pgx"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
	"aigaq/internal/cases/store/pgtest"
)

// postgres measures on a PostgreSQL of the run's own, on which made gives the address of an empty database each time;
// where it is not installed, the row says so.
func (b *bench) postgres(missing row, do func(made func() (string, error)) error) error {
	pg, err := pgtest.Start()
	if errors.Is(err, pgtest.ErrMissing) {
		missing.ours = err.Error()
		b.add(missing)
		return nil
	}
	if err != nil {
		return err
	}
	defer pg.Stop()
	return do(pg.Database)
}

// postgresNamed is the address of a database that is kept between runs, its keys in the cache; empty: none. A database
// that is named for the first time must be empty.
func postgresNamed() string { return os.Getenv("AIGAQ_BENCH_PG") }

// bothIn measures in an empty database of each kind, with a data folder of its own.
func (b *bench) bothIn(name string, missing row, do func(engine string, f folder, url string) error) error {
	f, err := newFolder(filepath.Join(b.scratch, name))
	if err != nil {
		return err
	}
	if err := do("SQLite", f, ""); err != nil {
		return err
	}
	return b.postgres(missing, func(made func() (string, error)) error {
		url, err := made()
		if err != nil {
			return err
		}
		if f, err = newFolder(filepath.Join(b.scratch, name+"-pg")); err != nil {
			return err
		}
		return do("PostgreSQL", f, url)
	})
}

// eachReader hands the desk of each reader to do, without those of one role.
func eachReader(ctx context.Context, st *store.Store, without cases.Role, do func(name string, desk *store.Desk) error) error {
	for _, one := range readers {
		if one.role == without {
			continue
		}
		account, err := st.Accounts().ByName(ctx, one.name)
		if err != nil {
			return err
		}
		if err := do(one.name, st.For(account.User)); err != nil {
			return err
		}
	}
	return nil
}
