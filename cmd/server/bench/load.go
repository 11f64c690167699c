package main

import (
	"context"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// clients is how many ask at the same time.
const clients = 8

// hammer runs a piece of work in several clients at once for a time, and gives how long each took and how many were
// done a second. The first error ends it.
func hammer(ctx context.Context, clients int, span time.Duration, work func(i int) error) (times, float64, error) {
	ctx, stop := context.WithTimeout(ctx, span)
	defer stop()
	var next atomic.Int64
	var mu sync.Mutex
	var all times
	var first error
	var group sync.WaitGroup
	began := time.Now()
	for range clients {
		group.Go(func() {
			var mine times
			var err error
			for ctx.Err() == nil && err == nil {
				at := time.Now()
				err = work(int(next.Add(1)))
				mine = append(mine, time.Since(at))
			}
			mu.Lock()
			defer mu.Unlock()
			all = append(all, mine...)
			if err != nil && first == nil {
				first = err
				stop()
			}
		})
	}
	group.Wait()
	return all, float64(len(all)) / time.Since(began).Seconds(), first
}

// poster gives the work of posting made-up detentions.
func (c *client) poster(bodies [][]byte) func(i int) error {
	return func(i int) error { return c.post("/api/v1/detentions", bodies[i%len(bodies)], io.Discard) }
}
