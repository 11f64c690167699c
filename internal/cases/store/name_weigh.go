package store

import "aigaq/internal/cases/names"

// queried gives what somebody may have meant who typed a text in a search box.
func queried(text string) []names.Form { return []names.Form{names.Parse(text)} }

// explain weighs how well a written name answers a query, which may be a part of it.
func explain(query, found names.Form) (float64, []names.Reason) {
	m := names.CompareForms(query, found)
	return max(m.Score, findAt), m.Reasons
}
