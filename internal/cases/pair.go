package cases

import (
	"errors"
	"time"
)

// How a pair of people who may be one stands.
const (
	PairOpen      = "open"
	PairSame      = "same"      // one was merged into the other
	PairDifferent = "different" // they are two
	PairLater     = "later"     // somebody looked and could not tell yet
)

// PairStates lists the states in the order in which the queue offers them.
func PairStates() []string { return []string{PairOpen, PairLater, PairDifferent, PairSame} }

// Pair is two people who may be one, as the reader may see them. A was entered first.
type Pair struct {
	A, B    PairSide
	Score   float64 // between 0 and 1
	Band    string  // the score in a word: BandCertain, BandLikely or BandPossible
	Reasons []Reason
	State   string
	Found   time.Time // the zero time: it was never found, somebody put the two side by side
	Decided time.Time // the zero time: nobody decided
	By      string    // the name of whoever decided
	Why     string    // what they said
}

// How a score is put in words.
const (
	BandCertain  = "certain"
	BandLikely   = "likely"
	BandPossible = "possible"
)

// PairSide is one of the two, as a line of the queue shows them.
type PairSide struct {
	Head  Head
	Names []PersonName // in the order of the record
	Born  Date
	Sex   string // a code
}

// Verdict is what somebody decided about pairs of people: PairDifferent, PairLater or PairOpen. PairSame is decided by
// merging alone.
type Verdict struct {
	State string
	Why   string
}

// Run is one time that everybody was looked through for duplicates.
type Run struct {
	ID          int64
	Began       time.Time
	Ended       time.Time // the zero time: it goes on
	By          string    // the name of whoever began it, or the code where it is no account
	Done, Total int       // how far it is
	People      int       // how many were looked at
	Compared    int       // how many pairs were compared
	Found       int       // how many are in the queue by it
	// Cut is how many names are borne by so many people that each of those was compared with the nearest alone.
	Cut    int
	Failed string // RunStopped or RunFailed; empty: it did not fail
}

// Why a run ended before its end.
const (
	RunStopped = "stopped" // somebody stopped it
	RunFailed  = "failed"  // something went wrong, or the program ended
)

// ErrRunning means that everybody is being looked through already.
var ErrRunning = errors.New("a run goes on already")
