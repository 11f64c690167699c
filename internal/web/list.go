package web

import (
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"aigaq/internal/cases"
	"aigaq/views"
)

// queryOf reads a list's query out of an address. Every key that is not about the list itself is a filter; the store
// names those that it does not know.
func queryOf(k *cases.Kind, address url.Values) cases.Query {
	q := cases.Query{Text: address.Get("q"), Sort: address.Get("sort"), After: address.Get("after"), Filters: cases.Filters{}}
	if k != nil {
		q.Kind = k.Code
	}
	q.Per, _ = strconv.Atoi(address.Get("per"))
	for key, values := range address {
		if slices.Contains([]string{"q", "sort", "after", "per", "first", "lang", "said", "purpose", "why"}, key) {
			continue
		}
		if values = slices.DeleteFunc(slices.Clone(values), func(s string) bool { return s == "" }); len(values) > 0 {
			q.Filters[key] = values
		}
	}
	return q
}

// list shows one page of the records of a kind, or of all kinds.
func (s *Server) list(v *visit) error {
	address := v.query()
	q := queryOf(v.kind, address)
	page := views.ListPage{Kind: v.kind, Query: q, Address: address}
	status := http.StatusOK
	list, err := v.desk.List(v.ctx(), q)
	switch {
	case errors.As(err, &page.Problems):
		status = http.StatusUnprocessableEntity
	case err != nil:
		return err
	default:
		page.List, page.First = list, firstOf(q, address)
	}
	if page.Heads, err = v.filterHeads(q.Filters); err != nil {
		return err
	}
	if q.Text == "" && len(q.Filters) == 0 {
		v.desk.Noted(v.ctx(), "list", v.here()) // whoever reads a list to its end has read what it shows of every record
	}
	v.noteSearch(q.Text, q.Filters)
	p := v.page()
	p.Flash = v.flash()
	return v.draw(status, views.List(p, page))
}

// noteSearch enters that somebody looked for something: by a text, or by filters.
func (v *visit) noteSearch(text string, f cases.Filters) {
	if text != "" || len(f) > 0 {
		v.desk.Noted(v.ctx(), "search", v.here())
	}
}

// firstOf is the number of the page's first row among all, where it can be known.
func firstOf(q cases.Query, address url.Values) int {
	if q.After == "" {
		return 1
	}
	first, err := strconv.Atoi(address.Get("first"))
	if err != nil || first < 1 {
		return 0
	}
	return first
}

// eventsOffered is how many events are offered to filter by and to add to.
const eventsOffered = 20

// filterHeads gives titles for the records that filters name, and events to choose from.
func (v *visit) filterHeads(f cases.Filters) (map[string]cases.Head, error) {
	heads, err := v.named(f)
	if err != nil {
		return nil, err
	}
	events, err := v.desk.Suggest(v.ctx(), "", []string{"event"}, eventsOffered)
	for _, e := range events {
		heads[e.Number] = e
	}
	return heads, err
}

// named gives titles for the records that filters name.
func (v *visit) named(f cases.Filters) (map[string]cases.Head, error) {
	var numbers []string
	for _, values := range f {
		for _, one := range values {
			if cases.LooksLikeNumber(one) {
				numbers = append(numbers, cases.CleanNumber(one))
			}
		}
	}
	heads := map[string]cases.Head{}
	if len(numbers) > 0 {
		named, err := v.desk.Resolve(v.ctx(), numbers)
		if err != nil {
			return nil, err
		}
		maps.Copy(heads, named)
	}
	return heads, nil
}
