package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"
)

// TriesWindow is how long a failed attempt to sign in counts.
const TriesWindow = 15 * time.Minute

// Tries are failed attempts since a moment.
type Tries struct {
	Since time.Time
	N     int
}

// TriesKey is the name under which attempts are counted: names that are typed and networks that they are typed from
// stand nowhere as they are.
func (a *Accounts) TriesKey(what string) string { return a.store.keyed("tries", what) }

// Tries gives the attempts that still count, by their keys.
func (a *Accounts) Tries(ctx context.Context) (map[string]Tries, error) {
	out := map[string]Tries{}
	still := clause{`SELECT "key", since, n FROM tries WHERE since > ?`, args(a.store.now().Add(-TriesWindow).UnixMicro())}
	err := query(a.store.read.WithContext(ctx), still, func(rows *sql.Rows) error {
		var key string
		var one Tries
		err := rows.Scan(&key, moment{&one.Since}, &one.N)
		out[key] = one
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the failed attempts: %w", err)
	}
	return out, nil
}

// KeepTries keeps how often was tried what, and forgets what was forgiven (N of 0) or no longer counts.
func (a *Accounts) KeepTries(changed map[string]Tries) error {
	err := a.store.writer.do(func(tx *gorm.DB) error {
		if err := a.forgetTries(tx); err != nil {
			return err
		}
		for _, key := range slices.Sorted(maps.Keys(changed)) { // in one order, for programs that share a database
			if err := keepTry(tx, key, changed[key]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep the failed attempts: %w", err)
	}
	return nil
}

func keepTry(tx *gorm.DB, key string, one Tries) error {
	if one.N <= 0 {
		return tx.Exec(`DELETE FROM tries WHERE "key" = ?`, key).Error
	}
	return tx.Exec(`INSERT INTO tries ("key", since, n) VALUES (?,?,?)
ON CONFLICT ("key") DO UPDATE SET since = excluded.since, n = excluded.n`, key, one.Since.UnixMicro(), one.N).Error
}

// forgetOldTries takes out what no longer counts, where nobody fails who would.
func (a *Accounts) forgetOldTries() error {
	n, err := number(a.store.read, clause{"SELECT COUNT(*) FROM tries WHERE since < ?", args(a.store.now().Add(-TriesWindow).UnixMicro())})
	if err != nil || n == 0 {
		return err
	}
	return a.store.writer.do(a.forgetTries)
}

func (a *Accounts) forgetTries(tx *gorm.DB) error {
	return tx.Exec("DELETE FROM tries WHERE since < ?", a.store.now().Add(-TriesWindow).UnixMicro()).Error
}
