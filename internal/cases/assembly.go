package cases

// Assembly is a peaceful assembly and how it was treated: notified or not, allowed, prevented, dispersed.
type Assembly struct {
	Head
	Called       Text3
	Demand       string
	Where        Ref
	Notification Coded
	Treatment    Coded
	Participants Number
	Detained     Number
	Agencies     CodedList
	Account      string
}

// Fields lists the questions about an assembly. How many took part and were detained there is as stated by whoever
// says so; detentions that are documented are records of their own.
func (a *Assembly) Fields() []Field {
	return []Field{
		Trilingual("title", &a.Called).Required(),
		Linked("organiser", &a.Links, "person", "organisation").Secret(),
		Reference("event", &a.Event, "event").InHead().Dimension(),
		When("from", &a.From).Required().InHead().Sorted(),
		When("to", &a.To).InHead(),
		Reference("place", &a.Where, "place"),
		Code("region", &a.Region, "region").InHead().Dimension(),
		Text("demand", &a.Demand),
		Choice("notification", &a.Notification, "notification"),
		Choice("treatment", &a.Treatment, "assembly_treatment"),
		Count("participants", &a.Participants, 1, 10_000_000),
		Count("detained", &a.Detained, 0, 1_000_000),
		Choices("agency", &a.Agencies, "agency").Grouped("answerable"),
		Long("account", &a.Account).Secret().Grouped("story"),
	}
}

// Name is the assembly's own name.
func (a *Assembly) Name() Title { return a.Called.title() }

// Derive takes the region from the place where it was not given, and works out today's.
func (a *Assembly) Derive(look Looker, b *Book) {
	if place := look.HeadOf(a.Where); place != nil && a.Region == "" {
		a.Region = place.Region
	}
	a.RegionNow = b.RegionNow(a.Region, "", a.From.Sort())
}

// Check refuses an end before the beginning, and warns where more were detained than took part.
func (a *Assembly) Check(b *Book) Problems {
	problems := join(after("to", a.To, "from", a.From), b.notLater("from", a.From))
	if a.Participants.Given && a.Detained.Given && a.Detained.N > a.Participants.N {
		problems = append(problems, unlikely("detained", "more_than_took_part")...)
	}
	return problems
}
