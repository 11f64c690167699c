package cases

// Person is someone, or a group of people who are not known by name. What a person is in an event (victim, witness,
// lawyer) is a link, never a type of person.
type Person struct {
	Head
	Names       []PersonName
	Unit        string
	GroupSize   Number
	Sex         Coded
	Born        Date
	Died        Date
	Citizenship string
	Occupation  string
	Roles       CodedList
	IIN         string
	Contact     string
	Health      string
	Consents    []Consent
	Remarks     string
}

// PersonName is one form of a person's name. Spellings are claims of whoever wrote them, so each is kept as written.
type PersonName struct {
	Value, Script, Language, Kind, From string
}

// Fields lists the questions about a person.
func (p *Person) Fields() []Field {
	return []Field{
		Rows("names", &p.Names, nameFields).Secret(),
		Code("unit", &p.Unit, "counting_unit"),
		Count("group_size", &p.GroupSize, 1, 1_000_000),
		Choice("sex", &p.Sex, "sex").Dimension(),
		When("born", &p.Born).Secret().Sorted(),
		When("died", &p.Died),
		Code("region", &p.Region, "region").InHead(),
		Text("citizenship", &p.Citizenship),
		Text("occupation", &p.Occupation),
		Choices("civic_role", &p.Roles, "civic_role"),
		Linked("member", &p.Links, "organisation"),
		Linked("relative", &p.Links, "person").Secret(),
		Linked("lawyer", &p.Links, "person", "organisation"),
		Linked("named_in", &p.Links, "source"),
		Linked(MergedRole, &p.Links, "person").Decided(),
		Text("iin", &p.IIN).Secret().Grouped("private"),
		Long("contact", &p.Contact).Secret().Grouped("private"),
		Long("health", &p.Health).Secret().Grouped("private"),
		Rows("consent", &p.Consents, consentFields).Secret().Grouped("private"),
		Long("remarks", &p.Remarks).Secret().Grouped("story"),
	}
}

func nameFields(n *PersonName) []Field {
	return []Field{
		Text("value", &n.Value).Required(),
		Code("script", &n.Script, "script"),
		Code("language", &n.Language, "language"),
		Code("kind", &n.Kind, "name_kind"),
		Text("stated_by", &n.From),
	}
}

// Name is the first name given, which only readers with secrets see.
func (p *Person) Name() Title {
	if len(p.Names) == 0 {
		return Title{}
	}
	return Title{Full: p.Names[0].Value}
}

// Check refuses a death before birth and a group of one, and warns of an identification number of a wrong length.
// The digits of the number are not tied to the birth date since Government decree 853 of 26 August 2013, so nothing
// is concluded from them.
func (p *Person) Check(b *Book) Problems {
	problems := join(after("died", p.Died, "born", p.Born), b.notLater("born", p.Born), b.notLater("died", p.Died))
	if len(p.Names) == 0 && p.Unit != "group" && p.Unit != "family" {
		problems = append(problems, unlikely("names", "no_name")...)
	}
	if p.GroupSize.Given && (p.Unit == "" || p.Unit == "individual") && p.GroupSize.N > 1 {
		problems = append(problems, wrong("group_size", "not_a_group")...)
	}
	if p.IIN != "" && !iinForm.MatchString(p.IIN) {
		problems = append(problems, wrong("iin", "not_an_iin")...)
	}
	return append(problems, p.consentsInOrder()...)
}
