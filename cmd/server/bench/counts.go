package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/store"
)

// rawCount is the count as somebody would write it by hand.
const rawCount = "SELECT region, month, kind, COUNT(*) FROM facts WHERE first = 1 GROUP BY region, month, kind ORDER BY region, month, kind"

func (b *bench) workingCounts(ctx context.Context) error {
	f, err := cached(ctx, b.cache, "working", working)
	if err != nil {
		return err
	}
	_, err = b.counts(ctx, f, working.name, 41)
	return err
}

// counts compares counting by region, month and kind with the same GROUP BY written by hand.
func (b *bench) counts(ctx context.Context, f folder, data string, repeat int) (took time.Duration, err error) {
	st, desk, err := f.desk(ctx)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	db, err := f.raw("aigaq.db", false)
	if err != nil {
		return 0, err
	}
	defer db.Close()
	var ours, floor times
	for i := range repeat + 1 {
		began := time.Now()
		counts, err := desk.Counts(ctx, cases.CountQuery{Unit: cases.UnitRecords, By: []string{"region", "month", "kind"}})
		if err != nil {
			return 0, err
		}
		mine := time.Since(began)
		began = time.Now()
		n, err := rowsOf(ctx, db, rawCount, func([]string) error { return nil })
		if err != nil {
			return 0, err
		}
		if n != len(counts.Cells) {
			return 0, fmt.Errorf("the store counts %d cells, the raw query %d", len(counts.Cells), n)
		}
		if i > 0 {
			ours, floor = append(ours, mine), append(floor, time.Since(began))
		}
	}
	b.add(row{operation: "counts: region × month × kind", data: data, ours: ours.String(), floor: "raw GROUP BY: " + floor.String()}.
		atMost(over(ours.at(50), floor.at(50)), 1.5))
	return ours.at(50), nil
}

// desk opens the store of a folder for the account that sees everything.
func (f folder) desk(ctx context.Context) (*store.Store, *store.Desk, error) {
	st, err := f.open(ctx, "", false)
	if err != nil {
		return nil, nil, err
	}
	account, err := st.Accounts().ByName(ctx, userName)
	if err != nil {
		return nil, nil, errors.Join(err, st.Close())
	}
	return st, st.For(account.User), nil
}
