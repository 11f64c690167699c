package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// askLives is how long a question waits for a second administrator; after that it is asked again or not at all.
const askLives = 7 * 24 * time.Hour

// ask keeps a question for another administrator; a newer one takes the place of an open one about the same account.
func (a *Accounts) ask(tx *gorm.DB, by string, x Account, to cases.Standing) error {
	teams, err := json.Marshal(to.Teams)
	if err != nil {
		return fmt.Errorf("ask for a role: %w", err)
	}
	now := a.store.now().UnixMicro()
	if err := tx.Exec("UPDATE standings_asked SET decided = ? WHERE account = ? AND decided = 0", now, x.ID).Error; err != nil {
		return fmt.Errorf("ask for a role: %w", err)
	}
	err = tx.Exec("INSERT INTO standings_asked (account, asked_by, role, teams, asked) VALUES (?, (SELECT id FROM users WHERE code = ?), ?, ?, ?)",
		x.ID, by, to.Role, string(teams), now).Error
	if err != nil {
		return fmt.Errorf("ask for a role: %w", err)
	}
	_, err = a.store.enter(tx, by, "account.standing_ask", x.Code, detail{What: x.Name + " " + string(to.Role)})
	return err
}

// Asks gives the open questions, oldest first.
func (a *Accounts) Asks(ctx context.Context) ([]cases.StandingAsk, error) {
	tx := a.store.read.WithContext(ctx)
	var out []cases.StandingAsk
	var accounts []int64
	const ask = `SELECT q.id, q.account, q.role, q.teams, q.asked, u.name, u.code FROM standings_asked q JOIN users u ON u.id = q.asked_by
WHERE q.decided = 0 AND q.asked > ? ORDER BY q.id`
	err := query(tx, clause{ask, args(a.store.now().Add(-askLives).UnixMicro())}, func(rows *sql.Rows) error {
		var one cases.StandingAsk
		var account int64
		var teams string
		if err := rows.Scan(&one.ID, &account, &one.Role, &teams, moment{&one.At}, &one.By, &one.ByCode); err != nil {
			return err
		}
		out, accounts = append(out, one), append(accounts, account)
		return json.Unmarshal([]byte(teams), &out[len(out)-1].Teams)
	})
	if err != nil {
		return nil, fmt.Errorf("read what is asked for: %w", err)
	}
	for i, id := range accounts {
		if out[i].Account, err = a.line(tx, "u.id = ?", id); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Decide answers a question: the account gets its role, or stays as it is. Neither whoever asked nor whoever it is
// about decides (R34). cases.ErrNotFound means that the question was decided, withdrawn or is too old.
func (a *Accounts) Decide(ctx context.Context, by string, id int64, grant bool) error {
	return a.store.writer.do(func(tx *gorm.DB) error {
		q, err := a.open(tx, id)
		if err != nil {
			return err
		}
		if by == q.by || by == q.account.Code {
			return cases.Wrong("", "not_yourself")
		}
		granted := 0
		if grant {
			granted = 1
		}
		err = tx.Exec("UPDATE standings_asked SET decided = ?, decided_by = (SELECT id FROM users WHERE code = ?), granted = ? WHERE id = ?",
			a.store.now().UnixMicro(), by, granted, id).Error
		if err != nil {
			return fmt.Errorf("decide about a role: %w", err)
		}
		if grant {
			return a.give(tx, by, "account.standing_grant", q.account, q.to)
		}
		_, err = a.store.enter(tx, by, "account.standing_refuse", q.account.Code, detail{What: q.account.Name + " " + string(q.to.Role)})
		return err
	})
}

// question is an open question as it is decided about.
type question struct {
	account Account
	by      string
	to      cases.Standing
}

func (a *Accounts) open(tx *gorm.DB, id int64) (question, error) {
	var q question
	var account int64
	var teams string
	row := tx.Raw(`SELECT q.account, q.role, q.teams, u.code FROM standings_asked q JOIN users u ON u.id = q.asked_by
WHERE q.id = ? AND q.decided = 0 AND q.asked > ?`, id, a.store.now().Add(-askLives).UnixMicro()).Row()
	if err := row.Scan(&account, &q.to.Role, &teams, &q.by); err != nil {
		return question{}, cases.ErrNotFound
	}
	if err := json.Unmarshal([]byte(teams), &q.to.Teams); err != nil {
		return question{}, fmt.Errorf("read what is asked for: %w", err)
	}
	var err error
	if q.account, _, err = a.one(tx, "id = ? AND disabled = 0", account); err != nil {
		return question{}, err
	}
	return q, checkStanding(tx, q.account.Name, q.to)
}
