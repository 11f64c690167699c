package cases

// Step is a dated step of a case: a stage reached, a change of the charge, a hearing, a measure, a ruling. The charge
// at any date is what the last step before it that names articles says, so a requalification is never lost.
type Step struct {
	Head
	Case     Ref
	Type     Coded
	Stage    Coded
	Standing Coded
	Articles CodedList
	Measure  Coded
	Until    Date
	Court    Ref
	Judge    string
	Result   string
	Task     string
	Done     Tri
	Remarks  string
}

// Fields lists the questions about a step. Due is the day by which something must be done, Task says what.
func (s *Step) Fields() []Field {
	return []Field{
		Reference("case", &s.Case, "case").Required(),
		When("from", &s.From).Required().InHead().Sorted(),
		Choice("type", &s.Type, "step_type").Required().Dimension(),
		Choice("stage", &s.Stage, "case_stage"),
		Linked("concerns", &s.Links, "person"),
		Choice("standing", &s.Standing, "proc_status"),
		Choices("articles", &s.Articles, "article"),
		Choice("measure", &s.Measure, "measure"),
		When("until", &s.Until),
		Reference("court", &s.Court, "organisation"),
		Text("judge", &s.Judge),
		Text("result", &s.Result),
		When("due", &s.Due).InHead().Sorted().Grouped("deadline"),
		Text("task", &s.Task).Grouped("deadline"),
		YesNo("done", &s.Done).Grouped("deadline"),
		Long("remarks", &s.Remarks).Secret().Grouped("story"),
	}
}

// Name is the name of the case: who is accused in it.
func (s *Step) Name() Title { return s.nameOf(s.Case) }

// Derive takes event, region and the one who answers for it from the case.
func (s *Step) Derive(look Looker, _ *Book) {
	if c := look.HeadOf(s.Case); c != nil {
		s.Event, s.Region, s.RegionNow, s.Owner = c.Event, c.Region, c.RegionNow, c.Owner
	}
}

// Check refuses a term that ends before the step and warns of a task without a day.
func (s *Step) Check(*Book) Problems {
	problems := join(after("until", s.Until, "from", s.From), after("due", s.Due, "from", s.From))
	if s.Task != "" && !s.Due.Known() {
		problems = append(problems, unlikely("due", "task_without_day")...)
	}
	return problems
}
