package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// Acts is a transaction in which one user saves. All its saves hold, or none does.
type Acts struct {
	store *Store
	tx    *gorm.DB
	user  cases.User
	scope cases.Scope
	first *cases.Saved
	// purpose is what the user said that the work is for.
	purpose cases.Purpose
}

// Save checks and keeps one change: a new record, or a new version of one. It returns cases.Problems when something
// is wrong with what was sent, *cases.Stale when somebody else saved in between, cases.ErrNotFound for what is not
// there or not the user's, cases.ErrForbidden for a user who may not write, cases.ErrFull when the disk is full. The
// record is on the disk, and its entry in the audit log, when Save returns without an error.
// A token that the user has sent before gives the first answer again; an empty one is none.
func (d *Desk) Save(ctx context.Context, token string, c cases.Change) (cases.Saved, error) {
	return d.Together(ctx, token, func(a *Acts) error {
		_, err := a.Save(c)
		return err
	})
}

// Together keeps several changes in one transaction. The answer is that of the first, unless Answer named another one.
func (d *Desk) Together(ctx context.Context, token string, work func(*Acts) error) (cases.Saved, error) {
	if !d.scope.Writes {
		return cases.Saved{}, cases.ErrForbidden
	}
	if err := ctx.Err(); err != nil {
		return cases.Saved{}, err
	}
	if !utf8.ValidString(token) || strings.Contains(token, "\x00") {
		return cases.Saved{}, cases.Wrong("token", "not_utf8") // PostgreSQL has no such text
	}
	var saved cases.Saved
	err := d.store.writer.do(func(tx *gorm.DB) error {
		var err error
		saved, err = d.together(tx, token, work)
		return err
	})
	return saved, err
}

func (d *Desk) together(tx *gorm.DB, token string, work func(*Acts) error) (cases.Saved, error) {
	if token != "" {
		again, err := d.repeated(tx, token)
		if err != nil || again.Repeated {
			return again, err
		}
	}
	a := &Acts{store: d.store, tx: tx, user: d.user, scope: d.scope, purpose: d.purpose}
	if err := work(a); err != nil {
		return cases.Saved{}, err
	}
	if a.first == nil {
		return cases.Saved{}, errors.New("nothing was saved")
	}
	if token != "" {
		err := tx.Exec("INSERT INTO sent (account, token, record, at) VALUES (?,?,?,?)",
			d.user.ID, token, a.first.ID, d.store.now().UnixMicro()).Error
		if err != nil {
			return cases.Saved{}, fmt.Errorf("keep the token: %w", err)
		}
	}
	return *a.first, nil
}

// repeated answers a token that was sent before, under today's rights.
func (d *Desk) repeated(tx *gorm.DB, token string) (cases.Saved, error) {
	var ids []int64
	if err := tx.Raw("SELECT record FROM sent WHERE account = ? AND token = ?", d.user.ID, token).Scan(&ids).Error; err != nil {
		return cases.Saved{}, fmt.Errorf("look the token up: %w", err)
	}
	if len(ids) == 0 {
		return cases.Saved{}, nil
	}
	heads, err := headsByID(tx, ids)
	if err != nil {
		return cases.Saved{}, err
	}
	h := heads[ids[0]]
	if h != nil && h.Withdrawn && d.withdrew(tx, h) {
		return cases.Saved{Number: h.Number, UID: h.UID, ID: h.ID, Version: h.Version, Repeated: true, Withdrawn: true}, nil
	}
	if h == nil || !d.scope.Sees(h) {
		return cases.Saved{}, cases.ErrNotFound
	}
	head, err := readHead(tx, "")
	if err != nil {
		return cases.Saved{}, err
	}
	return cases.Saved{Number: h.Number, UID: h.UID, ID: h.ID, Version: h.Version, Repeated: true, Head: shown(head)}, nil
}

// Answer makes one save the answer of the transaction in place of the first: a person that was entered along with an
// act is no answer to who saved the act.
func (a *Acts) Answer(saved cases.Saved) { a.first = &saved }

