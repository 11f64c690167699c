package store

import (
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"aigaq/internal/cases"
	"aigaq/internal/cases/names"
)

// Likely is the score from which two people are held to be one, as the labelled set fixed it.
const Likely = names.MatchAt

// Desk is the store as one user sees it. Whatever comes through it is in the user's scope, and what is not there and
// what is not theirs give the same answer.
type Desk struct {
	store *Store
	user  cases.User
	scope cases.Scope
	// purpose is what the user said that they work for; it goes into the log.
	purpose cases.Purpose
	// consent is what people must consent to for this desk to name them; empty: nothing. See Query.Consent.
	consent string
}

// For gives the desk of a user.
func (s *Store) For(u cases.User) *Desk {
	return &Desk{store: s, user: u, scope: cases.ScopeOf(u)}
}

// User is whose desk it is.
func (d *Desk) User() cases.User { return d.user }

// Scope is what the user may see, for pages that offer only what will be allowed.
func (d *Desk) Scope() cases.Scope { return d.scope }

// Book gives the vocabularies as they are now.
func (d *Desk) Book() *cases.Book { return d.store.book() }

// renewed gives the desk as it is now, for work that takes longer than a request should trust what it knew at its
// beginning (R28). cases.ErrForbidden means that the account is not what it was.
func (d *Desk) renewed(tx *gorm.DB) (*Desk, error) {
	account, _, err := d.store.Accounts().one(tx, "id = ? AND disabled = 0", d.user.ID)
	if errors.Is(err, cases.ErrNotFound) {
		return nil, cases.ErrForbidden
	}
	if err != nil {
		return nil, fmt.Errorf("read what a user may see anew: %w", err)
	}
	if account.Role != d.user.Role || !slices.Equal(account.Teams, d.user.Teams) {
		return nil, cases.ErrForbidden
	}
	next := *d
	next.user, next.scope = account.User, cases.ScopeOf(account.User)
	return &next, nil
}
