package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
)

// pages measures what a browser asks for, on one kept-alive connection, and the server's memory under everything.
func (b *bench) pages(ctx context.Context) (err error) {
	s, err := b.working(ctx, "pages")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	c := newClient(s.base, s.door, false)
	for _, part := range []func(context.Context, *served, *client) error{b.open, b.lists, b.mixed} {
		if err := part(ctx, s, c); err != nil {
			return err
		}
	}
	return nil
}

// open compares the page of a record with a file of the same size behind net/http.
func (b *bench) open(ctx context.Context, s *served, c *client) error {
	numbers, err := c.numbers("/api/v1/detentions?per=200&level=internal")
	if err != nil {
		return err
	}
	var page bytes.Buffer
	if _, err := c.get("/detentions/"+numbers[0], &page); err != nil {
		return err
	}
	dir := filepath.Join(b.scratch, "static")
	if err := errors.Join(os.MkdirAll(dir, 0o700), os.WriteFile(filepath.Join(dir, "page.html"), page.Bytes(), 0o600)); err != nil {
		return fmt.Errorf("write the static page: %w", err)
	}
	files, err := start(ctx, filepath.Join(b.scratch, "static.log"), b.self, "serve", "--static", dir)
	if err != nil {
		return err
	}
	defer files.stop()
	static := newClient(files.base, door{}, false)
	zipped := newClient(s.base, s.door, true)
	var ours, floor, small times
	for i := range 1600 {
		if ours, err = timed(ours, c, "/detentions/"+numbers[i%len(numbers)]); err != nil {
			return err
		}
		if floor, err = timed(floor, static, "/page.html"); err != nil {
			return err
		}
		if i%4 == 0 {
			if small, err = timed(small, zipped, "/detentions/"+numbers[i%len(numbers)]); err != nil {
				return err
			}
		}
	}
	size := fmt.Sprintf("; %.1f KB", float64(page.Len())/1024)
	b.add(row{operation: "open a record, HTML", data: working.name, ours: ours.String() + size,
		floor: "static page: " + floor.String()}.atMost(over(ours.at(50), floor.at(50)), 4))
	b.add(row{operation: "the same, compressed", data: working.name, ours: small.String()})
	return nil
}

func timed(list times, c *client, path string) (times, error) {
	d, err := c.took(path)
	return append(list, d), err
}

// lists compares the last page of all people with the first.
func (b *bench) lists(_ context.Context, _ *served, c *client) error {
	after, err := c.cursor("/api/v1/people", working.people-50)
	if err != nil {
		return err
	}
	deep := "/people?after=" + url.QueryEscape(after) + fmt.Sprintf("&first=%d", working.people-49)
	var first, last times
	for range 200 {
		if first, err = timed(first, c, "/people"); err != nil {
			return err
		}
		if last, err = timed(last, c, deep); err != nil {
			return err
		}
	}
	b.add(row{operation: "list, page 400 of 50", data: "20,000 people", ours: last.String(),
		floor: "page 1: " + first.String()}.atMost(over(last.at(50), first.at(50)), 1.3))
	return nil
}

// listing is what the API says of a list.
type listing struct {
	Records []struct{ Number string }
	Next    string
}

func (c *client) listing(path string) (listing, error) {
	var body bytes.Buffer
	var out listing
	if _, err := c.get(path, &body); err != nil {
		return out, err
	}
	if err := json.Unmarshal(body.Bytes(), &out); err != nil {
		return out, fmt.Errorf("read the list %s: %w", path, err)
	}
	return out, nil
}

func (c *client) numbers(path string) ([]string, error) {
	list, err := c.listing(path)
	var out []string
	for _, r := range list.Records {
		out = append(out, r.Number)
	}
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("the list %s is empty", path)
	}
	return out, err
}

// cursor walks a list and gives the cursor behind the n-th record.
func (c *client) cursor(path string, n int) (after string, err error) {
	for n > 0 {
		per := 450
		if n < 900 {
			per = min(n, 450)
		}
		list, err := c.listing(fmt.Sprintf("%s?per=%d&after=%s", path, per, url.QueryEscape(after)))
		if err != nil {
			return "", err
		}
		if len(list.Records) != per || list.Next == "" {
			return "", fmt.Errorf("the list %s ends %d records early", path, n)
		}
		after, n = list.Next, n-per
	}
	return after, nil
}

// export reads a file to its end and counts its lines, the header among them.
func (c *client) export(path string) (lines int, err error) {
	count := &lineCounter{}
	_, err = c.get(path, count)
	return count.lines, err
}

type lineCounter struct {
	lines int
	size  int64
}

func (l *lineCounter) Write(b []byte) (int, error) {
	l.lines += bytes.Count(b, []byte("\n")) // made-up answers hold no line ends of their own
	l.size += int64(len(b))
	return len(b), nil
}

var _ io.Writer = (*lineCounter)(nil)
