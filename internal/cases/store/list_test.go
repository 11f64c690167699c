package store

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"aigaq/internal/cases"
)

// pages walks through a list by its cursors and gives the titles in their order.
func (h *house) pages(who string, q cases.Query) (numbers, titles []string) {
	h.Helper()
	for range 100 {
		list, err := h.desk(who).List(h.ctx(), q)
		h.must(err)
		if len(list.Records) > q.Per {
			h.Fatalf("a page of %d has %d records", q.Per, len(list.Records))
		}
		for _, r := range list.Records {
			numbers, titles = append(numbers, r.Base().Number), append(titles, r.Base().Title.Full)
		}
		if list.Next == "" {
			return numbers, titles
		}
		q.After = list.Next
	}
	h.Fatal("the pages have no end")
	return nil, nil
}

func TestListsRefuseWhatTheyDoNotKnow(t *testing.T) {
	onBoth(t, func(h *house) {
		for _, c := range []struct {
			name       string
			query      cases.Query
			field, key string
		}{
			{"unknown kind", cases.Query{Kind: "rumour"}, "kind", "unknown_code"},
			{"unknown filter", cases.Query{Kind: "detention", Filters: filtersOf("rumour", "x")}, "rumour", "unknown_field"},
			{"a field of text", cases.Query{Kind: "detention", Filters: filtersOf("stated_reason", "x")}, "stated_reason", "unknown_field"},
			{"a kind's filter without the kind", cases.Query{Filters: filtersOf("agency", "police")}, "agency", "unknown_field"},
			{"unknown region", cases.Query{Filters: filtersOf("region", "KZ-99")}, "region", "unknown_code"},
			{"unknown value beside a known one", cases.Query{Filters: filtersOf("sex", "male", "sex", "none")}, "sex", "unknown_code"},
			{"a type of another kind", cases.Query{Kind: "case", Filters: filtersOf("type", h.term("ill_type", "ill_treatment"))}, "type", "unknown_code"},
			{"unknown agency", cases.Query{Kind: "detention", Filters: filtersOf("agency", "firemen")}, "agency", "unknown_code"},
			{"no yes and no no", cases.Query{Kind: "detention", Filters: filtersOf("record_drawn", "perhaps")}, "record_drawn", "unknown_code"},
			{"no record number", cases.Query{Kind: "detention", Filters: filtersOf("victim", "somebody")}, "victim", "unknown_record"},
			{"no month", cases.Query{Filters: filtersOf("month", "2022-1")}, "month", "not_a_date"},
			{"no day", cases.Query{Filters: filtersOf("from", "2022-02-30")}, "from", "not_a_date"},
			{"unknown order", cases.Query{Sort: "rumour"}, "sort", "unknown_code"},
			{"an order of another kind", cases.Query{Kind: "person", Sort: "file_no"}, "sort", "unknown_code"},
			{"no cursor", cases.Query{After: "not a cursor"}, "after", "not_a_cursor"},
			{"a cursor of nothing", cases.Query{After: "e30"}, "after", "not_a_cursor"},
		} {
			_, err := h.desk("chief").List(h.ctx(), c.query)
			if got := problem(err, c.field); got != c.key {
				h.Errorf("%s: %q (%v), want %q", c.name, got, err, c.key)
			}
		}
	})
}

