package cases

// act is what the kinds that record one harm to one victim have in common. It is embedded in place of Head.
type act struct {
	Head
	Where    Ref
	Agencies CodedList
	Account  string
}

// opening asks to whom, in what event and when. An act needs a day, a month or at least a year.
func (a *act) opening(victims ...string) []Field {
	return []Field{
		Linked("victim", &a.Links, victims...).Required(),
		Reference("event", &a.Event, "event").InHead().Dimension(),
		When("from", &a.From).Required().InHead().Sorted(),
		When("to", &a.To).InHead(),
		Reference("place", &a.Where, "place"),
		Code("region", &a.Region, "region").InHead().Dimension(),
	}
}

// answerable asks who is said to have done it and who else was there.
func (a *act) answerable() []Field {
	return []Field{
		Choices("agency", &a.Agencies, "agency").Grouped("answerable"),
		Linked("alleged_perpetrator", &a.Links, "person", "organisation").Grouped("answerable"),
		Linked("witness", &a.Links, "person").Secret().Grouped("answerable"),
		Linked("lawyer", &a.Links, "person", "organisation").Grouped("answerable"),
		Long("account", &a.Account).Secret().Grouped("story"),
	}
}

// Name is who it happened to.
func (a *act) Name() Title { return a.named("victim") }

// Derive takes the region from the place where it was not given, and works out today's.
func (a *act) Derive(look Looker, b *Book) {
	place := look.HeadOf(a.Where)
	if place != nil && a.Region == "" {
		a.Region = place.Region
	}
	a.RegionNow = b.RegionNow(a.Region, "", a.From.Sort())
	if place != nil && place.RegionNow != "" && place.Region == a.Region {
		a.RegionNow = place.RegionNow
	}
}

// Check refuses an end before the beginning and a beginning in the future.
func (a *act) Check(b *Book) Problems {
	return join(after("to", a.To, "from", a.From), b.notLater("from", a.From))
}
