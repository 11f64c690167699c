package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"gorm.io/gorm"
)

// snapshot reads everything as it was at one moment, however long that takes. Its statements are prepared and closed one
// by one: gorm's prepared statements are prepared anew for every query within a transaction and closed at its end alone,
// and ten thousand records took all the memory that SQLite has.
func (s *Store) snapshot(ctx context.Context, read func(tx *gorm.DB) error) (err error) {
	pool, err := s.read.DB()
	if err != nil {
		return fmt.Errorf("read a snapshot: %w", err)
	}
	options := &sql.TxOptions{ReadOnly: true}
	if s.engine.name() == "postgres" {
		options.Isolation = sql.LevelRepeatableRead
	}
	conn, err := pool.BeginTx(ctx, options)
	if err != nil {
		return fmt.Errorf("read a snapshot: %w", err)
	}
	defer func() {
		if ended := conn.Rollback(); err == nil && !errors.Is(ended, sql.ErrTxDone) {
			err = ended
		}
	}()
	tx, err := gorm.Open(s.engine.dialector(conn), gormConfig(false))
	if err != nil {
		return fmt.Errorf("read a snapshot: %w", err)
	}
	return read(tx.WithContext(ctx))
}
