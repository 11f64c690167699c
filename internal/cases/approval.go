package cases

import "time"

// The kinds of acts that need a second person.
const (
	ApproveExport  = "export"
	ApproveErasure = "erasure"
)

// Approval is an act that somebody asked for and that somebody else decides about. It allows the act once, to whoever
// asked, for as long as it holds.
type Approval struct {
	Code    string // names it in addresses and in the audit log
	Kind    string // ApproveExport or ApproveErasure
	What    string // the act itself, as exactly as it will be done: the address of a file, the number of a record
	Size    int    // how many records it was about when it was asked for
	Purpose string // a code of the vocabulary purpose
	Why     string

	Asker    int64  // the account that asked
	AskedBy  string // its name
	AskedAt  time.Time
	Decision string // "yes", "no", or empty while nobody has decided
	// DecidedBy is the name of whoever decided; empty while nobody has.
	DecidedBy string
	DecidedAt time.Time
	Reason    string    // why it was decided so
	Until     time.Time // until when an approved act may be done
	UsedAt    time.Time // when it was done; zero: not yet
	// SameName marks one that was asked for by an account whose name is the reader's own but for digits: perhaps a
	// second account of the same person.
	SameName bool
}

// The answers to somebody who asked.
const (
	Approved = "yes"
	Declined = "no"
)

// Holds tells whether the act may still be done.
func (a Approval) Holds(now time.Time) bool {
	return a.Decision == Approved && a.UsedAt.IsZero() && now.Before(a.Until)
}

// Ask is what is asked for. See Approval for the fields.
type Ask struct {
	Kind, What   string
	Size         int
	Purpose, Why string
}

// Approves tells whether a user may decide about what others ask for.
func Approves(u User) bool { return u.Role == Coordinator }
