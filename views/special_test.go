package views

import (
	"net/url"
	"testing"

	"aigaq/internal/cases"
	"aigaq/internal/cases/i18n"
)

// inAllLanguages runs a test in every language.
func inAllLanguages(t *testing.T, do func(t *testing.T, p Page)) {
	for _, l := range i18n.Languages() {
		t.Run(l.Code, func(t *testing.T) { do(t, page(t, l.Code)) })
	}
}

// typed makes a sample of a kind under its own type.
func typed[T cases.Record](t *testing.T, p Page, kind string) T {
	t.Helper()
	r, ok := sample(t, cases.KindByCode(kind), p.Book).(T)
	if !ok {
		t.Fatalf("a %s is of another type", kind)
	}
	return r
}

func TestFiguresStandSideBySideAndAreNotAddedUp(t *testing.T) {
	inAllLanguages(t, func(t *testing.T, p Page) {
		k := cases.KindByCode("event")
		own := &OwnCount{N: 17, Unit: cases.UnitPeople, Href: "/deaths?event=EVT-605128"}
		d := draw(t, Record(p, eventSample(t, p, k, own)))
		for _, stated := range []string{"225 people", "10,000+", "obstructed to repressed"} {
			if !d.says(stated) {
				t.Errorf("%s is missing", stated)
			}
		}
		if len(d.find("a", "href", own.Href)) != 1 {
			t.Error("our own count of one metric does not stand there once")
		}
		if len(d.find("td", "data-count", "12")) != 1 || len(d.find("svg", "role", "img")) != 1 {
			t.Error("the timeline lacks its table or its bars")
		}
		if len(d.find("a", "href", "/detentions?event=EVT-605128&from=2022-01-05&to=2022-01-05")) != 1 {
			t.Error("a day does not lead to its records")
		}
	})
}

func eventSample(t *testing.T, p Page, k *cases.Kind, own *OwnCount) RecordPage {
	figure := func(metric, stated string, ours *OwnCount) FigureLine {
		f := typed[*cases.Figure](t, p, "figure")
		f.Metric.Code, f.Stated = metric, stated
		return FigureLine{Figure: f, Ours: ours}
	}
	return RecordPage{
		Kind: k, Record: sample(t, k, p.Book),
		Figures: []FigureLine{figure("killed", "225 people", own), figure("detained", "10,000+", nil),
			figure("killed", "238 names", own), figure("civic_space_rating", "obstructed to repressed", nil)},
		Days: []cases.Cell{{Keys: []string{"2022-01-06", "detention"}, N: 3}, {Keys: []string{"", "detention"}, N: 2},
			{Keys: []string{"2022-01-05", "detention"}, N: 12}, {Keys: []string{"2022-01-05", "death"}, N: 4}},
		Tallies: []Tally{{Kind: "detention", N: 17, Href: "/detentions?event=EVT-605128"}},
	}
}

func TestACaseShowsItsStepsInOrder(t *testing.T) {
	inAllLanguages(t, func(t *testing.T, p Page) {
		k := cases.KindByCode("case")
		steps := []*cases.Step{typed[*cases.Step](t, p, "step"), typed[*cases.Step](t, p, "step")}
		steps[0].Done = cases.No
		steps[1].Articles.Codes = nil
		d := draw(t, Record(p, RecordPage{Kind: k, Record: sample(t, k, p.Book), Steps: steps}))
		if n := len(d.find("tr", "data-number", "STP-605128")); n != 2 {
			t.Errorf("%d steps are shown", n)
		}
		if !d.says(p.t("case.as_before")) {
			t.Error("the charge that stays is not said to stay")
		}
		if len(d.find("a", "href", "/steps/new?case=CAS-605128")) == 0 {
			t.Error("the next step cannot be added")
		}
	})
}

func TestHomeShowsWhatIsDue(t *testing.T) {
	inAllLanguages(t, func(t *testing.T, p Page) {
		due := func(day string) cases.Due {
			return cases.Due{On: cases.Date{From: day, To: day, Precision: cases.Day}, Number: "STP-605128", Task: "Appeal",
				Case: cases.Ref{Kind: "case", Number: "CAS-605128", Title: cases.Title{Full: "Asan"}}, Owner: "aigerim"}
		}
		head := cases.Head{Kind: "event", Number: "EVT-605128", Status: "confirmed", Title: cases.Title{Full: "January"}}
		d := draw(t, Home(p, HomePage{
			Numbers: []Tally{{Key: "home.open_cases", N: 5, Href: "/cases"}, {Kind: "death", N: 8, Href: "/deaths"}},
			Due:     []cases.Due{due("2022-01-30"), due("2022-02-01"), due("2022-02-04")}, DueMine: true, Recent: []cases.Head{head},
		}))
		for _, want := range []string{p.n("due.late", 2), p.t("due.today"), p.n("due.left", 3)} {
			if !d.says(want) {
				t.Errorf("%q is missing", want)
			}
		}
		draw(t, Home(p, HomePage{Event: &head}))
		p.Scope, p.User.Role = cases.Scope{}, cases.Auditor
		draw(t, Home(p, HomePage{}))
	})
}

