package cases

import "testing"

// laid puts pairs of key and value over a new record, works out what is derived, and checks the whole.
func laid(t *testing.T, kind string, pairs ...string) (Record, Problems) {
	t.Helper()
	book := smallBook()
	for _, list := range []string{"outcome", "death_type", "counting_unit", "bound"} {
		for _, code := range []string{"still_held", "death_custody", "group", "individual", "range"} {
			book.index[list+"\x00"+code] = Term{List: list, Code: code}
		}
	}
	book.Today = "2022-03-01"
	in := Input{}
	for i := 0; i+1 < len(pairs); i += 2 {
		in[pairs[i]] = append(in[pairs[i]], pairs[i+1])
	}
	r := Blank(KindByCode(kind))
	if problems := Lay(r, Change{Sent: in}, book, true); problems != nil {
		t.Fatal(problems)
	}
	if d, ok := r.(Deriver); ok {
		d.Derive(nowhere{}, book)
	}
	return r, r.Check(book)
}

type nowhere struct{}

func (nowhere) HeadOf(Ref) *Head { return nil }

func TestWhatCannotBeIsRefused(t *testing.T) { // R43
	for _, c := range []struct {
		name, kind, field, key string
		sent                   []string
	}{
		{"an end before the beginning", "detention", "to", "before_from", []string{"from", "2022-01-05", "to", "2022-01-04"}},
		{"an end before the beginning", "case", "to", "before_from", []string{"from", "2022-01", "to", "2021"}},
		{"an end before the beginning", "event", "to", "before_from", []string{"from", "2022-01-05", "to", "2022-01-04"}},
		{"an end before the beginning", "assembly", "to", "before_from", []string{"from", "2022-01-05", "to", "2022-01-04"}},
		{"an end before the beginning", "harassment", "to", "before_from", []string{"from", "2022-01-05", "to", "2022-01-04"}},
		{"tomorrow", "detention", "from", "in_future", []string{"from", "2022-03-02"}},
		{"tomorrow", "event", "from", "in_future", []string{"from", "2022-03-02"}},
		{"tomorrow", "figure", "from", "in_future", []string{"from", "2022-03-02", "value", "1"}},
		{"a birth to come", "person", "born", "in_future", []string{"names.0.value", "A", "born", "2023"}},
		{"a lawyer before the arrest", "detention", "lawyer_when", "before_from", []string{"from", "2022-01-05", "lawyer_when", "2022-01-04"}},
		{"a judge before the arrest", "detention", "before_judge", "before_from", []string{"from", "2022-01-05T10:00", "before_judge", "2022-01-05T09:00"}},
		{"a lawyer who was not admitted", "detention", "lawyer_when", "lawyer_not_admitted",
			[]string{"from", "2022-01-05", "lawyer_admitted", "no", "lawyer_when", "2022-01-06"}},
		{"still held and released", "detention", "to", "still_held", []string{"from", "2022-01-05", "to", "2022-01-06", "outcome", "still_held"}},
		{"a burial before the death", "death", "burial", "before_from", []string{"from", "2022-01-05", "burial", "2022-01-04"}},
		{"a death in custody out of custody", "death", "in_custody", "contradicts_type",
			[]string{"from", "2022-01-05", "type", "death_custody", "in_custody", "no"}},
		{"an examination before the act", "ill_treatment", "examined", "before_from", []string{"from", "2022-01-05", "examined", "2022-01-04"}},
		{"a day of a complaint nobody made", "ill_treatment", "complained", "no_complaint",
			[]string{"from", "2022-01-05", "complaint", "no", "complained", "2022-01-06"}},
		{"a death before birth", "person", "died", "before_born", []string{"names.0.value", "A", "born", "1990", "died", "1989-12"}},
		{"a single person of five", "person", "group_size", "not_a_group", []string{"names.0.value", "A", "group_size", "5"}},
		{"an identification number too short", "person", "iin", "not_an_iin", []string{"names.0.value", "A", "iin", "12345"}},
		{"a district of another region", "place", "district", "other_region", []string{"district", "semey", "region", "KZ-75"}},
		{"a place closed before it opened", "place", "closed", "before_opened", []string{"opened", "2020", "closed", "2019"}},
		{"an organisation dissolved before it was founded", "organisation", "dissolved", "before_founded", []string{"founded", "2020", "dissolved", "2019"}},
		{"a source received before it was made", "source", "received", "before_from", []string{"from", "2022-01-05", "received", "2022-01-04"}},
		{"a term that ends before the step", "step", "until", "before_from", []string{"from", "2022-01-05", "until", "2022-01-04"}},
		{"a day to do it by before the step", "step", "due", "before_from", []string{"from", "2022-01-05", "due", "2022-01-04"}},
		{"neither a value nor a rating", "figure", "value", "value_or_rating", []string{"from", "2022-01-05"}},
		{"a range that goes down", "figure", "value_to", "range_backwards", []string{"value", "9", "value_to", "8", "bound", "range"}},
		{"a range that is called none", "figure", "bound", "not_a_range", []string{"value", "8", "value_to", "9"}},
	} {
		t.Run(c.kind+" "+c.name, func(t *testing.T) {
			_, problems := laid(t, c.kind, c.sent...)
			if got := keyOf(problems.Refusals(), c.field); got != c.key {
				t.Errorf("problems %v; want %s: %s", problems, c.field, c.key)
			}
		})
	}
}

