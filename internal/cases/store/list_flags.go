package store

import (
	"slices"
	"strings"

	"aigaq/internal/cases"
	"aigaq/internal/cases/names"
)

// FlagRows says of the rows of a list what is odd about their names: the flags of the names themselves, and that the
// same name stands in another row of the list. Rows are flagged, never joined.
func FlagRows(rows []cases.ListRow) {
	first := map[string]int{}
	for i := range rows {
		form := names.Parse(rows[i].Name)
		for _, flag := range form.Flags {
			rows[i].Flagged(flag)
		}
		key := listName(form)
		if key == "" {
			continue
		}
		if j, there := first[key]; there {
			rows[i].Flagged("duplicate_row")
			rows[j].Flagged("duplicate_row")
			continue
		}
		first[key] = i
	}
}

// listName is equal for names of the same words in any order and script.
func listName(f names.Form) string {
	var words []string
	for _, w := range f.Words {
		words = append(words, w.Strong)
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}

// unmatched are the flags of rows that name nobody in particular: they are never compared with people, and a person is
// made of one only by hand.
func unmatched() []string {
	return []string{names.FlagEmpty, names.FlagGroup, names.FlagUnnamed, names.FlagNotAName}
}
