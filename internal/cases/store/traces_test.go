package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/ncruces/go-sqlite3/driver"
)

// found gives the first place in any table that holds one of some texts.
func (h *house) found(texts ...string) string {
	h.Helper()
	list := "SELECT name FROM sqlite_master WHERE type = 'table'"
	if h.engine.name() == "postgres" {
		list = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
	}
	var tables []string
	h.must(query(h.read, clause{sql: list}, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		tables = append(tables, name)
		return err
	}))
	for _, table := range tables {
		rows, err := h.read.Raw("SELECT * FROM " + table).Rows()
		h.must(err)
		columns, err := rows.Columns()
		h.must(err)
		for rows.Next() {
			values, to := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				to[i] = &values[i]
			}
			h.must(rows.Scan(to...))
			for i, v := range values {
				text := fmt.Sprint(v)
				if b, ok := v.([]byte); ok {
					text = string(b)
				}
				for _, one := range texts {
					if strings.Contains(text, one) {
						rows.Close()
						return fmt.Sprintf("%s.%s: %q in %q", table, columns[i], one, text)
					}
				}
			}
		}
		rows.Close()
	}
	return ""
}

// onDisk looks for texts in what an erasure leaves on the disk: every page of an SQLite database, free ones as well,
// copied page by page without its encryption, and its write-ahead log, which must be empty. PostgreSQL keeps dead rows
// until it is cleaned.
func (h *house) onDisk(texts []string) string {
	h.Helper()
	e, ok := h.engine.(sqlite)
	if !ok {
		return ""
	}
	if log, err := os.Stat(filepath.Join(e.dir, databaseFile+"-wal")); err == nil && log.Size() > 0 {
		return fmt.Sprintf("the write-ahead log has %d bytes", log.Size())
	}
	pool, err := e.pool("_txlock=deferred", 1, false)
	h.must(err)
	defer pool.Close()
	conn, err := pool.Conn(context.Background())
	h.must(err)
	defer conn.Close()
	plain := filepath.Join(h.TempDir(), "plain.db")
	h.must(conn.Raw(func(c any) error { return c.(driver.Conn).Raw().Backup("main", "file:"+plain) }))
	return grep(plain, texts)
}

// onDiskAfterwards does the same after the disk was cleaned, and with PostgreSQL looks through the files of the
// database. Its own write-ahead log is not looked at: see Compact.
func (h *house) onDiskAfterwards(texts []string) string {
	h.Helper()
	if h.engine.name() == "sqlite" {
		return h.onDisk(texts)
	}
	var dir string
	h.must(h.read.Raw("SELECT current_setting('data_directory') || '/base/' || oid FROM pg_database WHERE datname = current_database()").Row().Scan(&dir))
	h.must(h.writer.db.Exec("CHECKPOINT").Error)
	return grep(dir, texts)
}

func grep(root string, texts []string) (found string) {
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || found != "" {
			return err
		}
		content, err := os.ReadFile(path)
		for _, one := range texts {
			if bytes.Contains(content, []byte(one)) {
				found = fmt.Sprintf("%q in %s", one, path)
			}
		}
		return err
	})
	return found
}
