package names

// Form is one written form of a name, taken apart into words. Parse makes it: a form put together by hand lacks what
// comparing needs.
type Form struct {
	Written string
	Words   []Word
	// Flags say what is odd about the form: codes such as FlagMixed. A flagged form is compared all the same, and shown
	// with its flags.
	Flags []string

	// joined holds neighbouring words written as one: the first with the second, the second with the third and so on.
	joined []Word
	// nobody is true for a form that names no single person: a group, somebody unidentified, no letters at all.
	nobody bool
	// patronymic is the place of the word that is surely a patronymic, -1 without one.
	patronymic int
}

// Word is one word of a name with the keys under which it is found and compared.
type Word struct {
	Text string // folded, in the script in which it was written
	// Strong is equal for the spellings of one name in Kazakh and Russian Cyrillic and in the Latin alphabets, as far as
	// rules reach. Weak is equal for more than one name, by design: it finds candidates and never decides.
	Strong, Weak string
	Initial      bool // a single letter, or one with a dot

	script script
	hyphen bool   // a hyphen binds it to the next word
	half   bool   // a hyphen binds it to the next word or to the one before
	stem   string // Strong without the ending of a surname or patronymic; Strong itself where it has none
	ending ending
	shape  shape
	// others are further readings of a Latin spelling (Julia with a German J, Xurshid with an Uzbek x) and the name that
	// a foreign equivalent stands for, as strong keys.
	others  []string
	foreign string // the name that a foreign equivalent stands for, as a strong key; empty for most
	letters uint32 // the set of letters in Strong, for telling quickly that two words have little in common
	given   int32  // which well-known given name it is, 0 for none
	root    int32  // which well-known given name its stem is
	common  bool   // a given name that very many people bear
	crowd   bool   // one of the surnames that most bear
	slavic  bool   // a given name of Slavs
	mixed   bool   // repaired: it was written in letters of two scripts that look alike
}

// What can be odd about a written name.
const (
	FlagEmpty    = "empty"      // no letter in it
	FlagMixed    = "mixed"      // a word that mixes scripts: letters that look alike
	FlagOneWord  = "one_word"   // a single word
	FlagInitials = "initials"   // nothing but initials beside one word
	FlagShort    = "short"      // a word of one letter where a name is due
	FlagGroup    = "group"      // several people, not named: "12 unidentified men"
	FlagUnnamed  = "unnamed"    // somebody whose name is not known: "unidentified man"
	FlagNotAName = "not_a_name" // digits or signs where a name is due
	FlagLayout   = "layout"     // turned into another keyboard layout; only Queried gives it
)

// Person is what is known of somebody, for comparing. Empty is not known.
type Person struct {
	Names  []Form
	Sex    string // male, female; else not known
	Born   Span
	Region string // a code
	Event  string // a code or number
	IIN    string // twelve digits, or a keyed hash of them
}

// Span is a range of days, each 2006-01-02; both empty: not known.
type Span struct{ From, To string }

// Reason says why two forms were held to be alike or not, as a key of the catalogues (reason.<key>) and its values.
type Reason struct {
	Key  string
	Args []string
	// Against is true for what speaks against the two being the same.
	Against bool
}

// Match is how alike two people are: a number between 0 and 1, and why.
type Match struct {
	Score   float64
	Reasons []Reason
	// A and B are the places, in their lists of names, of the two forms that are most alike.
	A, B int
}
