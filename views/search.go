package views

import (
	"net/url"
	"slices"
	"strings"

	"aigaq/internal/cases"
)

// SearchPage is what a search found, by kind, people first.
type SearchPage struct {
	Text    string
	Short   bool // the text is too short to search for
	Groups  []cases.Found
	Address url.Values            // the query of the page: q, kind, region, event
	Heads   map[string]cases.Head // events to choose from, and those that are named in the address
	// Problems says what is wrong with a filter.
	Problems cases.Problems
}

// searchFilters are the fields that a search is narrowed by, beside the kind.
func searchFilters() []cases.Field {
	return slices.DeleteFunc(filters(nil), func(f cases.Field) bool { return f.Code != "region" && f.Code != "event" })
}

// narrowed tells whether the search is narrowed by a filter.
func (v SearchPage) narrowed() bool {
	return v.Address.Get("kind") != "" || v.Address.Get("region") != "" || v.Address.Get("event") != ""
}

// total is how many records were found of all kinds, and whether there are more than were counted.
func (v SearchPage) total() (n int, more bool) {
	for _, g := range v.Groups {
		n += min(g.Total, cases.FoundUpTo)
		more = more || g.Total > cases.FoundUpTo
	}
	return n, more
}

// near is how many more hold words that are merely like those that were typed.
func (v SearchPage) near() (n int) {
	for _, g := range v.Groups {
		n += g.Near
	}
	return n
}

// upTo is a number found; beyond what is counted it only says that there are more.
func (p Page) upTo(n int) string {
	if n > cases.FoundUpTo {
		return p.number(cases.FoundUpTo) + "+"
	}
	return p.number(n)
}

// foundOf is how many records of a kind were found, and how many more with words that are merely like those typed.
func (p Page) foundOf(g cases.Found) string {
	if g.Near == 0 {
		return p.upTo(g.Total)
	}
	return p.upTo(g.Total) + " + " + p.number(g.Near)
}

// found says how many records there are.
func (v SearchPage) found(p Page) string {
	n, more := v.total()
	if more {
		return p.t("search.found_more", "n", p.number(n), "text", v.Text)
	}
	return p.n("search.found", n, "text", v.Text)
}

// surely tells whether somebody was found who bears the name that was typed.
func (v SearchPage) surely() bool {
	return slices.ContainsFunc(v.Groups, func(g cases.Found) bool {
		return g.Kind.Code == "person" && slices.ContainsFunc(g.Hits, func(h cases.Hit) bool { return h.Score >= 0.95 })
	})
}

// nameable tells whether somebody may be called what was typed: no name has a digit.
func (v SearchPage) nameable() bool { return !strings.ContainsAny(v.Text, "0123456789") }

// allOf is the list of one kind that holds all that was found.
func (v SearchPage) allOf(k *cases.Kind) string {
	return changed(listPath(k), nil, "q", v.Text, "region", v.Address.Get("region"), "event", v.Address.Get("event"))
}

// Why gives reasons in words, for what is no page.
func Why(p Page, reasons []cases.Reason) string { return p.why(reasons) }
