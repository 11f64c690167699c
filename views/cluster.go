package views

import (
	"strings"

	"aigaq/internal/cases"
)

// UnmergePage asks why a merge is to be taken back; it posts why to its own address.
type UnmergePage struct {
	Root     cases.Head   // the record that stands for the person
	Member   cases.Member // the one that is to stand for itself again
	Why      string       // as typed
	Problems cases.Problems
}

// unmergeAddress is where the merge of a record is taken back.
func unmergeAddress(number string) string { return href(number) + "/unmerge" }

// isOne tells whether a page shows a person with more than one record.
func (v RecordPage) isOne() bool {
	return v.Cluster != nil && v.Cluster.Root.Number == v.Record.Base().Number && len(v.Cluster.Members) > 0
}

// mergedAway gives the merge by which the record of the page went into another one; false where it stands for itself.
func (v RecordPage) mergedAway() (cases.Member, bool) {
	if v.Cluster != nil && v.Cluster.Root.Number != v.Record.Base().Number {
		for _, m := range v.Cluster.Members {
			if m.Person.Number == v.Record.Base().Number {
				return m, true
			}
		}
	}
	return cases.Member{}, false
}

// united gives a person with the links and sources of all records of them, for showing alone.
func (v RecordPage) united() RecordPage {
	p, ok := v.Record.(*cases.Person)
	if !ok || !v.isOne() {
		return v
	}
	all := *p
	all.Links, all.Citations = append([]cases.Link(nil), p.Links...), append([]cases.Citation(nil), p.Citations...)
	for _, m := range v.Cluster.Members {
		for _, l := range m.Person.Links {
			if !named(all.Links, l) {
				all.Links = append(all.Links, l)
			}
		}
		all.Citations = append(all.Citations, m.Person.Citations...)
	}
	v.Record = &all
	return v
}

// named tells whether a list names the record of a link in the same role, with the same words.
func named(list []cases.Link, l cases.Link) bool {
	for _, one := range list {
		if one.Role == l.Role && one.To.ID == l.To.ID && one.Note == l.Note {
			return true
		}
	}
	return false
}

// fieldNames are the labels of some fields of a person.
func (p Page) fieldNames(codes []string) string {
	out := make([]string, len(codes))
	for i, code := range codes {
		out[i] = p.label("person", code)
	}
	return strings.Join(out, ", ")
}
