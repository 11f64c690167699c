package views

import (
	"time"

	"aigaq/internal/cases"
)

// PurposePage posts purpose, why and next to /purpose.
type PurposePage struct {
	Next     string // the address to go on to
	Purpose  string // as chosen
	Why      string // as typed
	Problems cases.Problems
}

// purposeTerms are the purposes to choose from, with the given one marked.
func (p Page) purposeTerms(given string) []option {
	if p.Book == nil {
		return nil
	}
	var out []option
	for _, t := range p.Book.Terms("purpose", "") {
		out = append(out, option{t.Code, t.Label(p.lang()), t.Code == given})
	}
	return out
}

// clock writes the time of day of a moment in the zone of the page.
func (p Page) clock(t time.Time) string {
	zone := p.Zone
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format("15:04")
}
