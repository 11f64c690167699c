package cases

// Organisation is a movement, a non-governmental organisation, a medium, an authority, a court.
type Organisation struct {
	Head
	Called       Text3
	Aliases      string
	Type         Coded
	Registration Coded
	Agency       Coded
	Founded      Date
	Dissolved    Date
	Website      string
	Remarks      string
}

// Fields lists the questions about an organisation.
func (o *Organisation) Fields() []Field {
	return []Field{
		Trilingual("name", &o.Called).Required(),
		Text("aliases", &o.Aliases),
		Choice("type", &o.Type, "organisation_type").Dimension(),
		Choice("registration", &o.Registration, "registration"),
		Choice("agency", &o.Agency, "agency"),
		When("founded", &o.Founded),
		When("dissolved", &o.Dissolved),
		Code("region", &o.Region, "region").InHead(),
		Linked("part_of", &o.Links, "organisation"),
		Linked("place", &o.Links, "place"),
		Text("website", &o.Website),
		Long("remarks", &o.Remarks).Grouped("story"),
	}
}

// Name is the organisation's own name.
func (o *Organisation) Name() Title { return o.Called.title() }

// Check refuses an end before the beginning.
func (o *Organisation) Check(b *Book) Problems {
	return join(after("dissolved", o.Dissolved, "founded", o.Founded), b.notLater("founded", o.Founded))
}
