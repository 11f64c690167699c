package cases

import (
	"errors"
	"slices"
	"time"
)

// The ways in which a record is opened to one account beside its role and teams.
const (
	ByShare = "share" // somebody else opened it
	ByGlass = "glass" // its owner broke the glass
)

var (
	// ErrNoPurpose means that a restricted record was asked for, by somebody who may see it, without saying what for.
	ErrNoPurpose = errors.New("no purpose stated")
	// ErrTooOften means that somebody broke the glass as often as anybody may within an hour.
	ErrTooOften = errors.New("too often")
)

// Purpose is what restricted records are opened for: a code of the vocabulary purpose, and words, which the purpose
// "other" needs.
type Purpose struct{ Code, Why string }

// Given tells whether a purpose was stated.
func (p Purpose) Given() bool { return p.Code != "" }

// Share is a record that is or was opened to one account for a time.
type Share struct {
	ID      int64
	Account string // the name of whom it is opened to
	Way     string // ByShare or ByGlass
	Writes  bool   // it may be changed as well
	By      string // the name of whoever opened it
	Why     string
	At      time.Time
	Until   time.Time
	Ended   time.Time // taken back before its time; zero: not
	Open    bool      // in effect, by the store's clock
}

// Sharing is what somebody asks who opens a record to a colleague.
type Sharing struct {
	Account string // the colleague's name
	Writes  bool
	Days    int // one of ShareDays
	Why     string
}

// ShareDays lists for how many days a record can be shared.
func ShareDays() []int { return []int{1, 7, 30, 90} }

// SharesWith tells whether records can be shared with accounts of a role.
func (r Role) SharesWith() bool {
	return slices.Contains([]Role{Coordinator, Staff, Lawyer, Intake, Researcher}, r)
}

// MayShare tells whether a user decides about who else sees a record: a coordinator, or staff and lawyers of its team
// who see it by that standing and may write it. Nobody does for privileged records: their case names who reads them.
func MayShare(u User, h *Head) bool {
	s := ScopeOf(u)
	if h.Level == Privileged || h.Withdrawn || !s.MayWrite(h) {
		return false
	}
	switch u.Role {
	case Coordinator:
		return true
	case Staff, Lawyer:
		return h.Team != "" && slices.Contains(u.Teams, h.Team)
	}
	return false
}

// BreaksGlass tells whether a role may open, in an emergency, what it does not see.
func (r Role) BreaksGlass() bool { return slices.Contains([]Role{Coordinator, Staff, Lawyer}, r) }

// Breaking is what somebody states who breaks the glass.
type Breaking struct {
	Number  string
	Purpose string
	Why     string // at least GlassWords characters
}

// Rules of the glass.
const (
	GlassWords = 20        // characters that a reason must have
	GlassTime  = time.Hour // how long it opens a record
	GlassTries = 3         // how often an account may, within an hour
)

// Alarm is one breaking of the glass, as coordinators are told of it.
type Alarm struct {
	ID      int64
	At      time.Time
	Who     string // the account's name
	Number  string // as it was typed
	Purpose string
	Why     string
	Until   time.Time // until when it opened a record; zero: it opened nothing
}