func TestPagesCoverEachRowOnce(t *testing.T) {
	onBoth(t, func(h *house) {
		people := []string{}
		for _, name := range []string{"Әлия", "Азат", "Азат", "Яна", "Қуат", "Жан", ""} {
			if name == "" {
				people = append(people, h.put("chief", "person", "unit", "group").Number)
				continue
			}
			people = append(people, h.person("chief", name, "born", []string{"", "1990", "1990-05"}[len(people)%3]).Number)
		}
		days := []string{"2022-01-05", "2022-01-05", "2022", "../2022-01-01", "2022-01-05T14:30", "2022-01/..", "2021-12-31"}
		source := h.put("chief", "source", "title", "A list", "type", h.term("source_type", "source")).Number
		issuer := h.put("chief", "organisation", "name", "An issuer").Number
		for i, p := range people {
			c := h.put("chief", "case", "accused", p, "type", h.term("case_kind", "case"), "from", days[i], "file_no", []string{"", "7", "12"}[i%3]).Number
			h.put("chief", "step", "case", c, "type", h.term("step_type", "step"), "from", "2021", "due", []string{"", "2026-01-05", "2026-01-06"}[i%3])
			h.put("chief", "figure", "metric", h.term("metric", "figure"), "stated", fmt.Sprint(i), "from", days[i], "issuer", issuer,
				"source", source, "rating", h.term("rating", "figure"), "value", []string{"", "0", "100", "20"}[i%4])
		}
		for kind, sorts := range map[string][]string{"": {"from", "due", "name", "created"}, "person": {"born", "name"}, "case": {"file_no", "from"},
			"step": {"due", "from"}, "figure": {"value", "from"}} {
			for _, sort := range append(sorts, "") {
				h.covered(kind, sort)
			}
		}
	})
}

// covered holds that small pages, in both directions, hold what one big page does.
func (h *house) covered(kind, sort string) {
	h.Helper()
	for _, per := range []int{1, 2, 3} {
		up, _ := h.pages("chief", cases.Query{Kind: kind, Sort: sort, Per: per})
		whole, _ := h.pages("chief", cases.Query{Kind: kind, Sort: sort, Per: maxPer})
		if !slices.Equal(up, whole) {
			h.Errorf("%s by %q, %d to a page: %v, want %v", kind, sort, per, up, whole)
		}
		if sort == "" {
			continue
		}
		down, _ := h.pages("chief", cases.Query{Kind: kind, Sort: "-" + sort, Per: per})
		slices.Reverse(down)
		if !slices.Equal(down, whole) {
			h.Errorf("%s by -%s, %d to a page: %v, want the reverse of %v", kind, sort, per, down, whole)
		}
	}
	list, err := h.desk("chief").List(h.ctx(), cases.Query{Kind: kind, Sort: sort, Per: maxPer})
	h.must(err)
	seen := map[string]bool{}
	for _, r := range list.Records {
		seen[r.Base().Number] = true
	}
	if len(seen) != list.Total || len(list.Records) != list.Total {
		h.Errorf("%s by %q: %d rows, %d of them different, of %d", kind, sort, len(list.Records), len(seen), list.Total)
	}
}

func TestARowAddedBetweenPagesMovesNone(t *testing.T) {
	onBoth(t, func(h *house) {
		for _, name := range []string{"Б", "Г", "Е", "З"} {
			h.person("chief", name)
		}
		q := cases.Query{Kind: "person", Sort: "name", Per: 2}
		first, err := h.desk("chief").List(h.ctx(), q)
		h.must(err)
		h.person("chief", "А")
		q.After = first.Next
		if _, titles := h.pages("chief", q); !slices.Equal(titles, []string{"Е", "З"}) {
			h.Errorf("the second page is %v", titles)
		}
	})
}

func TestNamesAreInKazakhOrder(t *testing.T) {
	onBoth(t, func(h *house) {
		want := []string{"Асан", "Әсел", "Бота", "Гүлнар", "Ғалия", "Ерлан", "Кенже", "Қайрат", "Нұрлан", "Омар", "Өмір", "Ұлан", "Үміт", "Һарун", "Ырыс", "Ілияс"}
		for i := range want {
			h.person("chief", want[(i*7+3)%len(want)])
		}
		if _, got := h.pages("chief", cases.Query{Kind: "person", Sort: "name", Per: 5}); !slices.Equal(got, want) {
			h.Errorf("the order is %v, want %v", got, want)
		}
	})
}

