// Command bench measures the application against floors taken in the same run on the same machine, and prints one
// table. It makes its own data; what it prints is what it measured.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"time"
)

func say(format string, args ...any) { fmt.Fprintf(os.Stderr, "bench: "+format+"\n", args...) }

func main() {
	run := measure
	if len(os.Args) > 1 && os.Args[1] == "serve" {
		run = func() error { return serve(os.Args[2:]) }
	}
	if err := run(); err != nil {
		say("%v", err)
		os.Exit(1)
	}
}

// bench is one run: where things are, and the rows of the table so far.
type bench struct {
	scratch string // a folder that goes away with the run
	cache   string
	self    string // this program, for servers with gathering off
	product string // the built application
	profile string // a folder for CPU profiles; empty: none
	small   bool
	only    map[string]bool
	rows    []row
}

func measure() error {
	defaultCache, _ := os.UserCacheDir()
	if dir := os.Getenv("AIGAQ_BENCH_DIR"); dir != "" {
		defaultCache = dir
	} else {
		defaultCache = filepath.Join(defaultCache, "aigaq-bench")
	}
	b := &bench{only: map[string]bool{}}
	flag.BoolVar(&b.small, "small", false, "leave the million records out")
	flag.StringVar(&b.cache, "cache", defaultCache, "where made worlds are kept (AIGAQ_BENCH_DIR)")
	flag.StringVar(&b.product, "server", "bin/aigaq", "the built application")
	flag.StringVar(&b.profile, "profile", "", "write CPU profiles of the servers into this folder")
	write := flag.String("write", "", "also replace the table between the markers of this file")
	flag.Parse()
	for _, part := range flag.Args() {
		b.only[part] = true
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	end, err := profileTo(b.profile, "bench")
	if err != nil {
		return err
	}
	head, err := b.run(ctx)
	end()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s\n\n", head)
	writeTable(&out, b.rows)
	fmt.Print(out.String())
	if *write != "" {
		return replaceBetweenMarkers(*write, out.Bytes())
	}
	return nil
}

// run takes the parts in turn; named ones alone where some are named.
func (b *bench) run(ctx context.Context) (head string, err error) {
	if b.self, err = os.Executable(); err != nil {
		return "", fmt.Errorf("find this program: %w", err)
	}
	if b.scratch, err = os.MkdirTemp("", "aigaq-bench"); err != nil {
		return "", fmt.Errorf("make a scratch folder: %w", err)
	}
	defer os.RemoveAll(b.scratch)
	if err := os.MkdirAll(b.cache, 0o700); err != nil {
		return "", fmt.Errorf("make the cache: %w", err)
	}
	if head, err = machine(b.scratch); err != nil {
		return "", err
	}
	for _, part := range []struct {
		name string
		do   func(context.Context) error
	}{{"idle", b.idle}, {"pages", b.pages}, {"entries", b.entries}, {"signin", b.signIn}, {"counts", b.workingCounts}, {"csv", b.workingCSV}, {"create", b.create},
		{"postgres", b.createPostgres}, {"million", b.million}, {"policy", b.policy}, {"scoring", b.scoring}, {"names", b.names}, {"duplicates", b.duplicates}, {"text", b.text}} {
		if len(b.only) > 0 && !b.only[part.name] || b.small && (part.name == "million" || part.name == "policy") {
			continue
		}
		began := time.Now()
		if err := part.do(ctx); err != nil {
			return "", fmt.Errorf("%s: %w", part.name, err)
		}
		say("%s took %s", part.name, time.Since(began).Round(time.Second))
	}
	return head, nil
}

func (b *bench) add(r row) {
	b.rows = append(b.rows, r)
	say("%s: %s; floor %s; ratio %s, asked %s: %s", r.operation, r.ours, r.floor, r.ratio, r.asked, r.ok)
}

// replaceBetweenMarkers puts the figures into a document, in the place of those that it held.
func replaceBetweenMarkers(path string, figures []byte) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("write the figures down: %w", err)
	}
	begin, end := []byte("<!-- figures -->\n"), []byte("<!-- end of figures -->\n")
	before, rest, ok := bytes.Cut(text, begin)
	_, after, closed := bytes.Cut(rest, end)
	if !ok || !closed {
		return fmt.Errorf("%s has no markers to put the figures between", path)
	}
	return os.WriteFile(path, bytes.Join([][]byte{before, begin, figures, end, after}, nil), 0o644)
}
