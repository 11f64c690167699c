package cases

// Death is a death, in custody or not. What the authorities, the family and the organisation say stands side by side
// (Minnesota Protocol); none of them overwrites another.
type Death struct {
	act
	Type            Coded
	InCustody       Tri
	OfficialVersion string
	FamilyVersion   string
	OwnVersion      string
	OfficialCause   string
	Manner          Coded
	Autopsy         Coded
	Certificate     Coded
	LastSeen        string
	Burial          Date
	Investigation   Coded
	FamilyPressed   Tri
}

// Fields lists the questions about a death.
func (d *Death) Fields() []Field {
	fields := append(d.opening("person"),
		Choice("type", &d.Type, "death_type").Dimension(),
		YesNo("in_custody", &d.InCustody).Dimension(),
		Linked("part_of", &d.Links, "detention", "case"),
		Long("official_version", &d.OfficialVersion).Grouped("versions"),
		Long("family_version", &d.FamilyVersion).Grouped("versions"),
		Long("own_version", &d.OwnVersion).Grouped("versions"),
		Text("official_cause", &d.OfficialCause).Grouped("examination"),
		Choice("manner", &d.Manner, "manner").Grouped("examination"),
		Choice("autopsy", &d.Autopsy, "autopsy").Grouped("examination"),
		Choice("certificate", &d.Certificate, "death_cert").Grouped("examination"),
		Text("last_seen", &d.LastSeen).Secret().Grouped("examination"),
		When("burial", &d.Burial).Grouped("examination"),
		Choice("investigation", &d.Investigation, "investigation").Grouped("examination"),
		YesNo("family_pressed", &d.FamilyPressed).Grouped("examination"),
	)
	return append(fields, d.answerable()...)
}

// Check refuses a burial before the death, and asks about a death recorded as in custody that is said not to be.
func (d *Death) Check(b *Book) Problems {
	problems := join(d.act.Check(b), after("burial", d.Burial, "from", d.From))
	if d.Type.Code == "death_custody" && d.InCustody == No {
		problems = append(problems, wrong("in_custody", "contradicts_type")...)
	}
	return problems
}
