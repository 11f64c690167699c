package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

const (
	// approvedFor is how long an approval may be used.
	approvedFor = 24 * time.Hour
	// approvalsShown is how far back decided ones are listed.
	approvalsShown = 30 * 24 * time.Hour
	longestWhy     = 2000
)

// ErrNotApproved answers an act that needs a second person and has none.
var ErrNotApproved = errors.New("not approved by a second person")

// Approvals is the door to what needs a second person: somebody asks, somebody else decides, and whoever asked does
// the act once. It returns no record.
type Approvals struct{ store *Store }

// Approvals gives the door.
func (s *Store) Approvals() *Approvals { return &Approvals{s} }

// Ask asks for an act. Asking again for the same, while nobody has decided or while the approval holds, gives the
// first one. Problems name a missing purpose and words that are too many.
func (a *Approvals) Ask(_ context.Context, u cases.User, ask cases.Ask) (cases.Approval, error) {
	ask.Why = strings.TrimSpace(ask.Why)
	if wrong := a.Check(ask); len(wrong) > 0 {
		return cases.Approval{}, wrong
	}
	var code string
	err := a.store.writer.do(func(tx *gorm.DB) (err error) {
		now := a.store.now()
		if code, err = openAsk(tx, u, ask, now); err != nil || code != "" {
			return err
		}
		code, _ = newSecret()
		code = code[:16]
		err = tx.Exec("INSERT INTO approvals (code, kind, what, size, purpose, why, asked_by, asked_at) VALUES (?,?,?,?,?,?,?,?)",
			code, ask.Kind, ask.What, ask.Size, ask.Purpose, ask.Why, u.ID, now.UnixMicro()).Error
		if err != nil {
			return err
		}
		_, err = a.store.enter(tx, u.Code, "approval.ask", approvalObject(code), detail{What: ask.Kind + " " + ask.What, Reason: ask.Why, Purpose: ask.Purpose})
		return err
	})
	if err != nil {
		return cases.Approval{}, fmt.Errorf("ask for an approval: %w", err)
	}
	return a.read(a.store.read, u, code)
}

// approvalObject is how the log names an approval.
func approvalObject(code string) string { return "approval:" + code }

// Check names a missing purpose and words that are too many or no text.
func (a *Approvals) Check(ask cases.Ask) (problems cases.Problems) {
	if _, ok := a.store.book().Term("purpose", ask.Purpose); !ok {
		problems = append(problems, cases.Problem{Field: "purpose", Key: "required"})
	}
	problems = append(problems, wordless(cases.Purpose{Code: ask.Purpose, Why: ask.Why})...)
	return append(problems, checkWords("why", ask.Why)...)
}

// checkWords refuses words that are too many or no text.
func checkWords(field, words string) cases.Problems {
	if n := utf8.RuneCountInString(words); n > longestWhy {
		return cases.Wrong(field, "too_long", "n", strconv.Itoa(n), "max", strconv.Itoa(longestWhy))
	}
	if strings.Contains(words, "\x00") || !utf8.ValidString(words) {
		return cases.Wrong(field, "not_utf8")
	}
	return nil
}

// openAsk finds the same act asked for by the same account, undecided or still allowed.
func openAsk(tx *gorm.DB, u cases.User, ask cases.Ask, now time.Time) (string, error) {
	var code string
	err := tx.Raw(`SELECT code FROM approvals WHERE asked_by = ? AND kind = ? AND what = ? AND purpose = ? AND used_at = 0 AND size * 11 >= ? * 10
AND (decision = '' OR decision = 'yes' AND until > ?) ORDER BY id DESC LIMIT 1`, u.ID, ask.Kind, ask.What, ask.Purpose, ask.Size, now.UnixMicro()).Row().Scan(&code)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return code, err
}

const approvalColumns = `SELECT a.code, a.kind, a.what, a.size, a.purpose, a.why, a.asked_by, asker.name, a.asked_at, a.decision,
COALESCE(decider.name, ''), a.decided_at, a.reason, a.until, a.used_at FROM approvals a JOIN users asker ON asker.id = a.asked_by
LEFT JOIN users decider ON decider.id = a.decided_by `