func TestCountsNameTheirUnitAndLinkEveryNumber(t *testing.T) {
	inAllLanguages(t, func(t *testing.T, p Page) {
		for _, by := range [][]string{nil, {"month"}, {"region", "month"}, {"region", "event", "type"}, {"sex", "in_custody"}} {
			d := draw(t, Counts(p, countsSample(by)))
			if !d.says(p.t("unit.people.help")) || !d.says(p.t("counts.month_rule")) {
				t.Error("the unit or the rule is not explained")
			}
			if len(by) > 0 && (len(d.find("td", "data-count", "412")) != 1 || len(d.find("a", "href", "/records?cell")) == 0) {
				t.Errorf("by %v: a number is no link", by)
			}
			if len(d.find("p", "data-total", "500")) != 1 {
				t.Error("the total is not marked")
			}
		}
		draw(t, Counts(p, CountsPage{Problems: cases.Wrong("by", "unknown_code", "value", "x"), Address: url.Values{"by": {"x"}, "region": {"-"}}}))
	})
}

func countsSample(by []string) CountsPage {
	values := map[string][2]string{"month": {"2022-01", ""}, "region": {"KZ-75", "unknown"}, "event": {"EVT-605128", ""},
		"type": {"det_admin", "criminal"}, "sex": {"female", ""}, "in_custody": {"yes", "unknown"}}
	cells := []cases.Cell{{N: 412}, {N: 88}}
	for _, d := range by {
		for i := range cells {
			cells[i].Keys = append(cells[i].Keys, values[d][i])
		}
	}
	if by == nil {
		cells = nil
	}
	return CountsPage{
		Query:   cases.CountQuery{Unit: cases.UnitPeople, By: by},
		Counts:  &cases.Counts{Unit: cases.UnitPeople, By: by, Cells: cells, Total: 500, Undated: 12, Unknown: 3, AuditSize: 99},
		Address: url.Values{"unit": {"people"}, "by": by, "event": {"EVT-605128"}, "type": {"det_admin"}},
		Href:    func([]string) string { return "/records?cell" }, TotalHref: "/records", UndatedHref: "/records?month=-",
		Heads:  map[string]cases.Head{"EVT-605128": {Kind: "event", Number: "EVT-605128", Title: cases.Title{Full: "January"}}},
		Events: []cases.Head{{Kind: "event", Number: "EVT-605128", Title: cases.Title{Full: "January"}}},
	}
}

func TestSearchShowsWhatWasFoundByKind(t *testing.T) {
	inAllLanguages(t, func(t *testing.T, p Page) {
		hit := cases.Hit{Head: cases.Head{Kind: "person", Number: "PER-605128"}, Reasons: []cases.Reason{{Key: "same_latin"}}, Field: "remarks",
			Snippet: []cases.Piece{{Text: "… <before> "}, {Text: "<Asan>", Found: true}, {Text: " after …"}}}
		group := cases.Found{Kind: cases.KindByCode("person"), Total: 60, Hits: []cases.Hit{hit}}
		d := draw(t, Search(p, SearchPage{Text: "Asan", Groups: []cases.Found{group}}))
		if !d.says(p.t("reason.same_latin")) || len(d.find("mark", "", "")) != 1 {
			t.Error("it does not say why somebody was found, or where")
		}
		many := cases.Found{Kind: cases.KindByCode("detention"), Total: cases.FoundUpTo + 1, Hits: []cases.Hit{hit}}
		if d := draw(t, Search(p, SearchPage{Text: "Asan", Groups: []cases.Found{many}})); !d.says(p.number(cases.FoundUpTo) + "+") {
			t.Error("it does not say that there are more than were counted")
		}
		if len(d.find("p", "data-total", "60")) != 1 || len(d.find("a", "href", "/people?q=Asan")) != 1 {
			t.Error("the total or the link to all of them is missing")
		}
		draw(t, Search(p, SearchPage{Text: "<nobody>"}))
		draw(t, Search(p, SearchPage{Short: true}))
	})
}

func TestAnEmptyListSaysSo(t *testing.T) {
	inAllLanguages(t, func(t *testing.T, p Page) {
		v := ListPage{Kind: cases.KindByCode("death"), List: &cases.List{}, Address: url.Values{"region": {"KZ-75"}}, First: 1}
		if d := draw(t, List(p, v)); !d.says(p.t("list.none_match")) || len(d.find("p", "data-total", "0")) != 1 {
			t.Error("it does not say that no record matches")
		}
		v.Address = nil
		if d := draw(t, List(p, v)); !d.says(p.t("list.none_yet")) {
			t.Error("it does not say that there are none yet")
		}
		v.List, v.Problems = nil, cases.Wrong("nonsense", "unknown_field", "value", "nonsense")
		draw(t, List(p, v))
	})
}
