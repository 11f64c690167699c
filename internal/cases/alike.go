package cases

// Reason says in words why somebody is held to be alike: a key of the catalogues (reason.<key>) and its values.
type Reason struct {
	Key     string   `json:"key"`
	Args    []string `json:"args,omitempty"`
	Against bool     `json:"against,omitempty"` // it speaks against
}

// Sought is what is known of somebody who is looked for among the people on record. Empty is not known.
type Sought struct {
	Names  []string // as written, in any script
	Sex    string
	Born   Date
	Region string
	Event  string // the number of an event
	IIN    string
	Not    string // the number of a person who is left out: the one who is compared
}

// Alike is one person on record who may be the one sought, as the reader may see them.
type Alike struct {
	Head    Head
	Names   []string // every form on record, the preferred one first
	Born    Date
	Score   float64 // between 0 and 1
	Reasons []Reason
	Points  []Compared
}

// Compared is one thing that two people have in common or not.
type Compared struct {
	Field        string // names, born, sex, region, event
	State        string // PointSame, PointDiffers or PointUnknown
	Ours, Theirs string // as it is kept: a name, a date, a code, a number
}

// How two answers compare.
const (
	PointSame    = "same"
	PointDiffers = "differs"
	PointUnknown = "unknown" // at least one side has no answer
)

// Hit is one record that a search found, with why.
type Hit struct {
	Head    Head
	Reasons []Reason
	Score   float64
	// Field and Snippet are the question in whose answer a text was found, and the words around it, as the reader may
	// see them; empty where it was found in the title or by a code.
	Field   string
	Snippet []Piece
	// Term is the vocabulary term by whose name it was found, where no text of it holds the words.
	Term CodeOf
}

// FoundUpTo is up to how many records of a kind a search counts; beyond it only says that there are more.
const FoundUpTo = 1_000

// Found is what a search found of one kind.
type Found struct {
	Kind  *Kind
	Hits  []Hit
	Total int // of those that hold what was typed; FoundUpTo + 1: more than that
	// Near is how many more hold words that are merely like those that were typed. Lists, counts and exports leave them
	// out, since nobody should count what they did not ask for.
	Near int
}

// Piece is a bit of a text; Found marks what was looked for.
type Piece struct {
	Text  string
	Found bool
}

// Named is a record that is found by the names of somebody: a person.
type Named interface {
	Record
	// Known gives the names, the one that they are called by first, and what else tells two people apart.
	Known() Sought
}
