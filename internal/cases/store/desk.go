package store

import (
	"aigaq/internal/cases"
)

// Desk is the store as one user sees it. Whatever comes through it is in the user's scope, and what is not there and
// what is not theirs give the same answer.
type Desk struct {
	store *Store
	user  cases.User
	scope cases.Scope
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
