package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	gormpg "gorm.io/driver/postgres"
	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// postgres is a PostgreSQL database. Its disk is the operator's to encrypt.
type postgres struct{ url string }

func (e postgres) name() string     { return "postgres" }
func (e postgres) lockHead() string { return " FOR UPDATE" }

func (e postgres) open(context.Context) (read, write *gorm.DB, err error) {
	write, err = e.pool("", 4)
	if err != nil {
		return nil, nil, err
	}
	read, err = e.pool("default_transaction_read_only=on", 16)
	if err != nil {
		closePool(write)
		return nil, nil, err
	}
	return read, write, nil
}

func (e postgres) pool(setting string, size int) (*gorm.DB, error) {
	address := e.url
	if setting != "" {
		join := "?"
		if strings.Contains(address, "?") {
			join = "&"
		}
		address += join + setting
	}
	g, err := gorm.Open(gormpg.New(gormpg.Config{DSN: address}), gormConfig())
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", withoutAddress(err))
	}
	pool, err := g.DB()
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	return g, nil
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
