package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"github.com/alexedwards/argon2id"
)

// entries measures what it costs that every opened record is entered into the log: pages a second with eight readers,
// against the same server without those entries.
func (b *bench) entries(ctx context.Context) (err error) {
	world, err := cached(ctx, b.cache, "working", working)
	if err != nil {
		return err
	}
	with, without := &side{}, &side{}
	for s, more := range map[*side][]string{with: nil, without: {"--no-notes"}} {
		f, err := world.copied(filepath.Join(b.scratch, fmt.Sprint("entries", len(more))))
		if err != nil {
			return err
		}
		d, err := f.newDoor(ctx, "")
		if err != nil {
			return err
		}
		child, err := b.own(ctx, f, fmt.Sprint("entries", len(more)), more...)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, child.stop()) }()
		c := newClient(child.base, d, false)
		numbers, err := c.numbers("/api/v1/detentions?per=200&level=internal")
		if err != nil {
			return err
		}
		s.work = func(i int) error {
			_, err := c.get("/detentions/"+numbers[i%len(numbers)], io.Discard)
			return err
		}
	}
	if err := inTurn(ctx, []*side{with, without}); err != nil {
		return err
	}
	b.add(row{operation: "open records, 8 readers, entries in the log", data: working.name, ours: with.String(),
		floor: "without entries: " + without.String()}.atLeast(median(with.rates)/median(without.rates), 0.8))
	return nil
}

// signIn measures signing in against the hash that it rests on: argon2id, 64 MiB, three passes.
func (b *bench) signIn(ctx context.Context) (err error) {
	f, err := newFolder(filepath.Join(b.scratch, "signin"))
	if err != nil {
		return err
	}
	st, err := f.open(ctx, "", false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	account, err := st.Accounts().Add(ctx, "cli", userName, "staff", nil)
	if err != nil {
		return err
	}
	password := rand.Text()
	if err := st.Accounts().SetPassword(ctx, "cli", account.ID, password); err != nil {
		return err
	}
	cost := &argon2id.Params{Memory: 64 << 10, Iterations: 3, Parallelism: 1, SaltLength: 16, KeyLength: 32}
	var ours, floor times
	for range 12 {
		began := time.Now()
		if _, _, err := st.Accounts().SignIn(ctx, userName, password); err != nil {
			return err
		}
		ours, began = append(ours, time.Since(began)), time.Now()
		if _, err := argon2id.CreateHash(password, cost); err != nil {
			return err
		}
		floor = append(floor, time.Since(began))
	}
	b.add(row{operation: "sign in, first step", ours: ours.String(), floor: "argon2id alone: " + floor.String()}.atMost(over(ours.at(50), floor.at(50)), 1.2))
	return nil
}
