package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"aigaq/internal/cases"
	"aigaq/views"
)

// notKnown is what a filter is given to find records without an answer.
const notKnown = "-"

// maxDimensions is how many dimensions counts are made by at once.
const maxDimensions = 3

// countQueryOf reads counts out of an address: unit, by (up to three, repeated or with commas), q, and filters.
func countQueryOf(address url.Values) cases.CountQuery {
	rest := url.Values{}
	for key, values := range address {
		if key != "unit" && key != "by" {
			rest[key] = values
		}
	}
	list := queryOf(nil, rest)
	q := cases.CountQuery{Unit: address.Get("unit"), Filters: list.Filters, Text: list.Text}
	for _, part := range address["by"] {
		for _, by := range strings.Split(part, ",") {
			if by != "" && !slices.Contains(q.By, by) {
				q.By = append(q.By, by)
			}
		}
	}
	if q.Unit == "" {
		q.Unit = cases.UnitPeople
	}
	return q
}

// count makes the counts. Too many dimensions are refused here, everything else by the store.
func (v *visit) count(q cases.CountQuery) (*cases.Counts, error) {
	if len(q.By) > maxDimensions {
		return nil, cases.Wrong("by", "too_many_rows", "max", "3")
	}
	return v.desk.Counts(v.ctx(), q)
}

// counts shows counts with links to the rows behind them.
func (s *Server) counts(v *visit) error {
	address := v.query()
	q := countQueryOf(address)
	page := views.CountsPage{Query: q, Address: address}
	status := http.StatusOK
	counts, err := v.count(q)
	switch {
	case errors.As(err, &page.Problems):
		status = http.StatusUnprocessableEntity
	case err != nil:
		return err
	default:
		page.Counts = counts
	}
	if page.Heads, err = v.filterHeads(q.Filters); err != nil {
		return err
	}
	if page.Events, err = v.desk.Suggest(v.ctx(), "", []string{"event"}, eventsOffered); err != nil {
		return err
	}
	if err := v.entitleCells(page); err != nil {
		return err
	}
	v.noteSearch(q.Text, q.Filters)
	page.Href = func(keys []string) string { return rowsBehind(q, q.By, keys) }
	page.TotalHref = rowsBehind(q, nil, nil)
	page.UndatedHref = rowsBehind(q, []string{"month"}, []string{""})
	return v.draw(status, views.Counts(v.page(), page))
}

// entitleCells adds the titles of events that counts are made by.
func (v *visit) entitleCells(page views.CountsPage) error {
	i := slices.Index(page.Query.By, "event")
	if i < 0 || page.Counts == nil {
		return nil
	}
	var numbers []string
	for _, cell := range page.Counts.Cells {
		if cell.Keys[i] != "" {
			numbers = append(numbers, cell.Keys[i])
		}
	}
	heads, err := v.desk.Resolve(v.ctx(), numbers)
	for number, h := range heads {
		page.Heads[number] = h
	}
	return err
}

// rowsBehind is the list of the records that a number counts: those of the query's filters, narrowed to one cell.
// A number of acts or of cases counts only some kinds, so the list names them.
func rowsBehind(q cases.CountQuery, by, keys []string) string {
	address := url.Values{}
	for code, values := range q.Filters {
		address[code] = values
	}
	for i, code := range by {
		value := keys[i]
		if value == "" {
			value = notKnown
		}
		address[code] = []string{value}
	}
	if q.Text != "" {
		address.Set("q", q.Text)
	}
	path := "/records"
	kinds := address["kind"]
	if len(kinds) == 0 {
		kinds = kindsOf(q.Unit)
	}
	if len(kinds) == 1 && cases.KindByCode(kinds[0]) != nil {
		path, kinds = "/"+cases.KindByCode(kinds[0]).Path, nil
	}
	address["kind"] = kinds
	if encoded := address.Encode(); encoded != "" {
		return path + "?" + encoded
	}
	return path
}

// kindsOf names the kinds whose records a unit counts; none: all.
func kindsOf(unit string) []string {
	var out []string
	for _, k := range cases.Kinds() {
		if unit == cases.UnitActs && k.Act || unit == cases.UnitCases && k.Code == "case" || unit == cases.UnitPeople && k.Subject != "" && !k.Mention {
			out = append(out, k.Code)
		}
	}
	return out
}
