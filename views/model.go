// Package views is how every page looks. A page is a component that takes a Page and one value of its own; nothing
// is read from a context, and nothing here knows the store or the web framework.
//
//	SignIn(Page, SignInForm)          /login
//	Invitation(Page, InvitationPage)  /invite/{token}
//	Leave(Page)                       /leave, a neutral page
//	Home(Page, HomePage)              /
//	List(Page, ListPage)              /{path} and, without a kind, /records
//	Search(Page, SearchPage)          /search
//	Record(Page, RecordPage)          /{path}/{number}
//	Form(Page, FormPage)              /{path}/new, /{path}/{number}/edit, and both again with problems (422)
//	Stale(Page, StalePage)            the answer 409 to a form
//	History(Page, HistoryPage)        /{path}/{number}/history
//	Quick(Page, QuickPage)            /new
//	Counts(Page, CountsPage)          /counts
//	Audit(Page, AuditPage)            /audit
//	Account(Page, AccountPage)        /account
//	Error(Page, ErrorPage)            every status that is no success
package views

import (
	"net/url"
	"time"

	"aigaq/internal/cases"
	"aigaq/internal/cases/i18n"
)

// Page is what every page is given besides its own value.
type Page struct {
	Words    *i18n.Words
	Book     *cases.Book // nil where nobody is signed in
	User     cases.User
	Scope    cases.Scope // what the reader may see and do; the zero value may nothing
	SignedIn bool
	// Path is the address of this page with its query, for the language switch. After a form that was sent back it is
	// the address of the empty form.
	Path string
	// Nowhere is true on a page that is no place of the navigation: that something is not there.
	Nowhere bool
	Flash   string // a sentence about what was just done, in the reader's words; empty: none
	Undone  bool   // Flash says that something was not done
	Head    cases.AuditHead
	// Assets gives the address under which a file of Assets() is served, by its plain name.
	Assets map[string]string
	// Demo says on every page that the data are made up.
	Demo bool
	// Zone is where times are shown; nil is UTC.
	Zone *time.Location
	// Search is the text in the search box of the header.
	Search string
	// Purpose is what the reader said that they work for, until PurposeUntil.
	Purpose      cases.Purpose
	PurposeUntil time.Time
}

// SignInForm posts username, password and next to /login.
type SignInForm struct {
	Name    string // as typed
	Next    string // the address to go on to; empty: home
	Refused bool   // one message for unknown, wrong and disabled
	Minutes int    // after too many attempts: minutes to wait; 0 otherwise
	NoUsers bool   // the program has no account yet
	Out     bool   // the reader has just signed out
}

// InvitationPage posts to its own address: password and again for the kind "password", nothing for "signin".
type InvitationPage struct {
	Token    string
	Name     string
	Kind     string // password or signin
	Problems cases.Problems
}

// HomePage is what waits for the reader.
type HomePage struct {
	Numbers []Tally     // each a link; drawn in order
	Due     []cases.Due // soonest first
	DueMine bool        // Due is that of the reader's own cases, not of all
	Recent  []cases.Head
	Event   *cases.Head   // the event to begin with where the reader has nothing yet; nil: none
	Notices []Notice      // what was changed about the reader's account since they last looked
	Alarms  []cases.Alarm // who broke the glass, for coordinators
}

// Tally is a number with what it counts and where that is listed.
type Tally struct {
	Key  string // a key of the catalogues without one/other, given to Words.N: home.open_cases
	Kind string // used instead of Key: the kind that is counted
	N    int
	Href string
}

// ListPage is one page of a list.
type ListPage struct {
	Kind  *cases.Kind // nil: every kind
	Query cases.Query
	List  *cases.List // nil where the query has problems
	// Address is the query string as it came, without lang: what links of the page build upon.
	Address  url.Values
	Problems cases.Problems        // filters that are not understood: named, kept, never dropped
	First    int                   // the number of the first row among all, from 1; 0 where it is not known (a page by cursor)
	Heads    map[string]cases.Head // titles of the numbers named in filters, and events to choose from
}

