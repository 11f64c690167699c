package cases

import "time"

// LogQuery asks for a part of the audit log. What is empty narrows nothing.
type LogQuery struct {
	Person  string    // the code of the account that acted
	Record  string    // the number of the record that it was about
	Area    string    // one of Areas
	Outcome string    // LogDone or LogRefused
	From    time.Time // not earlier than this, by the wall clock
	To      time.Time // earlier than this
	Before  int64     // only entries with a lower number; 0: from the newest
	Per     int       // how many at most; 0: LogPer
}

// The outcomes of a LogQuery.
const (
	LogDone    = "done"
	LogRefused = "refused"
)

// How many entries a page of the log holds by default, and at most.
const (
	LogPer  = 100
	LogMost = 1000
)

// LogEntry is one entry of the audit log as an auditor reads it: who did what to which object, when and what for, and
// never what it says.
type LogEntry struct {
	Seq     int64
	At      time.Time
	Actor   string // the code of the account; empty: nobody was signed in
	Name    string // what the account is called now; empty where Actor is no account
	Role    Role
	Action  string
	Area    string
	Refused bool
	Object  string // an account's name, a team's code, or another code; empty for a record that Number names
	Number  string // of the record; empty where it is about none, or about one that is not for this reader
	Kind    string // of the record
	Version int64
	Purpose string // a code of the list purpose
	Erased  bool
}

// Log is a part of the audit log, newest first.
type Log struct {
	Entries []LogEntry
	More    bool // there are older ones that the query is true of
}

// Actor is somebody by whom the log can be filtered.
type Actor struct {
	Code, Name string
	Role       Role
}

// Verification is what is known about the soundness of the log.
type Verification struct {
	Running bool
	At      time.Time // when the newest one ended; zero: there was none
	Size    int64     // entries that were found in order
	Root    string    // over those entries
	Records int
	Place   string // where the first thing wrong is: entry, node, head, checkpoint, record, or failed; empty: nothing is wrong
	Where   string // its number
	Why     string // what is wrong, in English, for whoever looks after the host
}

// Sound tells whether the newest verification found nothing wrong.
func (v Verification) Sound() bool { return !v.At.IsZero() && v.Place == "" }
