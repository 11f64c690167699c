package cases

// Listing is one row of a list of names: what it says as it is written, and whom somebody decided that it means. The
// list is a source; a row stays a row, whatever becomes of the person.
type Listing struct {
	Head
	List     Ref
	Position Number
	Called   string
	Written  string
	Sex      Coded
	Born     Date
	Flags    CodedList
	Decision Coded
	Way      Coded
	Score    Number
	Added    Tri
	Remarks  string
}

// What was decided about a row of a list, codes of the vocabulary list_decision.
const (
	Undecided  = "undecided"
	SamePerson = "same"
	NewPerson  = "new"
	NotAPerson = "not_a_person"
	Later      = "later"
)

// How it was decided, codes of the vocabulary list_way.
const (
	InBulk   = "in_bulk"
	OneByOne = "one_by_one"
)

// Fields lists the questions about a row of a list. Position is its place in the list, from 1. Score is how alike the
// row and the person were when it was decided, in hundredths. Added tells whether the decision put the list among the
// sources that name the person, so that taking it back takes that away again.
func (l *Listing) Fields() []Field {
	return []Field{
		Reference("list", &l.List, "source").Required(),
		Count("position", &l.Position, 1, 1_000_000).Sorted(),
		Text("name", &l.Called).Secret(),
		Choice("sex", &l.Sex, "sex").Dimension(),
		When("born", &l.Born).Secret(),
		Code("region", &l.Region, "region").InHead().Dimension(),
		Reference("event", &l.Event, "event").InHead().Dimension(),
		Long("written", &l.Written).Secret(),
		Choices("flags", &l.Flags, "list_flag"),
		Choice("decision", &l.Decision, "list_decision").Required().Grouped("decision"),
		Linked("person", &l.Links, "person").Grouped("decision"),
		Choice("way", &l.Way, "list_way").Grouped("decision"),
		Count("score", &l.Score, 0, 100).Grouped("decision"),
		YesNo("added", &l.Added).Grouped("decision"),
		Long("remarks", &l.Remarks).Secret().Grouped("story"),
	}
}

// Begin makes a row one that is not decided.
func (l *Listing) Begin(User) { l.Decision = Coded{Code: Undecided} }

// Name is the name as it is written in the list, which only readers with secrets see.
func (l *Listing) Name() Title { return Title{Full: l.Called} }

// Check wants one person where the row was said to mean one, and none where it was not.
func (l *Listing) Check(*Book) Problems {
	n := len(l.LinksTo("person"))
	decided := l.Decision.Code == SamePerson || l.Decision.Code == NewPerson
	switch {
	case decided && n == 0:
		return wrong("person", "required")
	case decided && n > 1:
		return unlikely("person", "several_people")
	case !decided && n > 0:
		return unlikely("decision", "person_undecided")
	}
	return nil
}
