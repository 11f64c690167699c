package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// How far the owner of a session has come in proving who they are.
const (
	StageWhole  = ""       // everything that is asked for was given
	StageFactor = "factor" // the password was right, the second factor is waited for
	StageEnrol  = "enrol"  // a second factor is required and none is enrolled yet
)

// How long a session lives without use, and at most (R17); how long a proof of who somebody is counts as fresh (R22);
// how long a purpose once stated is taken for the present one.
const (
	sessionIdle  = 30 * time.Minute
	sessionMost  = 12 * time.Hour
	sessionFresh = 5 * time.Minute
	purposeLife  = 4 * time.Hour
	// How long a second factor is waited for, and the enrolment of the first one.
	factorMost = 10 * time.Minute
	enrolMost  = 30 * time.Minute
	// seenEvery is how often the use of a session is written down.
	seenEvery = time.Minute
	// clockSlack is how far a clock may be set back without ending sessions.
	clockSlack = time.Minute
	// keptAfter is how long the row of a session that ended is kept, to know whose typing it was.
	keptAfter = 12 * time.Hour
	// networkAfter is how long the network of a session that was idle for too long is still kept (R102).
	networkAfter = 30 * time.Minute
)

// Session is somebody's being signed in, as one request finds it.
type Session struct {
	ID           string // names it on the page that lists sessions; it opens nothing
	User         cases.User
	Stage        string // StageWhole, StageFactor or StageEnrol
	Signed       time.Time
	Fresh        bool // Signed lies within the last five minutes of the store's clock
	Created      time.Time
	Seen         time.Time
	Network      string // shortened: /24 of IPv4, /48 of IPv6; empty where it is not kept
	Purpose      string
	PurposeWhy   string
	PurposeUntil time.Time // zero: no purpose was stated
}

// Whole tells whether its owner has proved all that is asked for.
func (s Session) Whole() bool { return s.ID != "" && s.Stage == StageWhole }

// Session gives what a session is. ErrRefused means that it ended, was idle for half an hour, is twelve hours old, or
// never was.
func (a *Accounts) Session(ctx context.Context, secret string) (Session, error) {
	if secret == "" {
		return Session{}, ErrRefused
	}
	tx := a.store.read.WithContext(ctx)
	hash := hashSecret(secret)
	s, account, err := a.session(tx, hash)
	if err != nil {
		return Session{}, err
	}
	now := a.store.now()
	if !s.holds(now) {
		return Session{}, ErrRefused
	}
	owner, _, err := a.one(tx, "id = ? AND disabled = 0", account)
	if errors.Is(err, cases.ErrNotFound) {
		return Session{}, ErrRefused
	}
	if err != nil {
		return Session{}, err
	}
	if now.Sub(s.Seen) > seenEvery {
		a.touch(hash, now)
	}
	if !now.Before(s.PurposeUntil) {
		s.Purpose, s.PurposeWhy, s.PurposeUntil = "", "", time.Time{}
	}
	s.User = owner.User
	s.Fresh = within(now, s.Signed, sessionFresh)
	return s, nil
}

// holds tells whether a session is neither too old nor idle for too long. A clock that was set back ends it, for else
// it would live the longer.
func (s Session) holds(now time.Time) bool {
	most := map[string]time.Duration{StageFactor: factorMost, StageEnrol: enrolMost}[s.Stage]
	if s.Stage == StageWhole {
		most = sessionMost
	}
	return within(now, s.Seen, sessionIdle) && within(now, s.Created, most)
}

// within tells whether a moment is at most so long ago, and not in the future.
func within(now, at time.Time, most time.Duration) bool {
	past := now.Sub(at)
	return past <= most && past >= -clockSlack
}

const sessionColumns = "id, account, stage, fresh, created, seen, network, purpose, purpose_why, purpose_at"

// session reads a row whatever its age; ErrRefused where there is none.
func (a *Accounts) session(tx *gorm.DB, hash string) (Session, int64, error) {
	var s Session
	var account int64
	var purposeAt time.Time
	row := tx.Raw("SELECT "+sessionColumns+" FROM sessions WHERE hash = ?", hash).Row()
	err := row.Scan(&s.ID, &account, &s.Stage, moment{&s.Signed}, moment{&s.Created}, moment{&s.Seen}, &s.Network,
		&s.Purpose, &s.PurposeWhy, moment{&purposeAt})
	if err != nil {
		return Session{}, 0, noRow(err, ErrRefused)
	}
	if s.Purpose != "" {
		s.PurposeUntil = purposeAt.Add(purposeLife)
	}
	return s, account, nil
}

// touch writes down that a session is in use. When it fails the session merely ends sooner.
func (a *Accounts) touch(hash string, now time.Time) {
	_ = a.store.writer.do(func(tx *gorm.DB) error {
		return tx.Exec("UPDATE sessions SET seen = ? WHERE hash = ?", now.UnixMicro(), hash).Error
	})
}

