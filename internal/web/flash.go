package web

import "slices"

// flash is the sentence about what was just done. The address carries only which one of a closed list.
func (v *visit) flash() string {
	done := v.QueryParam("said")
	if !slices.Contains([]string{"saved", "changed", "repeated", "kept", "logged", "asked", "asked_second", "decided", "restored", "erased", "erased_uncleaned", "shared", "unshared", "joined", "purpose", "pair_decided", "merged", "unmerged",
		"list_compare", "list_certain", "list_people", "list_decided", "list_undone", "list_stopped", "rows_changed"}, done) {
		return ""
	}
	return v.words.T("flash." + done)
}
