package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
)

// Compact takes what was erased off the disk as far as a database can: the file is written anew without the free
// pages and dead rows. It holds all writing up for as long as that takes, so it is for a quiet hour after an erasure.
// by is the code of whoever does it, for the log.
//
// SQLite zeroes what it deletes, and the file is encrypted; its write-ahead log is cut with every erasure. PostgreSQL
// keeps dead rows until this is done, and copies of changed pages in its own write-ahead log until that is recycled,
// over which the application has no power: its disk is the operator's to encrypt.
func (k *Keeper) Compact(ctx context.Context, by string) error {
	err := k.store.writer.do(func(tx *gorm.DB) error {
		_, err := k.store.enter(tx, by, "host.compact", "", detail{})
		return err
	})
	if err != nil {
		return fmt.Errorf("compact the store: %w", err)
	}
	return k.store.engine.compact(ctx, true)
}

// cutWithin is how long a cut of the write-ahead log waits for readers. Writers wait as long, so it is short; a log
// that could not be cut is cut the next time, and overwritten meanwhile.
const cutWithin = 2 * time.Second

// compact cuts the write-ahead log, in which deleted pages live on until it is overwritten. Deleted content in the
// file itself is zeroed as it is deleted (secure_delete).
func (e sqlite) compact(ctx context.Context, all bool) error {
	pool, err := e.pool("_txlock=immediate", 1, false)
	if err != nil {
		return err
	}
	defer pool.Close()
	statements := []string{fmt.Sprintf("PRAGMA busy_timeout=%d", cutWithin.Milliseconds())}
	if all {
		statements = []string{"INSERT INTO text_index (text_index) VALUES ('optimize')", "VACUUM"}
	}
	if err := each(ctx, pool, statements); err != nil {
		return err
	}
	return cutLog(ctx, pool)
}

// cutLog empties the write-ahead log. SQLite does not call it an error when somebody who reads stands in the way: it says
// so in its answer.
func cutLog(ctx context.Context, pool *sql.DB) error {
	var busy, frames, moved int
	if err := pool.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved); err != nil {
		return fmt.Errorf("cut the write-ahead log: %w", err)
	}
	if busy != 0 {
		return fmt.Errorf("cut the write-ahead log: %w", errInUse)
	}
	return nil
}

// errInUse says that somebody was reading what was to be cut.
var errInUse = errors.New("the database is in use")

// compact marks dead rows as free, or writes the tables anew without them.
func (e postgres) compact(ctx context.Context, all bool) error {
	pool, err := e.pool(ctx, "", 1)
	if err != nil {
		return err
	}
	defer pool.Close()
	if !all {
		return each(ctx, pool, []string{"VACUUM"})
	}
	if err := ownsTables(ctx, pool); err != nil {
		return err
	}
	return each(ctx, pool, []string{"VACUUM FULL ANALYZE"})
}

// errNotOwner says that PostgreSQL would pass over the tables.
var errNotOwner = errors.New("the tables belong to another role; run this as their owner")

// ownsTables refuses a role whose VACUUM would pass over tables: PostgreSQL warns of that, which nobody sees, and calls it done.
func ownsTables(ctx context.Context, pool *sql.DB) error {
	var foreign int
	err := pool.QueryRowContext(ctx, `SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()
		AND NOT pg_has_role(tableowner, 'USAGE')
		AND NOT (SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database())`).Scan(&foreign)
	if err == nil && foreign > 0 {
		err = errNotOwner
	}
	if err != nil {
		return fmt.Errorf("compact the database: %w", err)
	}
	return nil
}

func each(ctx context.Context, pool *sql.DB, statements []string) error {
	for _, one := range statements {
		if _, err := pool.ExecContext(ctx, one); err != nil {
			return fmt.Errorf("compact the database: %w", err)
		}
	}
	return nil
}
