package cases

// Detention is one person held, in one continuous episode: transfers stay inside it, a new arrest after a real
// release is another detention that follows it.
type Detention struct {
	act
	Type           Coded
	Ground         Coded
	TakenFrom      string
	Reason         string
	RecordDrawn    Tri
	ReasonsTold    Tri
	LawyerAdmitted Tri
	LawyerWhen     Date
	RelativesTold  Tri
	BeforeJudge    Date
	Articles       CodedList
	Outcome        Coded
	IllTreated     Tri
	Arbitrary      CodedList
	Conditions     string
	DaysHeld       Number
	Over72Hours    Tri
}

// Fields lists the questions about a detention. Days held are the least number of whole days that the two dates
// allow; they and the 72 hours (the longest term without a court, Constitution art. 16 as in force in 2022) are
// worked out on save.
func (d *Detention) Fields() []Field {
	fields := append(d.opening("person"),
		Choice("type", &d.Type, "detention_type").Dimension(),
		Choice("ground", &d.Ground, "ground").Dimension(),
		Text("taken_from", &d.TakenFrom),
		Text("stated_reason", &d.Reason),
		Choices("articles", &d.Articles, "article"),
		Choice("outcome", &d.Outcome, "outcome").Dimension(),
		Linked("follows", &d.Links, "detention"),
		YesNo("record_drawn", &d.RecordDrawn).Grouped("safeguards"),
		YesNo("reasons_told", &d.ReasonsTold).Grouped("safeguards"),
		YesNo("lawyer_admitted", &d.LawyerAdmitted).Grouped("safeguards"),
		When("lawyer_when", &d.LawyerWhen).Grouped("safeguards"),
		YesNo("relatives_told", &d.RelativesTold).Grouped("safeguards"),
		When("before_judge", &d.BeforeJudge).Grouped("safeguards"),
		YesNo("ill_treated", &d.IllTreated).Grouped("safeguards"),
		Choices("arbitrary", &d.Arbitrary, "wgad").Grouped("safeguards"),
		Long("conditions", &d.Conditions).Grouped("safeguards"),
		Count("days_held", &d.DaysHeld, 0, 100_000).Computed().Grouped("safeguards"),
		YesNo("over_72_hours", &d.Over72Hours).Computed().Grouped("safeguards"),
	)
	return append(fields, d.answerable()...)
}

// Derive works out how long the person was held, and whether more than 72 hours passed before a judge saw them.
func (d *Detention) Derive(look Looker, b *Book) {
	d.act.Derive(look, b)
	d.DaysHeld, d.Over72Hours = Number{}, ""
	if days, ok := d.From.DaysTo(d.To); ok {
		d.DaysHeld = Num(days)
	}
	judge := d.BeforeJudge
	if !judge.Known() {
		judge = d.To
	}
	if days, ok := d.From.DaysTo(judge); ok && days != 3 {
		d.Over72Hours = No
		if days > 3 {
			d.Over72Hours = Yes
		}
	}
}

// Check refuses what cannot be and warns of what seldom is: a lawyer before the arrest, a year in detention.
func (d *Detention) Check(b *Book) Problems {
	problems := join(d.act.Check(b), after("lawyer_when", d.LawyerWhen, "from", d.From),
		after("before_judge", d.BeforeJudge, "from", d.From))
	if d.DaysHeld.Given && d.DaysHeld.N > 366 {
		problems = append(problems, unlikely("to", "long_detention")...)
	}
	if d.LawyerAdmitted == No && d.LawyerWhen.Known() {
		problems = append(problems, wrong("lawyer_when", "lawyer_not_admitted")...)
	}
	if d.Outcome.Code == "still_held" && d.To.Known() {
		problems = append(problems, wrong("to", "still_held")...)
	}
	return problems
}
