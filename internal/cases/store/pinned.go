package store

import (
	"context"
	"database/sql"
	"fmt"
	"sync"

	"gorm.io/gorm"
)

// pinned is one connection that all writes go through, with its prepared statements. database/sql prepares a
// statement anew in each of its transactions, which is a quarter of what a save costs; here the transaction is a
// statement like any other, and each statement is prepared once.
type pinned struct {
	pool *sql.DB
	mu   sync.Mutex
	conn *sql.Conn
	made map[string]*sql.Stmt
}

// maxPrepared bounds the statements kept; lists of differing length make new ones all the time.
const maxPrepared = 400

func (p *pinned) connection(ctx context.Context) (*sql.Conn, error) {
	if p.conn != nil {
		return p.conn, nil
	}
	conn, err := p.pool.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	p.conn, p.made = conn, map[string]*sql.Stmt{}
	return conn, nil
}

// drop closes the connection, so that the next use opens a new one: after the database has gone away and come back.
func (p *pinned) drop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.forget()
	if p.conn != nil {
		p.conn.Close()
		p.conn = nil
	}
}

func (p *pinned) forget() {
	for _, s := range p.made {
		s.Close()
	}
	p.made = map[string]*sql.Stmt{}
}

// PrepareContext gives the statement of a query, prepared once.
func (p *pinned) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if s := p.made[query]; s != nil {
		return s, nil
	}
	conn, err := p.connection(ctx)
	if err != nil {
		return nil, err
	}
	if len(p.made) >= maxPrepared {
		p.forget()
	}
	s, err := conn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	p.made[query] = s
	return s, nil
}

// ExecContext runs a statement.
func (p *pinned) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s, err := p.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

// QueryContext runs a query; its rows are to be closed before the next statement.
func (p *pinned) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := p.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

// QueryRowContext runs a query for one row.
func (p *pinned) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	s, err := p.PrepareContext(ctx, query)
	if err == nil {
		return s.QueryRowContext(ctx, args...)
	}
	// A row cannot be made with an error in it, so the query is run as it is and says the same.
	return p.pool.QueryRowContext(ctx, query, args...)
}

// begin opens a transaction on the connection, on a new one where the old has gone away.
func (p *pinned) begin(db *gorm.DB, statement string) error {
	err := db.Exec(statement).Error
	if err == nil {
		return nil
	}
	p.drop()
	return db.Exec(statement).Error
}
