package main

import (
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"path/filepath"

	sqlite3 "github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
	_ "github.com/ncruces/go-sqlite3/vfs/adiantum" // the encrypted file system that the address names
)

// raw opens the database of a folder, or another file in it, with the driver, the cipher and the settings that the
// store uses, and nothing of the store's own. Floors are measured on it.
func (f folder) raw(file string, writes bool) (*sql.DB, error) {
	ring, err := f.ring()
	if err != nil {
		return nil, err
	}
	mode, cache, size := "deferred", 16<<10, 4
	if writes {
		mode, cache, size = "immediate", 24<<10, 1
	}
	key := hex.EncodeToString(ring.Database())
	db, err := driver.Open("file:"+filepath.Join(f.dir, file)+"?vfs=adiantum&_txlock="+mode, func(c *sqlite3.Conn) error {
		return c.Exec(fmt.Sprintf(`PRAGMA hexkey='%s';
PRAGMA busy_timeout=10000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;
PRAGMA trusted_schema=OFF; PRAGMA secure_delete=ON; PRAGMA temp_store=FILE;
PRAGMA cache_size=-%d; PRAGMA query_only=%t;`, key, cache, !writes))
	})
	if err != nil {
		return nil, fmt.Errorf("open the raw database: %w", err)
	}
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db, nil
}

// rowsOf runs a query and gives every row as texts; the slice is used again for the next row.
func rowsOf(ctx context.Context, db *sql.DB, query string, do func([]string) error, args ...any) (int, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return 0, fmt.Errorf("raw query: %w", err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return 0, fmt.Errorf("raw query: %w", err)
	}
	cells := make([]sql.NullString, len(columns))
	to, texts := make([]any, len(columns)), make([]string, len(columns))
	for i := range cells {
		to[i] = &cells[i]
	}
	n := 0
	for rows.Next() {
		if err := rows.Scan(to...); err != nil {
			return n, fmt.Errorf("raw query: %w", err)
		}
		for i := range cells {
			texts[i] = cells[i].String
		}
		if err := do(texts); err != nil {
			return n, err
		}
		n++
	}
	return n, rows.Err()
}
