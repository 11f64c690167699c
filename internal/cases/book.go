package cases

import (
	"slices"
	"strings"
)

// Answers that every coded question accepts besides its vocabulary. They differ from each other and from an empty
// answer, which means that the question was not asked.
const (
	Unknown       = "unknown"
	NotApplicable = "not_applicable"
)

// Term is one entry of a vocabulary.
type Term struct {
	List, Code, Parent string
	En, Ru, Kk         string
	Huridocs           string   // crosswalk to a HURIDOCS micro-thesaurus, list:code; may be empty
	For                []string // the kinds that offer it (for districts: the region now); empty: all
	ValidFrom, ValidTo string   // ISO days; empty: no limit
}

// Label gives the term's label in a language, English where that one is empty.
func (t Term) Label(lang string) string {
	switch {
	case lang == "ru" && t.Ru != "":
		return t.Ru
	case lang == "kk" && t.Kk != "":
		return t.Kk
	}
	return t.En
}

// Book holds the vocabularies. It does not change once made; a changed vocabulary gives a new book.
type Book struct {
	// Today is the local day of the clock, ISO; dates of things that happened may not lie after it.
	Today string

	lists map[string][]Term
	index map[string]Term
}

// NewBook makes a book of terms, which keep their order within each list.
func NewBook(terms []Term) *Book {
	b := &Book{lists: map[string][]Term{}, index: map[string]Term{}}
	for _, t := range terms {
		b.lists[t.List] = append(b.lists[t.List], t)
		b.index[t.List+"\x00"+t.Code] = t
	}
	return b
}

// Term finds a term by list and code.
func (b *Book) Term(list, code string) (Term, bool) {
	t, ok := b.index[list+"\x00"+code]
	return t, ok
}

// Terms gives a list's terms that a kind offers, in order.
func (b *Book) Terms(list, kind string) []Term {
	var out []Term
	for _, t := range b.lists[list] {
		if list == "district" || len(t.For) == 0 || slices.Contains(t.For, kind) {
			out = append(out, t)
		}
	}
	return out
}

// All gives every term of a list, in order, whatever kinds offer it.
func (b *Book) All(list string) []Term { return slices.Clone(b.lists[list]) }

// Lists names every vocabulary in the book, sorted.
func (b *Book) Lists() []string {
	var out []string
	for name := range b.lists {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// Label gives the label of a code, or the code itself where the list does not have it.
func (b *Book) Label(list, code, lang string) string {
	if t, ok := b.Term(list, code); ok {
		return t.Label(lang)
	}
	return code
}

// has tells whether a code may be answered; a nil book takes every code.
func (b *Book) has(list, code string) bool {
	if b == nil {
		return true
	}
	_, ok := b.Term(list, code)
	return ok
}

// splitRegions are the regions that lost territory on 8 June 2022 to Abai, Jetisu and Ulytau regions: of these the
// region now is known only through the district.
var splitRegions = []string{"KZ-63", "KZ-19", "KZ-35"}

// bordersChanged is the day on which the new regions came into being.
const bordersChanged = "2022-06-08"

// RegionNow works out today's region from the district where it is known, else from the region at the time.
// It is empty where the region lost territory since and the district is not known.
func (b *Book) RegionNow(region, district, day string) string {
	if t, ok := b.Term("district", district); ok && len(t.For) > 0 {
		return t.For[0]
	}
	if slices.Contains(splitRegions, region) && (day == "" || strings.Compare(day, bordersChanged) < 0) {
		return ""
	}
	return region
}
