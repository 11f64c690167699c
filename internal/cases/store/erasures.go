package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// Erasures is the door to what was withdrawn: coordinators decide there whether it is erased or shown again. It
// returns numbers and dates, never a record.
type Erasures struct{ store *Store }

// Erasures gives the door.
func (s *Store) Erasures() *Erasures { return &Erasures{s} }

// openErasure asks for the erasure of a person, in the name of whoever recorded the withdrawal.
func (a *Acts) openErasure(h *cases.Head, records int) error {
	code, _ := newSecret()
	err := a.tx.Exec("INSERT INTO approvals (code, kind, what, size, asked_by, asked_at) VALUES (?,?,?,?,?,?)",
		code[:16], cases.ApproveErasure, h.Number, records, a.user.ID, a.store.now().UnixMicro()).Error
	if err != nil {
		return fmt.Errorf("ask for the erasure of %s: %w", h.Number, err)
	}
	return nil
}

// List gives the withdrawals that a user may know of, those first about which nobody has decided: coordinators all,
// anybody else what they recorded themselves.
func (e *Erasures) List(ctx context.Context, u cases.User) ([]cases.Erasure, error) {
	where := clause{"WHERE a.kind = ?", args(cases.ApproveErasure)}
	if !cases.Approves(u) {
		where.sql, where.args = where.sql+" AND a.asked_by = ?", append(where.args, u.ID)
	}
	where.sql += " ORDER BY CASE WHEN a.decision = '' THEN 0 ELSE 1 END, a.id DESC LIMIT 500"
	return e.rows(e.store.read.WithContext(ctx), u, where)
}

// Waiting is how many withdrawals wait for this user to decide.
func (e *Erasures) Waiting(ctx context.Context, u cases.User) (n int, err error) {
	if !cases.Approves(u) {
		return 0, nil
	}
	err = e.store.read.WithContext(ctx).Raw("SELECT COUNT(*) FROM approvals WHERE kind = ? AND decision = '' AND asked_by <> ?",
		cases.ApproveErasure, u.ID).Row().Scan(&n)
	return n, err
}

// Get gives the newest withdrawal of a person, with the records to look at; cases.ErrNotFound to whoever neither
// recorded it nor decides about it.
func (e *Erasures) Get(ctx context.Context, u cases.User, number string) (cases.Erasure, error) {
	tx := e.store.read.WithContext(ctx)
	one, err := e.newest(tx, u, number)
	if err != nil {
		return one, err
	}
	if one.Look, err = e.look(tx, u, one); err != nil {
		return one, fmt.Errorf("look for what names %s: %w", one.Number, err)
	}
	return one, nil
}

func (e *Erasures) newest(tx *gorm.DB, u cases.User, number string) (cases.Erasure, error) {
	if !cases.LooksLikeNumber(number) {
		return cases.Erasure{}, cases.ErrNotFound
	}
	where := clause{"WHERE a.kind = ? AND a.what = ?", args(cases.ApproveErasure, cases.CleanNumber(number))}
	if !cases.Approves(u) {
		where.sql, where.args = where.sql+" AND a.asked_by = ?", append(where.args, u.ID)
	}
	where.sql += " ORDER BY a.id DESC LIMIT 1"
	found, err := e.rows(tx, u, where)
	if err != nil {
		return cases.Erasure{}, err
	}
	if len(found) == 0 {
		return cases.Erasure{}, cases.ErrNotFound
	}
	return found[0], nil
}

func (e *Erasures) rows(tx *gorm.DB, u cases.User, where clause) ([]cases.Erasure, error) {
	found, err := e.store.Approvals().rows(tx, u, where)
	if err != nil {
		return nil, fmt.Errorf("list withdrawals: %w", err)
	}
	out := make([]cases.Erasure, len(found))
	for i, a := range found {
		if !cases.Approves(u) {
			a.Size = 0 // some of them may never have been this reader's to know of
		}
		out[i] = cases.Erasure{Number: a.What, Records: a.Size, Asker: a.Asker, AskedBy: a.AskedBy, AskedAt: a.AskedAt,
			Decision: a.Decision, DecidedBy: a.DecidedBy, DecidedAt: a.DecidedAt, SameName: a.SameName}
	}
	return out, nil
}

