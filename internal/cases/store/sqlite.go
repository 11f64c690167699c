package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"runtime"

	sqlite3 "github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
	"github.com/ncruces/go-sqlite3/ext/fts5"
	_ "github.com/ncruces/go-sqlite3/vfs/adiantum" // the encrypted file system that the address names
	gormlite "gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"aigaq/internal/cases"
)

var quiet = logger.Discard

// databaseFile is the name of the database in the data folder.
const databaseFile = "aigaq.db"

// sqlite is the encrypted database in the data folder. The whole file, its write-ahead log and its copies are
// encrypted; a wrong key is refused.
type sqlite struct {
	dir string
	key []byte
}

func (e sqlite) name() string     { return "sqlite" }
func (e sqlite) lockHead() string { return "" }

func (e sqlite) beginning() string { return "BEGIN IMMEDIATE" }

func (e sqlite) open(context.Context) (read, write *sql.DB, err error) {
	write, err = e.pool("_txlock=immediate", 1, false)
	if err != nil {
		return nil, nil, err
	}
	read, err = e.pool("_txlock=deferred", max(4, runtime.NumCPU()), true)
	if err != nil {
		write.Close()
		return nil, nil, err
	}
	return read, write, nil
}

// pool opens a pool of connections. The key comes first on each of them: nothing can be read before it.
// Full synchronous writing costs an fsync a commit, and is what an acknowledged save promises. What does not fit into
// the page cache while something is sorted goes into temporary files, which the cipher writes under a random key that
// is kept nowhere; in memory it could take all there is, and the driver panics then.
func (e sqlite) pool(mode string, size int, readOnly bool) (*sql.DB, error) {
	address := "file:" + (&url.URL{Path: filepath.Join(e.dir, databaseFile)}).EscapedPath() + "?vfs=adiantum&" + mode
	db, err := driver.Open(address, func(c *sqlite3.Conn) error {
		err := c.Exec(fmt.Sprintf(`PRAGMA hexkey='%s';
PRAGMA busy_timeout=10000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;
PRAGMA recursive_triggers=ON; PRAGMA wal_autocheckpoint=4000; PRAGMA trusted_schema=OFF; PRAGMA secure_delete=ON; PRAGMA temp_store=FILE;
PRAGMA cache_size=-%d; PRAGMA query_only=%t;`, hex.EncodeToString(e.key), cacheKiB(readOnly), readOnly))
		if err != nil {
			return err
		}
		return fts5.Register(c)
	})
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db, nil
}

// cacheKiB is the page cache of a connection. The cipher costs only on pages read from disk, so it pays to keep them;
// the readers share the allowance.
func cacheKiB(readOnly bool) int {
	if readOnly {
		return 16 << 10
	}
	return 24 << 10
}

func (e sqlite) dialector(conn gorm.ConnPool) gorm.Dialector {
	return sqliteDialector{gormlite.New(gormlite.Config{Conn: conn})}
}

// sqliteDialector makes gorm understand this driver's errors.
type sqliteDialector struct{ gorm.Dialector }

// Translate turns a broken unique constraint into gorm.ErrDuplicatedKey.
func (sqliteDialector) Translate(err error) error {
	if errors.Is(err, sqlite3.CONSTRAINT_UNIQUE) || errors.Is(err, sqlite3.CONSTRAINT_PRIMARYKEY) {
		return gorm.ErrDuplicatedKey
	}
	return err
}

func (e sqlite) translate(err error) error {
	if errors.Is(err, sqlite3.FULL) {
		return fmt.Errorf("%w: %v", cases.ErrFull, err)
	}
	return err
}
