package cases

import (
	"time"
)

// Query asks for a list of records.
type Query struct {
	Kind    string // a kind's code; empty: all kinds
	Filters Filters
	Text    string // part of a name, title or number
	Sort    string // a field code, "-" before it for descending; empty: newest first
	After   string // the cursor that the page before gave; empty: the first page
	Per     int    // how many at most; 0: 50
	// Consent leaves out whatever is about somebody who did not consent to a purpose, a code of the vocabulary
	// consent_purpose, and hides such people where others name them; empty: nothing is left out. See ConsentFor.
	Consent string
	// Listed lets those people alone through whom at least one list of names names that the reader sees.
	Listed bool
}

// Filters are conditions by field code (and from, to, month, region_now, kind); values of one code are alternatives.
type Filters map[string][]string

// List is one page of records that a reader may see.
type List struct {
	Records []Record
	Total   int    // records that the filters let through, on all pages
	People  int    // distinct people among them, where the kind has subjects; else 0
	Next    string // the cursor of the next page; empty: this is the last
}

// The units in which counts are made. Each is defined in the catalogues (unit.<code>.help) and shown with its number.
const (
	UnitPeople  = "people"  // distinct people, each once however many records name them
	UnitActs    = "acts"    // one victim, one kind of harm, one continuous episode
	UnitEvents  = "events"  // distinct events that the records are tied to
	UnitCases   = "cases"   // criminal and administrative cases
	UnitRecords = "records" // entries of any kind
)

// Units lists the units in the order in which they are offered.
func Units() []string { return []string{UnitPeople, UnitActs, UnitEvents, UnitCases, UnitRecords} }

// Dimensions lists what can be counted by, in the order in which it is offered. Each is a column of the facts.
func Dimensions() []string {
	return []string{"region", "region_now", "month", "kind", "type", "event", "ground", "outcome", "status", "sex", "in_custody"}
}

// CountQuery asks for counts of one unit by up to three dimensions.
type CountQuery struct {
	Unit    string
	By      []string
	Filters Filters
	Text    string
}

// Counts are the numbers of one unit. Cells are not additive where one person or event may stand in several: Total
// is counted on its own.
type Counts struct {
	Unit      string
	By        []string
	Cells     []Cell
	Total     int
	Undated   int // of Total: those without a known month
	Unknown   int // of Total: those without an answer in at least one other dimension asked for
	AsOf      time.Time
	AuditSize int64
}

// Cell is one number with its place: the code in each dimension, empty where it is not known.
type Cell struct {
	Keys []string
	N    int
}

// Change is one save: what was sent, over which version, and why.
type Change struct {
	Kind    *Kind
	Number  string // empty: a new record
	Version int64  // the version that the writer started from; 0 for a new record
	Sent    Input
	Reason  string // why; needed to keep what a warning was given about
	// Unread leaves codes that no field has without a problem; files and the API name them, forms do not send them.
	Unread bool
}

// Saved is what a save gave.
type Saved struct {
	Number   string
	UID      string
	ID       int64
	Version  int64
	Warnings Problems // kept with the reason
	Head     AuditHead
	// Withdrawn means that the save took back the consent to keep a person: the record can no longer be seen, nor can
	// what is about that person alone.
	Withdrawn bool
	Repeated  bool // the same form or key had been sent before: this is the first answer again
	Entered   bool // the log has an entry of this save; one that changes nothing has none
}

// AuditHead is the size and root of the audit log at a moment.
type AuditHead struct {
	Size int64
	Root string // hex
}

// Entry is one entry of a record's history or of the audit log.
type Entry struct {
	Seq     int64
	At      time.Time
	Actor   string // the account's name where it may be shown, else its code
	Action  string
	Object  string // uid
	Number  string
	Version int64
	Purpose string // a code of the vocabulary purpose; empty: none was stated
	Reason  string
	Changes []FieldChange
	Erased  bool // the detail was erased; the entry itself cannot be
}

// FieldChange is one answer before and after, each as JSON of the field; empty where there was none.
type FieldChange struct {
	Field string `json:"field"`
	Old   string `json:"old,omitempty"`
	New   string `json:"new,omitempty"`
}

// Incoming is a link from another record to this one.
type Incoming struct {
	Role string
	From Head
}

// Due is something to be done by a day, in a case.
type Due struct {
	On     Date
	Number string
	Task   string
	Case   Ref
	Owner  string
}
