package store

import "context"

// SignedIn tells whether a session is still there: signing out, ending it from elsewhere and disabling its account
// take it away, a fresh sign-in does not.
func (a *Accounts) SignedIn(ctx context.Context, id string) (bool, error) {
	var n int
	err := a.store.read.WithContext(ctx).Raw("SELECT COUNT(*) FROM sessions WHERE id = ?", id).Row().Scan(&n)
	return n > 0, err
}
