package cases

// Source is what a fact rests on: a testimony, a document, a list of names, an article, a photograph.
type Source struct {
	Head
	Called      string
	Type        Coded
	IsList      Tri
	Author      string
	Publisher   Ref
	Language    Coded
	Address     string
	Archived    string
	Received    Date
	Reliability Coded
	Connection  Coded
	Excerpt     string
	Remarks     string
}

// Fields lists the questions about a source.
func (s *Source) Fields() []Field {
	return []Field{
		Text("title", &s.Called).Required(),
		Choice("type", &s.Type, "source_type").Required().Dimension(),
		YesNo("is_list", &s.IsList),
		When("from", &s.From).InHead().Sorted(),
		Text("author", &s.Author),
		Reference("publisher", &s.Publisher, "organisation"),
		Choice("language", &s.Language, "language"),
		Text("address", &s.Address),
		Text("archived", &s.Archived),
		When("received", &s.Received),
		Choice("reliability", &s.Reliability, "reliability"),
		Choice("connection", &s.Connection, "source_connection"),
		Linked("stated_by", &s.Links, "person").Secret(),
		Reference("event", &s.Event, "event").InHead(),
		Long("excerpt", &s.Excerpt).Grouped("story"),
		Long("remarks", &s.Remarks).Secret().Grouped("story"),
	}
}

// Name is the source's title.
func (s *Source) Name() Title { return Title{Full: s.Called, Open: s.Called} }

// Check refuses a source that was received before it was made.
func (s *Source) Check(b *Book) Problems {
	return join(after("received", s.Received, "from", s.From), b.notLater("received", s.Received), b.notLater("from", s.From))
}
