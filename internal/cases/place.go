package cases

// Place is a region, a town, a square, a police station, a place of detention. Names and borders change, so a place
// has its days of validity, the region it lay in then, and the district from which today's region follows.
type Place struct {
	Head
	Called   Text3
	Aliases  string
	Type     Coded
	District string
	Within   Ref
	Address  string
	Position string
	Agency   Coded
	Opened   Date
	Closed   Date
	Remarks  string
}

// Fields lists the questions about a place.
func (p *Place) Fields() []Field {
	return []Field{
		Trilingual("name", &p.Called).Required(),
		Text("aliases", &p.Aliases),
		Choice("type", &p.Type, "place_type").Required().Dimension(),
		Code("region", &p.Region, "region").InHead(),
		Code("district", &p.District, "district").Followed(),
		Reference("within", &p.Within, "place"),
		Text("address", &p.Address),
		Point("position", &p.Position),
		Choice("agency", &p.Agency, "agency"),
		When("opened", &p.Opened),
		When("closed", &p.Closed),
		Long("remarks", &p.Remarks).Grouped("story"),
	}
}

// Name is the place's own name.
func (p *Place) Name() Title { return p.Called.title() }

// Derive takes the region from the district, or from the place around this one, where it was not given.
func (p *Place) Derive(look Looker, b *Book) {
	if t, ok := b.Term("district", p.District); ok && p.Region == "" {
		p.Region = t.Parent
	}
	around := look.HeadOf(p.Within)
	if around != nil && p.Region == "" {
		p.Region = around.Region
	}
	p.RegionNow = b.RegionNow(p.Region, p.District, "")
	if p.RegionNow == "" && around != nil && around.Region == p.Region {
		p.RegionNow = around.RegionNow
	}
}

// Check refuses a district that lay in another region, and a place that closes before it opens.
func (p *Place) Check(b *Book) Problems {
	problems := after("closed", p.Closed, "opened", p.Opened)
	if t, ok := b.Term("district", p.District); ok && p.Region != t.Parent && p.Region != firstOf(t.For) {
		problems = append(problems, wrong("district", "other_region")...)
	}
	return problems
}

func firstOf(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}
