package cases

// Event is what happened: a container that acts, places and figures are tied to, such as the January 2022 protests
// or one dispersal within them.
type Event struct {
	Head
	Called  Text3
	Type    Coded
	Trigger Text3
	Summary Text3
}

// Fields lists the questions of an event.
func (e *Event) Fields() []Field {
	return []Field{
		Trilingual("title", &e.Called).Required(),
		Choice("type", &e.Type, "event_type").Dimension(),
		When("from", &e.From).Required().InHead().Sorted(),
		When("to", &e.To).InHead(),
		Code("region", &e.Region, "region").InHead().Dimension(),
		Linked("place", &e.Links, "place"),
		Linked("part_of", &e.Links, "event"),
		Linked("follows", &e.Links, "event"),
		Linked("organiser", &e.Links, "organisation", "person"),
		TrilingualLong("trigger", &e.Trigger).Grouped("story"),
		TrilingualLong("summary", &e.Summary).Grouped("story"),
	}
}

// Name is the event's own name.
func (e *Event) Name() Title { return e.Called.title() }

// Check refuses an event that ends before it begins.
func (e *Event) Check(b *Book) Problems {
	return join(after("to", e.To, "from", e.From), b.notLater("from", e.From))
}
