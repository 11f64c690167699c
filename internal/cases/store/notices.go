package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// Notice tells somebody what was changed about their account.
type Notice struct {
	ID  int64
	At  time.Time
	Key string // names the sentence in the catalogues: notice.<key>
}

// notify leaves a notice for an account.
func (a *Accounts) notify(tx *gorm.DB, account int64, key string) error {
	err := tx.Exec("INSERT INTO notices (account, at, key) VALUES (?,?,?)", account, a.store.now().UnixMicro(), key).Error
	if err != nil {
		return fmt.Errorf("leave a notice: %w", err)
	}
	return nil
}

// Notices gives what somebody was not yet seen to have read, oldest first.
func (a *Accounts) Notices(ctx context.Context, u cases.User) ([]Notice, error) {
	var out []Notice
	asked := clause{"SELECT id, at, key FROM notices WHERE account = ? AND seen = 0 ORDER BY id", args(u.ID)}
	err := query(a.store.read.WithContext(ctx), asked, func(rows *sql.Rows) error {
		var n Notice
		err := rows.Scan(&n.ID, moment{&n.At}, &n.Key)
		out = append(out, n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read notices: %w", err)
	}
	return out, nil
}

// SeeNotices keeps that somebody read their notices up to one.
func (a *Accounts) SeeNotices(_ context.Context, u cases.User, upTo int64) error {
	return a.store.writer.do(func(tx *gorm.DB) error {
		res := tx.Exec("UPDATE notices SET seen = 1 WHERE account = ? AND id <= ? AND seen = 0", u.ID, upTo)
		if res.Error != nil {
			return fmt.Errorf("keep that notices were read: %w", res.Error)
		}
		if res.RowsAffected == 0 {
			return nil
		}
		_, err := a.store.enter(tx, u.Code, "account.notices.seen", u.Code, detail{})
		return err
	})
}
