package cases

// Figure is a published figure: what was counted, the value or bound as stated, as of when, by whom, and where that
// stands. Figures that conflict are kept side by side; none is the official number.
type Figure struct {
	Head
	Metric     Coded
	Bound      Coded
	Value      Number
	ValueTo    Number
	RatingFrom Coded
	Rating     Coded
	Issuer     Ref
	Source     Ref
	Stated     string
	Remarks    string
}

// Fields lists the questions about a published figure. From is the day as of which it holds.
func (f *Figure) Fields() []Field {
	return []Field{
		Choice("metric", &f.Metric, "metric").Required(),
		Choice("bound", &f.Bound, "bound"),
		Count("value", &f.Value, 0, 1_000_000_000).Sorted(),
		Count("value_to", &f.ValueTo, 0, 1_000_000_000),
		Text("stated", &f.Stated).Required(),
		When("from", &f.From).Required().InHead().Sorted(),
		Reference("issuer", &f.Issuer, "organisation").Required(),
		Reference("source", &f.Source, "source").Required(),
		Reference("event", &f.Event, "event").InHead().Dimension(),
		Code("region", &f.Region, "region").InHead().Dimension(),
		Choice("rating_from", &f.RatingFrom, "rating").Grouped("rating"),
		Choice("rating", &f.Rating, "rating").Grouped("rating"),
		Long("remarks", &f.Remarks).Grouped("story"),
	}
}

// Name is the figure as it was stated.
func (f *Figure) Name() Title { return Title{Full: f.Stated, Open: f.Stated} }

// Check wants a value or a rating, and a range that goes upwards.
func (f *Figure) Check(b *Book) Problems {
	problems := b.notLater("from", f.From)
	if !f.Value.Given && f.Rating.Code == "" {
		problems = append(problems, wrong("value", "value_or_rating")...)
	}
	if f.ValueTo.Given && f.ValueTo.N < f.Value.N {
		problems = append(problems, wrong("value_to", "range_backwards")...)
	}
	if f.ValueTo.Given && f.Bound.Code != "range" {
		problems = append(problems, wrong("bound", "not_a_range")...)
	}
	return problems
}

// Documented says which count of our own records answers to a published metric: the unit and the filters of a count.
// False where nothing recorded here answers to it.
func Documented(metric string) (unit string, filters map[string]string, ok bool) {
	switch metric {
	case "killed", "list_of_dead":
		return UnitPeople, map[string]string{"kind": "death"}, true
	case "custody_deaths":
		return UnitPeople, map[string]string{"kind": "death", "in_custody": "yes"}, true
	case "injured":
		return UnitPeople, map[string]string{"kind": "ill_treatment"}, true
	case "injured_gunshot":
		return UnitPeople, map[string]string{"kind": "ill_treatment", "type": "injury_fire"}, true
	case "detained":
		return UnitPeople, map[string]string{"kind": "detention"}, true
	case "admin_arrests":
		return UnitActs, map[string]string{"kind": "detention", "type": "det_admin"}, true
	case "criminal_cases":
		return UnitCases, map[string]string{"kind": "case", "type": "criminal"}, true
	case "admin_cases":
		return UnitCases, map[string]string{"kind": "case", "type": "administrative"}, true
	}
	return "", nil, false
}
