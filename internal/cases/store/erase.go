package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"aigaq/internal/cases"
)

// Erase removes for good what was hidden when a person took back the consent to be kept: answers, links, titles,
// search keys, and the details of the log's entries about it. What stays is that there was a record, under which
// number and when it was entered and changed. Only a coordinator other than whoever recorded the withdrawal may do it
// (R34): cases.ErrForbidden. It cannot be undone. The disk is cleaned afterwards, as far as that needs no quiet hour;
// cleaned tells whether it could be. See Compact.
func (e *Erasures) Erase(ctx context.Context, u cases.User, number string) (cleaned bool, err error) {
	if !cases.Approves(u) {
		return false, cases.ErrForbidden
	}
	plan, err := e.plan(ctx, u, number)
	if err != nil {
		return false, err
	}
	err = e.store.writer.do(func(tx *gorm.DB) error {
		one, err := e.undecided(tx, u, plan.number)
		if err == nil && one.Asker == u.ID { // withdrawn anew meanwhile
			err = cases.ErrForbidden
		}
		if err != nil {
			return err
		}
		if err := e.decide(tx, u, one, cases.Approved); err != nil {
			return err
		}
		a := &Acts{store: e.store, tx: tx, user: u, scope: everything()}
		return a.erase(plan)
	})
	if err != nil {
		return false, fmt.Errorf("erase %s: %w", plan.number, err)
	}
	return e.store.engine.compact(ctx, false) == nil, nil
}

// erasing is what was found out before an erasure, so that the writer is not held while the log is read through.
type erasing struct {
	number string
	people []int64 // all records of the person, the one asked for first
	names  nameList
	seqs   []int64 // entries whose details name the person
	upTo   int64   // how many entries had been read
	look   []string
}

func (e *Erasures) plan(ctx context.Context, u cases.User, number string) (p erasing, err error) {
	tx := e.store.read.WithContext(ctx)
	one, err := e.undecided(tx, u, number)
	if err != nil {
		return p, err
	}
	if one.Asker == u.ID {
		return p, cases.ErrForbidden
	}
	p.number = one.Number
	var person int64
	if err := tx.Raw("SELECT id FROM records WHERE number = ?", p.number).Row().Scan(&person); err != nil {
		return p, noRow(err, cases.ErrNotFound)
	}
	if p.people, err = clusterOf(tx, person); err != nil {
		return p, err
	}
	if p.names, err = namesOf(tx, p.number); err != nil {
		return p, err
	}
	if p.look, err = e.store.naming(tx, cases.ScopeOf(u), p.names); err != nil {
		return p, fmt.Errorf("look for what names %s: %w", p.number, err)
	}
	p.seqs, p.upTo, err = p.names.entries(tx, 0)
	return p, err
}

// erase empties a person and whatever is about nobody who is still there.
func (a *Acts) erase(p erasing) error {
	gone, err := a.erasable(p.people)
	if err != nil {
		return err
	}
	late, _, err := p.names.entries(a.tx, p.upTo)
	if err != nil {
		return err
	}
	if err := a.emptyDetails(append(p.seqs, late...)); err != nil {
		return err
	}
	if err := p.names.sweep(a.tx); err != nil {
		return err
	}
	heads, err := headsByID(a.tx, gone)
	if err != nil {
		return err
	}
	if err := a.dissolve(p.people, heads); err != nil {
		return err
	}
	for _, id := range gone {
		if err := a.silenceNotes(heads[id], gone); err != nil {
			return err
		}
	}
	for _, id := range gone {
		look := ""
		if id == p.people[0] {
			look = strings.Join(p.look, " ")
		}
		if err := a.empty(heads[id].Number, look); err != nil {
			return fmt.Errorf("empty %s: %w", heads[id].Number, err)
		}
	}
	return nil
}