// RecordPage is one record with all that is tied to it. Steps are drawn for a case, Figures and Days for an event;
// other kinds leave them empty.
type RecordPage struct {
	Kind     *cases.Kind
	Record   cases.Record
	Incoming []cases.Incoming
	Steps    []*cases.Step
	Figures  []FigureLine
	Days     []cases.Cell  // Keys are day and kind; the day is empty where it is not known
	Tallies  []Tally       // what is recorded about an event, by kind
	Consents []ConsentLine // what a person consents to; empty for other kinds and for readers who do not see it
	// Shares are those in effect: all of them for whoever decides about the record, else the reader's own.
	Shares []cases.Share
	// Cluster is every record of a person, where there are several; nil: there is one.
	Cluster *cases.Cluster
	Came    bool     // the reader followed the number of a record that was merged into this one
	Left    []string // codes of fields that an undone merge left as they were edited since
	// Counsel are the accounts that read a privileged note.
	Counsel []string
	// Namings are the rows of lists that mean a person; List is how far a source that is a list is decided.
	Namings []cases.Naming
	List    *cases.ListStanding
	// Similar are those who may be the same as the person who was entered along with the record; nil: nobody.
	Similar *Similar
	// Duplicates is how many pairs wait in which somebody may be the person.
	Duplicates int
}

// FigureLine is a published figure beside the count of our own records that answers to it.
type FigureLine struct {
	Figure *cases.Figure
	Ours   *OwnCount // nil where nothing recorded here answers to the metric
}

// OwnCount is a live count with its unit and the list behind it.
type OwnCount struct {
	N    int
	Unit string // a code of cases.Units
	Href string
}

// FormPage is the form of a new record (Number empty) or of an edit. It is drawn from the kind's fields and Input
// alone and posts every field under its code, besides token, version, reason, keep_reason.
type FormPage struct {
	Kind     *cases.Kind
	Record   cases.Record // the record as kept; a blank one for a new record
	Number   string
	Version  int64
	Token    string
	Input    cases.Input // as filled, or as sent back
	Problems cases.Problems
	Reason   string // why the record is changed, as typed
	// KeepReason is why answers that were warned about are kept, as typed. The box is shown where Problems holds a
	// warning.
	KeepReason string
	// Suggested are records to offer in reference boxes before anything is typed, by kind.
	Suggested map[string][]cases.Head
	// Cite is a field for which an empty citation is begun: the value of ?cite=.
	Cite string
	// Hints are the people who may be meant by a name in a line, by the line's key.
	Hints map[string]Hint
	// Twins are the people like the one who is entered; they are shown once, and then the form is kept.
	Twins *Hint
}

// StalePage is a form that somebody else was faster with. It posts all that was typed to the edit address with the
// version of Theirs; choose.{code} is "mine" or "theirs" for each field that differs. Chosen takes out the fields
// for which theirs was chosen.
type StalePage struct {
	Kind   *cases.Kind
	Number string
	Token  string // a fresh one
	Mine   cases.Input
	Theirs cases.Record
	Reason string
	// KeepReason as in FormPage.
	KeepReason string
}

// HistoryPage is who changed a record, when, and what.
type HistoryPage struct {
	Kind    *cases.Kind
	Record  cases.Record
	Entries []cases.Entry         // newest first
	Heads   map[string]cases.Head // titles of records that old and new answers name, by number
}

// QuickPage is the entry of at most five questions. It posts token and
//
//	who          a name, or PER-605128 Name        unnamed   how many people are not known by name
//	when         today, yesterday or other         when.day, when.month, when.year, when.clock
//	where        a place's number, or other        where_text  a place's name or number
//	what         a kind's code: detention, death, ill_treatment, harassment
//	how          a code of the list source_type    phone     of whoever told, under details
//	then         stay, from the button "Save and log another"; absent otherwise
//
// Only what and when (at least a year) are asked for; what is empty becomes "not known". Kinds that need a type get
// "unknown". Problems use these names as fields.
type QuickPage struct {
	Token    string
	Input    cases.Input
	Problems cases.Problems
	Places   []cases.Head // the last five used
	Offered  []cases.Head // further places for the list behind the box
	Events   []cases.Head // the event to add to, kept in the field event; first: the likeliest
	Saved    *cases.Head  // what was saved just before, after "log another"
	Similar  *Similar     // who may be the same as the person entered just before; nil: nobody
}

// CountsPage asks for counts and shows them. The form is a GET with unit, by (up to three), q and filters.
type CountsPage struct {
	Query    cases.CountQuery
	Counts   *cases.Counts // nil until asked for, or where the query has problems
	Problems cases.Problems
	Address  url.Values // the query string as it came, without lang
	// Href gives the address of the records behind a cell; the keys are in the order of Counts.By. Empty: no list.
	Href        func(keys []string) string
	TotalHref   string
	UndatedHref string
	Heads       map[string]cases.Head // titles of events, by number
	Events      []cases.Head          // events to filter by
}

// ErrorPage says what went wrong without any content. Status picks the text: 400, 403, 404, 405, 409, 413, 422, 429,
// 500, 503, 507; any other is shown as 500.
type ErrorPage struct {
	Status    int
	RequestID string
	Minutes   int // for 429: minutes to wait; 0: not known
}
