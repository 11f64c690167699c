package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// bare is the floor of a create: one INSERT of a detention's row, head and own columns, into a table without indexes
// in an encrypted database of its own. Rows that wait are gathered into one transaction, as saves are.
type bare struct {
	db        *sql.DB
	statement string
	values    []any
	queue     chan chan error
	ended     chan struct{}
}

// The same bounds as the store's writer has.
const (
	bareGroup = 64
	bareTime  = 50 * time.Millisecond
)

func newBare(ctx context.Context, f folder, file string) (*bare, error) {
	values, err := oneDetention(ctx, f)
	if err != nil {
		return nil, err
	}
	db, err := f.raw(file, true)
	if err != nil {
		return nil, err
	}
	names := make([]string, len(values))
	for i := range names {
		names[i] = fmt.Sprintf("c%d", i)
	}
	list := strings.Join(names, ", ")
	if _, err := db.ExecContext(ctx, "CREATE TABLE bare (id INTEGER PRIMARY KEY, "+list+")"); err != nil {
		db.Close()
		return nil, fmt.Errorf("make the bare table: %w", err)
	}
	b := &bare{db: db, values: values, queue: make(chan chan error, bareGroup), ended: make(chan struct{}),
		statement: "INSERT INTO bare (" + list + ") VALUES (" + strings.TrimSuffix(strings.Repeat("?,", len(values)), ",") + ")"}
	go b.loop()
	return b, nil
}

// oneDetention reads the row that is inserted again and again.
func oneDetention(ctx context.Context, f folder) ([]any, error) {
	db, err := f.raw("aigaq.db", false)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	rows, err := db.QueryContext(ctx, "SELECT records.*, own.* FROM records JOIN kind_detention AS own ON own.id = records.id ORDER BY records.id DESC LIMIT 1")
	if err != nil {
		return nil, fmt.Errorf("read a detention: %w", err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil || !rows.Next() {
		return nil, fmt.Errorf("read a detention: %w", rows.Err())
	}
	values, to := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		to[i] = &values[i]
	}
	return values, rows.Scan(to...)
}

// insert waits until its row is on the disk.
func (b *bare) insert(int) error {
	done := make(chan error, 1)
	b.queue <- done
	return <-done
}

func (b *bare) loop() {
	defer close(b.ended)
	for first := range b.queue {
		group := []chan error{first}
		err := b.together(&group)
		for _, done := range group {
			done <- err
		}
	}
}

// together inserts one row for the first that waits and for each that comes while the transaction is open.
func (b *bare) together(group *[]chan error) error {
	began := time.Now()
	tx, err := b.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	statement, err := tx.Prepare(b.statement)
	if err != nil {
		return err
	}
	defer statement.Close()
	for {
		if _, err := statement.Exec(b.values...); err != nil {
			return err
		}
		select {
		case next, open := <-b.queue:
			if !open || len(*group) == bareGroup || time.Since(began) > bareTime {
				return tx.Commit()
			}
			*group = append(*group, next)
		default:
			return tx.Commit()
		}
	}
}

func (b *bare) close() error {
	close(b.queue)
	<-b.ended
	return b.db.Close()
}

// ServeHTTP inserts one row for each request, whatever it says: what a create costs when it is nothing but HTTP and
// an insert.
func (b *bare) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err == nil {
		err = b.insert(0)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusCreated)
	_, _ = w.Write(body) // a client that went away is noticed by the client
}
