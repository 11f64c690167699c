package cases

// IllTreatment is torture, other ill-treatment or an injury, done to one person in one episode (Istanbul Protocol).
type IllTreatment struct {
	act
	Type          Coded
	Methods       CodedList
	InCustody     Tri
	Injuries      string
	Medical       Coded
	Examined      Date
	Consistency   Coded
	Complaint     Tri
	Complained    Date
	Investigation Coded
}

// Fields lists the questions about ill-treatment.
func (i *IllTreatment) Fields() []Field {
	fields := append(i.opening("person"),
		Choice("type", &i.Type, "ill_type").Required().Dimension(),
		Choices("methods", &i.Methods, "method"),
		YesNo("in_custody", &i.InCustody).Dimension(),
		Linked("part_of", &i.Links, "detention"),
		Long("injuries", &i.Injuries).Secret().Grouped("examination"),
		Choice("medical", &i.Medical, "medical").Grouped("examination"),
		When("examined", &i.Examined).Grouped("examination"),
		Choice("consistency", &i.Consistency, "istanbul").Grouped("examination"),
		YesNo("complaint", &i.Complaint).Grouped("examination"),
		When("complained", &i.Complained).Grouped("examination"),
		Choice("investigation", &i.Investigation, "investigation").Grouped("examination"),
	)
	return append(fields, i.answerable()...)
}

// Check refuses an examination or a complaint before the act.
func (i *IllTreatment) Check(b *Book) Problems {
	problems := join(i.act.Check(b), after("examined", i.Examined, "from", i.From), after("complained", i.Complained, "from", i.From))
	if i.Complaint == No && i.Complained.Known() {
		problems = append(problems, wrong("complained", "no_complaint")...)
	}
	return problems
}