// List gives what the user asked for in the last thirty days and, to whoever may decide, what everybody asked for:
// what waits first, then the newest first. Erasures are listed at their own door.
func (a *Approvals) List(ctx context.Context, u cases.User) ([]cases.Approval, error) {
	where := clause{"WHERE a.kind <> ? AND (a.decision = '' OR a.asked_at > ?)",
		args(cases.ApproveErasure, a.store.now().Add(-approvalsShown).UnixMicro())}
	if !cases.Approves(u) {
		where.sql, where.args = where.sql+" AND a.asked_by = ?", append(where.args, u.ID)
	}
	where.sql += " ORDER BY CASE WHEN a.decision = '' THEN 0 ELSE 1 END, a.id DESC LIMIT 200"
	out, err := a.rows(a.store.read.WithContext(ctx), u, where)
	if err != nil {
		return nil, fmt.Errorf("list approvals: %w", err)
	}
	return out, nil
}

// Waiting is how many acts wait for this user's decision.
func (a *Approvals) Waiting(ctx context.Context, u cases.User) (n int, err error) {
	if !cases.Approves(u) {
		return 0, nil
	}
	err = a.store.read.WithContext(ctx).Raw("SELECT COUNT(*) FROM approvals WHERE kind <> ? AND decision = '' AND asked_by <> ?",
		cases.ApproveErasure, u.ID).Row().Scan(&n)
	return n, err
}

// Ready is how many approved acts this user has not done yet and still may do.
func (a *Approvals) Ready(ctx context.Context, u cases.User) (n int, err error) {
	err = a.store.read.WithContext(ctx).Raw("SELECT COUNT(*) FROM approvals WHERE asked_by = ? AND decision = 'yes' AND used_at = 0 AND until > ?",
		u.ID, a.store.now().UnixMicro()).Row().Scan(&n)
	return n, err
}

// Allows tells whether an approval holds now, for so many records: a tenth more than when it was asked for.
func (a *Approvals) Allows(x cases.Approval, size int) bool {
	return x.Holds(a.store.now()) && x.Size*11 >= size*10
}

// Get gives one approval to whoever asked and to whoever may decide; cases.ErrNotFound to anybody else.
func (a *Approvals) Get(ctx context.Context, u cases.User, code string) (cases.Approval, error) {
	return a.read(a.store.read.WithContext(ctx), u, code)
}

// Find gives the newest approval that a user asked for of one act and has not used; cases.ErrNotFound where there is
// none.
func (a *Approvals) Find(ctx context.Context, u cases.User, kind, what string) (cases.Approval, error) {
	found, err := a.rows(a.store.read.WithContext(ctx), u,
		clause{"WHERE a.asked_by = ? AND a.kind = ? AND a.what = ? AND a.used_at = 0 ORDER BY a.id DESC LIMIT 1", args(u.ID, kind, what)})
	return first(found, err)
}

func (a *Approvals) read(tx *gorm.DB, u cases.User, code string) (cases.Approval, error) {
	if checkWords("", code) != nil {
		return cases.Approval{}, cases.ErrNotFound
	}
	where := clause{"WHERE a.code = ?", args(code)}
	if !cases.Approves(u) {
		where.sql, where.args = where.sql+" AND a.asked_by = ?", append(where.args, u.ID)
	}
	return first(a.rows(tx, u, where))
}

func first(found []cases.Approval, err error) (cases.Approval, error) {
	if err != nil {
		return cases.Approval{}, fmt.Errorf("read an approval: %w", err)
	}
	if len(found) == 0 {
		return cases.Approval{}, cases.ErrNotFound
	}
	return found[0], nil
}

func (a *Approvals) rows(tx *gorm.DB, u cases.User, where clause) (out []cases.Approval, err error) {
	err = query(tx, clause{approvalColumns + where.sql, where.args}, func(rows *sql.Rows) error {
		var x cases.Approval
		err := rows.Scan(&x.Code, &x.Kind, &x.What, &x.Size, &x.Purpose, &x.Why, &x.Asker, &x.AskedBy, moment{&x.AskedAt}, &x.Decision,
			&x.DecidedBy, orNever{&x.DecidedAt}, &x.Reason, orNever{&x.Until}, orNever{&x.UsedAt})
		x.SameName = x.Asker != u.ID && personKey(x.AskedBy) == personKey(u.Name)
		out = append(out, x)
		return err
	})
	return out, err
}

