package cases

import (
	"slices"
	"time"
)

// NoRole is the role of an account whose role waits for a second administrator: it may sign in and sees nothing.
const NoRole Role = "none"

// Raised tells whether a role opens more than its own team's work: records of every team, accounts, or the audit log.
// Where there are two administrators or more, such a role is given by two of them.
func (r Role) Raised() bool { return slices.Contains([]Role{Coordinator, Auditor, Admin}, r) }

// The states of an account.
const (
	Invited  = "invited" // nobody can sign in with it yet
	Active   = "active"
	Disabled = "disabled" // shut out until an administrator opens it again
)

// PasswordLength is how many characters a password needs at least (R3).
const PasswordLength = 12

// AccountLine is an account as administrators see it: what it may and how it stands, and nothing of what it does.
type AccountLine struct {
	User
	State    string // invited, active or disabled
	Factor   bool   // it has a second factor
	Sessions int    // that have not ended
	Tokens   int    // of the API, not revoked
	Asks     int    // changes of its role that wait for a second administrator
	Created  time.Time
	Seen     time.Time // when it signed in last; zero: never
}

// Standing is what an administrator gives an account: its role and teams.
type Standing struct {
	Role  Role
	Teams []string
}

// StandingAsk is a role that one administrator asked for and another decides about.
type StandingAsk struct {
	ID int64
	Standing
	Account AccountLine // as it is now
	By      string      // the name of whoever asked
	ByCode  string
	At      time.Time
}
