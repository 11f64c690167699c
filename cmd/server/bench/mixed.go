package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"
)

// mixedTime is how long everything is asked at once.
const mixedTime = 15 * time.Second

// mixed asks for everything at once and reads the most memory that the server has held since its start: eight clients
// create, others open records, page through lists, count and export.
func (b *bench) mixed(ctx context.Context, s *served, c *client) error {
	bodies, err := c.bodies(2000)
	if err != nil {
		return err
	}
	numbers, err := c.numbers("/api/v1/detentions?per=200&level=internal")
	if err != nil {
		return err
	}
	get := func(path string) error {
		_, err := c.get(path, io.Discard)
		return err
	}
	var group sync.WaitGroup
	var mu sync.Mutex
	var failed error
	for _, load := range []struct {
		clients int
		work    func(i int) error
	}{
		{clients, c.poster(bodies)},
		{2, func(i int) error { return get("/detentions/" + numbers[i%len(numbers)]) }},
		{2, func(int) error { return get("/people") }},
		{1, func(int) error { return get("/counts?unit=records&by=region,month,kind") }},
		{2, func(int) error { return get("/detentions.csv?purpose=casework") }},
	} {
		group.Go(func() {
			_, _, err := hammer(ctx, load.clients, mixedTime, load.work)
			mu.Lock()
			defer mu.Unlock()
			failed = errors.Join(failed, err)
		})
	}
	group.Wait()
	if failed != nil {
		return failed
	}
	now, most, err := s.resident()
	if err != nil {
		return err
	}
	b.add(row{operation: "memory, everything at once", data: working.name, ours: fmt.Sprintf("peak %.0f MB since the start, %.0f MB at the end", most, now),
		asked: "< 200 MB", ok: yes(most < 200)})
	return nil
}