// erasable gives the ids of the records of a person and of what is about nobody but erased people, with its parts.
func (a *Acts) erasable(people []int64) ([]int64, error) {
	if err := a.setState(people, stateErased); err != nil {
		return nil, err
	}
	var list []about
	for _, id := range people {
		more, err := aboutPerson(a.tx, id)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	out := slices.Clone(people)
	for _, one := range list {
		if one.least != stateErased || one.is == stateErased || slices.Contains(out, one.id) {
			continue
		}
		parts, err := ids(a.tx, clause{"SELECT id FROM records WHERE under = ?", args(one.id)})
		if err != nil {
			return nil, err
		}
		out = append(append(out, one.id), parts...)
	}
	return out, a.setState(out, stateErased)
}

// empty writes the blank version of a kind over a record, with an entry that commits to it.
func (a *Acts) empty(number, look string) error {
	full, err := getIn(a.tx, a.scope, number, false)
	if err != nil {
		return err
	}
	was := full.Base()
	r := cases.Blank(cases.KindByCode(was.Kind))
	h := r.Base()
	h.ID, h.UID, h.Number, h.Withdrawn, h.Erased = was.ID, was.UID, was.Number, true, true
	h.Creator, h.Created, h.Editor, h.Updated = was.Creator, was.Created, a.user.ID, a.store.now().UTC()
	h.Title = r.Name()
	if err := a.update(r, was.Version); err != nil {
		return err
	}
	for _, table := range []string{"sent", "shares"} {
		if err := a.tx.Exec("DELETE FROM "+table+" WHERE record = ?", h.ID).Error; err != nil {
			return err
		}
	}
	if err := forgetLikely(a.tx, h.ID); err != nil {
		return err
	}
	if err := forgetPairs(a.tx, h.ID); err != nil {
		return err
	}
	seqs, err := ids(a.tx, clause{"SELECT seq FROM audit_entry WHERE object = ?", args(h.UID)})
	if err != nil {
		return err
	}
	if err := a.emptyDetails(seqs); err != nil {
		return err
	}
	action := "record.erase"
	return a.commitTo(r, action, look)
}

// commitTo writes the entry of a new version that has no field-by-field difference to show.
func (a *Acts) commitTo(r cases.Record, action, what string) error {
	content, err := cases.Canonical(r)
	if err != nil {
		return err
	}
	h := r.Base()
	_, err = a.store.enter(a.tx, a.user.Code, action, h.UID, detail{Number: h.Number, What: what, Revision: h.Version, Content: content})
	return err
}

// emptyDetails takes salts and details off entries. The entries stay, and with them the tree; what they committed to
// can no longer be guessed at nor checked.
func (a *Acts) emptyDetails(seqs []int64) error {
	for rest := seqs; len(rest) > 0; {
		n := min(chunk, len(rest))
		which := in("seq", rest[:n])
		if err := a.tx.Exec("UPDATE audit_detail SET salt = '', detail = '' WHERE length(salt) > 0 AND "+which.sql, which.args...).Error; err != nil {
			return err
		}
		rest = rest[n:]
	}
	return nil
}

// silenceNotes takes the words off the links by which records that stay name one that is erased. The link keeps its
// role and the bare number, since what happened to others stays recorded. Such a record gets a new version, and the
// details of older ones that name the erased number go.
func (a *Acts) silenceNotes(gone *cases.Head, all []int64) error {
	from, err := ids(a.tx, clause{"SELECT DISTINCT record FROM links WHERE target = ? AND note <> ''", args(gone.ID)})
	if err != nil {
		return err
	}
	known, err := headsByID(a.tx, from)
	if err != nil {
		return err
	}
	for _, id := range from {
		if slices.Contains(all, id) {
			continue
		}
		if err := a.silence(known[id].Number, gone); err != nil {
			return fmt.Errorf("take the words about %s off %s: %w", gone.Number, known[id].Number, err)
		}
	}
	return nil
}

func (a *Acts) silence(number string, gone *cases.Head) error {
	r, err := getIn(a.tx, a.scope, number, false)
	if err != nil {
		return err
	}
	h := r.Base()
	for i := range h.Links {
		if h.Links[i].To.ID == gone.ID {
			h.Links[i].Note = ""
		}
	}
	h.Editor, h.Updated = a.user.ID, a.store.now().UTC()
	if err := a.update(r, h.Version); err != nil {
		return err
	}
	seqs, err := entriesOf(a.tx, h.UID, gone.Number)
	if err != nil {
		return err
	}
	if err := a.emptyDetails(seqs); err != nil {
		return err
	}
	action := "record.redact"
	return a.commitTo(r, action, "")
}
