package cases

// Harassment is pressure on a person or an organisation: summonses, threats, searches, bans, smears.
type Harassment struct {
	act
	Type       Coded
	Freedoms   CodedList
	Channel    Coded
	RoleMotive Tri
	Ongoing    Tri
	Reported   Tri
}

// Fields lists the questions about harassment.
func (h *Harassment) Fields() []Field {
	fields := append(h.opening("person", "organisation"),
		Choice("type", &h.Type, "harassment_type").Required().Dimension(),
		Choices("freedoms", &h.Freedoms, "freedom"),
		Choice("channel", &h.Channel, "channel"),
		YesNo("motive_role", &h.RoleMotive),
		YesNo("ongoing", &h.Ongoing),
		YesNo("reported", &h.Reported),
		Linked("follows", &h.Links, "harassment", "detention", "case"),
	)
	return append(fields, h.answerable()...)
}
