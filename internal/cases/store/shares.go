package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// Colleague is an account with which records can be shared.
type Colleague struct {
	Name string
	Role cases.Role
}

// Colleagues lists the accounts with which the user may share records: active ones of roles that see records, but not
// the user's own.
func (d *Desk) Colleagues(ctx context.Context) ([]Colleague, error) {
	var out []Colleague
	c := clause{"SELECT name, role FROM users WHERE disabled = 0 AND id <> ? ORDER BY name_key", args(d.user.ID)}
	err := query(d.store.read.WithContext(ctx), c, func(rows *sql.Rows) error {
		var name, role string
		err := rows.Scan(&name, &role)
		if cases.Role(role).SharesWith() {
			out = append(out, Colleague{name, cases.Role(role)})
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list colleagues: %w", err)
	}
	return out, nil
}

// Share opens a record to a colleague for a time, from their next request on. It takes the place of an earlier share
// of the record with them. cases.ErrForbidden means that the user does not decide about this record; Problems name
// what is wrong with what was asked.
func (d *Desk) Share(ctx context.Context, number string, ask cases.Sharing) error {
	ask.Why = strings.TrimSpace(ask.Why)
	if err := checkSharing(ask); err != nil {
		return err
	}
	err := d.store.writer.do(func(tx *gorm.DB) error {
		h, err := d.mine(tx, number)
		if err != nil {
			return err
		}
		return d.share(tx, h, ask)
	})
	return d.wrapped(err, "share", number)
}

func checkSharing(ask cases.Sharing) error {
	var problems cases.Problems
	if ask.Account == "" {
		problems = append(problems, cases.Problem{Field: "account", Key: "required"})
	}
	if !slices.Contains(cases.ShareDays(), ask.Days) {
		problems = append(problems, cases.Problem{Field: "days", Key: "required"})
	}
	if ask.Why == "" {
		problems = append(problems, cases.Problem{Field: "why", Key: "required"})
	}
	problems = append(problems, checkWords("why", ask.Why)...)
	if len(problems) > 0 {
		return problems
	}
	return nil
}

// mine gives the head of a record that the user decides about, as it is within the transaction: cases.ErrNotFound for
// what is not the user's, cases.ErrForbidden for what others decide about.
func (d *Desk) mine(tx *gorm.DB, number string) (*cases.Head, error) {
	h, err := d.headIn(tx, number)
	if err != nil {
		return nil, err
	}
	if !cases.MayShare(d.user, h) {
		return nil, cases.ErrForbidden
	}
	return h, nil
}

// headIn gives the head of a record in scope within a transaction.
func (d *Desk) headIn(tx *gorm.DB, number string) (*cases.Head, error) {
	if !cases.LooksLikeNumber(number) {
		return nil, cases.ErrNotFound
	}
	found, err := headsWhere(tx, clause{"records.number = ?", args(cases.CleanNumber(number))})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 || !d.scope.Sees(found[0]) {
		return nil, cases.ErrNotFound
	}
	return found[0], nil
}

func (d *Desk) share(tx *gorm.DB, h *cases.Head, ask cases.Sharing) error {
	with, err := d.colleague(tx, ask)
	if err != nil {
		return err
	}
	now := d.store.now()
	until := now.AddDate(0, 0, ask.Days)
	if err := endShares(tx, h.ID, with.ID, now); err != nil {
		return err
	}
	err = keepShare(tx, h.ID, with.ID, cases.Share{Way: cases.ByShare, Writes: ask.Writes, By: d.user.Code, Why: ask.Why, At: now, Until: until})
	if err != nil {
		return err
	}
	what := with.Name + " until " + until.UTC().Format(time.RFC3339)
	if ask.Writes {
		what += ", to change"
	}
	_, err = d.store.enter(tx, d.user.Code, "share.give", h.UID, d.stated(h, detail{Number: h.Number, What: what, Reason: ask.Why}))
	return err
}

// colleague finds whom a record is to be shared with. Nobody shares with themselves (R34).
func (d *Desk) colleague(tx *gorm.DB, ask cases.Sharing) (cases.User, error) {
	account, _, err := d.store.Accounts().one(tx, "name_key = ? AND disabled = 0", nameKey(ask.Account))
	if err != nil && !isNotFound(err) {
		return cases.User{}, err
	}
	switch {
	case err != nil || !account.Role.SharesWith():
		return cases.User{}, cases.Wrong("account", "no_colleague")
	case account.ID == d.user.ID:
		return cases.User{}, cases.Wrong("account", "own_access")
	case ask.Writes && !cases.ScopeOf(account.User).Writes:
		return cases.User{}, cases.Wrong("writes", "role_reads_only")
	}
	return account.User, nil
}

func endShares(tx *gorm.DB, record, account int64, now time.Time) error {
	err := tx.Exec("UPDATE shares SET ended = ? WHERE record = ? AND account = ? AND way = 'share' AND ended = 0 AND until > ?",
		now.UnixMicro(), record, account, now.UnixMicro()).Error
	if err != nil {
		return fmt.Errorf("end earlier shares: %w", err)
	}
	return nil
}

// keepShare writes the row of a share; By is the code of whoever gives it.
func keepShare(tx *gorm.DB, record, account int64, s cases.Share) error {
	writes := 0
	if s.Writes {
		writes = 1
	}
	err := tx.Exec("INSERT INTO shares (record, account, way, writes, given_by, why, at, until) VALUES (?,?,?,?,?,?,?,?)",
		record, account, s.Way, writes, s.By, s.Why, s.At.UnixMicro(), s.Until.UnixMicro()).Error
	if err != nil {
		return fmt.Errorf("keep a share: %w", err)
	}
	return nil
}

// Shares gives whom a record is and was opened to, the newest first: everything to whoever decides about the record,
// to others what was opened to themselves.
func (d *Desk) Shares(ctx context.Context, number string) ([]cases.Share, error) {
	tx := d.store.read.WithContext(ctx)
	h, err := d.headIn(tx, number)
	if err != nil {
		return nil, err
	}
	where := clause{"s.record = ?", args(h.ID)}
	if !cases.MayShare(d.user, h) {
		where = and(where, clause{"s.account = ?", args(d.user.ID)})
	}
	c := clause{`SELECT s.id, u.name, s.way, s.writes, COALESCE(giver.name, s.given_by), s.why, s.at, s.until, s.ended FROM shares s
JOIN users u ON u.id = s.account LEFT JOIN users giver ON giver.code = s.given_by WHERE ` + where.sql + " ORDER BY s.id DESC LIMIT 200", where.args}
	var out []cases.Share
	err = query(tx, c, func(rows *sql.Rows) error {
		var s cases.Share
		err := rows.Scan(&s.ID, &s.Account, &s.Way, flagColumn{&s.Writes}, &s.By, &s.Why, moment{&s.At}, moment{&s.Until}, orNever{&s.Ended})
		s.Open = s.Ended.IsZero() && d.store.now().Before(s.Until)
		out = append(out, s)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the shares of %s: %w", number, err)
	}
	return out, nil
}

// EndShare takes a share of a record back before its time, from the next request on. cases.ErrNotFound is the answer
// to a share that is none of this record's or that has ended.
func (d *Desk) EndShare(ctx context.Context, number string, id int64) error {
	err := d.store.writer.do(func(tx *gorm.DB) error {
		h, err := d.mine(tx, number)
		if err != nil {
			return err
		}
		var name string
		now := d.store.now().UnixMicro()
		err = tx.Raw(`UPDATE shares SET ended = ? WHERE id = ? AND record = ? AND ended = 0 AND until > ?
RETURNING (SELECT name FROM users WHERE users.id = shares.account)`, now, id, h.ID, now).Row().Scan(&name)
		if err != nil {
			return noRow(err, cases.ErrNotFound)
		}
		_, err = d.store.enter(tx, d.user.Code, "share.end", h.UID, d.stated(h, detail{Number: h.Number, What: name}))
		return err
	})
	return d.wrapped(err, "end a share of", number)
}
