package cases

import (
	"strconv"
	"strings"
)

// ListRow is one row of a list of names as it was read from a file. Nothing of it is dropped: what could not be read
// stands in Written and is flagged.
type ListRow struct {
	Position int // from 1, in the order of the file
	Line     int // of the file, for whoever looks the row up there
	Name     string
	Written  string // every cell, "heading: value", a line each
	Sex      string
	Born     Date
	Region   string
	Flags    []string // codes of the vocabulary list_flag
	// Faults say which cells could not be read, for whoever brings the list in.
	Faults []CellFault
}

// CellFault is one cell that could not be read: where it stands, what it holds and what is wrong with it, as a code of
// the vocabulary list_flag.
type CellFault struct {
	Line   int
	Column string
	Value  string
	Flag   string
}

// Sent gives a row as a form would send it.
func (r ListRow) Sent() Input {
	in := Input{}
	in.Set("position", strconv.Itoa(r.Position))
	in.Set("name", r.Name)
	in.Set("written", r.Written)
	in.Set("sex", r.Sex)
	in.Set("born", r.Born.String())
	in.Set("born.stated", r.Born.Stated)
	in.Set("region", r.Region)
	if len(r.Flags) > 0 {
		in["flags"] = []string{strings.Join(r.Flags, "|")}
	}
	in.Set("decision", Undecided)
	return in
}

// Flagged adds a flag unless it is there.
func (r *ListRow) Flagged(flag string) {
	for _, f := range r.Flags {
		if f == flag {
			return
		}
	}
	r.Flags = append(r.Flags, flag)
}