// Save keeps one change within the transaction.
func (a *Acts) Save(c cases.Change) (cases.Saved, error) {
	before, after, err := a.versions(c)
	if err != nil {
		return cases.Saved{}, err
	}
	book := a.store.book()
	problems, err := a.lay(before, after, c, book)
	if err != nil {
		return cases.Saved{}, err
	}
	if len(problems.Refusals()) > 0 || len(problems) > 0 && c.Reason == "" {
		return cases.Saved{}, problems
	}
	saved, err := a.keep(before, after, c, problems)
	if err != nil {
		return cases.Saved{}, fmt.Errorf("save %s %s: %w", c.Kind.Code, c.Number, err)
	}
	if a.first == nil {
		a.first = &saved
	}
	return saved, nil
}

// versions gives the record as it is and a second copy to lay the change over; for a new record both are blank.
func (a *Acts) versions(c cases.Change) (before, after cases.Record, err error) {
	if c.Number == "" {
		before, after = c.Kind.New(), cases.Begun(c.Kind, a.user)
		before.Base().Kind = c.Kind.Code
		return before, after, nil
	}
	if before, err = getIn(a.tx, a.scope, c.Number, false); err != nil {
		return nil, nil, err
	}
	if before.Base().Kind != c.Kind.Code {
		return nil, nil, cases.ErrNotFound
	}
	if !a.scope.MayWrite(before.Base()) {
		return nil, nil, cases.ErrForbidden
	}
	if before.Base().Version != c.Version {
		current, err := getIn(a.tx, a.scope, c.Number, true)
		if err != nil {
			return nil, nil, err
		}
		return nil, nil, &cases.Stale{Current: current}
	}
	after, err = getIn(a.tx, a.scope, c.Number, false)
	return before, after, err
}

// lay puts what was sent over the record, resolves what it refers to and checks the whole.
func (a *Acts) lay(before, r cases.Record, c cases.Change, book *cases.Book) (cases.Problems, error) {
	problems := cases.Lay(r, c, book, a.scope.Secrets)
	resolved, unresolved, err := a.resolve(r)
	if err != nil {
		return nil, err
	}
	problems = append(problems, unresolved...)
	unhide(r)
	if d, ok := r.(cases.Deriver); ok {
		d.Derive(resolved, book)
	}
	r.Base().Under = underOf(r, c.Kind)
	problems = append(problems, notYetSaid(cases.CheckRequired(r), problems)...)
	problems = append(problems, r.Check(book)...)
	problems = append(problems, cases.CheckCitations(r)...)
	problems = append(problems, a.ownAccess(before, r)...)
	problems = append(problems, notYetSaid(a.place(before.Base(), r.Base()), problems)...)
	unstood, err := a.stand(r, resolved)
	return append(problems, unstood...), err
}

// underOf is the id of what a record is a part of.
func underOf(r cases.Record, k *cases.Kind) int64 {
	f, ok := cases.FieldOf(r, k.Under)
	if !ok {
		return 0
	}
	return f.Value().(*cases.Ref).ID
}

// unhide makes the references whole that the writer does not see, so that what is compared and committed to is the
// record itself and not one writer's sight of it.
func unhide(r cases.Record) {
	for _, ref := range allRefs(r) {
		ref.Hidden = false
	}
}

// notYetSaid leaves out what is found about fields whose answer was refused already: one thing to mend is said once. What was
// only warned about can be kept, so it hides no refusal.
func notYetSaid(found, known cases.Problems) cases.Problems {
	var out cases.Problems
	refused := known.Refusals()
	for _, p := range found {
		if !slices.ContainsFunc(refused, func(k cases.Problem) bool { return k.Field == p.Field }) {
			out = append(out, p)
		}
	}
	return out
}

// place refuses a team or a level that would put the record where its writer has no business or no sight. What was
// shared for editing stays with the team that it has.
func (a *Acts) place(before, h *cases.Head) cases.Problems {
	h.Creator = creatorOf(h, a.user)
	kept := slices.Contains(a.scope.Edits, h.ID) && h.Team == before.Team
	ours := a.scope.AllTeams || a.scope.Everything || h.Team == "" || kept || slices.Contains(a.user.Teams, h.Team)
	if !ours {
		return cases.Wrong("team", "not_your_team")
	}
	privileged := cases.KindByCode(h.Kind).Privileged
	if h.Level == cases.Privileged && !privileged {
		return cases.Wrong("level", "unknown_code", "value", h.Level) // else counsel could hide a case's steps from everybody else
	}
	if privileged && !a.scope.Sees(h) {
		return cases.Wrong("case", "not_counsel")
	}
	if !a.scope.Sees(h) {
		return cases.Wrong("level", "out_of_your_sight")
	}
	if before.ID != 0 && !a.scope.Places(before) && (h.Team != before.Team || h.Level != before.Level) {
		return cases.Wrong("level", "only_shared")
	}
	return nil
}