// personKey is an account's name without digits and marks, by which a second account of one person may be noticed.
func personKey(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// orNever reads a moment of which 0 means that it never was.
type orNever struct{ to *time.Time }

// Scan reads microseconds.
func (n orNever) Scan(v any) error {
	if at, ok := v.(int64); ok && at == 0 {
		*n.to = time.Time{}
		return nil
	}
	return moment{n.to}.Scan(v)
}

// Decide answers whoever asked. Nobody decides about what they asked for themselves (cases.ErrForbidden), and what is
// decided stays so (a problem).
func (a *Approvals) Decide(ctx context.Context, u cases.User, code string, yes bool, reason string) error {
	asked, err := a.Get(ctx, u, code)
	if err != nil {
		return err
	}
	if !cases.Approves(u) || asked.Asker == u.ID || asked.Kind == cases.ApproveErasure { // erasures are decided at their own door
		return cases.ErrForbidden
	}
	reason = strings.TrimSpace(reason)
	if !yes && reason == "" {
		return cases.Wrong("reason", "required")
	}
	if wrong := checkWords("reason", reason); wrong != nil {
		return wrong
	}
	err = a.store.writer.do(func(tx *gorm.DB) error { return a.decide(tx, u, asked, yes, reason) })
	if err != nil {
		return fmt.Errorf("decide about an approval: %w", err)
	}
	return nil
}

func (a *Approvals) decide(tx *gorm.DB, u cases.User, asked cases.Approval, yes bool, reason string) error {
	now := a.store.now()
	decision, action, until := cases.Declined, "approval.refuse", int64(0)
	if yes {
		decision, action, until = cases.Approved, "approval.grant", now.Add(approvedFor).UnixMicro()
	}
	res := tx.Exec(`UPDATE approvals SET decision = ?, decided_by = ?, decided_at = ?, reason = ?, until = ?
WHERE code = ? AND decision = '' AND asked_by <> ?`, decision, u.ID, now.UnixMicro(), reason, until, asked.Code, u.ID)
	if res.Error != nil {
		return res.Error
	}
	if res.RowsAffected == 0 {
		return cases.Wrong("", "decided_already")
	}
	_, err := a.store.enter(tx, u.Code, action, approvalObject(asked.Code),
		detail{What: asked.Kind + " " + asked.What, Reason: reason, Purpose: asked.Purpose})
	return err
}

// Use spends the approval of an act, once. ErrNotApproved means that there is none which holds for this user, this
// very act and purpose, and this many records, of which there may be a tenth more than when it was asked for.
func (a *Approvals) Use(_ context.Context, u cases.User, ask cases.Ask) (code string, err error) {
	err = a.store.writer.do(func(tx *gorm.DB) (err error) {
		code, err = a.use(tx, u, ask)
		return err
	})
	return code, err
}

// use is Use within the transaction of the act itself, so that the act and the end of its approval are one.
func (a *Approvals) use(tx *gorm.DB, u cases.User, ask cases.Ask) (code string, err error) {
	now := a.store.now().UnixMicro()
	err = tx.Raw(`UPDATE approvals SET used_at = ? WHERE id = (SELECT MAX(id) FROM approvals WHERE asked_by = ? AND kind = ? AND what = ? AND purpose = ?
AND decision = 'yes' AND decided_by <> asked_by AND used_at = 0 AND until > ? AND size * 11 >= ? * 10) AND used_at = 0 RETURNING code`,
		now, u.ID, ask.Kind, ask.What, ask.Purpose, now, ask.Size).Row().Scan(&code)
	if errors.Is(err, sql.ErrNoRows) {
		return "", ErrNotApproved
	}
	if err != nil {
		return "", fmt.Errorf("use an approval: %w", err)
	}
	return code, nil
}

// endApprovals ends the approvals that an account was given or gave and that nobody has used: whoever is no longer
// what they were neither asks nor agrees for the person that they were.
func (a *Accounts) endApprovals(tx *gorm.DB, account int64) error {
	err := tx.Exec("UPDATE approvals SET until = ? WHERE decision = ? AND used_at = 0 AND (asked_by = ? OR decided_by = ?)",
		a.store.now().UnixMicro(), cases.Approved, account, account).Error
	if err != nil {
		return fmt.Errorf("end approvals: %w", err)
	}
	return nil
}
