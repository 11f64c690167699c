package cases

import (
	"slices"
	"strconv"
)

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
// Preferred is yes for the one by which the person is called here.
type PersonName struct {
	Value, Script, Language, Kind, From string
	Preferred                           Tri
}

// Fields lists the questions about a person.
func (p *Person) Fields() []Field {
	return []Field{
		Rows("names", &p.Names, nameFields).Secret(),
		Code("unit", &p.Unit, "counting_unit").Followed(),
		Count("group_size", &p.GroupSize, 1, 1_000_000).Followed(),
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
		YesNo("preferred", &n.Preferred),
	}
}

// Name is the preferred form of the name, else the first one given; only readers with secrets see it.
func (p *Person) Name() Title {
	if len(p.Names) == 0 {
		return Title{}
	}
	return Title{Full: p.NameForms()[0].Value}
}

// Individual tells whether a code of counting_unit means one person, not a group; where nobody said it does.
func Individual(unit string) bool { return unit == "" || unit == "individual" }

// NameForms gives every form of the name, the preferred one first.
func (p *Person) NameForms() []PersonName {
	forms := slices.Clone(p.Names)
	if i := slices.IndexFunc(forms, func(n PersonName) bool { return n.Preferred == Yes }); i > 0 {
		first := forms[i]
		forms = append([]PersonName{first}, slices.Delete(forms, i, i+1)...)
	}
	return forms
}

// Known gives what somebody who looks for the person may know of them besides the name.
func (p *Person) Known() Sought {
	s := Sought{Sex: p.Sex.Code, Born: p.Born, Region: p.Region, IIN: p.IIN}
	for _, n := range p.NameForms() {
		s.Names = append(s.Names, n.Value)
	}
	return s
}

// Check refuses a death before birth and a group of one, and warns of an identification number of a wrong length.
// The digits of the number are not tied to the birth date since Government decree 853 of 26 August 2013, so nothing
// is concluded from them.
func (p *Person) Check(b *Book) Problems {
	problems := join(after("died", p.Died, "born", p.Born), b.notLater("born", p.Born), b.notLater("died", p.Died))
	if len(p.Names) == 0 && p.Unit != "group" && p.Unit != "family" {
		problems = append(problems, unlikely("names", "no_name")...)
	}
	if p.GroupSize.Given && Individual(p.Unit) && p.GroupSize.N > 1 {
		problems = append(problems, wrong("group_size", "not_a_group")...)
	}
	if p.IIN != "" && !iinForm.MatchString(p.IIN) {
		problems = append(problems, wrong("iin", "not_an_iin")...)
	}
	problems = append(problems, p.onePreferred()...)
	return append(problems, p.consentsInOrder()...)
}

// onePreferred refuses a second preferred form: a person is called by one name.
func (p *Person) onePreferred() Problems {
	seen := false
	for i, n := range p.Names {
		if n.Preferred == Yes && seen {
			return wrong("names."+strconv.Itoa(i)+".preferred", "one_preferred")
		}
		seen = seen || n.Preferred == Yes
	}
	return nil
}