// ownAccess refuses that somebody makes themselves counsel in a case that is there already: nobody grants himself
// access (R34).
func (a *Acts) ownAccess(before, after cases.Record) cases.Problems {
	was, _ := before.(*cases.Case)
	is, ok := after.(*cases.Case)
	if !ok || is.ID == 0 || slices.Contains(was.Counsel.Codes, a.user.Name) || !slices.Contains(is.Counsel.Codes, a.user.Name) {
		return nil
	}
	return cases.Wrong("counsel", "own_access")
}

func creatorOf(h *cases.Head, u cases.User) int64 {
	if h.ID == 0 {
		return u.ID
	}
	return h.Creator
}

// keep writes the new version, what follows from it, and last the entry in the audit log.
func (a *Acts) keep(before, after cases.Record, c cases.Change, kept cases.Problems) (cases.Saved, error) {
	unhide(before)
	changes, err := cases.Diff(before, after)
	if err != nil {
		return cases.Saved{}, err
	}
	h := after.Base()
	if h.ID != 0 && len(changes) == 0 {
		return a.unchanged(h)
	}
	h.Title = after.Name()
	h.Editor, h.Updated = a.user.ID, a.store.now().UTC()
	if h.ID == 0 {
		err = a.insert(after, c.Kind)
	} else {
		err = a.update(after, c.Version)
	}
	if err != nil {
		return cases.Saved{}, err
	}
	withdrawn := after.Base().Withdrawn && !before.Base().Withdrawn
	if err := a.withdraw(before.Base(), after.Base()); err != nil {
		return cases.Saved{}, err
	}
	if err := a.follow(before, after, changes); err != nil {
		return cases.Saved{}, err
	}
	if err := a.regroup(before.Base(), after.Base()); err != nil {
		return cases.Saved{}, err
	}
	if err := a.matchLater(before, after, changes); err != nil {
		return cases.Saved{}, err
	}
	head, err := a.entered(before, after, c, changes, kept)
	if err != nil {
		return cases.Saved{}, err
	}
	return cases.Saved{Number: h.Number, UID: h.UID, ID: h.ID, Version: h.Version, Warnings: kept, Head: head, Withdrawn: withdrawn, Entered: true}, nil
}

// unchanged answers a save that changes nothing: no new version, no entry.
func (a *Acts) unchanged(h *cases.Head) (cases.Saved, error) {
	head, err := readHead(a.tx, "")
	return cases.Saved{Number: h.Number, UID: h.UID, ID: h.ID, Version: h.Version, Head: shown(head)}, err
}

// entered writes the entry of a save.
func (a *Acts) entered(before, after cases.Record, c cases.Change, changes []cases.FieldChange, kept cases.Problems) (cases.AuditHead, error) {
	h := after.Base()
	content, err := cases.Canonical(after)
	if err != nil {
		return cases.AuditHead{}, err
	}
	d := detail{Reason: c.Reason, Number: h.Number, Changes: changes, Revision: h.Version, Content: content}
	for _, p := range kept {
		d.Kept = append(d.Kept, p.Field+": "+p.Key)
	}
	for _, one := range []*cases.Head{before.Base(), h} {
		d = stated(a.purpose, one, d)
	}
	action := saveAction(before, after, changes)
	return a.store.enter(a.tx, a.user.Code, action, h.UID, d)
}

func (a *Acts) insert(r cases.Record, k *cases.Kind) error {
	h := r.Base()
	uid, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("make a uid: %w", err)
	}
	if h.Number, err = a.store.used.draw(a.tx, k); err != nil {
		return err
	}
	h.UID, h.Version, h.Created, h.Creator = uid.String(), 1, h.Updated, a.user.ID
	return a.writeNew(r)
}
