package main

import (
	"context"
	"fmt"
	"path/filepath"
	"time"
)

// settling is how long a server is left alone before its memory is read.
const settling = time.Minute

// idle measures the application with the sample and nobody asking anything.
func (b *bench) idle(ctx context.Context) error {
	c, err := start(ctx, filepath.Join(b.scratch, "demo.log"), b.product, "demo", "--data", filepath.Join(b.scratch, "demo"))
	if err != nil {
		return err
	}
	defer c.stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(settling):
	}
	now, most, err := c.resident()
	if err != nil {
		return err
	}
	b.add(row{operation: "memory, idle", data: "sample", ours: fmt.Sprintf("%.0f MB a minute after the start (peak %.0f MB)", now, most),
		asked: "< 64 MB", ok: yes(now < 64)})
	return nil
}
