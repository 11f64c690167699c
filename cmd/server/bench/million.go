package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// million measures what must not grow with the number of records.
func (b *bench) million(ctx context.Context) error {
	f, err := cached(ctx, b.cache, "million", million)
	if err != nil {
		return err
	}
	b.add(row{operation: "make the data, one record after the other", data: million.name,
		ours: fmt.Sprintf("%.0f/s, %s when it was made", float64(million.records())/f.built.Seconds(), f.built)})
	took, err := b.counts(ctx, f, million.name, 7)
	if err != nil {
		return err
	}
	b.add(row{operation: "the same, in time", data: million.name, ours: short(took), asked: "< 1 s", ok: yes(took < time.Second)})
	if err := b.csv(ctx, f, million.name, 1); err != nil {
		return err
	}
	return b.flat(ctx, f)
}

// flat exports some of the detentions and then all of them through the server, and compares the most memory that it
// held meanwhile.
func (b *bench) flat(ctx context.Context, f folder) (err error) {
	s, err := b.serve(ctx, f, "million")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	c := newClient(s.base, s.door, false)
	const few = "/detentions.csv?purpose=casework&region=KZ-71"
	if _, err := c.export(few); err != nil {
		return err
	}
	// What unlocking took (64 MB) goes back to the system within this time; it is not the export's.
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(settling):
	}
	peak := func(path string) (int, float64, error) {
		if err := s.forget(); err != nil {
			return 0, 0, err
		}
		lines, err := c.export(path)
		if err != nil {
			return 0, 0, err
		}
		_, most, err := s.resident()
		return lines - 1, most, err
	}
	some, before, err := peak(few)
	if err != nil {
		return err
	}
	all, after, err := peak("/detentions.csv?purpose=casework")
	if err != nil {
		return err
	}
	b.add(row{operation: "memory of an export", data: million.name, ours: fmt.Sprintf("peak %.0f MB for %d rows", after, all),
		floor: fmt.Sprintf("peak %.0f MB for %d rows", before, some)}.atMost(after/before, 1.2))
	return nil
}