// SignOut ends a session.
func (a *Accounts) SignOut(ctx context.Context, secret string) error {
	s, err := a.Session(ctx, secret)
	if errors.Is(err, ErrRefused) {
		return nil
	}
	if err != nil {
		return err
	}
	return a.store.writer.do(func(tx *gorm.DB) error {
		if err := tx.Exec("DELETE FROM sessions WHERE hash = ?", hashSecret(secret)).Error; err != nil {
			return fmt.Errorf("sign out: %w", err)
		}
		_, err := a.store.enter(tx, s.User.Code, "logout", s.User.Code, detail{})
		return err
	})
}

// EndSessions ends all sessions of an account. by is the code of who does it, for the log.
func (a *Accounts) EndSessions(ctx context.Context, by string, id int64) error {
	account, _, err := a.one(a.store.read.WithContext(ctx), "id = ?", id)
	if err != nil {
		return err
	}
	return a.store.writer.do(func(tx *gorm.DB) error {
		if err := endSessions(tx, id, ""); err != nil {
			return err
		}
		_, err := a.store.enter(tx, by, "account.sessions.end", account.Code, detail{})
		return err
	})
}

// endSessions ends the sessions of an account but the one with a hash; an empty hash spares none.
func endSessions(tx *gorm.DB, account int64, but string) error {
	if err := tx.Exec("DELETE FROM sessions WHERE account = ? AND hash <> ?", account, but).Error; err != nil {
		return fmt.Errorf("end sessions: %w", err)
	}
	return nil
}

// forgetSessions takes out the rows of sessions that ended a while ago, and sooner the networks they came from (R102).
func forgetSessions(tx *gorm.DB, now time.Time) error {
	idle, old := now.Add(-sessionIdle-keptAfter).UnixMicro(), now.Add(-sessionMost-keptAfter).UnixMicro()
	err := tx.Exec("UPDATE sessions SET network = '' WHERE network <> '' AND seen < ?", now.Add(-sessionIdle-networkAfter).UnixMicro()).Error
	if err != nil {
		return fmt.Errorf("forget the networks of old sessions: %w", err)
	}
	if err := tx.Exec("DELETE FROM sessions WHERE seen < ? OR created < ?", idle, old).Error; err != nil {
		return fmt.Errorf("forget old sessions: %w", err)
	}
	return nil
}

// Sessions gives the sessions of an account that hold, the newest first. What they are is given as Session gives it,
// but for the user.
func (a *Accounts) Sessions(ctx context.Context, u cases.User) ([]Session, error) {
	tx := a.store.read.WithContext(ctx)
	var hashes []string
	asked := clause{"SELECT hash FROM sessions WHERE account = ? ORDER BY created DESC, id", args(u.ID)}
	err := query(tx, asked, func(rows *sql.Rows) error {
		var hash string
		err := rows.Scan(&hash)
		hashes = append(hashes, hash)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list sessions: %w", err)
	}
	now := a.store.now()
	var out []Session
	for _, hash := range hashes {
		s, _, err := a.session(tx, hash)
		if err != nil && !errors.Is(err, ErrRefused) {
			return nil, err
		}
		if err == nil && s.holds(now) {
			out = append(out, s)
		}
	}
	return out, nil
}

// EndSession ends one session of an account by its id; cases.ErrNotFound where the account has none such.
func (a *Accounts) EndSession(_ context.Context, u cases.User, id string) error {
	return a.store.writer.do(func(tx *gorm.DB) error {
		res := tx.Exec("DELETE FROM sessions WHERE account = ? AND id = ?", u.ID, id)
		if res.Error != nil {
			return fmt.Errorf("end a session: %w", res.Error)
		}
		if res.RowsAffected == 0 {
			return cases.ErrNotFound
		}
		_, err := a.store.enter(tx, u.Code, "account.sessions.end", u.Code, detail{})
		return err
	})
}

// EndOthers ends the sessions of an account but the one with a secret.
func (a *Accounts) EndOthers(ctx context.Context, secret string) error {
	s, err := a.Session(ctx, secret)
	if err != nil {
		return err
	}
	return a.store.writer.do(func(tx *gorm.DB) error {
		if err := endSessions(tx, s.User.ID, hashSecret(secret)); err != nil {
			return err
		}
		_, err := a.store.enter(tx, s.User.Code, "account.sessions.end", s.User.Code, detail{What: "others"})
		return err
	})
}

// forget takes out old sessions and failed attempts now and then, where nobody signs in who would.
func (a *Accounts) forget() error {
	if err := a.forgetOldTries(); err != nil {
		return err
	}
	var n int
	now := a.store.now()
	row := a.store.read.Raw("SELECT COUNT(*) FROM sessions WHERE seen < ? OR network <> '' AND seen < ?",
		now.Add(-sessionIdle-keptAfter).UnixMicro(), now.Add(-sessionIdle-networkAfter).UnixMicro()).Row()
	if err := row.Scan(&n); err != nil || n == 0 {
		return err
	}
	return a.store.writer.do(func(tx *gorm.DB) error { return forgetSessions(tx, now) })
}
