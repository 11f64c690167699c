package cases

// ListStanding is a list of names with how far it is decided, as a reader sees it.
type ListStanding struct {
	Head    Head
	Rows    int
	Decided int
	People  int // distinct people whom its rows were decided to mean
}

// The parts into which the rows of a list fall for whoever decides them.
const (
	RowsAll       = ""
	RowsUndecided = "undecided" // nothing was decided
	RowsCertain   = "certain"   // exactly one person on record is alike beyond doubt, and nothing is odd about the row
	RowsLikely    = "likely"    // somebody on record may be the one
	RowsNone      = "none"      // nobody on record is alike
	RowsFlagged   = "flagged"   // something is odd about the row
	RowsLater     = "later"     // put off
	RowsDecided   = "decided"
)

// RowParts lists them in the order in which they are offered.
func RowParts() []string {
	return []string{RowsAll, RowsUndecided, RowsCertain, RowsLikely, RowsNone, RowsFlagged, RowsLater, RowsDecided}
}

// Guess is somebody on record whom a row of a list may mean.
type Guess struct {
	Person  Head
	Score   float64
	Reasons []Reason
}

// RowGuess is a row of a list with the best guess, if there is one. Compared tells whether the reader had the row
// compared with the people they see.
type RowGuess struct {
	Row      *Listing
	Best     *Guess
	Others   int // further guesses
	Compared bool
}

// RowPage is a page of the rows of a list.
type RowPage struct {
	List  ListStanding
	Parts map[string]int // how many rows each part has
	// Makeable is how many of RowsNone people can be made of without looking: they have a name that no other row has.
	Makeable int
	Rows     []RowGuess
	Next     string // the cursor of the next page
}

// RowDecision says what a row of a list means.
type RowDecision struct {
	Row     string // its number
	Version int64
	What    string // a code of the vocabulary list_decision
	Person  string // the number, where it is the same person
	Score   float64
	Why     string
	Way     string // a code of the vocabulary list_way
	Reason  string // to keep what a warning was given about
}

// NewList says which list a file is, or which one it adds to.
type NewList struct {
	List  string // the number of a list that is there; empty: a new one
	Title string
	Type  string // a code of the vocabulary source_type
	Event string // the number of an event
	Team  string
	Level string
}

// ListMatrix says who is named in which list, for estimates from lists that overlap: one row a person, however many
// records were made of them.
type ListMatrix struct {
	Lists []Head // in the order of the columns
	Of    map[int64]Membership
	// People says more of every person of whom the reader sees a record, by the id of each record: those of one person
	// have one entry.
	People map[int64]*Rostered
	// Gone are the ids of people who were withdrawn: what was done to them is in no count and no file.
	Gone map[int64]bool
	// Scripts gives the script in which each row of a list is written, a code of the vocabulary script, by the id of the row.
	Scripts map[int64]string
	// ID gives the name of a person in files for this reader: the same in each of them, and another for everybody else.
	ID func(uid string) string
	// Mark does the same for anything else, by what it is: act, record, proceeding, account.
	Mark func(what, uid string) string
}

// Membership is in which lists one person is named.
type Membership struct {
	Lists   []int    // places in ListMatrix.Lists, each once, in order
	Records int      // rows and sources that name the person
	Events  []string // numbers of the events that the rows belong to
	Died    bool     // a death of the person is on record
}

// What an age is told at: codes that files and the codebook share.
const (
	AgeAtDeath = "death"
	AgeAtAct   = "act"
	AgeAtEvent = "event"
)

// Rostered is a person as files without names tell of them. What is secret of the person stays out of it, but for the
// band that their age lies in.
type Rostered struct {
	ID    int64 // of the record that stands for the person, as the reader sees it
	UID   string
	Unit  string // a code of the vocabulary counting_unit; empty: one person
	Size  Number // how many a group are
	Sex   string
	Age   string // a code of AgeBands; empty where it is not known
	AgeAt string // at what: AgeAtDeath, AgeAtAct or AgeAtEvent
	First string // the earliest and the latest ISO day of an act or a case of theirs; empty: none has a day
	Last  string
	Acts  int // of which they are the victim
	Cases int // in which they are accused
}

// One tells whether it is one person, not a group.
func (r *Rostered) One() bool { return Individual(r.Unit) }

// Naming is one row of a list that means somebody, as the reader sees it.
type Naming struct {
	List     Head
	Row      string // its number
	Position int64
	Written  string // the name; empty for readers without secrets
	Person   string // the number of the record that the row was decided to mean, where it is another one of the person's
}
