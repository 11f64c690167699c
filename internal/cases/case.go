package cases

// Case is a criminal or administrative case against one or more people. What happens in it is its steps.
type Case struct {
	Head
	Type     Coded
	FileNo   string
	Articles CodedList
	Stage    Coded
	Measure  Coded
	Court    Ref
	Body     Ref
	Outcome  Coded
	Sentence string
	Counsel  CodedList
	Remarks  string
}

// Fields lists the questions about a case.
func (c *Case) Fields() []Field {
	return []Field{
		Linked("accused", &c.Links, "person").Required(),
		Choice("type", &c.Type, "case_kind").Required().Dimension(),
		Reference("event", &c.Event, "event").InHead().Dimension(),
		When("from", &c.From).Required().InHead().Sorted(),
		When("to", &c.To).InHead(),
		Code("region", &c.Region, "region").InHead().Dimension(),
		Text("file_no", &c.FileNo).Sorted(),
		Choices("articles", &c.Articles, "article"),
		Choice("stage", &c.Stage, "case_stage"),
		Choice("measure", &c.Measure, "measure"),
		Reference("court", &c.Court, "organisation"),
		Reference("body", &c.Body, "organisation"),
		Linked("lawyer", &c.Links, "person", "organisation"),
		Linked("complainant", &c.Links, "person", "organisation").Secret(),
		Linked("part_of", &c.Links, "detention", "death", "ill_treatment"),
		Linked("follows", &c.Links, "case"),
		Choice("outcome", &c.Outcome, "outcome").Dimension(),
		Text("sentence", &c.Sentence),
		Code("owner", &c.Owner, "user").InHead().Grouped("handling"),
		Choices("counsel", &c.Counsel, "lawyer").Secret().Grouped("handling"),
		Long("remarks", &c.Remarks).Secret().Grouped("story"),
	}
}

// Begin makes the lawyer who enters a case its counsel.
func (c *Case) Begin(u User) {
	if u.Role == Lawyer {
		c.Counsel.Codes = []string{u.Name}
	}
}

// Name is who is accused.
func (c *Case) Name() Title { return c.named("accused") }

// Derive works out today's region.
func (c *Case) Derive(_ Looker, b *Book) { c.RegionNow = b.RegionNow(c.Region, "", c.From.Sort()) }

// Check refuses an end before the beginning.
func (c *Case) Check(b *Book) Problems {
	return join(after("to", c.To, "from", c.From), b.notLater("from", c.From))
}