func TestWhatIsUnlikelyWarns(t *testing.T) {
	for _, c := range []struct {
		name, kind, field, key string
		sent                   []string
	}{
		{"somebody without a name", "person", "names", "no_name", nil},
		{"a year in detention", "detention", "to", "long_detention", []string{"from", "2020-01-05", "to", "2022-01-05"}},
		{"a task without a day", "step", "due", "task_without_day", []string{"from", "2022-01-05", "task", "appeal"}},
		{"more detained than there were", "assembly", "detained", "more_than_took_part", []string{"participants", "5", "detained", "6"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := laid(t, c.kind, c.sent...)
			if keyOf(problems, c.field) != c.key || problems.Refusals() != nil {
				t.Errorf("problems %v; want the warning %s: %s", problems, c.field, c.key)
			}
		})
	}
}

func TestWhatIsSoundPasses(t *testing.T) {
	for _, c := range []struct {
		kind string
		sent []string
	}{
		{"detention", []string{"from", "2022-01", "to", "2022-01-04"}},
		{"detention", []string{"from", "2022-03-01"}},
		{"person", []string{"unit", "group", "group_size", "5"}},
		{"person", []string{"names.0.value", "A", "iin", "950105300123", "born", "1995"}},
		{"place", []string{"district", "semey", "region", "KZ-63"}},
		{"place", []string{"district", "semey", "region", "KZ-10"}},
		{"place", []string{"district", "semey"}},
		{"figure", []string{"value", "8", "value_to", "9", "bound", "range"}},
		{"figure", []string{"rating", "one"}},
		{"death", []string{"from", "2022-01-05", "type", "death_custody", "in_custody", "unknown"}},
	} {
		if _, problems := laid(t, c.kind, c.sent...); problems != nil {
			t.Errorf("%s %v: %v", c.kind, c.sent, problems)
		}
	}
}

func TestTheRuleOfSeventyTwoHours(t *testing.T) {
	for _, c := range []struct {
		from, judge, to string
		days            Number
		over            Tri
	}{
		{"2022-01-05", "", "", Number{}, ""},
		{"2022-01", "", "2022-01-20", Number{}, ""},
		{"2022-01-05~", "", "2022-01-20", Number{}, ""},
		{"2022-01-05", "", "2022-01-07", Num(2), No},
		{"2022-01-05", "", "2022-01-08", Num(3), ""}, // 49 to 95 hours: nobody knows
		{"2022-01-05", "", "2022-01-09", Num(4), Yes},
		{"2022-01-05", "2022-01-06", "2022-02-01", Num(27), No},
		{"2022-01-05", "2022-01-10", "2022-02-01", Num(27), Yes},
		{"2022-01-05", "2022-01", "2022-02-01", Num(27), ""},
		{"2021-12-31T23:00", "", "2022-01-02", Num(2), No},
	} {
		r, _ := laid(t, "detention", "from", c.from, "before_judge", c.judge, "to", c.to)
		if d := r.(*Detention); d.DaysHeld != c.days || d.Over72Hours != c.over {
			t.Errorf("from %s, judge %q, to %q: %+v days, over 72 hours %q", c.from, c.judge, c.to, d.DaysHeld, d.Over72Hours)
		}
	}
}

func TestRequiredAnswersAreNamed(t *testing.T) {
	for kind, codes := range map[string][]string{"detention": {"victim", "from"}, "case": {"accused", "type", "from"},
		"figure": {"metric", "stated", "from", "issuer", "source"}, "event": {"title", "from"}, "step": {"case", "from", "type"}} {
		problems := CheckRequired(Blank(KindByCode(kind)))
		if len(problems) != len(codes) {
			t.Errorf("%s: %v", kind, problems)
		}
		for _, code := range codes {
			if keyOf(problems, code) != "required" {
				t.Errorf("%s: %s is not asked for", kind, code)
			}
		}
	}
	d := &Detention{}
	d.Citations = []Citation{{Field: "nonsense"}, {Field: "account"}, {}}
	if problems := CheckCitations(d); len(problems) != 1 || keyOf(problems, "citations") != "unknown_field" {
		t.Errorf("citations: %v", problems)
	}
}
