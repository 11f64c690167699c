package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // registers the driver "pgx"
	gormpg "gorm.io/driver/postgres"
	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// postgres is a PostgreSQL database. Its disk is the operator's to encrypt.
type postgres struct{ url string }

func (e postgres) name() string     { return "postgres" }
func (e postgres) lockHead() string { return " FOR UPDATE" }

func (e postgres) beginning() string { return "BEGIN" }

func (e postgres) open(ctx context.Context) (read, write *sql.DB, err error) {
	write, err = e.pool(ctx, "", 2)
	if err != nil {
		return nil, nil, err
	}
	read, err = e.pool(ctx, "default_transaction_read_only=on", 16)
	if err != nil {
		write.Close()
		return nil, nil, err
	}
	return read, write, nil
}

func (e postgres) pool(ctx context.Context, setting string, size int) (*sql.DB, error) {
	address := e.url
	if setting != "" {
		join := "?"
		if strings.Contains(address, "?") {
			join = "&"
		}
		address += join + setting
	}
	pool, err := sql.Open("pgx", address)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", withoutAddress(err))
	}
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	if err := pool.PingContext(ctx); err != nil {
		pool.Close()
		return nil, fmt.Errorf("open the database: %w", withoutAddress(err))
	}
	return pool, nil
}

func (e postgres) dialector(conn gorm.ConnPool) gorm.Dialector {
	return gormpg.New(gormpg.Config{Conn: conn})
}

// withoutAddress keeps the password of the address out of an error.
func withoutAddress(err error) error {
	var refused *pgconn.ConnectError
	if errors.As(err, &refused) {
		return errors.New("cannot connect to PostgreSQL")
	}
	return err
}

// translate turns "disk full" (53100) and "out of memory or space" (class 53) into the error that says so.
func (e postgres) translate(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) && strings.HasPrefix(pg.Code, "53") {
		return fmt.Errorf("%w: %v", cases.ErrFull, err)
	}
	return err
}
