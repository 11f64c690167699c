package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"
)

// How a rate is taken: several rounds in turn, so that a moment of noise falls on both sides; the middle one counts.
const (
	rounds    = 5
	roundTime = 3 * time.Second
)

// pair is one server that gathers saves and one that does not, on the same data.
type pair struct{ on, off *client }

// create measures saving through the API on SQLite.
func (b *bench) create(ctx context.Context) (err error) {
	world, err := cached(ctx, b.cache, "working", working)
	if err != nil {
		return err
	}
	prepare := func(name string, more ...string) (*client, *child, folder, error) {
		f, err := world.copied(filepath.Join(b.scratch, name))
		if err != nil {
			return nil, nil, f, err
		}
		d, err := f.newDoor(ctx, "")
		if err != nil {
			return nil, nil, f, err
		}
		c, err := b.own(ctx, f, name, more...)
		if err != nil {
			return nil, nil, f, err
		}
		return newClient(c.base, d, false), c, f, nil
	}
	on, first, f, err := prepare("gather")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, first.stop()) }()
	off, second, _, err := prepare("alone", "--no-gather")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, second.stop()) }()
	plain, err := newBare(ctx, f, "bare.db")
	if err != nil {
		return err
	}
	defer plain.close()
	third, err := start(ctx, filepath.Join(b.scratch, "bare.log"), b.self, "serve", "--bare", "--data", f.dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, third.stop()) }()
	return b.compare(ctx, "SQLite", working.name, pair{on, off}, plain, newClient(third.base, door{}, false))
}

// createPostgres measures the same on PostgreSQL, on a server of its own.
func (b *bench) createPostgres(ctx context.Context) error {
	missing := row{operation: "create through the API, PostgreSQL", asked: "≥ 2", ok: "no"}
	return b.postgres(missing, func(made func() (string, error)) error { return b.createOn(ctx, made) })
}

// createOn measures creating on PostgreSQL, of which made gives empty databases.
func (b *bench) createOn(ctx context.Context, made func() (string, error)) (err error) {
	prepare := func(name string, more ...string) (*client, *child, error) {
		f, err := newFolder(filepath.Join(b.scratch, name))
		if err != nil {
			return nil, nil, err
		}
		url, err := made()
		if err != nil {
			return nil, nil, err
		}
		d, err := f.populated(ctx, url, little)
		if err != nil {
			return nil, nil, err
		}
		c, err := b.own(ctx, f, name, append(more, "--db", url)...)
		if err != nil {
			return nil, nil, err
		}
		return newClient(c.base, d, false), c, nil
	}
	on, first, err := prepare("pg-gather")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, first.stop()) }()
	off, second, err := prepare("pg-alone", "--no-gather")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, second.stop()) }()
	return b.compare(ctx, "PostgreSQL", little.name, pair{on, off}, nil, nil)
}

// populated fills an empty database with a world and makes a way in.
func (f folder) populated(ctx context.Context, url string, s size) (door, error) {
	st, err := f.open(ctx, url, false)
	if err != nil {
		return door{}, err
	}
	if err := populate(ctx, st, s); err != nil {
		return door{}, errors.Join(err, st.Close())
	}
	d, err := newDoor(ctx, st)
	return d, errors.Join(err, st.Close())
}

// side is one of the things compared: its work, and what came of it.
type side struct {
	work  func(i int) error
	rates []float64
	took  times
}

func (b *bench) compare(ctx context.Context, engine, data string, p pair, floor *bare, overHTTP *client) error {
	on, off, plain, posted := &side{}, &side{}, &side{}, &side{}
	sides := []*side{on, off}
	for i, c := range []*client{p.on, p.off} {
		bodies, err := c.bodies(4000)
		if err != nil {
			return err
		}
		sides[i].work = c.poster(bodies)
		if floor != nil && i == 0 {
			plain.work, posted.work = floor.insert, overHTTP.poster(bodies)
		}
	}
	if floor != nil {
		sides = append(sides, plain, posted)
	}
	if err := inTurn(ctx, sides); err != nil {
		return err
	}
	b.add(row{operation: "create through the API, " + engine, data: data, ours: on.String(), floor: "gathering off: " + off.String()}.
		atLeast(median(on.rates)/median(off.rates), 2))
	if floor != nil {
		b.add(row{operation: "the same against a bare insert", data: data, ours: on.String(), floor: "bare gathered insert: " + plain.String()}.
			atLeast(median(on.rates)/median(plain.rates), 0.25))
		b.add(row{operation: "the same against a bare insert behind net/http", data: data, ours: on.String(), floor: posted.String(),
			ratio: fmt.Sprintf("%.2f", median(on.rates)/median(posted.rates))})
	}
	return nil
}

// inTurn gives each side its rounds, one after the other. The first round warms up and does not count.
func inTurn(ctx context.Context, sides []*side) error {
	for round := range rounds + 1 {
		for _, s := range sides {
			took, rate, err := hammer(ctx, clients, roundTime, s.work)
			if err != nil {
				return err
			}
			if round > 0 {
				s.rates, s.took = append(s.rates, rate), append(s.took, took...)
			}
		}
	}
	return nil
}

func (s *side) String() string { return fmt.Sprintf("%.0f/s, %s", median(s.rates), s.took) }