func TestWildcardsAreLiteralInSearch(t *testing.T) { // R38
	onBoth(t, func(h *house) {
		h.put("chief", "source", "title", "A hundred percent", "type", h.term("source_type", "source"))
		h.put("chief", "source", "title", "Another hundred", "type", h.term("source_type", "source"))
		for _, text := range []string{"%", "_", "%%", "_ %", `\`, `\%`, "' OR 1=1 --", "*", "?"} {
			if list, err := h.desk("chief").List(h.ctx(), cases.Query{Text: text}); err != nil || list.Total != 0 {
				h.Errorf("%q finds %+v, %v", text, list, err)
			}
		}
		h.wantFound("chief", "hundred", 2)
		h.wantFound("chief", "hundred_percent%", 1) // signs part words, and are nothing else
		h.wantFound("chief", "HUNDRED percent", 1)
	})
}

func TestFiltersNarrowAList(t *testing.T) {
	onBoth(t, func(h *house) {
		p := h.person("chief", "Тест Адамов")
		h.put("chief", "detention", "victim", p.Number, "from", "2022-01-05", "agency", "police", "agency", "knb")
		h.put("chief", "detention", "victim", p.Number, "from", "2022-02-05", "agency", "unknown", "record_drawn", "no")
		h.put("chief", "detention", "victim", p.Number, "from", "2022")
		for _, c := range []struct {
			filters cases.Filters
			want    int
		}{
			{filtersOf("agency", "police"), 1}, {filtersOf("agency", "police", "agency", "knb"), 1}, {filtersOf("agency", Blank), 1},
			{filtersOf("agency", "unknown", "agency", Blank), 2}, {filtersOf("record_drawn", "no"), 1}, {filtersOf("record_drawn", Blank), 2},
			{filtersOf("victim", p.Number), 3}, {filtersOf("victim", Blank), 0}, {filtersOf("victim", "PER-100000"), 0},
			{filtersOf("month", "2022-01"), 1}, {filtersOf("month", Blank), 1}, {filtersOf("from", "2022-01-06"), 1},
			{filtersOf("from", "2022-01", "to", "2022-01"), 2}, {filtersOf("region", ""), 3},
		} {
			list, err := h.desk("chief").List(h.ctx(), cases.Query{Kind: "detention", Filters: c.filters})
			h.must(err)
			if list.Total != c.want || len(list.Records) != c.want {
				h.Errorf("%v lets %d through, want %d", c.filters, list.Total, c.want)
			}
		}
	})
}

func TestACursorTellsNothingOfWhatIsHidden(t *testing.T) { // R25 R26
	onBoth(t, func(h *house) {
		hidden := h.person("west", "Вымышленная Құпия", "team", "west", "level", cases.Restricted)
		for _, name := range []string{"Вымышленная Ашық", "Вымышленный Көрінетін", "Вымышленный Үшінші"} {
			h.person("chief", name, "level", "public")
		}
		d := h.desk("aliya")
		absent := hidden.Number[:4] + "999999"
		for _, sort := range []string{"", "-created", "name", "-from", "born"} {
			q := cases.Query{Kind: "person", Sort: sort, Per: 1}
			list, err := d.List(h.ctx(), q)
			h.must(err)
			last := list.Records[0].Base()
			for _, c := range []struct{ name, number, want string }{
				{"a hidden number", hidden.Number, "not_a_cursor"},
				{"a number of nothing", absent, "not_a_cursor"},
				{"the number of the last row", last.Number, ""},
			} {
				q.After = cursor(row{key: "", head: cases.Head{Number: c.number}})
				_, err := d.List(h.ctx(), q)
				if got := problem(err, "after"); got != c.want {
					h.Errorf("%s by %q: %q (%v), want %q", c.name, sort, got, err, c.want)
				}
			}
			b, err := base64.RawURLEncoding.DecodeString(list.Next)
			var parts []string
			if err != nil || json.Unmarshal(b, &parts) != nil || len(parts) != 2 || parts[1] != last.Number {
				h.Errorf("by %q the cursor is %s (%v), want a key and %s", sort, b, err, last.Number)
			}
		}
	})
}