// TakeBack undoes a withdrawal that was recorded by mistake: the consent from before holds again, as a new row of the
// person's consents, and everything that was hidden is seen again. Shares that ended stay ended. It needs a reason.
// An erasure cannot be undone: problem "decided_already".
func (e *Erasures) TakeBack(ctx context.Context, u cases.User, number, reason string) error {
	reason = strings.TrimSpace(reason)
	if reason == "" {
		return cases.Wrong("reason", "required")
	}
	if wrong := checkWords("reason", reason); wrong != nil {
		return wrong
	}
	if !cases.Approves(u) {
		return cases.ErrForbidden
	}
	err := e.store.writer.do(func(tx *gorm.DB) error {
		one, err := e.undecided(tx, u, number)
		if err != nil {
			return err
		}
		if err := e.decide(tx, u, one, cases.Declined); err != nil {
			return err
		}
		a := &Acts{store: e.store, tx: tx, user: u, scope: everything()}
		return a.giveBack(one.Number, reason)
	})
	if err != nil {
		return fmt.Errorf("take a withdrawal back: %w", err)
	}
	return nil
}

func (e *Erasures) undecided(tx *gorm.DB, u cases.User, number string) (cases.Erasure, error) {
	one, err := e.newest(tx, u, number)
	if err == nil && !one.Open() {
		err = cases.Wrong("", "decided_already")
	}
	return one, err
}

func (e *Erasures) decide(tx *gorm.DB, u cases.User, one cases.Erasure, decision string) error {
	now := e.store.now().UnixMicro()
	res := tx.Exec(`UPDATE approvals SET decision = ?, decided_by = ?, decided_at = ?, used_at = ? WHERE kind = ? AND what = ? AND decision = ''`,
		decision, u.ID, now, now, cases.ApproveErasure, one.Number)
	if res.Error == nil && res.RowsAffected != 1 {
		return cases.Wrong("", "decided_already")
	}
	return res.Error
}

// giveBack saves the consent from before the withdrawal as the newest one.
func (a *Acts) giveBack(number, reason string) error {
	r, err := getIn(a.tx, a.scope, number, false)
	if err != nil {
		return err
	}
	p, ok := r.(*cases.Person)
	if !ok {
		return cases.ErrNotFound
	}
	_, err = a.Save(cases.Change{Kind: cases.KindByCode("person"), Number: number, Version: p.Version, Reason: reason,
		Sent: p.WithConsent(p.ConsentBeforeWithdrawal())})
	return err
}

// look gives the numbers of records that a human must look at: found now, or noted down when the person was erased.
func (e *Erasures) look(tx *gorm.DB, u cases.User, one cases.Erasure) ([]string, error) {
	if !cases.Approves(u) || one.Decision == cases.Declined {
		return nil, nil
	}
	if one.Erased() {
		return lookedAt(tx, one.Number)
	}
	names, err := namesOf(tx, one.Number)
	if err != nil {
		return nil, err
	}
	return e.store.naming(tx, cases.ScopeOf(u), names)
}

// lookedAt reads what was noted down when a person was erased.
func lookedAt(tx *gorm.DB, number string) ([]string, error) {
	var text []byte
	err := tx.Raw(`SELECT d.detail FROM audit_entry e JOIN audit_detail d ON d.seq = e.seq JOIN records r ON r.uid = e.object
WHERE r.number = ? ORDER BY e.revision DESC LIMIT 1`, number).Row().Scan(&text)
	if err != nil {
		return nil, noRow(err, nil)
	}
	var d detail
	if json.Unmarshal(text, &d) != nil {
		return nil, nil
	}
	return strings.Fields(d.What), nil
}
